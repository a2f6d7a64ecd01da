"""How a case is linked to other records: by its key, on the page of other processes."""

from __future__ import annotations

import re

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.links.kinds import Kind
from candour.practice.cases.models import Case


def cases_named(actor: Actor, words: str) -> list[Case]:
    """The cases with that key, “Case” before it or not, as far as the actor sees them."""
    key = re.sub(r"^case\s+", "", words, flags=re.IGNORECASE).partition(",")[0].strip()
    found = seen_by(actor, Case).filter(key__iexact=key).select_related("partnership")
    exact = [case for case in found if title_of(case).casefold() == words.casefold()]
    return exact or list(found[:5])


def title_of(case: Case) -> str:
    """A case by its key and its partnership, since two partnerships may use one key."""
    return f"Case {case.key}, {case.partnership.short_name}"


CASE_KIND = Kind(
    slug="case",
    model=Case,
    called="Case",
    may_link="describe a case",
    title_of=title_of,
    address_of=lambda case: reverse("case_processes", args=[case.ref]),
    named=cases_named,
    needs=("partnership",),
)
