"""Whether words of a challenge may lead to somebody: many read a ledger who see no case."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.practice.publishing.queries.guarding import leading_to_somebody
from candour.practice.publishing.queries.naming import named_in


def may_lead_to_somebody(actor: Actor, *texts: str) -> list[str]:
    """What in some texts may lead to somebody, as sentences that say how to mend it; nothing where they may stand."""
    whole = "\n\n".join(text.strip() for text in texts if text.strip())
    return [*named_in(actor, whole), *leading_to_somebody(whole)]
