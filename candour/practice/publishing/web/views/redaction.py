"""Redacting a set of texts: opening it, its texts and names, deciding on mentions, and making a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.access.policy import Hidden, may
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.publishing.operations import dossiers as operations
from candour.practice.publishing.operations import ruling
from candour.practice.publishing.operations.dossiers import Known
from candour.practice.publishing.queries import dossiers
from candour.practice.publishing.web.forms.redaction import (
    OWN,
    FileForm,
    KnownForm,
    MakeForm,
    MaskForm,
    NamedForm,
    OpenForm,
    TextForm,
    WordsForm,
)
from candour.practice.publishing.web.pages import FORM, ask, press
from candour.practice.publishing.web.presenters import redaction as presenters

if TYPE_CHECKING:
    from candour.practice.publishing.models import Named

FACT = {"person": "names", "organisation": "names", "place": "addresses", "code": "values", "date": ""}
"""Under which name the engine takes what was entered of each kind."""


@require_safe
def redactions(request: HttpRequest) -> HttpResponse:
    """Every redaction that the reader works on."""
    actor = request.actor  # type: ignore[attr-defined]
    managed = [(one.name, one.ref) for one in directory.my_partnerships(actor, *roles.TEAM)]
    if not managed and not dossiers.dossiers(actor):
        raise Hidden
    rows = [
        (one.ref, one.title, one.get_kind_display(), one.partnership.name, one.opened_at, one.opened_by)
        for one in dossiers.dossiers(actor)
    ]
    return render(request, "publishing/redactions.html", {"title": "Redactions", "rows": rows, "managed": managed})


@require_http_methods(FORM)
def open_redaction(request: HttpRequest, ref: str) -> HttpResponse:
    """Open a redaction by hand."""
    actor = request.actor  # type: ignore[attr-defined]
    partnership = directory.partnership(actor, ref)

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        made = operations.open_by_hand(
            actor,
            partnership_ref=ref,
            title=answers["title"],
            kind=answers["kind"],
            allowed=_lines(answers["allowed"]),
        )
        return "redaction", made.ref

    return ask(
        request,
        OpenForm,
        do=do,
        title="Open a redaction",
        done="The redaction is open. Add who must not be named, and the texts.",
        then=("redactions",),
        caption=partnership.name,
        initial={"allowed": f"{partnership.name}\n{partnership.short_name}"},
        button="Open it",
    )


@require_safe
def redaction(request: HttpRequest, ref: str) -> HttpResponse:
    """A redaction: its texts, who is named in them, and what is still to be decided."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    texts = dossiers.texts_of(actor, found)
    everybody = dossiers.named_of(actor, found)
    tallies = dossiers.tallies(actor, found)
    marks = _with_texts(dossiers.marks_of(actor, texts), texts)
    words = dossiers.words_for(dossiers.register_of(found, everybody), everybody)
    sure = sum(mark.state == "proposed" and not mark.needs_review for mark in marks)
    waiting = sum(one.waiting for one in tallies.values())
    shown = {
        "title": "Redaction",
        "heading": found.title,
        "ref": found.ref,
        "kind": found.get_kind_display(),
        "partnership": found.partnership.name,
        "texts": [(one.ref, one.title, one.source, sum(mark.text_id == one.pk for mark in marks)) for one in texts],
        "groups": presenters.groups(everybody, marks, tallies, words),
        "waiting": waiting,
        "sure": sure,
        "editions": [
            (one.ref, f"{one.document.title}, version {one.number}") for one in dossiers.editions_from(actor, found)
        ],
        "may_redact": may(actor, "redact", found),
    }
    return render(request, "publishing/redaction.html", shown)


@require_safe
def text(request: HttpRequest, ref: str) -> HttpResponse:
    """One text: as it came, with every mention, and as it will be read."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.text(actor, ref)
    everybody = dossiers.named_of(actor, found.dossier)
    marks = _with_texts(dossiers.marks_of(actor, [found]), [found])
    register = dossiers.register_of(found.dossier, everybody)
    result = dossiers.redacted(found, marks, dossiers.words_for(register, everybody))
    shown = {
        "title": "A text under redaction",
        "heading": found.title,
        "source": found.source,
        "dossier": {"ref": found.dossier.ref, "title": found.dossier.title},
        "pieces": presenters.pieces(found, marks),
        "unexplained": dossiers.unexplained_in(found, marks, register),
        "risks": dossiers.risks_in(result, register),
        "result": result,
        "others": presenters.others(everybody),
        "may_redact": may(actor, "redact", found),
    }
    return render(request, "publishing/text.html", shown)


@require_http_methods(FORM)
def add_text(request: HttpRequest, ref: str) -> HttpResponse:
    """Type or paste a text."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    return ask(
        request,
        TextForm,
        do=lambda answers: operations.add_text(actor, dossier_ref=ref, **answers),
        title="Add a text",
        done="The text is added, and what it names is proposed.",
        then=("redaction", ref),
        caption=found.title,
    )


@require_http_methods(FORM)
def add_file(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a Word, PDF or text file."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    return ask(
        request,
        FileForm,
        do=lambda answers: operations.add_file(
            actor, dossier_ref=ref, source=answers["source"], upload=answers["file"]
        ),
        title="Add a file",
        done="The file is read, and what it names is proposed.",
        then=("redaction", ref),
        caption=found.title,
        button="Read it",
    )


@require_http_methods(FORM)
def add_known(request: HttpRequest, ref: str) -> HttpResponse:
    """Enter somebody or something that must not be named."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    return ask(
        request,
        KnownForm,
        do=lambda answers: operations.add_known(actor, dossier_ref=ref, known=_known(answers)),
        title="Who or what must not be named?",
        done="It is entered, and every mention of it is proposed.",
        then=("redaction", ref),
        caption=found.title,
        initial={"kind": "person"},
    )


@require_POST
def accept(request: HttpRequest, ref: str) -> HttpResponse:
    """Accept every proposal of which the engine is sure."""
    return press(
        request,
        do=lambda: ruling.accept_sure(request.actor, dossier_ref=ref),  # type: ignore[attr-defined]
        done="They are accepted. Decide on the others one by one.",
        then=("redaction", ref),
    )


@require_http_methods(FORM)
def mask(request: HttpRequest, ref: str) -> HttpResponse:
    """Mask further words wherever they stand."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    everybody = dossiers.named_of(actor, found)
    return ask(
        request,
        MaskForm,
        do=lambda answers: ruling.mask_words(
            actor, dossier_ref=ref, words=answers["words"], means_ref=answers["means"], choice=answers["choice"]
        ),
        title="Mask further words",
        done="The words are masked wherever they stand.",
        then=("redaction", ref),
        caption=found.title,
        form_args={"others": presenters.others(everybody)},
        button="Mask them",
    )


@require_http_methods(FORM)
def named(request: HttpRequest, ref: str) -> HttpResponse:
    """One that is named: every mention with its reason, and the decision for all of them."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.named(actor, ref)
    texts = dossiers.texts_of(actor, found.dossier)
    marks = [one for one in _with_texts(dossiers.marks_of(actor, texts), texts) if one.named_id == found.pk]

    def do(answers: dict[str, Any]) -> None:
        choice = answers["own"] if answers["choice"] == OWN else answers["choice"]
        ruling.rule_named(actor, ref=ref, version=answers["version"], decision=answers["decision"], choice=choice)

    return ask(
        request,
        NamedForm,
        do=do,
        title="Decide for all mentions",
        done="It is decided for all of them.",
        then=("redaction", found.dossier.ref),
        template="publishing/named.html",
        caption=presenters.label(found),
        initial=presenters.chosen(found) | {"version": found.version},
        form_args={"choices": presenters.choices(found)},
        button="Decide for all of them",
        ref=ref,
        dossier={"ref": found.dossier.ref, "title": found.dossier.title},
        forms=presenters.forms(marks),
        may_redact=may(actor, "redact", found),
    )


@require_http_methods(FORM)
def words(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Decide on the words in which one is named, and whom they mean."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.named(actor, ref)
    held = _form(request, found, key)
    everybody = dossiers.named_of(actor, found.dossier)
    others = [("", f"{presenters.label(found)}, as proposed"), *presenters.others(everybody, but=found)]
    return ask(
        request,
        WordsForm,
        do=lambda answers: ruling.rule_words(
            actor, ref=ref, key=key, decision=answers["decision"], means_ref=answers["means"]
        ),
        title="Decide on these words",
        done="It is decided wherever these words mean the same.",
        then=("redaction", found.dossier.ref),
        caption=presenters.label(found),
        intro=f"{held.times} times: {held.around} It was proposed because: {held.why}.",
        initial={"decision": "replace"},
        form_args={"others": others},
        button="Decide",
    )


@require_http_methods(FORM)
def make(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a version of a document from the reviewed texts."""
    actor = request.actor  # type: ignore[attr-defined]
    found = dossiers.dossier(actor, ref)
    fitting = dossiers.documents_for(actor, found)

    def do(answers: dict[str, Any]) -> tuple[str, str]:
        made = operations.make_edition(
            actor, dossier_ref=ref, document_ref=answers["document"], number=answers["number"]
        )
        return "edition", made.ref

    return ask(
        request,
        MakeForm,
        do=do,
        title="Make a version",
        done="The version is made as a draft. Read it, then send it for approval.",
        then=("redaction", ref),
        caption=found.title,
        intro=""
        if found.owner_kind and any(one.owner_kind for one in fitting)
        else f"First enter the document among the documents of {found.partnership.name}, if it is not there yet.",
        form_args={"documents": [(one.ref, one.title) for one in fitting]},
        button="Make it",
    )


def _form(request: HttpRequest, found: Named, key: str) -> presenters.Form:
    actor = request.actor  # type: ignore[attr-defined]
    texts = dossiers.texts_of(actor, found.dossier)
    marks = [one for one in _with_texts(dossiers.marks_of(actor, texts), texts) if one.named_id == found.pk]
    held = next((one for one in presenters.forms(marks) if one.key == key), None)
    if held is None:
        raise Hidden
    return held


def _known(answers: dict[str, Any]) -> Known:
    kind, lines, on = answers["kind"], _lines(answers["names"]), answers["on"]
    facts: dict[str, Any] = {FACT[kind]: tuple(lines)} if FACT[kind] and lines else {}
    if on is not None and kind in ("person", "date"):
        facts["born_on" if kind == "person" else "on"] = on.isoformat()
    return Known("", kind, answers["role"], answers["pseudonym"], facts, answers["is_kept"])


def _with_texts(marks: list[Any], texts: list[Any]) -> list[Any]:
    """The mentions with their texts at hand, which are read once."""
    held = {one.pk: one for one in texts}
    for mark in marks:
        mark.text = held[mark.text_id]
    return marks


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
