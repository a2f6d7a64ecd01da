"""What a record is linked to, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import may
from candour.platform.links.kinds import kind_of
from candour.platform.links.queries import SeeAlso, see_also

if TYPE_CHECKING:
    from django.db.models import Model


@dataclass(frozen=True)
class LinksShown:
    """The links of a record, for the element “See also”."""

    lines: list[tuple[SeeAlso, str]]
    """Each with the address that takes it away, empty where the reader may not."""
    add_address: str


def links_shown(actor: Actor, record: Model) -> LinksShown:
    """The links of a record that the caller has fetched as seen."""
    kind = kind_of(record)
    ref = record.ref  # type: ignore[attr-defined]
    is_keeper = may(actor, kind.may_link, record)
    return LinksShown(
        [
            (one, reverse("link_end", args=[kind.slug, ref, one.link_ref]) if is_keeper else "")
            for one in see_also(actor, record)
        ],
        reverse("link_add", args=[kind.slug, ref]) if is_keeper else "",
    )
