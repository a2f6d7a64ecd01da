"""Describing a case: its facts, the people it is about, and the other processes beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.vault import operations as vault
from candour.platform.vault import queries as vault_queries
from candour.platform.workflow.moving import save_edit
from candour.practice.cases import audit_events
from candour.practice.cases.models import Case, LinkedProcess, Subject
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.duties import consult_other_council, count_from_awareness, duties_from_facts
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.reasons import FOR_MATCHING
from candour.rulebook.language.fuzzy_dates import FuzzyDate

DESCRIBES = (
    "incident_on",
    "place",
    "place_words",
    "residence_words",
    "responsible_council",
    "harm",
    "abuse",
    "themes",
)
OF_A_SUBJECT = (
    "is_unborn",
    "has_died",
    "died_on",
    "age_words",
    "sex",
    "ethnicity",
    "faith",
    "disability",
    "looked_after",
    "care_leaver",
    "on_plan",
    "plan_dates",
    "open_to_services",
    "school_age",
    "needs",
)


@operation
def describe_case(actor: Actor, *, ref: str, version: int, facts: dict[str, Any]) -> None:
    """Change the facts of a case. Another council that comes in is entered for consultation. Raises Conflict."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    changed = {name: facts[name] for name in DESCRIBES if name in facts and getattr(case, name) != facts[name]}
    if not changed:
        raise Refused("Nothing was changed.")
    _require_past(actor, changed.get("incident_on"), "The incident cannot lie after today. Check the date.")
    was_ours = not case.responsible_council and case.place not in ("england", "outside-england")
    save_edit(case, version, **changed)
    record(audit_events.DESCRIBED, subject=case, fields=sorted(changed))
    is_ours = not case.responsible_council and case.place not in ("england", "outside-england")
    if was_ours and not is_ours:
        consult_other_council(actor, case)
    refresh(actor, case)


@operation
def set_awareness(actor: Actor, *, ref: str, version: int, aware_on: FuzzyDate) -> None:
    """Record when the council became aware, which starts its five working days. Raises Refused for a day to come."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    if aware_on.earliest and aware_on.earliest > actor.today:
        raise Refused("The council cannot become aware on a day that has not come.")
    exact = aware_on.exact
    reasons = why_not_done(actor, "The council cannot have become aware", exact, after=case) if exact else []
    if reasons:
        raise Refused(*reasons)
    save_edit(case, version, aware_on=aware_on)
    record(audit_events.AWARE, subject=case, on=aware_on.words)
    count_from_awareness(actor, case)
    refresh(actor, case)


@operation
def save_subject(
    actor: Actor, *, ref: str, number: int | None, facts: dict[str, Any], identity: dict[str, str]
) -> Subject:
    """Add a person to a case, or change what is known of one. Names and dates of birth go into the vault.

    A notification that the new facts make owed is entered at once.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    known = {name: facts[name] for name in OF_A_SUBJECT if name in facts}
    _require_past(actor, known.get("died_on"), "The date of death cannot lie after today. Check the date.")
    if number is None:
        subject = _add_subject(case, known)
        record(audit_events.SUBJECT_ADDED, subject=subject, within=case, number=subject.number)
    else:
        subject = fetch(actor, Subject, "identity", case=case, number=number)
        Subject.objects.filter(pk=subject.pk).update(**known)
        fields = sorted([*known, *identity])
        record(audit_events.SUBJECT_CHANGED, subject=subject, within=case, number=subject.number, fields=fields)
    given = {name: value.strip() for name, value in identity.items() if value.strip()}
    if given and subject.identity is not None:
        vault.change(actor, identity=subject.identity, version=subject.identity.version, facts=given)
    elif given:
        kept = vault.keep(actor, owner=case, kind="subject", facts=given)
        Subject.objects.filter(pk=subject.pk).update(identity=kept)
    duties_from_facts(actor, case)
    refresh(actor, case)
    return subject


@operation
def link_process(
    actor: Actor,
    *,
    ref: str,
    kind: str,
    owner: str,
    reference: str,
    status: str,
    next_on: date | None,
    began_on: FuzzyDate | None = None,
    stops: str = "",
    after_ref: str = "",
) -> LinkedProcess:
    """Link a case to another process about the same event: what of the review waits for it, and for what it waits."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    _require_past(actor, began_on, "The process cannot have begun after today. Check the date.")
    after = fetch(actor, LinkedProcess, ref=after_ref, case=case) if after_ref else None
    linked = LinkedProcess.objects.create(
        case=case,
        kind=kind,
        owner=owner,
        reference=reference,
        status=status,
        next_on=next_on,
        began_on=began_on,
        stops=stops,
        after=after,
    )
    record(audit_events.LINKED, subject=linked, within=case, kind=linked.get_kind_display())
    return linked


@operation
def change_process(
    actor: Actor,
    *,
    ref: str,
    version: int,
    owner: str,
    reference: str,
    status: str,
    next_on: date | None,
    ended_on: FuzzyDate | None,
    began_on: FuzzyDate | None = None,
    stops: str = "",
    after_ref: str = "",
) -> None:
    """Change how a linked process stands. Consulting another council meets its deadline.

    Raises Conflict, and Refused where two processes would wait for each other.
    """
    linked = fetch(actor, LinkedProcess, "case", ref=ref)
    require(actor, "describe a case", linked.case)
    _require_past(actor, ended_on, "The process cannot have ended after today. Check the date.")
    _require_past(actor, began_on, "The process cannot have begun after today. Check the date.")
    after = fetch(actor, LinkedProcess, ref=after_ref, case=linked.case) if after_ref else None
    if after is not None and _leads_back(after, linked):
        raise Refused("These processes would wait for each other. Choose another, or none.")
    save_edit(
        linked,
        version,
        owner=owner,
        reference=reference,
        status=status,
        next_on=next_on,
        ended_on=ended_on,
        began_on=began_on,
        stops=stops,
        after=after,
    )
    record(audit_events.LINK_CHANGED, subject=linked, within=linked.case, kind=linked.get_kind_display())
    if linked.kind == LinkedProcess.Kind.OTHER_COUNCIL:
        deadlines.meet(actor, owner=linked.case, within=linked.case, key="consult-other-authority")


def _leads_back(start: LinkedProcess, to: LinkedProcess) -> bool:
    """Whether following what each process waits for comes from one to the other."""
    after = dict(LinkedProcess.objects.filter(case_id=to.case_id).values_list("pk", "after_id"))
    seen: set[int] = set()
    here: int | None = start.pk
    while here is not None and here not in seen:
        if here == to.pk:
            return True
        seen.add(here)
        here = after.get(here)
    return False


@operation
def known_elsewhere(actor: Actor, *, ref: str, number: int) -> list[tuple[Case, list[str]]]:
    """Other cases that may be about the same person, and what speaks for it: only those that the actor sees.

    The vault is opened for the comparison and nothing of it is shown.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    subject = fetch(actor, Subject, "identity", case=case, number=number)
    if subject.identity is None:
        raise Refused("Nothing is known by which this person could be recognised.")
    facts = vault.open_for(actor, identity=subject.identity, purpose=FOR_MATCHING)
    found: dict[int, list[str]] = {}
    for alike in vault_queries.alike(actor, facts, but_not=subject.identity):
        if alike.identity.owner_kind == case._meta.label_lower and alike.identity.owner_id != case.pk:
            found.setdefault(alike.identity.owner_id, []).extend(alike.why)
    cases = seen_by(actor, Case).in_bulk(list(found))
    return [(cases[pk], sorted(set(why))) for pk, why in found.items() if pk in cases]


def _require_past(actor: Actor, date_: FuzzyDate | None, words: str) -> None:
    if date_ is not None and date_.earliest is not None and date_.earliest > actor.today:
        raise Refused(words)


def _add_subject(case: Case, known: dict[str, Any]) -> Subject:
    last = Subject.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Subject.objects.create(case=case, number=last + 1, **known)
    except IntegrityError as error:
        raise Refused("Somebody added a person at the same moment. Look again, then add yours.") from error
