"""The council's notification: the duty, its clock, the copy sheet, the register, and sharing with the partners."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may, require
from candour.platform.design.pages import form_page
from candour.platform.files import operations as files
from candour.practice.cases.operations import duties, notice
from candour.practice.cases.queries import cases
from candour.practice.cases.web.forms.often_asked import BecauseForm
from candour.practice.cases.web.forms.thresholds import CorrectNotificationForm, NotifiedForm, ShareForm, SheetForm
from candour.practice.cases.web.pages import case_form, case_page, the_case
from candour.practice.cases.web.presenters.frame import frame
from candour.practice.cases.web.presenters.notifications import agreement_offered, notification_shown, sharing_shown
from candour.practice.directory import queries as directory

FORM = ["GET", "HEAD", "POST"]
NO_AGREEMENT = (
    "No information sharing agreement of this partnership is in force. That is no reason not to share: say the legal "
    "reason, and it is kept with the case."
)


@require_safe
def notification(request: HttpRequest, ref: str) -> HttpResponse:
    """What is owed, by when and by which rule; what was sent; and with whom the incident was shared."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    notifications = cases.notifications_of(actor, case)
    return case_page(
        request,
        case,
        "case_notification",
        "notification",
        "Notification",
        notifications=[notification_shown(actor, one) for one in notifications],
        sharings=[sharing_shown(shared) for shared in cases.sharings_of(actor, case)],
        aware_on=case.aware_on,
        partnership_ref=case.partnership.ref,
        is_owed=any(one.state == "open" for one in notifications),
        may_notify=may(actor, "record a notification", case),
        may_describe=may(actor, "describe a case", case),
    )


@require_http_methods(FORM)
def share(request: HttpRequest, ref: str) -> HttpResponse:
    """Share the incident with every statutory partner, under an agreement in force or for a legal reason."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    require(actor, "describe a case", case)
    in_force = directory.agreements_in_force(actor, case.partnership_id)
    parties = directory.parties_of(actor, in_force)

    def do(answers: dict[str, Any]) -> None:
        duties.share_with_partners(
            actor, ref=ref, agreement_ref=answers.get("agreement", ""), legal_reason=answers["legal_reason"]
        )

    return case_form(
        request,
        case,
        "case_notification",
        ShareForm,
        do=do,
        title="Share with every statutory partner",
        done="The incident is shared with every statutory partner, and they can open the case.",
        form_args={"agreements": [agreement_offered(one, parties.get(one.pk, [])) for one in in_force]},
        intro="" if in_force else NO_AGREEMENT,
        button="Share it now",
    )


@require_http_methods(FORM)
def record(request: HttpRequest, ref: str, notification_ref: str) -> HttpResponse:
    """Record that a notification was sent."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)

    def do(answers: dict[str, Any]) -> None:
        copy = answers.get("copy")
        stored = files.take_in(actor, upload=copy, owner=case, classification="Copy of the notice") if copy else None
        duties.record_notification(
            actor,
            ref=notification_ref,
            submitted_at=answers["moment"],
            sender=answers["sender"],
            national_reference=answers["national_reference"],
            copy=stored,
        )

    return case_form(
        request,
        case,
        "case_notification",
        NotifiedForm,
        do=do,
        title="Record the notification",
        done="The notification is recorded, and the council’s clock has stopped.",
    )


@require_http_methods(FORM)
def correct(request: HttpRequest, ref: str, notification_ref: str) -> HttpResponse:
    """Correct when or how a notification was sent."""
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)

    def do(answers: dict[str, Any]) -> None:
        duties.correct_notification(
            actor,
            ref=notification_ref,
            submitted_at=answers["moment"],
            sender=answers["sender"],
            national_reference=answers["national_reference"],
            because=answers["because"],
        )

    return case_form(
        request,
        case,
        "case_notification",
        CorrectNotificationForm,
        do=do,
        title="Correct the notification",
        done="It is corrected, and what hangs on it is dated again.",
    )


@require_http_methods(FORM)
def not_owed(request: HttpRequest, ref: str, notification_ref: str) -> HttpResponse:
    """Record that a notification is not owed after all."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_notification",
        BecauseForm,
        do=lambda answers: duties.notification_not_owed(
            request.actor,  # type: ignore[attr-defined]
            ref=notification_ref,
            because=answers["because"],
        ),
        title="Why the notification is not owed",
        done="It is recorded that the notification is not owed.",
    )


@require_http_methods(FORM)
def withdraw(request: HttpRequest, ref: str, notification_ref: str) -> HttpResponse:
    """Withdraw a notification that was sent."""
    case = the_case(request, ref)
    return case_form(
        request,
        case,
        "case_notification",
        BecauseForm,
        do=lambda answers: duties.withdraw_notification(
            request.actor,  # type: ignore[attr-defined]
            ref=notification_ref,
            because=answers["because"],
        ),
        title="Why the notification is withdrawn",
        done="The notification is withdrawn.",
    )


@require_http_methods(FORM)
def copy_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything for the national service in its order, with buttons that copy. Opening it is recorded and counted.

    Where no notification is owed, it asks for a reason first.
    """
    actor = request.actor  # type: ignore[attr-defined]
    case = the_case(request, ref)
    require(actor, "record a notification", case)

    def show(answers: dict[str, Any]) -> HttpResponse:
        sheet = notice.lay_out_notice(actor, ref=ref, reason=answers.get("reason", ""))
        return case_page(
            request, case, "case_notification", "copy_sheet", "Copy sheet for the national service", sheet=sheet
        )

    if request.method == "POST" and cases.is_notice_owed(actor, case):
        return show({})
    return form_page(
        request,
        SheetForm,
        do=show,
        title=f"Why you need the copy sheet – case {case.key}",
        heading="Why you need the copy sheet",
        template="cases/form.html",
        frame=frame(actor, case, "case_notification"),
        intro="The copy sheet shows names, and no notification is owed now.",
        button="Show it",
        cancel=reverse("case_notification", args=[ref]),
    )


@require_safe
def register(request: HttpRequest, partnership_ref: str) -> HttpResponse:
    """The register of notifications of a partnership."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, partnership_ref)
    rows = [notification_shown(actor, one) for one in cases.register(actor, partnership.pk)]
    shown = {"title": f"Register of notifications: {partnership.name}", "rows": rows}
    return render(request, "cases/register.html", shown)
