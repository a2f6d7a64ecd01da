"""Opening the vault of a case to see that no name of its people stands in a text."""

from __future__ import annotations

from candour.platform.access.actor import Actor
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import Sentence
from candour.platform.vault import operations as vault
from candour.practice.cases.models import Case
from candour.practice.cases.queries.anonymity import Replacement, replacements
from candour.practice.cases.reasons import FOR_ANONYMITY


@operation
def pseudonyms_of(actor: Actor, case: Case, sentence: Sentence) -> list[Replacement]:
    """What must not stand in a text about a case, and the pseudonyms for it. That the vault was opened is recorded."""
    held = vault.open_all(actor, owner=case, purpose=FOR_ANONYMITY)
    record(sentence, subject=case)
    return replacements(case.key, [(identity.kind, facts) for identity, facts in held.items()])
