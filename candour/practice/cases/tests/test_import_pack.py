"""A whole old pack in one file, as Word and as PDF: each of its papers comes in from it, row by row, and each doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.imports.models import ImportRow, ImportRun
from candour.practice.cases.models import Case
from candour.practice.cases.tests.test_import import KEYS, lines
from candour.practice.governance.models import Action, AgendaItem, Group, Meeting, PlannedItem
from candour.practice.governance.tests.old_pack import AGENDA, LOST, log_rows, pack_in_pdf, pack_in_word, tracker_rows
from tests.cast import Cast
from tests.pages import words

PACKS: dict[str, Callable[[], bytes]] = {"docx": pack_in_word, "pdf": pack_in_pdf}
BECAUSE = "It is printed so in what was signed."


def brought(cast: Cast, recipe: str, owner: str, name: str, content: bytes, accept: tuple[str, ...] = ()) -> ImportRun:
    """The pack brought in by a recipe through the page, with the corrections that hold these words."""
    client = cast.client("manager")
    sent = {"file": SimpleUploadedFile(name, content), "text": ""}
    before = set(ImportRun.objects.values_list("pk", flat=True))
    page = words(client.post(reverse("import_new", args=[recipe, owner]), sent, follow=True))
    run = ImportRun.objects.exclude(pk__in=before).get()
    rows = ImportRow.objects.filter(run=run)
    assert f"{rows.count()} rows will be imported" in page, page[:900]
    ticked = [
        f"{row.number}-{at}"
        for row in rows
        for at, note in enumerate(row.notes)
        if note["level"] == "correction" and any(one in str(note["proposed"]) for one in accept)
    ]
    answers = {"version": run.version, "then": "import", "accept": ticked, "kept_because": BECAUSE}
    assert "The rows are imported." in words(client.post(reverse("import", args=[run.ref]), answers, follow=True))
    return run


def doubts(run: ImportRun) -> set[tuple[int, str]]:
    """What a person is asked to look at, with the row."""
    return {
        (row.number, note["text"])
        for row in ImportRow.objects.filter(run=run)
        for note in row.notes
        if note["level"] in ("question", "correction", "problem")
    }


@pytest.mark.parametrize("kind", PACKS)
def test_a_whole_pack_comes_in_with_every_action_and_tracker_row_and_its_exceptions_listed(
    kind: str, cast: Cast
) -> None:
    # F12
    content, name = PACKS[kind](), f"Pack.{kind}"
    group = Group.objects.get(name="Case Review Working Group")
    meeting = Meeting.objects.create(group=group, starts_at=datetime(2020, 10, 15, 8, tzinfo=UTC))

    agenda = brought(cast, "agenda", meeting.ref, name, content)
    items = AgendaItem.objects.filter(meeting=meeting).order_by("order")
    assert [(one.title, f"{one.minutes} minute{'s' if one.minutes > 1 else ''}") for one in items] == [
        (title, minutes) for _, title, _, minutes in AGENDA
    ]
    assert all("rest of a row from the page before" in sentence for sentence in agenda.unread)
    assert kind == "pdf" or not agenda.unread

    log = brought(cast, "action-log", group.ref, name, content)
    wanted = {row[0]: row[1] for row in log_rows() if "/" in row[0]}
    assert {f"{one.year}/{one.number:02}": one.text for one in Action.objects.all()} == wanted
    assert (len(wanted), Action.objects.filter(state="open").count()) == (28, 16)
    asked = doubts(log)
    assert {number for number, text in asked if "“AI” is nobody’s initials" in text} == {4, 14}
    assert {number for number, text in asked if "is several people" in text} == {1, 5, 11, 25}
    assert {found["name"] for found in log.found if found["fits"]} == {"The table"}

    notes = brought(cast, "notes", group.ref, name, content, accept=("DO to ask the night staff",))
    held = Meeting.objects.exclude(pk=meeting.pk).get()
    assert [one.title for one in AgendaItem.objects.filter(meeting=held).order_by("order")] == [
        "Welcome", "Young carers", "Dates",
    ]  # fmt: skip
    assert Action.objects.order_by("-pk")[0].text == LOST
    assert Action.objects.order_by("-pk")[0].number == 29
    assert {number for number, text in doubts(notes) if "“AI” is nobody’s initials" in text} == {3}

    tracker = brought(cast, "case-tracker", cast.partnership().ref, name, content, accept=("LBBD",))
    shown = lines(cast)
    assert set(shown) == set(KEYS)
    for key, notified, themes, _, update, presented, _ in tracker_rows():
        row = shown[key]
        assert (row.themes, row.update, row.notified, row.presented) == (themes, update, notified, presented)
    assert {number for number, text in doubts(tracker) if "No area is called LBBB" in text} == {1, 3}
    assert {number for number, text in doubts(tracker) if "One of the dates is wrong" in text} == {5}
    assert Case.objects.count() == 5

    brought(cast, "forward-plan", group.ref, name, content)
    planned = PlannedItem.objects.order_by("pk")
    assert [(one.title, one.due_as_printed) for one in planned] == [
        ("Young carers", "15 October 2020"),
        ("Request forms", "15 October 2020"),
        ("Young carers", "November 2020 [Date TBC]"),
    ]
