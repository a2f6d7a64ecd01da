"""The copy sheet for the national service: what is known, in the order in which the service asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.dates.words import day_words, written
from candour.platform.guided_forms import queries as forms
from candour.platform.vault import operations as vault
from candour.platform.vault.models import Identity
from candour.practice.cases import audit_events
from candour.practice.cases.models import Case, LinkedProcess, Notification, Referral, Sharing, Subject
from candour.practice.cases.reasons import FOR_NOTICE
from candour.practice.directory import queries as directory
from candour.rulebook import index
from candour.rulebook.england.notification_service.edition_2025.forms import CHILDREN_ON_ONE_NOTICE
from candour.rulebook.language.duties import Duty
from candour.rulebook.language.forms import Form

NOTICE = "incident-notification-2025/notice"
NOT_RECORDED = "Not recorded"
IS_OWED = "A notification is owed."


@dataclass(frozen=True)
class SheetLine:
    """A question of the service with what is known."""

    id: str
    question: str
    answer: str
    is_known: bool


@dataclass(frozen=True)
class Sheet:
    """The whole copy sheet."""

    sections: list[tuple[str, list[SheetLine]]]
    notices_needed: int
    """How many notices the children fill, at four to a notice."""
    children: int
    source: str


@operation
def lay_out_notice(actor: Actor, *, ref: str, reason: str = "") -> Sheet:
    """Lay out what is known in the service's order. It shows names, which is recorded and counted for the day.

    Raises Refused where no notification is owed and no reason is given, and beyond the day's number.
    """
    case = fetch(actor, Case, "partnership", ref=ref)
    require(actor, "record a notification", case)
    form = index.rule(NOTICE, Form)
    owed = Notification.objects.filter(case=case, state="open").first()
    if owed is None and not reason.strip():
        raise Refused("No notification is owed now. Say why you need the copy sheet.")
    said = _said(actor, case, owed, reason.strip() or IS_OWED)
    record(audit_events.NOTICE_LAID_OUT, subject=case)
    sections = []
    for section in form.sections:
        items: list[dict[str, Any]] = said["children"] if section.repeats else [said.get(section.key, {})]
        for number, item in enumerate(items, start=1):
            title = f"{section.one_of.capitalize()} {number}" if section.repeats else section.title
            lines = [
                SheetLine(
                    id=f"{section.key}-{number}-{question.key}",
                    question=question.text,
                    answer=str(item.get(question.key) or NOT_RECORDED),
                    is_known=bool(item.get(question.key)),
                )
                for question in section.questions
            ]
            sections.append((title, lines))
    children = len(said["children"])
    needed = -(-children // CHILDREN_ON_ONE_NOTICE)
    return Sheet(sections, needed, children, f"{form.cites.standing}: {form.cites.words}. {form.cites.edition.note}")


def _said(actor: Actor, case: Case, owed: Notification | None, reason: str) -> dict[str, Any]:
    known = vault.show_all(actor, owner=case, act="record a notification", reason_kind=FOR_NOTICE, reason=reason)
    referral = seen_by(actor, Referral).filter(case=case).select_related("answers").order_by("received_at").first()
    values = forms.values_of(referral.answers) if referral and referral.answers else {}
    areas = directory.areas_of(Actor.system(actor.label, actor.at), case.partnership_id)
    shared = Sharing.objects.filter(case=case).count()
    processes = LinkedProcess.objects.filter(case=case)
    return {
        "authority": {
            "authority": ", ".join(area.name for area in areas),
            "notifier": actor.label,
            "aware-on": day_words(case.aware_on),
        },
        "incident": {
            "type": index.rule(owed.duty_name, Duty).title if owed else "",
            "incident-on": day_words(case.incident_on),
            "place": ": ".join(part for part in (case.get_place_display(), case.place_words) if part),
            "outline": referral.outline if referral else "",
            "harm": case.harm.replace("-", " "),
            "abuse": case.get_abuse_display(),
        },
        "children": _children(case, known),
        "family": {"family": _family(known)},
        "safeguarding": {
            "safe-now": values.get("safety", {}).get("done", ""),
            "proceedings": values.get("agencies", {}).get("proceedings", "")
            or "; ".join(f"{process.get_kind_display()}: {process.status}" for process in processes),
            "agencies": values.get("agencies", {}).get("agencies", ""),
            "partners-agree": f"Shared with {shared} statutory partners" if shared else "",
        },
    }


def _children(case: Case, known: dict[Identity, dict[str, str]]) -> list[dict[str, str]]:
    children = []
    for subject in Subject.objects.filter(case=case).select_related("identity").order_by("number"):
        facts = known.get(subject.identity, {}) if subject.identity else {}
        children.append(
            {
                "name": " ".join(facts.get(name, "") for name in ("forenames", "surname")).strip(),
                "born-on": written(facts.get("born_on", "") or facts.get("expected_on", "")),
                "died-on": day_words(subject.died_on),
                "sex": subject.sex,
                "ethnicity": subject.ethnicity,
                "disability": subject.disability,
                "faith": subject.faith,
                "address": facts.get("address", ""),
                "residence": case.residence_words,
                "legal-status": "Looked after" if subject.looked_after == "yes" else "",
                "plan": " ".join((subject.get_on_plan_display(), subject.plan_dates)).strip(),
                "services": subject.get_open_to_services_display(),
            }
        )
    return children


def _family(known: dict[Identity, dict[str, str]]) -> str:
    lines = []
    for identity, facts in known.items():
        if identity.kind == "relative":
            parts = (
                facts.get("name"),
                facts.get("relationship"),
                written(facts.get("born_on", "")),
                facts.get("address"),
            )
            lines.append(", ".join(part for part in parts if part))
    return "\n".join(lines)
