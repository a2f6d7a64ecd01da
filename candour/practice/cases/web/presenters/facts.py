"""The facts of a case as its pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.dates.words import day_words
from candour.platform.guided_forms import queries as forms
from candour.practice.cases.queries import cases
from candour.practice.cases.vocabulary import identity_words
from candour.practice.cases.web.choices import SEX

if TYPE_CHECKING:
    from candour.practice.cases.models import Addition, Case, Referral


@dataclass(frozen=True)
class PersonShown:
    """A person of the case: masked, with what may be known."""

    title: str
    masked: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    number: int
    reveal_address: str


@dataclass(frozen=True)
class ReferralShown:
    """A referral of the case."""

    ref: str
    received_at: object
    by: str
    agency: str
    outline: str
    additions: list[tuple[str, object, str]]
    missing: list[str]
    sections: list[tuple[str, list[tuple[str, str]]]]
    outcome_words: str
    outcome_at: object
    reveal_address: str


def described(case: Case) -> list[tuple[str, str]]:
    """What is recorded of the event, as pairs of name and text."""
    return [
        ("What it is", case.get_kind_display()),
        ("When it happened", day_words(case.incident_on) or "Not recorded"),
        ("When the council became aware", day_words(case.aware_on) or "Not recorded"),
        ("Where it happened", ": ".join(part for part in (case.get_place_display(), case.place_words) if part)),
        ("Where the person lives", case.residence_words or "Not recorded"),
        ("Other council responsible", case.responsible_council or "None recorded"),
        ("What came of it", case.harm.replace("-", " ").capitalize() or "Not recorded"),
        ("Abuse or neglect known or suspected", case.get_abuse_display() or "Nobody has asked"),
        ("Themes", case.themes or "None yet"),
    ]


def people_shown(actor: Actor, case: Case) -> list[PersonShown]:
    """The people whom the case is about."""
    shown = []
    for subject, masked in cases.subjects_of(actor, case):
        facts = [
            ("Not yet born", "Yes" if subject.is_unborn else ""),
            ("Died", day_words(subject.died_on) or ("Yes" if subject.has_died else "")),
            ("Age", subject.age_words),
            ("Sex or gender", dict(SEX).get(subject.sex, subject.sex)),
            ("Ethnic origin", subject.ethnicity or "Nobody has asked"),
            ("Faith", subject.faith),
            ("Disability", subject.disability or "Nobody has asked"),
            ("Looked after", subject.get_looked_after_display()),
            ("Care leaver", subject.get_care_leaver_display()),
            ("Child protection plan", " ".join((subject.get_on_plan_display(), subject.plan_dates)).strip()),
            ("Open to services", subject.get_open_to_services_display()),
            ("Of school age", subject.get_school_age_display()),
            ("Care and support needs", subject.needs),
        ]
        name = "Child" if case.is_child else "Adult"
        suffix = str(subject.number) if subject.number > 1 else ""
        shown.append(
            PersonShown(
                title=f"{name} {case.key}{suffix}",
                masked=identity_words(masked),
                facts=[(key, value) for key, value in facts if value],
                number=subject.number,
                reveal_address=(
                    reverse("case_reveal", args=[case.ref, subject.identity.ref]) if subject.identity else ""
                ),
            )
        )
    return shown


def referrals_shown(actor: Actor, case: Case) -> list[ReferralShown]:
    """The referrals of a case, each with its additions and the checklist of what is still missing."""
    referrals = cases.referrals_of(actor, case)
    added = cases.additions_to_each(actor, referrals)
    said = forms.values_of_each(referral.answers for referral in referrals if referral.answers)
    return [
        _referral(case, referral, added[referral.pk], said.get(referral.answers_id or 0, {})) for referral in referrals
    ]


def _referral(case: Case, referral: Referral, added: list[Addition], said: dict[str, Any]) -> ReferralShown:
    missing, sections = _answers(case, referral, said)
    identity = referral.referrer_identity
    return ReferralShown(
        ref=referral.ref,
        received_at=referral.received_at,
        by=referral.referrer.name if referral.referrer else "Name kept in the vault" if identity else "Gave no name",
        agency=referral.agency_words,
        outline=referral.outline,
        additions=[(one.text, one.added_at, one.added_by) for one in added],
        missing=missing,
        sections=sections,
        outcome_words=referral.outcome_words,
        outcome_at=referral.outcome_at,
        reveal_address=reverse("case_reveal", args=[case.ref, identity.ref]) if identity else "",
    )


ABOUT_CHILDREN = ("plan", "looked-after", "care-leaver", "open-to-services", "school-age", "joint-agency-response")
ABOUT_ADULTS = ("needs",)
OF_A_DEATH = ("died-on", "joint-agency-response")


def _matters(case: Case, values: dict[str, Any], miss: forms.Missing) -> bool:
    """Whether a question without an answer is worth asking, given what is known of the case and the person."""
    key = miss.question.key
    if key in (ABOUT_ADULTS if case.is_child else (*ABOUT_CHILDREN, "unborn")):
        return False
    if key in OF_A_DEATH and case.harm not in ("died", "", "unknown"):
        return False
    if key == "place-details":
        return case.place != "here"
    if key == "unborn":
        said = values[miss.section.key][miss.item - 1]
        return not any(said.get(name) for name in ("forenames", "born-on", "died-on"))
    return True


def _answers(
    case: Case, referral: Referral, values: dict[str, Any]
) -> tuple[list[str], list[tuple[str, list[tuple[str, str]]]]]:
    """What a referral says apart from names, and which questions nobody has answered."""
    if referral.answers is None:
        return [], []
    form = forms.form_of(referral.answers)
    missing = []
    for section in form.sections:
        if section.repeats and not values.get(section.key):
            missing.append(f"{section.title}: nobody has been added")
    missing += [
        f"{miss.section.title}: {miss.question.text}"
        for miss in forms.missing_in(form, values)
        if not miss.question.identifies and miss.section.key != "referrer" and _matters(case, values, miss)
    ]
    shown = []
    for section in form.sections:
        said = values.get(section.key)
        if section.repeats or section.key == "referrer" or not isinstance(said, dict):
            continue
        answers = [
            (question.text, forms.answer_words(question, said.get(question.key)))
            for question in section.questions
            if not question.identifies and said.get(question.key)
        ]
        if answers:
            shown.append((section.title, answers))
    return missing, shown
