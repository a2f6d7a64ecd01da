"""Referrals: taking one in, adding to it, joining it to another case, and telling the referrer what came of it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.guided_forms.checking import faults_in
from candour.platform.vault import operations as vault
from candour.platform.vault import queries as vault_queries
from candour.platform.workflow.moving import move
from candour.practice.cases import audit_events, messages
from candour.practice.cases.keys import proposed_keys
from candour.practice.cases.models import (
    Addition,
    Case,
    ImmediateAction,
    LinkedProcess,
    Referral,
    Subject,
    TeamMember,
)
from candour.practice.cases.operations.duties import consult_other_council, duties_from_facts, set_notify_deadline
from candour.practice.cases.operations.teams import carry_walls_over
from candour.practice.cases.operations.tracking import refresh
from candour.practice.cases.reasons import FOR_REFERRER
from candour.practice.cases.workflow import CASE
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.rulebook import index
from candour.rulebook.language.clocks import day_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

if TYPE_CHECKING:
    from candour.platform.guided_forms.models import FormAnswers
    from candour.practice.directory.models import Organisation

BY_ITSELF = "Candour, by itself"
"""Who stands in the history where something follows from what was told, and nobody chose it."""
ANONYMOUS_KINDS = ("near-miss", "concern", "good-practice")
KEY_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
IDENTIFYING = ("forenames", "surname", "born_on", "expected_on", "address", "whereabouts", "carer", "lead_practitioner")


@dataclass(frozen=True)
class Received:
    """A referral that was taken in, with the key that lets a visitor come back to it (shown once)."""

    referral: Referral
    return_key: str
    is_reachable: bool
    """Whether an email address was given, to which news can be sent."""


@operation
def receive_referral(
    actor: Actor, *, partnership_id: int, answers: FormAnswers, organisation: Organisation | None = None
) -> Received:
    """Take in a referral and open a case for it. Only the outline and who refers are needed.

    The rest becomes a checklist. The case takes the edition in force today, its office joins the team, and what follows
    at once from the facts (an owed notification, a consultation, an immediate action) is entered. Raises Refused with
    all reasons.
    """
    require(actor, "refer a case")
    said = form_queries.values_of(answers)
    faults = faults_in(form_queries.form_of(answers), said, actor.today)
    _require_enough(actor, said, [fault.words for fault in faults])
    _require_right_partnership(actor, partnership_id, said)
    case = _open_case(actor, partnership_id, said)
    referral, key = _keep_referral(actor, case, said, organisation)
    forms.submit(actor, answers=answers, owner=referral, within=case)
    Referral.objects.filter(pk=referral.pk).update(answers=answers)
    record(audit_events.REFERRED, subject=referral, within=case, kind=case.get_kind_display(), key=case.key)
    by_itself = Actor.system(BY_ITSELF, actor.at)
    join_office(by_itself, case)
    _keep_subjects(actor, case, said)
    _keep_rest(actor, case, said)
    duties_from_facts(by_itself, case)
    set_notify_deadline(by_itself, case)
    refresh(actor, case)
    messages.referral_arrived(actor, referral, case)
    email = _text(said, "referrer", "email")
    if email:
        page = messages.link("referral_progress")
        messages.tell_referrer(actor, referral, to=email, template=messages.REFERRAL_RECEIVED, page=page)
    return Received(referral, key, bool(email))


@operation
def add_fact(actor: Actor, *, ref: str, text: str) -> Addition:
    """Add a fact to a referral, dated and attributed. Raises Refused for nothing at all."""
    referral = fetch(actor, Referral, "case", ref=ref)
    require(actor, "add facts to a referral", referral)
    if not text.strip():
        raise Refused("Write what you want to add.")
    addition = Addition.objects.create(referral=referral, text=text.strip(), added_at=actor.at, added_by=_adder(actor))
    record(audit_events.ADDED_FACT, subject=referral, within=referral.case)
    return addition


@operation
def tell_outcome(actor: Actor, *, ref: str, words: str) -> None:
    """Tell the referrer what came of it. The words must say nothing about anybody else. Raises Refused."""
    referral = fetch(actor, Referral, "case", "referrer", ref=ref)
    require(actor, "describe a case", referral.case)
    if not words.strip():
        raise Refused("Write what the referrer should be told.")
    Referral.objects.filter(pk=referral.pk).update(outcome_words=words.strip(), outcome_at=actor.at)
    record(audit_events.REFERRER_TOLD, subject=referral, within=referral.case)
    if referral.referrer is not None:
        page = messages.link("my_referral", referral.ref)
        messages.tell_referrer(
            actor, referral, to=referral.referrer.email, template=messages.REFERRAL_OUTCOME, page=page
        )
    elif referral.referrer_identity is not None and "email" in vault_queries.masked(referral.referrer_identity):
        opened = vault.open_for(actor, identity=referral.referrer_identity, purpose=FOR_REFERRER, names=["email"])
        page = messages.link("referral_progress")
        messages.tell_referrer(actor, referral, to=opened["email"], template=messages.REFERRAL_OUTCOME, page=page)


@operation
def join_case(actor: Actor, *, ref: str, into_ref: str) -> None:
    """Join a case that was opened for a second referral of the same event to the first one. Raises Refused."""
    case = fetch(actor, Case, ref=ref)
    into = fetch(actor, Case, ref=into_ref)
    require(actor, "close a case", into)
    if case.pk == into.pk or case.partnership_id != into.partnership_id:
        raise Refused("Choose another case of the same partnership.")
    for referral in Referral.objects.filter(case=case):
        Referral.objects.filter(pk=referral.pk).update(case=into)
        record(audit_events.REFERRAL_JOINED, subject=referral, within=into, key=into.key)
    ImmediateAction.objects.filter(case=case).update(case=into)
    carry_walls_over(actor, case, into)
    move(actor, case, CASE, "merge", into=into.key)
    Case.objects.filter(pk=case.pk).update(merged_into=into, closed_at=actor.at)
    deadlines.cancel_open(actor, owner=case, because=f"it was joined to case {into.key}")
    refresh(actor, Case.objects.get(pk=case.pk))


def referral_of_key(actor: Actor, *, key: str) -> int | None:
    """The id of the referral that a return key opens; None for a key that opens none."""
    return Referral.objects.filter(key_hash=hash_of_key(key)).exclude(key_hash="").values_list("pk", flat=True).first()


def hash_of_key(key: str) -> str:
    """The form in which a return key is kept; spaces, dashes and small letters do not matter."""
    plain = "".join(letter for letter in key.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _require_enough(actor: Actor, said: dict[str, Any], faults: list[str]) -> None:
    reasons = list(faults)
    incident, aware = _date(said, "what-happened", "incident-on"), _date(said, "what-happened", "aware-on")
    if incident and aware and aware.certainly_before(incident):
        reasons.append("Under “What happened?”: your agency cannot have learned of it before it happened.")
    kind = _text(said, "about", "kind")
    if not kind or not _text(said, "about", "person"):
        reasons.append("Say what kind of event it is and whom it is about.")
    if not _text(said, "what-happened", "outline"):
        reasons.append("Tell us what happened, in a sentence or two.")
    signed_in = actor.person_id is not None
    if not signed_in and kind not in ANONYMOUS_KINDS and not _text(said, "referrer", "name"):
        reasons.append("Give your name, so that the partnership can ask you. It is kept apart from the case.")
    if not signed_in and not _text(said, "referrer", "agency"):
        reasons.append("Say which agency you work for.")
    if reasons:
        raise Refused(*reasons)


def _require_right_partnership(actor: Actor, partnership_id: int, said: dict[str, Any]) -> None:
    kinds = {partnership.pk: partnership.kind for partnership in directory.partnerships_to_refer_to(actor)}
    wanted = {"child": "children", "adult": "adults"}[_text(said, "about", "person")]
    if kinds.get(partnership_id) != wanted:
        people, body = {
            "children": ("children", "a safeguarding children partnership"),
            "adults": ("adults", "a safeguarding adults board"),
        }[wanted]
        raise Refused(f"This referral is about {people}, so it goes to {body}. Start again and choose one.")


def _open_case(actor: Actor, partnership_id: int, said: dict[str, Any]) -> Case:
    about = _text(said, "about", "person")
    initials = [_initials(person) for person in said.get("people", [])]
    for key in proposed_keys(initials):
        # Cases of several partnerships stand in one tracker, so a key that any of them has is passed over. Only within
        # a partnership is it made sure of, as two may take the same at once.
        if Case.objects.filter(key=key).exists():
            continue
        case = Case(
            partnership_id=partnership_id,
            key=key,
            kind=_text(said, "about", "kind"),
            about=about,
            edition_key=_edition_key(about, actor.at),
            opened_at=actor.at,
            received_at=actor.at,
            aware_on=_date(said, "what-happened", "aware-on"),
            incident_on=_date(said, "what-happened", "incident-on"),
            place=_text(said, "where", "place") or "unknown",
            place_words=_text(said, "where", "place-details")[:200],
            residence_words=_text(said, "where", "residence")[:200],
            responsible_council=_text(said, "where", "responsible-council")[:200],
            harm=_text(said, "what-happened", "harm"),
            abuse=_text(said, "what-happened", "abuse"),
        )
        try:
            with transaction.atomic():
                case.save()
        except IntegrityError:
            continue
        return case
    raise Refused("The case could not be given a key. Please send it again.")


def _keep_referral(
    actor: Actor, case: Case, said: dict[str, Any], organisation: Organisation | None
) -> tuple[Referral, str]:
    key = ""
    referral = Referral(
        case=case,
        outline=_text(said, "what-happened", "outline"),
        organisation=organisation,
        agency_words=organisation.name if organisation else _text(said, "referrer", "agency")[:150],
        referrer_id=actor.person_id,
        received_at=actor.at,
        acknowledged_at=actor.at,
    )
    if actor.person_id is None:
        key = _new_key()
        referral.key_hash = hash_of_key(key)
    referral.save()
    facts = {name: _text(said, "referrer", name) for name in ("name", "job", "email", "phone", "address")}
    known = {name: value for name, value in facts.items() if value}
    if known and actor.person_id is None:
        identity = vault.keep(actor, owner=referral, kind="referrer", facts=known)
        Referral.objects.filter(pk=referral.pk).update(referrer_identity=identity)
    return referral, key


def join_office(actor: Actor, case: Case) -> None:
    """Bring the office of a case's partnership onto its team, inside an operation."""
    system = Actor.system(actor.label, actor.at)
    held = directory.current_holders(system, *roles.TEAM, partnership_id=case.partnership_id)
    people = sorted({appointment.person_id for appointment in held})
    TeamMember.objects.bulk_create(
        [
            TeamMember(case=case, person_id=person_id, purpose=TeamMember.Purpose.OFFICE, joined_at=actor.at)
            for person_id in people
        ]
    )
    by = actor if actor.is_system else None
    record(audit_events.TEAM_JOINED, subject=case, by=by, count=len(people), purpose="partnership office")


def _keep_subjects(actor: Actor, case: Case, said: dict[str, Any]) -> None:
    people = [person for person in said.get("people", []) if person] or [{}]
    for number, person in enumerate(people, start=1):
        facts = {name: str(person.get(name.replace("_", "-"), "")) for name in IDENTIFYING}
        known = {name: value for name, value in facts.items() if value}
        identity = vault.keep(actor, owner=case, kind="subject", facts=known) if known else None
        subject = Subject.objects.create(
            case=case,
            number=number,
            identity=identity,
            is_unborn=person.get("unborn") == "yes",
            has_died=bool(person.get("died-on")),
            died_on=_fuzzy(person.get("died-on", "")),
            sex=person.get("sex", ""),
            ethnicity=person.get("ethnicity", "")[:100],
            faith=person.get("faith", "")[:100],
            disability=person.get("disability", "")[:200],
            looked_after=person.get("looked-after", ""),
            care_leaver=person.get("care-leaver", ""),
            on_plan=person.get("plan", ""),
            plan_dates=person.get("plan-dates", "")[:200],
            open_to_services=person.get("open-to-services", ""),
            school_age=person.get("school-age", ""),
            needs=person.get("needs", ""),
        )
        record(audit_events.SUBJECT_ADDED, subject=subject, within=case, number=number)
    for relative in said.get("family", []):
        facts = {
            name: str(relative.get(key, ""))
            for name, key in (
                ("name", "name"),
                ("relationship", "relationship"),
                ("born_on", "born-on"),
                ("address", "address"),
            )
        }
        known = {name: value for name, value in facts.items() if value}
        if known:
            vault.keep(actor, owner=case, kind="relative", facts=known)


def _keep_rest(actor: Actor, case: Case, said: dict[str, Any]) -> None:
    needed = _text(said, "safety", "needed")
    if needed:
        action = ImmediateAction.objects.create(case=case, what=needed, source="Referral", raised_at=actor.at)
        record(audit_events.IMMEDIATE_RAISED, subject=action, within=case)
    if _text(said, "agencies", "joint-agency-response") == "yes":
        linked = LinkedProcess.objects.create(
            case=case,
            kind=LinkedProcess.Kind.JOINT_AGENCY_RESPONSE,
            reference=_text(said, "agencies", "joint-agency-reference")[:80],
            status="Held before the referral",
            raised_the_referral=True,
        )
        record(audit_events.LINKED, subject=linked, within=case, kind=linked.get_kind_display())
    if case.responsible_council or case.place in ("england", "outside-england"):
        consult_other_council(Actor.system(BY_ITSELF, actor.at), case)


def _edition_key(about: str, at: datetime) -> str:
    try:
        return index.edition_for("children" if about == "child" else "adults", day_of(at)).key
    except index.NoEdition:
        return ""


def _new_key() -> str:
    letters = "".join(secrets.choice(KEY_ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _adder(actor: Actor) -> str:
    return "The referrer" if actor.kind == "link" else actor.label


def _initials(person: dict[str, Any]) -> str:
    names = f"{person.get('forenames', '')} {person.get('surname', '')}".split()
    return "".join(name[0] for name in names).upper()[:2]


def _text(said: dict[str, Any], section: str, question: str) -> str:
    section_said = said.get(section) or {}
    return str(section_said.get(question, "")).strip() if isinstance(section_said, dict) else ""


def _date(said: dict[str, Any], section: str, question: str) -> FuzzyDate | None:
    return _fuzzy(_text(said, section, question))


def _fuzzy(text: str) -> FuzzyDate | None:
    if not text:
        return None
    try:
        return FuzzyDate.parse(text)
    except NotADate:
        return None
