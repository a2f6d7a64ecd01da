"""Bringing in an old action log: as a file, as Word and as pasted text, with every doubt said and nothing dropped."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.imports import operations as imports
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.queries import rows_of
from candour.platform.imports.recipes import recipe_of
from candour.practice.governance.models import Action, ActionLead, ActionUpdate, ActionYear
from candour.practice.governance.operations import actions
from candour.practice.governance.tests.test_actions import add, group, meeting
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast

SAMPLE = Path(__file__).with_name("samples") / "action_log.csv"


def bring(cast: Cast, text: str = "", upload: SimpleUploadedFile | None = None, who: str = "manager") -> ImportRun:
    return imports.bring_in(
        cast.acting(who),
        recipe=recipe_of("action-log"),
        owner=group(),
        owner_ref=group().ref,
        upload=upload,
        text=text,
    )


def sample(cast: Cast) -> ImportRun:
    return bring(cast, upload=SimpleUploadedFile("action_log.csv", SAMPLE.read_bytes()))


def row(run: ImportRun, number: int) -> ImportRow:
    return rows_of(run).get(number=number)


def notes(run: ImportRun, number: int) -> list[tuple[str, str]]:
    return [(note["level"], note["text"]) for note in row(run, number).notes]


def apply(cast: Cast, run: ImportRun, decisions: Any = None) -> None:
    because = "It is printed so in what was signed."
    manager = cast.acting("manager")
    imports.apply_run(manager, run=run, decisions=decisions or {}, version=run.version, kept_because=because)


def action(name: str) -> Action:
    year, number = name.split("/")
    return Action.objects.get(group=group(), year=year, number=number)


def test_every_row_is_brought_in_with_its_number_and_the_log_goes_on_after_the_last(cast: Cast) -> None:
    run = sample(cast)
    apply(cast, run)
    assert Action.objects.count() == 7
    assert Action.objects.filter(state="open").count() == 5
    assert (
        actions.add_action(
            cast.acting("manager"), group=group(), item=None, text="One more.", owner=cast.people["nelft"], due_on=None
        ).name
        == "2026/08"
    )


def test_a_carried_and_a_closed_action_stay_what_they_were(cast: Cast) -> None:
    apply(cast, sample(cast))
    carried, closed, completed = action("2026/03"), action("2026/02"), action("2026/04")
    assert (carried.state, carried.carried_count) == ("open", 1)
    assert (closed.state, closed.closed_on, closed.evidence) == (
        "closed", None, "On the agenda for 16 07 2026. Close.",
    )  # fmt: skip
    assert completed.closed_on == FuzzyDate.on(date(2026, 7, 20))
    assert ActionUpdate.objects.get(action=carried).text == "No answer yet."


def test_initials_names_and_seats_become_people_and_the_first_answers_for_it(cast: Cast) -> None:
    run = sample(cast)
    assert notes(run, 2) == [("fine", "“DO” is read as Daniel Osei, of the group.")]
    apply(cast, run)
    third, sixth = action("2026/03"), action("2026/06")
    assert third.owner == cast.people["nelft"]
    assert ActionLead.objects.get(action=third).person == cast.people["hospital"]
    assert sixth.owner == cast.people["nelft"]
    assert ActionLead.objects.get(action=sixth).person == cast.people["teacher"]
    assert third.organisation == cast.organisation("NELFT")


def test_initials_that_nobody_has_are_asked_with_those_that_are_near(cast: Cast) -> None:
    run = sample(cast)
    level, words = next(note for note in notes(run, 4) if "AI" in note[1])
    assert level == "question"
    assert words == (
        "“AI” is nobody’s initials. "
        "Near it: JI (Jude Ibarra); AL (elsewhere in the table); AP (Alun Pryce); AR (Anita Roy)."
    )
    apply(cast, run)
    kept = action("2026/04")
    assert (kept.owner, kept.leads_as_printed) == (None, "AI")


@pytest.mark.parametrize(("number", "printed"), [(1, "Partnership Managers"), (5, "All")])
def test_several_people_need_one_name_and_the_office_is_proposed(cast: Cast, number: int, printed: str) -> None:
    run = sample(cast)
    words = f"“{printed}” is several people, and one person must answer for it. Priya Anand, of the office, could."
    assert ("correction", words) in notes(run, number)
    at = [note["text"] for note in row(run, number).notes].index(words)
    apply(cast, run, {number: [at]})
    assert action(f"2026/0{number}").owner == cast.people["manager"]


def test_without_that_it_waits_for_its_owner(cast: Cast) -> None:
    apply(cast, sample(cast))
    assert action("2026/05").owner is None
    assert action("2026/05").leads_as_printed == "All"


def test_a_saturday_is_questioned_and_the_meeting_near_it_proposed(cast: Cast) -> None:
    assert ("question", "18 July 2026 is a Saturday, on which no meeting is held.") in notes(sample(cast), 5)
    meeting(datetime(2026, 7, 16, 9, tzinfo=UTC))
    words = "18 July 2026 is a Saturday, on which no meeting is held. There was a meeting on 16 July 2026."
    assert ("correction", words) in notes(sample(cast), 5)


def test_a_month_and_an_unknown_status_are_kept_and_said(cast: Cast) -> None:
    run = sample(cast)
    assert ("fine", "“July 2026” is read as July 2026, known to the month only.") in notes(run, 6)
    assert ("question", "The status “Waiting” is not known. The action is kept open.") in notes(run, 7)
    apply(cast, run)
    assert action("2026/06").raised_on == date(2026, 7, 1)
    assert ActionUpdate.objects.get(action=action("2026/06")).text == "The old log dates its meeting: July 2026."


def test_a_number_that_is_taken_or_stands_twice_is_left_out(cast: Cast) -> None:
    add(cast)
    run = sample(cast)
    assert ("problem", "There is an action 2026/01 in the log already.") in notes(run, 1)
    twice = "Ref\tMeeting date\tAction\tLead\n2026/09\t4 June 2026\tOne.\tDO\n2026/9\t4 June 2026\tTwo.\tDO"
    second = bring(cast, twice)
    assert [note[0] for number in (1, 2) for note in notes(second, number)].count("problem") == 2


def test_a_row_without_a_number_gets_the_next_of_its_year(cast: Cast) -> None:
    run = bring(
        cast,
        "Ref\tMeeting date\tAction\tLead\n\t4 June 2026\tWrite to the schools.\tDO\n2026/04\t4 June 2026\tAsk.\tDO",
    )
    apply(cast, run)
    assert sorted(one.name for one in Action.objects.all()) == ["2026/01", "2026/04"]


def test_a_year_that_the_table_does_not_cover_is_questioned(cast: Cast) -> None:
    rows = ["4 June 2026", "16 July 2026", "10 September 2026", "14 January 2026"]
    text = "\n".join(f"2026/0{at}\t{day}\tDo it.\tDO" for at, day in enumerate(rows, 1))
    run = bring(cast, "Ref\tMeeting date\tAction\tLead\n" + text)
    assert (
        "correction", "14 January 2026 is not in the year 2026–27 of this table. 14 January 2027 is probably meant.",
    ) in notes(run, 4)  # fmt: skip


def test_pasted_text_and_word_say_the_same_as_the_file(cast: Cast) -> None:
    import csv

    rows = list(csv.reader(io.StringIO(SAMPLE.read_text())))
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for at, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            table.cell(at, place).text = cell
    out = io.BytesIO()
    document.save(out)
    word = bring(cast, upload=SimpleUploadedFile("log.docx", out.getvalue()))
    pasted = bring(cast, "\n".join("\t".join(cells) for cells in rows))
    readings = [[one.reading for one in rows_of(run)] for run in (sample(cast), word, pasted)]
    assert len(readings[0]) == 7
    assert readings[1] == readings[0]
    assert readings[2] == readings[0]


def test_undoing_removes_all_and_frees_the_numbers(cast: Cast) -> None:
    run = sample(cast)
    apply(cast, run)
    imports.undo_run(cast.acting("manager"), run=run)
    assert not Action.objects.exists()
    assert not ActionUpdate.objects.exists()
    assert not Deadline.objects.filter(owner_kind="governance.action").exists()
    assert ActionYear.objects.get(group=group()).last == 0


def test_what_somebody_touched_since_is_not_undone(cast: Cast) -> None:
    run = sample(cast)
    apply(cast, run)
    actions.update_action(cast.acting("nelft"), ref=action("2026/03").ref, text="She will come.")
    with pytest.raises(Refused, match="Row 3"):
        imports.undo_run(cast.acting("manager"), run=run)
    assert Action.objects.count() == 7


def test_only_the_office_brings_a_log_in(cast: Cast) -> None:
    with pytest.raises(Refused):
        bring(cast, "x", who="nelft")
    with pytest.raises(Hidden):
        recipe_of("action-log").find_owner(cast.acting("redbridge"), group().ref)


def test_the_page_shows_row_by_row_what_would_become_of_it(cast: Cast) -> None:
    client = cast.client("manager")
    log = SimpleUploadedFile("action_log.csv", SAMPLE.read_bytes())
    page = client.post(reverse("import_new", args=["action-log", group().ref]), {"file": log, "text": ""}, follow=True)
    html = page.content.decode()
    assert "“AI” is nobody’s initials." in html
    run = ImportRun.objects.get()
    sent = {"version": run.version, "then": "import", "kept_because": "It is printed so in what was signed."}
    done = client.post(reverse("import", args=[run.ref]), sent, follow=True)
    assert "The rows are imported." in done.content.decode()
    assert Action.objects.count() == 7


def test_a_log_without_a_status_closes_what_its_update_says_is_completed_and_nothing_else(cast: Cast) -> None:
    rows = [
        "2026/01\t4 June 2026\tSend the form.\tDO\tCompleted 16 07 2026.",
        "2026/02\t4 June 2026\tSend the list.\tDO\tSent round. Completed on 16 July 2026",
        "2026/03\t4 June 2026\tWrite the page.\tDO\tTo be completed 16 07 2026.",
        "2026/04\t4 June 2026\tAsk again.\tDO\tFirst part completed 16 07 2026. C/F",
    ]
    apply(cast, bring(cast, "Ref\tMeeting date\tAction\tLead\tUpdate\n" + "\n".join(rows)))
    assert [(one.state, str(one.closed_on or "")) for one in Action.objects.order_by("number")] == [
        ("closed", str(FuzzyDate.on(date(2026, 7, 16)))),
        ("closed", str(FuzzyDate.on(date(2026, 7, 16)))),
        ("open", ""),
        ("open", ""),
    ]


def test_an_exported_log_can_be_brought_in_again(cast: Cast) -> None:
    apply(cast, sample(cast))
    address = reverse("action_log_take", args=[group().ref])
    made = cast.client("manager").post(address + "?shows=all", {"kind": "csv", "reason": "To move it"})
    before = [(one.name, one.text, one.state, one.carried_count > 0) for one in Action.objects.order_by("number")]
    Action.objects.all().delete()
    again = bring(cast, upload=SimpleUploadedFile("log.csv", made.content))
    apply(cast, again)
    after = [(one.name, one.text, one.state, one.carried_count > 0) for one in Action.objects.order_by("number")]
    assert after == before
