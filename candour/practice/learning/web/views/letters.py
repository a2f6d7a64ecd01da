"""Letters that are drafted from recommendations, and whether they were answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import may, require, why_not
from candour.platform.audit_trail.queries import history_of
from candour.platform.dates.words import day_words, moment_words
from candour.platform.design.pages import act_page, form_page, said
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.learning.exports.letters import letter_file
from candour.practice.learning.operations import letters as operations
from candour.practice.learning.queries import letters as queries
from candour.practice.learning.queries import matrix, reports
from candour.practice.learning.web.forms.letters import LetterForm, ReplyForm, SendForm, TakeForm
from candour.practice.learning.web.pages import FORM, ask, learning_page, press, report_page

FIELDS = ("addressee", "email", "subject", "body", "version")


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Every letter that is not answered, with how long it has been silent."""
    actor = request.actor  # type: ignore[attr-defined]
    found = [_line(one) for one in queries.letters_waiting(actor)]
    return learning_page(
        request, "letters", "letters_waiting", "Letters without a reply", found=found, with_report=True
    )


@require_safe
def of_report(request: HttpRequest, ref: str) -> HttpResponse:
    """The letters of a report, and the recommendations that call for one."""
    actor = request.actor  # type: ignore[attr-defined]
    report = reports.report(actor, ref)
    calling = queries.calling_for_letters(actor, report)
    return report_page(
        request,
        report,
        "letters",
        "report_letters",
        "Letters",
        found=[_line(one) for one in queries.letters_of(actor, report)],
        calling=[(one.number, reverse("recommendation", args=[one.ref]), one.text) for one in calling],
    )


@require_POST
def draft_all(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a letter on each recommendation that calls for one."""
    return press(
        request,
        do=lambda: operations.draft_all(request.actor, ref=ref),  # type: ignore[attr-defined]
        done="The letters are drafted. Check to whom each goes before it is signed.",
        then=reverse("report_letters", args=[ref]),
    )


@require_POST
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a letter on one recommendation."""
    actor = request.actor  # type: ignore[attr-defined]
    found = matrix.recommendation(actor, ref)

    def do() -> HttpResponse:
        made = operations.draft_letter(actor, ref=found.ref)
        return said(request, "The letter is drafted. Check to whom it goes.", "letter", made.ref)

    return act_page(request, do=do, back=reverse("recommendation", args=[ref]))


@require_safe
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """One letter: its text, its signature, and the reply."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)
    silent = queries.silent_days(found, actor.today)
    sent = f"{day_words(found.sent_at)}, to be answered by {day_words(found.reply_by)}" if found.sent_at else ""
    pairs = (
        ("To", found.addressee or "Nobody yet"),
        ("Told and reminded at", found.email),
        ("Signed", f"{found.signed_by}, {day_words(found.signed_at)}" if found.signed_by else ""),
        ("Sent", sent),
        ("Chased", f"{found.chased_count} times, last on {day_words(found.chased_at)}" if found.chased_count else ""),
        ("Reply", f"{found.get_reply_display()}, {day_words(found.replied_on)}" if found.reply else ""),
        ("In its words", found.reply_text),
    )
    may_keep = may(actor, "keep recommendations", found)
    shown = {
        "title": f"Letter on recommendation {found.recommendation.number}",
        "subject": found.subject,
        "report": {"ref": found.report.ref, "title": found.report.title},
        "ref": ref,
        "state": found.state,
        "state_words": found.get_state_display(),
        "silent": silent,
        "facts": [(name, value) for name, value in pairs if value],
        "text": found.body,
        "may_keep": may_keep,
        "may_sign": may(actor, "sign a letter", found),
        "who_signs": why_not("sign a letter"),
        "history": [(moment_words(line.at), line.who, line.what) for line in history_of(found)],
    }
    return render(request, "learning/letter.html", shown)


@require_http_methods(FORM)
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the draft of a letter."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)
    return ask(
        request,
        LetterForm,
        do=lambda answers: operations.change_letter(actor, ref=ref, **answers),
        title="Change the letter",
        caption=found.report.title,
        done="The letter is changed.",
        then=reverse("letter", args=[ref]),
        initial={name: getattr(found, name) for name in FIELDS},
        theirs=lambda: [("The letter", queries.letter(actor, ref).body)],
    )


@require_POST
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw the draft of a letter away."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)
    return press(
        request,
        do=lambda: operations.drop_letter(actor, ref=ref),
        done="The draft is thrown away.",
        then=reverse("report_letters", args=[found.report.ref]),
        back=reverse("letter", args=[ref]),
    )


@require_POST
def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign the letter."""
    return _press(request, ref, operations.sign_letter, "The letter is signed with your name.")


@require_POST
def unsign(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the letter back to change it."""
    return _press(request, ref, operations.unsign_letter, "The letter is a draft again.")


@require_POST
def chase(request: HttpRequest, ref: str) -> HttpResponse:
    """Remind the addressee."""
    return _press(request, ref, operations.chase_letter, "It is noted that the reply was chased.")


@require_http_methods(FORM)
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """Send the letter, with a day by which a reply is asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)
    told = f"{found.email} is told by mail that it is on its way. " if found.email else ""
    return ask(
        request,
        SendForm,
        do=lambda answers: operations.send_letter(actor, ref=ref, reply_by=answers["reply_by"]),
        title="Send the letter",
        caption=found.subject,
        intro=f"{told}Take it away as Word, and send it from your office. The reply is chased when it is late.",
        done="The letter is sent.",
        then=reverse("letter", args=[ref]),
        button="It goes out now",
    )


@require_http_methods(FORM)
def reply(request: HttpRequest, ref: str) -> HttpResponse:
    """Record the reply and what it comes to."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)
    return ask(
        request,
        ReplyForm,
        do=lambda answers: operations.record_reply(actor, ref=ref, **answers),
        title="Record the reply",
        caption=found.subject,
        done="The reply is recorded.",
        then=reverse("letter", args=[ref]),
        initial={"replied_on": actor.today},
    )


@require_http_methods(FORM)
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the letter away as Word, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.letter(actor, ref)

    def do(answers: dict[str, Any]) -> HttpResponse:
        require(actor, "keep recommendations", found)
        content = exports.release(
            actor,
            about=found,
            what="a letter",
            reason=answers["reason"],
            make=lambda: letter_file(found, made_at=actor.at, made_for=actor.label),
        )
        return attachment(content, "Letter.docx", "docx")

    return form_page(
        request,
        TakeForm,
        do=do,
        title="Take the letter away",
        caption=found.subject,
        button="Make the file",
        cancel=reverse("letter", args=[ref]),
    )


def _press(request: HttpRequest, ref: str, operation: Any, done: str) -> HttpResponse:
    return press(
        request,
        do=lambda: operation(request.actor, ref=ref),  # type: ignore[attr-defined]
        done=done,
        then=reverse("letter", args=[ref]),
    )


def _line(one: queries.LetterBrief) -> dict[str, Any]:
    if one.silent_days is not None:
        mark, words = "late", f"No reply, {one.silent_days} days"
    elif one.state == "answered":
        mark, words = "met", f"{one.reply}, {day_words(one.replied_on)}"
    elif one.state == "sent":
        mark, words = "open", f"Sent {day_words(one.sent_on)}, reply by {day_words(one.reply_by)}"
    else:
        mark, words = "unknown", "Signed, not sent" if one.state == "signed" else "Draft"
    return {
        "address": reverse("letter", args=[one.ref]),
        "number": one.recommendation,
        "addressee": one.addressee or "Nobody yet",
        "mark": mark,
        "words": words,
        "chased": one.chased,
        "report": one.report,
        "report_address": reverse("matrix", args=[one.report_ref]),
    }
