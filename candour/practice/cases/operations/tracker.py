"""Keeping the tracker: an update in words, a hold with its next check, and tabling a case."""

from __future__ import annotations

from datetime import date

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import operations as holds
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar, out_of_reach
from candour.platform.deadlines.models import Hold
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import Case, Tabling, TrackerLine
from candour.practice.cases.operations.pseudonyms import pseudonyms_of
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.anonymity import named_in
from candour.practice.cases.queries.guarding import identifying_in
from candour.practice.cases.queries.tracker import row_of
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook.language.fuzzy_dates import FuzzyDate


@operation
def write_update(
    actor: Actor,
    *,
    ref: str,
    update: str,
    presented_on: FuzzyDate | None = None,
    published_on: FuzzyDate | None = None,
) -> None:
    """Write the tracker's update, and when the case was presented locally and published. No name may stand in it."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "keep the tracker", case)
    if not update.strip():
        raise Refused("Write how the case stands.")
    record(audit_events.UPDATED, subject=case)
    refresh(
        actor,
        case,
        update=update.strip(),
        presented_on=presented_on,
        presented_as_printed="",
        published_on=published_on,
        published_as_printed="",
    )


@operation
def put_on_hold(actor: Actor, *, ref: str, waits_for: str, reason: str, ask: str, next_check_on: date) -> None:
    """Put a case on hold, with whom to ask and when to ask next. Its clocks go on. Raises Refused with all reasons."""
    case = fetch(actor, Case, ref=ref)
    require(actor, "keep the tracker", case)
    reasons = []
    if not waits_for.strip() or not reason.strip():
        reasons.append("Say what the case waits for and why.")
    if not ask.strip():
        reasons.append("Say whom to ask.")
    if next_check_on <= actor.today:
        reasons.append("The next check must be after today.")
    elif out_of_reach(next_check_on):
        reasons.append(out_of_reach(next_check_on))
    if Hold.objects.filter(owner_kind=case._meta.label_lower, owner_id=case.pk, lifted_at=None).exists():
        reasons.append("The case is on hold already.")
    if reasons:
        raise Refused(*reasons)
    deadlines.hold(
        actor,
        owner=case,
        within=case,
        address=f"/cases/{case.ref}/tracker/",
        waits_for=waits_for.strip(),
        reason=reason.strip(),
        ask=ask.strip(),
        next_check_on=next_check_on,
    )
    refresh(actor, case)


@operation
def check_hold(actor: Actor, *, ref: str, hold_ref: str, version: int, next_check_on: date, ask: str) -> None:
    """Note that somebody asked how a hold stands, and when to ask next."""
    case = fetch(actor, Case, ref=ref)
    holds.check_hold(actor, ref=hold_ref, act="keep the tracker", version=version, next_check_on=next_check_on, ask=ask)
    record(audit_events.UPDATED, subject=case)
    refresh(actor, case)


@operation
def lift_hold(actor: Actor, *, ref: str, hold_ref: str) -> None:
    """End a hold."""
    case = fetch(actor, Case, ref=ref)
    holds.lift_hold(actor, ref=hold_ref, act="keep the tracker")
    record(audit_events.UPDATED, subject=case)
    refresh(actor, case)


@operation
def plan_tabling(actor: Actor, *, ref: str, to_ref: str, planned_on: FuzzyDate | None) -> Tabling:
    """Plan to put a case before its own partnership's meeting or a joint partnership. Raises Refused for any other."""
    case = fetch(actor, Case, "partnership", ref=ref)
    require(actor, "keep the tracker", case)
    to = directory.partnership(actor, to_ref)
    allowed = {case.partnership_id}
    allowed |= {body.pk for body in directory.joint_bodies_of(actor, case.partnership_id, actor.today)}
    if to.pk not in allowed:
        raise Refused("A case is tabled at its own partnership and at joint bodies of which that is a member.")
    tabling, _ = Tabling.objects.update_or_create(
        case=case, to=to, defaults={"planned_on": planned_on, "key": case.key, "kind": case.get_kind_display()}
    )
    record(audit_events.PLANNED_TABLING, subject=tabling, within=case, where=to.name)
    return tabling


def table_case(actor: Actor, *, ref: str, tabling_ref: str, themes: str, stands: str, although: str = "") -> None:
    """Table a case: from now on the body sees this line of it, in words that identify nobody, and nothing else.

    The key that a joint body sees is the case's own pseudonym. Raises Refused without words, if it was tabled, for a
    name that the vault holds, and for words that join an age, a month, a place or a condition, unless somebody says why
    nobody is found by them.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "keep the tracker", case)
    tabling = fetch(actor, Tabling, "to", ref=tabling_ref, case=case)
    themes, stands, although = themes.strip(), stands.strip(), although.strip()
    if not themes or not stands:
        raise Refused("Write the themes and how the case stands, in words that identify nobody.")
    if names := named_in(f"{themes}\n{stands}", pseudonyms_of(actor, case, audit_events.LINE_CHECKED)):
        raise Refused(f"This names {' and '.join(names)}, as the vault does. Say who it is by role, or leave it out.")
    found = identifying_in(themes, stands)
    if found and not although:
        raise Refused(*found, "Use other words, or say why nobody can be found by these.")
    _table(actor, case, tabling, themes=themes, stands=stands, although=although if found else "")


@operation
def _table(actor: Actor, case: Case, tabling: Tabling, *, themes: str, stands: str, although: str) -> None:
    line = TrackerLine.objects.select_related("case").get(case=case, true_until=None)
    row = row_of(line, actor.today, calendar(), actor.at)
    changed = Tabling.objects.filter(pk=tabling.pk, tabled_at=None).update(
        tabled_at=actor.at,
        tabled_by=actor.label,
        key=case.key,
        kind=case.get_kind_display(),
        lead_authority=line.lead_authority,
        themes=themes,
        stands=stands,
        shown_although=although,
        days_used=row.used,
        days_allowed=row.allowed,
    )
    if not changed:
        raise Refused("The case has been tabled there already.")
    record(audit_events.TABLED, subject=tabling, within=case, where=tabling.to.name)
    if tabling.to_id == case.partnership_id:
        refresh(actor, case, presented_on=FuzzyDate.on(actor.today), presented_as_printed="")
    else:
        people = directory.addresses_of(actor, ("partnership", tabling.to_id), roles.PARTNERSHIP_MANAGER)
        page = messages.link("tabled")
        messages.tell(actor, "tabled", case, people, page, mark=tabling.ref)


def expect_tablings(actor: Actor, case: Case) -> None:
    """Plan to table a rapid review that was sent, whatever its outcome: locally and at each joint body. A part."""
    system = Actor.system(actor.label, actor.at)
    bodies = directory.joint_bodies_of(system, case.partnership_id, actor.today)
    for to in (case.partnership, *bodies):
        _, is_new = Tabling.objects.get_or_create(
            case=case, to=to, defaults={"key": case.key, "kind": case.get_kind_display()}
        )
        if is_new:
            record(audit_events.PLANNED_TABLING, subject=case, where=to.name)
