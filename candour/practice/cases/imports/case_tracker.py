"""Bringing in a partnership's old case tracker: each row a case, its dates as they were printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.imports.recipes import Cells, Column, Context, Note, Reading, Recipe
from candour.practice.cases.imports.narrative import ReviewTold, Told, review_told_by, told_by
from candour.practice.cases.models import Case
from candour.practice.cases.operations.bringing_in import bring_in_case, take_out_case
from candour.practice.cases.workflow_of_reviews import STAGES
from candour.practice.directory import queries as directory
from candour.rulebook.index import REVIEW_TYPES
from candour.rulebook.language.fuzzy_dates import FuzzyDate, NotADate

LONGEST_KEY = 20
DATES = (("notified", "notification to the Panel"), ("presented", "presentation"), ("published", "publication"))


def read_row(cells: Cells, context: Context) -> Reading:
    """What a row of the tracker says, with everything that a person should look at. It changes nothing."""
    notes: list[Note] = []
    key = cells["key"].strip()
    notes += _of_key(key, context)
    dates = {name: _date(cells[name], name, title, notes) for name, title in DATES}
    lead, about_lead = _lead(cells["lead"], context)
    notes += about_lead
    told = told_by(cells["update"], dates["notified"])
    notes += _of_update(told)
    published = dates["published"]
    review = review_told_by(cells["update"], dates["notified"], is_published=bool(published and published.is_known))
    notes += _of_review(review)
    return Reading(
        {
            "key": key,
            "themes": cells["themes"].strip(),
            "lead": lead,
            "update": cells["update"].strip(),
            **{name: date.encode() if date else "" for name, date in dates.items()},
            **{f"{name}_as_printed": cells[name].strip() for name, _ in DATES},
            "sent_on": told.sent_on.isoformat() if told.sent_on else "",
            "replied_on": told.replied_on.isoformat() if told.replied_on else "",
            "agreed": told.agreed,
            "waits_for": told.waits_for,
            "review_kind": review.kind,
            "review_stage": review.stage,
            "learning_on": told.learning_on.isoformat() if told.learning_on else "",
        },
        tuple(notes),
    )


def make_context(actor: Actor, owner: Model) -> dict[str, Any]:
    """The areas by name, their known misprints, and the pseudonyms that are taken."""
    areas = directory.areas(actor)
    return {
        "areas": {name.lower(): area.short_name for area in areas for name in (area.name, area.short_name)},
        "misprints": {misprint.lower(): area.short_name for area in areas for misprint in area.misprints},
        "taken": list(Case.objects.filter(partnership_id=owner.pk).values_list("key", flat=True)),
    }


def _apply(actor: Actor, values: Mapping[str, Any], context: Context) -> Case:
    return bring_in_case(actor, partnership_id=context["owner_id"], values=values)


def _undo(actor: Actor, kind: str, id_: int) -> None:
    take_out_case(actor, case_id=id_)


def _of_key(key: str, context: Context) -> list[Note]:
    if not key:
        return [Note("problem", "There is no pseudonym by which to call the case.", "key")]
    if len(key) > LONGEST_KEY:
        return [Note("problem", f"A pseudonym has at most {LONGEST_KEY} letters.", "key", key)]
    if key.lower() in {taken.lower() for taken in context["taken"]}:
        return [Note("problem", f"There is a case called {key} already.", "key", key)]
    return []


def _date(printed: str, name: str, title: str, notes: list[Note]) -> FuzzyDate | None:
    if not printed.strip():
        return None
    try:
        date = FuzzyDate.parse(printed)
    except NotADate:
        notes.append(
            Note("question", f"The {title} cannot be read as a date. It is kept as it is printed.", name, printed)
        )
        return None
    if not date.is_known or date.exact is None:
        notes.append(Note("fine", _precision(printed, date), name, printed))
    return date


def _precision(printed: str, date: FuzzyDate) -> str:
    if not date.is_known:
        return f"“{printed.strip()}” is read as: {date.words}."
    how = "about then" if date.about else f"known to the {date.precision.value} only"
    return f"“{printed.strip()}” is read as {date.words}, {how}."


def _lead(printed: str, context: Context) -> tuple[str, list[Note]]:
    wanted = printed.strip()
    if not wanted:
        return "", [Note("question", "No lead authority is given.", "lead")]
    if wanted.lower() in context["areas"]:
        return context["areas"][wanted.lower()], []
    if wanted.lower() in context["misprints"]:
        proposed = context["misprints"][wanted.lower()]
        return wanted, [
            Note("correction", f"No area is called {wanted}. {proposed} is probably meant.", "lead", wanted, proposed)
        ]
    return wanted, [Note("question", f"No area is called {wanted}. It is kept as it is printed.", "lead", wanted)]


def _of_review(told: ReviewTold) -> list[Note]:
    if not told.kind:
        return []
    title, stage = REVIEW_TYPES[told.kind].title.lower(), STAGES[told.stage].lower()
    return [Note("fine", f"The update is read as: {title}, {stage}.", "update")]


def _of_update(told: Told) -> list[Note]:
    notes = []
    if told.sent_on:
        sent = FuzzyDate.on(told.sent_on).words
        notes.append(Note("fine", f"The update is read as: sent to the Panel on {sent}.", "update"))
    if told.replied_on:
        replied = FuzzyDate.on(told.replied_on).words
        agreed = ", which agreed" if told.agreed else ""
        notes.append(Note("fine", f"The update is read as: answered by the Panel on {replied}{agreed}.", "update"))
    notes += [Note("question", sentence, "update") for sentence in told.out_of_order()]
    if told.waits_for:
        words = f"It waits for: {told.waits_for.lower()}. Nobody is named to ask, and no next check is set."
        notes.append(Note("question", words, "update"))
    return notes


CASE_TRACKER = Recipe(
    key="case-tracker",
    title="Bring in a case tracker",
    intro=(
        "Bring the tracker as Word, Excel, PDF or CSV, or paste its table. You see first what each row would become. "
        "Dates stay as they are printed."
    ),
    columns=(
        Column("key", ("Initials", "Case", "Pseudonym"), required=True),
        Column(
            "notified",
            ("Notification Date to NP", "notification_to_np_as_printed", "Notified to Panel", "Notification date"),
        ),
        Column("themes", ("Case Summary/Themes", "case_summary_themes", "Case summary", "Themes")),
        Column("lead", ("Lead Authority", "lead_authority_as_printed", "Lead")),
        Column("update", ("Update",)),
        Column(
            "presented",
            ("Presentation to Local SCP", "presentation_to_local_scp_as_printed", "Presented locally"),
        ),
        Column("published", ("Published Y/N", "published_as_printed", "Published")),
    ),
    may_import="import the tracker",
    find_owner=directory.partnership,
    read_row=read_row,
    apply_row=_apply,
    undo_row=_undo,
    make_context=make_context,
    home=lambda owner: reverse("tracker"),
)
