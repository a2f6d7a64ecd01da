"""Who and what a case knows and a published report must not name, as the redaction takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from candour.practice.cases.models import AgencyRequest, Case, LinkedProcess, Referral, Subject
from candour.practice.cases.queries.identifying import words_of
from candour.practice.publishing.operations import Known
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

if TYPE_CHECKING:
    from candour.platform.vault.models import Identity

OTHERS = {"carer": "carer", "lead_practitioner": "practitioner"}
"""Facts that name somebody else in words that people type freely, with what that is to the case."""
ADDRESSES = ("address", "whereabouts")
_PLACE = re.compile(r"\d|[a-z] [A-Z]")
"""What makes of a few words about where something was a place that could be named: a number, or a name in them."""
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)

Held = Mapping["Identity", Mapping[str, str]]


def known_to(case: Case, held: Held) -> list[Known]:
    """Everybody and everything known of a case, once. `held` is what the vault holds of it and of its referrals."""
    people = [*_of_the_vault(case, held), *_of_agencies(case)]
    found = [one for one in people if any(one.facts.values())]
    return [*_each_once(found), *_places_and_days(case)]


def _of_the_vault(case: Case, held: Held) -> Iterator[Known]:
    subjects = {one.identity_id: one for one in Subject.objects.filter(case=case)}
    for identity, facts in held.items():
        subject = subjects.get(identity.pk)
        role = _role(case, identity, facts, subject)
        yield Known(f"P{identity.pk}", "person", role, "", _facts(facts, subject))
        for name, what in OTHERS.items():
            words = words_of(facts.get(name, ""))
            if words:
                yield Known(f"P{identity.pk}-{what}", "person", what, "", {"names": (" ".join(words),)})


def _role(case: Case, identity: Identity, facts: Mapping[str, str], subject: Subject | None) -> str:
    if subject is not None:
        who = "child" if case.is_child else "adult"
        return who if subject.number == 1 else f"{who} {subject.number}"
    return facts.get("relationship", "").strip().lower()[:40] or identity.kind


def _facts(facts: Mapping[str, str], subject: Subject | None) -> dict[str, Any]:
    forenames, surname = facts.get("forenames", "").strip(), facts.get("surname", "").strip()
    whole = facts.get("name", "").strip() or " ".join(part for part in (forenames, surname) if part)
    aliases = [facts.get("known_as", "").strip(), facts.get("former_surname", "").strip()]
    known: dict[str, Any] = {
        "names": (whole,) if whole else (),
        "aliases": tuple(one for one in aliases if one),
        "born_on": _day(facts.get("born_on", "")),
        "nhs_number": facts.get("nhs_number", "").strip(),
        "phones": _some(facts.get("phone", "")),
        "emails": _some(facts.get("email", "")),
        "addresses": tuple(_address(facts, name) for name in ADDRESSES if _PLACE.search(facts.get(name, ""))),
    }
    if subject is not None:
        known["sex"] = {"female": "f", "male": "m"}.get(subject.sex, "")
        exact = subject.died_on.exact if subject.died_on else None
        known["died_on"] = exact.isoformat() if exact else ""
    return {name: value for name, value in known.items() if value}


def _address(facts: Mapping[str, str], name: str) -> str:
    line = " ".join(facts[name].split())
    code = facts.get("postcode", "").strip()
    return f"{line}, {code}" if name == "address" and code and not _POSTCODE.search(line) else line


def _of_agencies(case: Case) -> Iterator[Known]:
    """Who led and signed for each agency: the report speaks of practitioners and not of them."""
    for request in AgencyRequest.objects.filter(case=case).order_by("pk"):
        for column in ("lead_name", "signed_off_by"):
            name = getattr(request, column).strip()
            if name:
                yield Known(f"A{request.pk}-{column}"[:40], "person", "practitioner", "", {"names": (name,)})


def _each_once(people: list[Known]) -> list[Known]:
    """Without those who are named twice and of whom nothing more is known."""
    kept: list[Known] = []
    names: set[str] = set()
    for one in people:
        called = " ".join(one.facts.get("names", ())).lower()
        if called and called in names and set(one.facts) == {"names"}:
            continue
        names.add(called)
        kept.append(one)
    return kept


def _places_and_days(case: Case) -> Iterator[Known]:
    for number, words in enumerate((case.place_words, case.residence_words), 1):
        if _PLACE.search(words):
            yield Known(f"L{number}", "place", "place", "", {"address": " ".join(words.split())})
    on = case.incident_on.exact if case.incident_on else None
    if on is not None:
        yield Known("D1", "date", "the day of the event", "", {"on": on.isoformat()})
    codes = [case.key, *_references(case)]
    yield Known("K1", "code", "reference", "", {"values": tuple(dict.fromkeys(codes))})


def _references(case: Case) -> Iterator[str]:
    found = LinkedProcess.objects.filter(case=case).exclude(reference="").order_by("pk")
    yield from found.values_list("reference", flat=True)


def referrals_with_referrers(case: Case) -> list[Referral]:
    """The referrals of a case of whose referrer the vault holds something."""
    return list(Referral.objects.filter(case=case, referrer_identity__isnull=False).order_by("pk"))


def _day(written: str) -> str:
    for read in (FuzzyDate.decode, FuzzyDate.parse):
        try:
            exact = read(written.strip()).exact
        except NotADate:
            continue
        return exact.isoformat() if exact else ""
    return ""


def _some(value: str) -> tuple[str, ...]:
    return (value.strip(),) if value.strip() else ()
