"""The ledger of challenges, its index by body, and taking both away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candour.platform.access.policy import may, require
from candour.platform.design.pages import form_page
from candour.platform.exports import operations as exports
from candour.platform.exports.answers import attachment
from candour.practice.challenges.exports.ledger import ledger_file
from candour.practice.challenges.queries import challenges as queries
from candour.practice.challenges.queries import index as indexes
from candour.practice.challenges.queries import ledger as ledgers
from candour.practice.challenges.web.forms import FilterForm, IndexForm, TakeForm
from candour.practice.challenges.web.presenters import challenges as presenters
from candour.practice.challenges.workflow import TAKE
from candour.practice.directory import queries as directory
from candour.practice.directory import roles

FORM = ["GET", "HEAD", "POST"]
TABS = (("challenges", "Ledger"), ("challenge_index", "By body"))


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The ledger: the silent ones first, with filters."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.require_reader(actor)
    choices = ledgers.choices(actor)
    form = FilterForm(
        request.GET or None, partnerships=choices.partnerships, bodies=choices.bodies, years=choices.years
    )
    page = _page(request)
    found = ledgers.ledger(actor, _filters(form), page=page)
    rows = [presenters.row_shown(row) for row in found.rows]
    shown = {
        "title": "Challenges between partners",
        "tabs": _tabs("challenges"),
        "form": form,
        "is_filtered": any(value for name, value in request.GET.items() if name != "page"),
        "rows": rows,
        "silent": found.silent,
        "older": _with_page(request, page + 1) if found.has_more else "",
        "newer": _with_page(request, page - 1) if page > 1 else "",
        "may_raise": queries.may_raise(actor),
        "may_take": _may_take(actor),
    }
    return render(request, "challenges/ledger.html", shown)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index of a report year: by body, and who challenged whom."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.require_reader(actor)
    choices = ledgers.choices(actor)
    years = _years(actor, choices)
    form = IndexForm(request.GET or None, partnerships=choices.partnerships, years=years)
    filters = _filters(form)
    year = filters.year if filters.year is not None else int(years[0][0])
    found = indexes.index_of(actor, year=year, partnership_ref=filters.partnership)
    shown = {
        "title": "Challenges by body",
        "tabs": _tabs("challenge_index"),
        "form": form,
        "year": ledgers.year_words(year),
        "sees_all": queries.sees_all(actor),
        "may_take": _may_take(actor),
        **presenters.index_shown(found),
    }
    return render(request, "challenges/index.html", shown)


@require_http_methods(FORM)
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the ledger and the index of a year away as Word or Excel, with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    queries.require_reader(actor)
    partnership = directory.partnership(actor, ref)
    require(actor, TAKE, partnership)
    years = _years(actor, ledgers.choices(actor))

    def do(answers: dict[str, Any]) -> HttpResponse:
        year, kind = int(answers["year"]), answers["kind"]
        content = exports.release(
            actor,
            about=partnership,
            what="a ledger of challenges",
            reason=answers["reason"],
            make=lambda: ledger_file(
                ledgers.every_row(actor, ledgers.Filters(partnership=partnership.ref, year=year)),
                indexes.index_of(actor, year=year, partnership_ref=partnership.ref),
                kind,
                partnership=partnership.name,
                year=ledgers.year_words(year),
                made_at=actor.at,
                made_for=actor.label,
            ),
        )
        return attachment(content, f"Challenges.{kind}", kind)

    return form_page(
        request,
        TakeForm,
        do=do,
        title="Take the ledger away",
        caption=partnership.name,
        button="Make the file",
        cancel=reverse("challenges"),
        form_args={"years": years},
    )


def _filters(form: FilterForm | IndexForm) -> ledgers.Filters:
    if not form.is_bound:
        return ledgers.Filters()
    form.is_valid()
    said = form.cleaned_data
    year = said.get("year") or ""
    return ledgers.Filters(
        partnership=said.get("partnership") or "",
        body=said.get("body") or "",
        state=said.get("state") or "",
        year=int(year) if year else None,
    )


def _years(actor: Any, choices: ledgers.Choices) -> list[tuple[str, str]]:
    now = ledgers.this_year(actor)
    held = [pair for pair in choices.years if pair[0] != now[0]]
    return sorted([now, *held], reverse=True)


def _may_take(actor: Any) -> list[tuple[str, str]]:
    mine = directory.my_partnerships(actor, *roles.TEAM)
    return [(reverse("challenge_take", args=[one.ref]), one.name) for one in mine if may(actor, TAKE, one)]


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    return [(title, reverse(name), name == current) for name, title in TABS]


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(int(text), 10_000) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else 1


def _with_page(request: HttpRequest, page: int) -> str:
    kept = [(key, value) for key, value in request.GET.items() if key != "page"]
    return "?" + urlencode([*kept, ("page", page)])
