"""Sending a table, checking it row by row, importing it, and undoing that."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candour.platform.design.pages import act_page, form_page, said
from candour.platform.imports import operations, queries
from candour.platform.imports.recipes import recipe_of
from candour.platform.imports.web import presenters
from candour.platform.imports.web.forms import CheckForm, SourceForm


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, recipe: str, owner: str) -> HttpResponse:
    """Choose a file or paste a table."""
    actor = request.actor  # type: ignore[attr-defined]
    found, into = queries.recipe_and_owner(actor, recipe, owner)
    columns = found.within(found.make_context(actor, into)).columns if found.more_columns else found.columns

    def do(answers: dict[str, Any]) -> HttpResponse:
        run = operations.bring_in(
            actor, recipe=found, owner=into, owner_ref=owner, upload=answers["file"], text=answers["text"]
        )
        return redirect("import", run.ref)

    again = request.GET.get("again", "")
    return form_page(
        request,
        SourceForm,
        do=do,
        title=found.title,
        template="imports/begin.html",
        initial={"text": queries.run_by_ref(actor, again).pasted} if again else None,
        intro=found.intro,
        titles=[(column.titles[0], column.required) for column in columns],
        back=found.home(into) if found.home else "",
        earlier=[
            (reverse("import", args=[run.ref]), run.source_name, run.made_at, run.made_by, run.get_state_display())
            for run in queries.runs_of(actor, into)
            if run.recipe == recipe
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The rows of an import: to be checked while it is a draft, or what became of them."""
    actor = request.actor  # type: ignore[attr-defined]
    run = queries.run_by_ref(actor, ref)
    recipe, into = recipe_of(run.recipe).within(run.context), queries.owner_of_run(actor, run)
    rows = list(queries.rows_of(run))
    shown = {
        "run": {"ref": run.ref, "source": run.source_name, "problem": run.problem, "pasted": run.pasted},
        "kept_because": run.kept_because,
        "caption": recipe.title,
        "tables": run.found,
        "unread": run.unread,
        "back": recipe.home(into) if recipe.home else "",
        "again": reverse("import_new", args=[run.recipe, run.owner_ref]) if run.owner_ref else "",
    }
    if run.state != "draft":
        listed = [presenters.row_of(recipe, row, set()) for row in rows]
        titles = {"applied": "Imported", "undone": "The import was undone"}
        shown |= _parts(listed) | {"title": titles[run.state], "is_applied": run.state == "applied"}
        return render(request, "imports/result.html", shown)
    if not rows:
        return render(request, "imports/nothing.html", shown | {"title": "Nothing can be imported from this"})
    proposed = [presenters.key_of(row, number) for row, number in queries.corrections(rows)]
    accepted = [presenters.key_of(row, number) for row in rows for number in row.decisions]

    def do(answers: dict[str, Any]) -> HttpResponse:
        given: dict[str, Any] = {
            "decisions": presenters.decisions_of(answers["accept"]),
            "version": answers["version"],
            "kept_because": answers["kept_because"],
        }
        if answers["then"] == "save":
            operations.decide(actor, run=run, **given)
            return said(request, "Your choices are saved. Nothing has been imported yet.", "import", ref)
        operations.apply_run(actor, run=run, **given)
        return said(request, "The rows are imported.", "import", ref)

    ticked = set(request.POST.getlist("accept") if request.method == "POST" else accepted)
    listed = [presenters.row_of(recipe, row, ticked) for row in rows]
    return form_page(
        request,
        CheckForm,
        do=do,
        title="Check what will be imported",
        template="imports/check.html",
        initial={"version": run.version, "accept": accepted, "kept_because": run.kept_because, "then": "save"},
        form_args={"proposed": proposed},
        **shown,
        **_parts(listed),
        version=run.version,
        corrections=len(proposed),
        has_doubts=any(note.get("is_doubt") for row in rows if not queries.is_problem(row) for note in row.notes),
    )


@require_POST
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Remove what an import made."""
    actor = request.actor  # type: ignore[attr-defined]
    run = queries.run_by_ref(actor, ref)

    def do() -> HttpResponse:
        operations.undo_run(actor, run=run)
        return said(request, "The import is undone. What it had made is removed.", "import", ref)

    return act_page(request, do=do, back=reverse("import", args=[ref]))


def _parts(listed: list[presenters.Row]) -> dict[str, Any]:
    unknown = sorted({title for row in listed for title, _ in row.unknown})
    return {
        "rows": [row for row in listed if not row.is_problem],
        "left_out": [row for row in listed if row.is_problem],
        "unknown": unknown,
    }
