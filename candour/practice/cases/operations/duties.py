"""Statutory notifications: when one is owed, its number in the register, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.parts import Task
from candour.platform.files.models import StoredFile
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import (
    Case,
    LinkedProcess,
    Notification,
    RapidReview,
    Register,
    Sharing,
    Subject,
    TeamMember,
    TestConclusion,
)
from candour.practice.cases.operations.days import why_not_done
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.queries.clock import AWARENESS, governing_clock
from candour.practice.cases.queries.clock import NOTIFICATION as BY_NOTIFICATION
from candour.practice.cases.queries.thresholds import NOTIFIABLE
from candour.practice.cases.workflow import NOTIFICATION
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook import index
from candour.rulebook.calendars import BeyondCalendar
from candour.rulebook.language.clocks import Clock, Due
from candour.rulebook.language.duties import Duty

if TYPE_CHECKING:
    from candour.practice.directory.models import Agreement
    from candour.practice.directory.queries.people import ActingPartner

CONSULT = "havering-case-review-2023/consult-other-authority"
SERIOUS_INCIDENT = "duty-serious-incident"
RECORD_IT = "Record the notification"
SAY_WHY = "Say the legal reason for which it is shared all the same."
NO_BASIS = "Choose the agreement under which it is shared, or say the legal reason. That there is none is no barrier."
OFFICE_ROLE = roles.PARTNERSHIP_MANAGER


def office_task(case: Case, key: str, title: str, do_next: str, page: str) -> Task:
    """A task for the office of a case's partnership. The title names the case by its key only."""
    body = ("partnership", case.partnership_id)
    return Task(key, f"{title} – case {case.key}", do_next, page, body, OFFICE_ROLE)


def set_notify_deadline(actor: Actor, case: Case) -> None:
    """Start the council's five working days, if the day on which it became aware is known and they apply."""
    aware = case.aware_on.exact if case.aware_on else None
    clock = index.clocks_in(case.edition_key).get("notify-panel")
    if not case.is_child or case.kind != "serious-incident" or aware is None or clock is None:
        return
    is_owed = Notification.objects.filter(case=case, duty_name__endswith=f"/{SERIOUS_INCIDENT}").exists()
    task = office_task(
        case,
        "notify-panel",
        "Notify the Panel or decide it is not notifiable",
        RECORD_IT if is_owed else "Answer the test",
        f"/cases/{case.ref}/{'notification' if is_owed else 'tests'}/",
    )
    try:
        due = clock.due(aware, calendar())
    except BeyondCalendar:
        return
    deadlines.set_deadline(actor, owner=case, within=case, task=task, due=due)


def duties_from_facts(actor: Actor, case: Case) -> None:
    """Enter the notifications that follow from the facts alone: the death of a looked-after child or a care leaver.

    Neither asks whether abuse is known or suspected.
    """
    duties = index.duties_in(case.edition_key)
    died = Subject.objects.filter(case=case, has_died=True)
    for key, owed in (
        ("duty-looked-after-death", died.filter(looked_after="yes").exists()),
        ("duty-care-leaver-death", died.filter(care_leaver="yes").exists()),
    ):
        if owed and key in duties:
            enter_duty(actor, case, duties[key])


def enter_duty(actor: Actor, case: Case, duty: Duty) -> Notification:
    """Enter a notification in the register, with the next number and no gap, unless the case has one that stands.

    One that was withdrawn or not owed keeps its number, and the duty may arise again.
    """
    there = Notification.objects.filter(case=case, duty_name=duty.name, state__in=("open", "notified")).first()
    if there is not None:
        return there
    aware = case.aware_on.exact if case.aware_on else None
    due = due_of(duty.clock, aware)
    notification = Notification.objects.create(
        case=case,
        partnership_id=case.partnership_id,
        number=_next_number(case.partnership_id),
        duty_name=duty.name,
        arose_at=actor.at,
        due_at=due.at if due else None,
    )
    record(
        audit_events.DUTY_AROSE,
        subject=notification,
        within=case,
        by=actor if actor.is_system else None,
        number=notification.number,
        duty=duty.title,
    )
    _start(actor, case, duty, due)
    return notification


def count_from_awareness(actor: Actor, case: Case) -> None:
    """Date again what runs from the council's awareness, inside an operation. What was sent stays met."""
    aware = case.aware_on.exact if case.aware_on else None
    for notification in Notification.objects.filter(case=case):
        duty = index.rule(notification.duty_name, Duty)
        due = due_of(duty.clock, aware)
        Notification.objects.filter(pk=notification.pk).update(due_at=due.at if due else None)
        if notification.state == "open" and duty.key != SERIOUS_INCIDENT:
            deadlines.cancel_key(actor, owner=case, within=case, key=duty.clock.key)
            _start(actor, case, duty, due)
    if not _is_settled(case):
        deadlines.cancel_key(actor, owner=case, within=case, key="notify-panel")
        set_notify_deadline(actor, case)
    if aware is not None:
        start_limit(actor, case, aware, AWARENESS)


def due_of(clock: Clock, start: datetime | date | None) -> Due | None:
    """When a duty is due; None where its start is not known to the day or lies beyond the calendar."""
    if start is None:
        return None
    try:
        return clock.due(start, calendar())
    except BeyondCalendar:
        return None


def _is_settled(case: Case) -> bool:
    """Whether the serious incident was notified, or somebody has decided that it need not be."""
    sent = Notification.objects.filter(case=case, duty_name__endswith=f"/{SERIOUS_INCIDENT}").exclude(state="open")
    decided = TestConclusion.objects.filter(case=case, test_name=NOTIFIABLE, replaced_at=None, is_met=False)
    return sent.exists() or decided.exists()


def _start(actor: Actor, case: Case, duty: Duty, due: Due | None) -> None:
    if due is None or duty.key == SERIOUS_INCIDENT:
        return
    page = f"/cases/{case.ref}/notification/"
    task = office_task(case, duty.clock.key, duty.title, RECORD_IT, page)
    deadlines.set_deadline(actor, owner=case, within=case, task=task, due=due)


def consult_other_council(actor: Actor, case: Case) -> LinkedProcess:
    """Enter that another council has to be consulted, with a task and a day for it."""
    linked = LinkedProcess.objects.create(
        case=case,
        kind=LinkedProcess.Kind.OTHER_COUNCIL,
        owner=case.responsible_council or case.place_words or case.residence_words,
        status="To be consulted",
    )
    by = actor if actor.is_system else None
    record(audit_events.LINKED, subject=linked, within=case, by=by, kind=linked.get_kind_display())
    clock = index.rule(CONSULT, Clock)
    task = office_task(case, clock.key, clock.title, "Record the consultation", f"/cases/{case.ref}/processes/")
    due = due_of(clock, actor.at)
    if due is not None:
        deadlines.set_deadline(actor, owner=case, within=case, task=task, due=due)
    return linked


@operation
def share_with_partners(actor: Actor, *, ref: str, agreement_ref: str = "", legal_reason: str = "") -> int:
    """Share an incident with every statutory partner of its partnership at once, and bring them onto the team.

    It is shared under an agreement in force, and with a legal reason where there is none or where a partner is no party
    to it: that there is no agreement keeps nobody from sharing. Each sharing keeps its time; a partner it was shared
    with before is left alone. Returns how many were new. Raises Hidden and Refused.
    """
    case = fetch(actor, Case, ref=ref)
    require(actor, "describe a case", case)
    partners = directory.acting_partners(Actor.system(actor.label, actor.at), case.partnership_id, actor.today)
    agreement, parties = _agreement(actor, case, agreement_ref)
    before = set(Sharing.objects.filter(case=case).values_list("organisation_id", flat=True))
    bare = [one.organisation for one in partners if one.organisation_id not in before | parties]
    if bare and not legal_reason.strip():
        raise Refused(NO_BASIS if agreement is None else f"{', '.join(bare)}: no party to it. {SAY_WHY}")
    new = 0
    for partner in partners:
        _, created = Sharing.objects.get_or_create(
            case=case,
            organisation_id=partner.organisation_id,
            defaults={
                "shared_at": actor.at,
                "shared_by": actor.label,
                "agreement": agreement if partner.organisation_id in parties else None,
                "legal_reason": legal_reason.strip(),
            },
        )
        if created:
            new += 1
            record(audit_events.SHARED, subject=case, partner=partner.organisation)
        _bring_in(actor, case, partner)
    if not new:
        raise Refused("The incident has been shared with every statutory partner already.")
    page = messages.link("case", case.ref)
    for partner in partners:
        body = ("organisation", partner.organisation_id)
        people = directory.addresses_of(actor, body, roles.STATUTORY_PARTNER)
        messages.tell(actor, "shared", case, people, page, mark=str(partner.post_id))
    return new


def _agreement(actor: Actor, case: Case, ref: str) -> tuple[Agreement | None, set[int]]:
    """The agreement of that reference with the ids of its parties, or none. Raises Refused if it is not in force."""
    if not ref:
        return None, set()
    found = next((one for one in directory.agreements_in_force(actor, case.partnership_id) if one.ref == ref), None)
    if found is None:
        raise Refused("This agreement is not in force today.")
    return found, {party.pk for party in directory.parties_of(actor, [found]).get(found.pk, [])}


def _bring_in(actor: Actor, case: Case, partner: ActingPartner) -> None:
    people = [partner.actual_id, *(nominee for nominee, _ in partner.nominees)]
    joined = [
        TeamMember(case=case, person_id=person, purpose=TeamMember.Purpose.PARTNER, joined_at=actor.at)
        for person in people
        if person is not None
    ]
    TeamMember.objects.bulk_create(joined, ignore_conflicts=True)


@operation
def record_notification(
    actor: Actor,
    *,
    ref: str,
    submitted_at: datetime,
    sender: str,
    national_reference: str,
    copy: StoredFile | None = None,
) -> None:
    """Record that a notification was sent: when, by whom and under which reference. It stops the council's clock.

    For a serious incident it also starts the fifteen working days, where notification is the reading that governs.
    """
    notification = fetch(actor, Notification, "case", ref=ref)
    case = notification.case
    require(actor, "record a notification", case)
    reasons = why_not_done(actor, "The notification cannot have been sent", submitted_at, after=case)
    if not sender.strip():
        reasons.append("Say who sent it.")
    if reasons:
        raise Refused(*reasons)
    move(actor, notification, NOTIFICATION, "notify", within=case, number=notification.number)
    Notification.objects.filter(pk=notification.pk).update(
        submitted_at=submitted_at, sender=sender.strip(), national_reference=national_reference.strip(), copy=copy
    )
    duty = index.rule(notification.duty_name, Duty)
    deadlines.meet(actor, owner=case, within=case, key=duty.clock.key, at=submitted_at)
    if duty.key == SERIOUS_INCIDENT:
        Case.objects.filter(pk=case.pk).update(notified_at=submitted_at)
        case.notified_at = submitted_at
        start_limit(actor, case, submitted_at, BY_NOTIFICATION)
    refresh(actor, case)


@operation
def correct_notification(
    actor: Actor, *, ref: str, submitted_at: datetime, sender: str, national_reference: str, because: str
) -> None:
    """Correct when a notification was sent, by whom or under which reference. What hangs on it is dated again.

    Raises Refused without a reason, and once the review was sent to the Panel.
    """
    notification = fetch(actor, Notification, "case", ref=ref)
    case = notification.case
    require(actor, "record a notification", case)
    reasons = []
    if notification.state != "notified":
        reasons.append("Only a notification that was recorded as sent can be corrected.")
    if submitted_at > actor.at:
        reasons.append("The notification cannot have been sent later than now.")
    if not sender.strip() or not because.strip():
        reasons.append("Say who sent it, and why it is corrected.")
    if RapidReview.objects.filter(case=case, submitted_at__isnull=False).exists():
        reasons.append("The review has been sent to the Panel, so its notification stands.")
    if reasons:
        raise Refused(*reasons)
    Notification.objects.filter(pk=notification.pk).update(
        submitted_at=submitted_at,
        sender=sender.strip(),
        national_reference=national_reference.strip(),
        corrected_because=because.strip(),
    )
    record(audit_events.NOTIFICATION_CORRECTED, subject=notification, within=case, number=notification.number)
    if index.rule(notification.duty_name, Duty).key == SERIOUS_INCIDENT:
        Case.objects.filter(pk=case.pk).update(notified_at=submitted_at)
        case.notified_at = submitted_at
        start_limit(actor, case, submitted_at, BY_NOTIFICATION)
    refresh(actor, case)


@operation
def notification_not_owed(actor: Actor, *, ref: str, because: str) -> None:
    """Record that a notification was not owed after all, and why. Raises Refused without a reason."""
    _end_notification(actor, ref, "not-owed", because)


@operation
def withdraw_notification(actor: Actor, *, ref: str, because: str) -> None:
    """Withdraw a notification that was sent, because the criteria were not met after all.

    Raises Refused without a reason.
    """
    _end_notification(actor, ref, "withdraw", because)


def start_limit(actor: Actor, case: Case, start: datetime | date, reading_key: str) -> None:
    """Set the deadline of the limit that governs a running review, if the start that has now happened governs it."""
    review = RapidReview.objects.filter(case=case, reading_key=reading_key).first()
    clock = governing_clock(case)
    if review is None or clock is None:
        return
    convention = clock.convention
    if clock.readings:
        convention = clock.reading(reading_key).convention or clock.convention
    deadlines.cancel_key(actor, owner=case, within=case, key="rapid-review")
    task = office_task(case, "rapid-review", clock.title, "See where it stands", f"/cases/{case.ref}/")
    try:
        due = clock.due(start, calendar(), convention=convention)
    except BeyondCalendar:
        return
    deadlines.set_deadline(actor, owner=case, within=case, task=task, due=due)


def _end_notification(actor: Actor, ref: str, step: str, because: str) -> None:
    notification = fetch(actor, Notification, "case", ref=ref)
    case = notification.case
    require(actor, "record a notification", case)
    if not because.strip():
        raise Refused("Say which criterion was not met, and who determined it.")
    if step == "withdraw" and RapidReview.objects.filter(case=case, submitted_at__isnull=False).exists():
        raise Refused("The review has been sent to the Panel, so its notification stands.")
    move(actor, notification, NOTIFICATION, step, within=case, number=notification.number)
    Notification.objects.filter(pk=notification.pk).update(ended_because=because.strip(), ended_at=actor.at)
    duty = index.rule(notification.duty_name, Duty)
    deadlines.cancel_key(actor, owner=case, within=case, key=duty.clock.key)
    if duty.key == SERIOUS_INCIDENT:
        Case.objects.filter(pk=case.pk).update(notified_at=None)
        case.notified_at = None
        if RapidReview.objects.filter(case=case, reading_key=BY_NOTIFICATION).exists():
            deadlines.cancel_key(actor, owner=case, within=case, key="rapid-review")
    refresh(actor, case)


def _next_number(partnership_id: int) -> int:
    Register.objects.get_or_create(partnership_id=partnership_id)
    Register.objects.filter(partnership_id=partnership_id).update(last_number=F("last_number") + 1)
    return Register.objects.values_list("last_number", flat=True).get(partnership_id=partnership_id)
