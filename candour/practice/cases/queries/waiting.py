"""What waits at once and has no date of its own: immediate actions, and cases at which nobody has looked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import seen_by
from candour.platform.deadlines.queries import Undated
from candour.practice.cases.models import Case, CriterionAnswer, ImmediateAction, RapidReview, Sharing
from candour.practice.directory import roles

MOST = 50


def waiting_at_once(actor: Actor) -> list[Undated]:
    """Open immediate actions of the actor's office or agency, and their office's new cases that nobody has taken up."""
    return [*_immediate(actor), *_new_cases(actor)]


def _immediate(actor: Actor) -> Iterator[Undated]:
    office, agency = actor.bodies("partnership", *roles.TEAM), actor.bodies("organisation", *roles.AGENCY)
    if not office and not agency:
        return
    mine = Q(case__partnership_id__in=office) | Q(request__organisation_id__in=agency)
    found = seen_by(actor, ImmediateAction).filter(mine, done_at=None).exclude(case__state__in=("closed", "merged"))
    for action in found.select_related("case", "request").order_by("raised_at")[:MOST]:
        is_office = action.case.partnership_id in office
        yield Undated(
            title=f"Immediate action – case {action.case.key}",
            do_next="Do it, and record it as done" if is_office else "See what you asked for",
            address=(
                reverse("case_meeting", args=[action.case.ref])
                if is_office or action.request is None
                else reverse("agency_return", args=[action.request.ref])
            ),
            mark="Immediate",
            since=action.raised_at,
        )


def _new_cases(actor: Actor) -> Iterator[Undated]:
    office = actor.bodies("partnership", *roles.TEAM)
    if not office:
        return
    of_case = {"case": OuterRef("pk")}
    new = seen_by(actor, Case).filter(
        ~Exists(Sharing.objects.filter(**of_case)),
        ~Exists(CriterionAnswer.objects.filter(**of_case)),
        ~Exists(RapidReview.objects.filter(**of_case)),
        partnership_id__in=office,
        state="received",
        version=1,
        is_imported=False,
        line__update="",
        line__is_held=False,
    )
    for case in new.order_by("opened_at")[:MOST]:
        yield Undated(
            title=f"New: {case.get_kind_display().lower()} – case {case.key}",
            do_next="Take a first look",
            address=reverse("case_referral", args=[case.ref]),
            mark="New",
            since=case.opened_at,
        )
