"""Keeping the register of information sharing agreements: adding one, changing, reviewing and ending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import out_of_reach
from candour.platform.deadlines.parts import Task
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import audit_events, roles
from candour.practice.directory.models import Agreement, AgreementParty, Organisation, Partnership

KEEP = "keep the register of agreements"
REVIEW = "agreement-review"
FEWEST = 2
"""How many parties an agreement has at least."""


@operation
def add_agreement(
    actor: Actor, *, partnership_ref: str, party_refs: Sequence[str], facts: Mapping[str, Any]
) -> Agreement:
    """Enter an agreement with its parties, and set the day of its review. Raises Refused with every reason."""
    partnership = fetch(actor, Partnership, ref=partnership_ref)
    require(actor, KEEP, partnership)
    _require_whole(actor, party_refs, facts)
    agreement = Agreement.objects.create(partnership=partnership, added_at=actor.at, added_by=actor.label, **facts)
    _set_parties(actor, agreement, party_refs)
    record(audit_events.AGREEMENT_ADDED, subject=agreement, count=len(set(party_refs)))
    _set_review(actor, agreement)
    return agreement


@operation
def change_agreement(
    actor: Actor,
    *,
    ref: str,
    version: int,
    party_refs: Sequence[str],
    facts: Mapping[str, Any],
    document: StoredFile | None = None,
) -> None:
    """Change an agreement that has not been ended. `document` takes the place of the one that is kept.

    Raises Refused and Conflict.
    """
    agreement = _open(actor, ref)
    _require_whole(actor, party_refs, facts)
    kept = {"document": document} if document is not None else {}
    save_edit(agreement, version, **facts, **kept)
    _set_parties(actor, agreement, party_refs)
    record(audit_events.AGREEMENT_CHANGED, subject=agreement)
    _set_review(actor, agreement)


@operation
def review_agreement(actor: Actor, *, ref: str, version: int, note: str, review_on: date) -> None:
    """Note that an agreement was looked at and still holds, and when it is looked at next. Raises Refused, Conflict."""
    agreement = _open(actor, ref)
    _require_to_come(actor, review_on)
    save_edit(agreement, version, reviewed_on=actor.today, review_note=note, review_on=review_on)
    record(audit_events.AGREEMENT_REVIEWED, subject=agreement, due=review_on.isoformat())
    deadlines.meet(actor, owner=agreement, key=REVIEW)
    _set_review(actor, agreement)


@operation
def end_agreement(actor: Actor, *, ref: str, version: int, until_on: date, because: str) -> None:
    """End an agreement: its last day, and why. It stays in the register. Raises Refused, Conflict."""
    agreement = _open(actor, ref)
    if until_on < agreement.from_on:
        raise Refused("It cannot end before it began.")
    if beyond := out_of_reach(until_on):
        raise Refused(beyond)
    save_edit(agreement, version, until_on=until_on, ended_because=because)
    record(audit_events.AGREEMENT_ENDED, subject=agreement, until_on=until_on.isoformat())
    deadlines.cancel_open(actor, owner=agreement, because="the agreement was ended")


def _open(actor: Actor, ref: str) -> Agreement:
    agreement = fetch(actor, Agreement, "partnership", ref=ref)
    require(actor, KEEP, agreement.partnership)
    if agreement.until_on is not None and agreement.until_on < actor.today:
        raise Refused("This agreement was ended. Enter the one that took its place.")
    return agreement


def _set_parties(actor: Actor, agreement: Agreement, refs: Sequence[str]) -> None:
    parties = {fetch(actor, Organisation, ref=ref).pk for ref in refs}
    AgreementParty.objects.filter(agreement=agreement).exclude(organisation__in=parties).delete()
    AgreementParty.objects.bulk_create(
        (AgreementParty(agreement=agreement, organisation_id=pk) for pk in sorted(parties)), ignore_conflicts=True
    )


def _set_review(actor: Actor, agreement: Agreement) -> None:
    deadlines.cancel_key(actor, owner=agreement, key=REVIEW)
    task = Task(
        key=REVIEW,
        title="Review an information sharing agreement",
        do_next="Ask its parties whether it still holds, and note it",
        address=reverse("agreement", args=[agreement.ref]),
        body=("partnership", agreement.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=agreement, within=None, task=task, on=agreement.review_on)


def _require_whole(actor: Actor, party_refs: Sequence[str], facts: Mapping[str, Any]) -> None:
    others = [line for line in facts["other_parties"].splitlines() if line.strip()]
    reasons = []
    if len(set(party_refs)) + len(others) < FEWEST:
        reasons.append("Name at least two parties.")
    if facts["review_on"] <= facts["from_on"]:
        reasons.append("The day of its review comes after its first day.")
    if beyond := out_of_reach(facts["review_on"]):
        reasons.append(beyond)
    if reasons:
        raise Refused(*reasons)


def _require_to_come(actor: Actor, day: date) -> None:
    if day <= actor.today:
        raise Refused("The day of its next review must be to come.")
    if beyond := out_of_reach(day):
        raise Refused(beyond)
