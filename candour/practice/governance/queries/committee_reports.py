"""Reports to committees, and what their heads say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.access.policy import fetch, note_list_read, seen_by
from candour.platform.dates.words import day_words
from candour.platform.guided_forms.models import FormAnswers
from candour.platform.guided_forms.queries import values_of
from candour.practice.governance.models import CommitteeReport, Group

FORM_NAME = "havering-cabinet-2019/committee-report"
MOST = 200


@dataclass(frozen=True)
class ReportFacts:
    """A report as it is printed."""

    subject: str
    to_body: str
    meets_on: str
    group: str
    is_final: bool
    heads: dict[str, Any]


def reports_of(actor: Actor, group: Group) -> list[CommitteeReport]:
    """The reports of a group, the newest first."""
    note_list_read(actor, CommitteeReport, group)
    return list(seen_by(actor, CommitteeReport).filter(group=group).order_by("-pk")[:MOST])


def report(actor: Actor, ref: str) -> CommitteeReport:
    """One report by its reference. Raises Hidden."""
    return fetch(actor, CommitteeReport, "group", "group__partnership", ref=ref)


def answers_of(report: CommitteeReport) -> FormAnswers | None:
    """The form of a report that the caller has fetched as seen."""
    found = FormAnswers.objects.filter(owner_kind=report._meta.label_lower, owner_id=report.pk, form_name=FORM_NAME)
    return found.order_by("-started_at").first()


def heads_of(answers: FormAnswers | None) -> dict[str, Any]:
    """What each head says by its key; the recommendations are a list."""
    if answers is None:
        return {}
    heads: dict[str, Any] = {}
    for key, said in values_of(answers).items():
        if isinstance(said, list):
            heads[key] = [one.get("recommendation", "") for one in said if str(one.get("recommendation", "")).strip()]
        else:
            heads.update(said)
    return heads


def facts_of(report: CommitteeReport) -> ReportFacts:
    """A report as it is printed: what was fixed when it was finished, or what its form says so far."""
    is_final = report.state == "final"
    return ReportFacts(
        subject=report.subject,
        to_body=report.to_body,
        meets_on=day_words(report.meets_on),
        group=report.group.name,
        is_final=is_final,
        heads=report.heads if is_final else heads_of(answers_of(report)),
    )
