"""The learning report of half a year and the cycle of learning, composed from what was recorded."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.apps import apps
from django.urls import reverse

from candour.platform.deadlines.models import Deadline
from candour.practice.challenges.tests import ledgers as challenges
from candour.practice.learning.models import Coding, LearningReport, Letter, Recommendation, Theme
from candour.practice.learning.operations import near_misses
from candour.practice.learning.operations.said_before import say_likeness
from candour.practice.learning.operations.themes import code_recommendation
from candour.practice.learning.queries import roll_up
from candour.practice.learning.queries.by_theme import by_theme
from candour.practice.learning.queries.half_years import last_half_year, told
from candour.practice.learning.tests.plans import a_report, an_action, answered, cell_of, recommendation
from candour.practice.learning.tests.test_lessons import add, asked, briefing, day, step
from candour.practice.learning.tests.test_letters import sent
from candour.practice.learning.tests.test_said_before import NEW, OLD, language, post, report
from tests.cast import Cast
from tests.pages import words


def in_cases(name: str) -> Any:
    return apps.get_model("cases", name)


def half_a_year(cast: Cast) -> list[Recommendation]:
    """A half-year with something of everything."""
    manager, partnership = cast.acting("manager"), cast.partnership()
    theme = language(cast)
    (old,) = report(cast, OLD[0], title="Baby Q")
    (kept,) = report(cast, OLD[2], title="Kept among partners", is_restricted=True)
    new, secret = (
        report(cast, NEW, title="Baby R"),
        report(cast, NEW, title="Kept", owner_kind="cases.case", owner_id=1),
    )
    why = "Nobody counted whether interpreters came."
    say_likeness(manager, ref=new[0].ref, earlier_ref=old.ref, version=0, likeness="again", why=why)
    say_likeness(manager, ref=new[0].ref, earlier_ref=kept.ref, version=0, likeness="again", why="It was closed early.")
    say_likeness(manager, ref=secret[0].ref, earlier_ref=old.ref, version=0, likeness="again", why="Told in a case.")
    code_recommendation(manager, ref=new[0].ref, keys=["interpreting"])
    case = apps.get_model("cases", "Case").objects.create(
        partnership=partnership, key="QX4", kind="near-miss", about="child", opened_at=cast.now
    )
    in_cases("TeamMember").objects.create(
        case=case, person=cast.people["manager"], purpose="office", joined_at=cast.now
    )
    Coding.objects.create(
        theme=theme, owner_kind="cases.case", owner_id=case.pk, partnership=partnership, year=2026, coded_at=cast.now
    )
    (hospital,) = asked(cast, briefing(cast), "BHRUT")
    said = {"services": "11", "reached": "7", "discussed": "4", "tested": "A quiz.", "version": "1"}
    post(cast, "hospital", "asked_answer", hospital.ref, **said)
    practice = add(
        cast, "good-practice", title="A call on the day after", text="Rings.", agency=cast.organisation("NELFT").ref
    )
    step(cast, practice, "accept", reason="Families said so.")
    near_misses.tell(manager, partnership_ref=partnership.ref, theme_keys=["interpreting"], month=date(2026, 10, 1))
    return new


def begun(cast: Cast, until_on: date = date(2026, 11, 18)) -> LearningReport:
    post(cast, "manager", "half_year_begin", partnership=cast.partnership().ref,
         **day("from_on", date(2026, 6, 1)), **day("until_on", until_on))  # fmt: skip
    return LearningReport.objects.get()


def test_the_report_is_composed_finished_and_taken_away_as_word(cast: Cast) -> None:
    # F40
    half_a_year(cast)
    made = begun(cast)
    page = " ".join(cast.client("manager").get(reverse("half_year", args=[made.ref])).content.decode().split())
    assert "Recommendations compared with earlier ones: 2. Made before: 2." in page
    assert "Nobody counted whether interpreters came." in page
    assert "Told in a case." not in page, "what grew out of a case is not named before its report is published"
    assert "Kept among partners" not in page, "an earlier report that is restricted is not named to everybody"
    assert "7 of 11 services" in page
    assert f"{cast.organisation('NELFT').name}: 1." in page
    assert page.count("fewer than 5") == 2, "one case and one small report are told as few"
    assert "Seen to hold" in page
    assert cast.client("lay").get(reverse("half_year", args=[made.ref])).status_code == 404

    early = post(cast, "manager", "half_year_finish", made.ref).content.decode()
    assert "Write first what changed" in early
    post(cast, "manager", "half_year_write", made.ref, changed="Interpreters now come.", next_steps="", version="1")
    post(cast, "manager", "half_year_finish", made.ref)
    assert Deadline.objects.get(key="learning-report").due_on == date(2027, 5, 18)
    report(cast, "A later one.")
    lay = cast.client("lay").get(reverse("half_year", args=[made.ref])).content.decode()
    assert "Recommendations taken up: 4." in lay, "a finished report stays as it was"
    taken = cast.client("manager").post(
        reverse("half_year_take", args=[made.ref]), {"kind": "docx", "reason": "For the partners"}
    )
    paper = docx.Document(io.BytesIO(taken.content))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "Interpreters now come." in text
    assert any("7 of 11 services" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    again = post(cast, "manager", "half_year_write", made.ref, changed="Other.", next_steps="", version="3")
    assert "stays as it is" in again.content.decode()


def test_what_was_refused_and_what_stays_silent_stand_in_the_report(cast: Cast) -> None:
    # F06, F09
    found, letter = sent(cast)
    name = cast.organisation("NELFT").name
    answered(cast, "nelft", cell_of(found, 2, "NELFT"), answer="refused", reason="No night staff.", signatory="N. Ives")
    secret = a_report(cast, title="A secret", is_restricted=True)
    answered(cast, "nelft", cell_of(secret, 1, "NELFT"), answer="refused", reason="Hush.", signatory="N. Ives")
    reply_by = date(2026, 11, 1)
    long_ago = cast.now - timedelta(days=90)
    Letter.objects.filter(pk=letter.pk).update(sent_at=long_ago, reply_by=reply_by)
    made = begun(cast)
    page = words(cast.client("manager").get(reverse("half_year", args=[made.ref])))
    assert "Home Office" in page
    assert "No reply, 90 days" in page
    assert f"{found.title}, 2" in page
    assert "No night staff. N. Ives" in page
    assert ": refused" in page, name
    assert "Hush." not in page


def test_challenges_of_each_body_and_how_many_were_resolved_stand_in_the_report(cast: Cast) -> None:
    # F34
    challenges.a_year(cast)
    care = cast.organisation("Havering Children").name
    made = begun(cast)  # from 1 June to 18 November 2026
    page = cast.client("manager").get(reverse("half_year", args=[made.ref]))
    cells = [row for row in challenges.rows(page) if len(row) == 5]
    assert cells[0] == ["Body challenged", "Challenges", "Resolved", "Longest silence", "Highest stage reached"]
    assert sorted(cells[1:4]) == sorted(
        [
            [care, "3", "2 (67%)", "No answer, 16 days", "2 of 5"],
            [cast.organisation("BHRUT").name, "2", "0 (0%)", "none", "1 of 5"],
            [cast.organisation("NELFT").name, "1", "0 (0%)", "none", "1 of 5"],
        ]
    )
    assert "A referral that was closed at the door" not in words(page), "the report counts, and tells no challenge"
    post(cast, "manager", "half_year_write", made.ref, changed="They answer.", next_steps="", version="1")
    post(cast, "manager", "half_year_finish", made.ref)
    assert f"{care} 3 2 (67%) No answer, 16 days 2 of 5" in words(
        cast.client("lay").get(reverse("half_year", args=[made.ref]))
    )


def test_gaps_in_the_cycle_and_actions_by_theme_show(cast: Cast) -> None:
    # LRN-10
    half_a_year(cast)
    client = cast.client("manager")
    page = " ".join(client.get(reverse("learning_cycle")).content.decode().split())
    assert 'data-column="Found">3</td>' in page, "a recommendation, a case and a small report"
    assert 'data-column="Known elsewhere"><span class="mark mark--late">Nothing yet' in page
    assert client.get(reverse("roll_up"), {"by": "theme"}).status_code == 200


def test_everything_under_a_theme_is_counted_once_for_each_theme_and_only_what_is_seen(cast: Cast) -> None:
    report = a_report(cast)  # two recommendations to three bodies
    an_action(cast, cell_of(report, 1, "NELFT"), due="2 November 2026")
    answered(cast, "nelft", cell_of(report, 2, "NELFT"), answer="refused", reason="Not ours.", signatory="A head")
    kept = a_report(cast, title="Kept among partners", is_restricted=True, bodies=("BHRUT",), texts=("Ask at night.",))
    for key, title in (("nights", "Nights"), ("families", "Families"), ("idle", "Idle")):
        Theme.objects.create(key=key, title=title)
    manager = cast.acting("manager")
    code_recommendation(manager, ref=recommendation(report, 1).ref, keys=["nights"])
    code_recommendation(manager, ref=recommendation(report, 2).ref, keys=["nights", "families"])
    code_recommendation(manager, ref=recommendation(kept, 1).ref, keys=["families"])
    ended = Theme.objects.create(key="ended", title="Ended")
    Coding.objects.create(theme=ended, owner_kind="learning.recommendation", owner_id=recommendation(report, 1).pk,
                          partnership=report.partnership, year=2026, coded_at=cast.now, ended_at=cast.now)  # fmt: skip

    def lines(who: str) -> list[tuple[str, int, int, int, int]]:
        found = by_theme(cast.acting(who)).lines
        return [(one.name, one.cells, one.refused, one.open, one.late) for one in found]

    assert lines("manager") == [("Nights", 6, 1, 1, 1), ("Families", 4, 1, 0, 0)]
    assert lines("nelft") == [("Nights", 6, 1, 1, 1), ("Families", 3, 1, 0, 0)], "the restricted report is not theirs"
    assert lines("technical") == []
    assert by_theme(manager).together is None, "what has two themes would be counted twice"


def test_the_sum_is_of_all_lines_and_not_only_of_those_that_are_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Audit 1", "Audit 2", "Audit 3"):
        a_report(cast, title=title, bodies=("NELFT",))
    monkeypatch.setattr(roll_up, "MOST", 2)
    found = roll_up.by_report(cast.acting("manager"))
    assert [one.cells for one in found.lines] == [2, 2]
    assert found.together is not None
    assert (found.together.cells, found.together.unowned) == (6, 6)


def test_half_years_run_from_april_and_october_and_few_are_told_as_few() -> None:
    assert last_half_year(date(2026, 11, 18)) == (date(2026, 4, 1), date(2026, 9, 30))
    assert last_half_year(date(2026, 3, 31)) == (date(2025, 4, 1), date(2025, 9, 30))
    assert last_half_year(date(2026, 4, 1)) == (date(2025, 10, 1), date(2026, 3, 31))
    assert [told(number) for number in (0, 1, 4, 5)] == ["none", "fewer than 5", "fewer than 5", "5"]
