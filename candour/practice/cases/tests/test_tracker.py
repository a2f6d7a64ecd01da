"""The tracker: days used against allowed, what each case waits for, as it stood on any day, and who sees how much."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused, seen_by
from candour.platform.audit_trail.models import Entry
from candour.platform.exports.models import Export
from candour.practice.cases.models import Case, Tabling, TrackerLine
from candour.practice.cases.operations import submissions, teams, tracker
from candour.practice.cases.queries import tracker as queries
from candour.practice.cases.queries.tracker import Filters, Row
from candour.practice.cases.tests.papers import body_of, is_tagged, rows_of_excel, text_of, words_of_pdf, words_of_word
from candour.practice.directory.models import Partnership
from candour.project.demonstration.stage import refer
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.walks import SAID, Walk, moment, named_in, on_with, walk

HEAD = [
    "Key", "Notification date to national Panel", "Case summary and themes", "Lead authority", "Update",
    "Presentation to local partnership", "Published", "Where it stands", "Working days used", "Working days allowed",
    "Late", "Why it cannot be counted", "Waits for", "Whom to ask", "Next check",
]  # fmt: skip
HAVERING = "Havering Safeguarding Children Partnership"
JOINT = "BHR Safeguarding Partnership"
STANDING = "Waits for the school."


def row_on(cast: Cast, day: date | None = None, key: str = "manager", shows: str = "all") -> Row:
    found = queries.tracker(cast.acting(key), Filters(shows), as_of=day)
    assert len(found.rows) == 1
    return found.rows[0]


def exported(cast: Cast, kind: str, **asked: str) -> bytes:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    address = f"{reverse('tracker_export')}?{query}" if query else reverse("tracker_export")
    answered = cast.client("manager").post(address, {"kind": kind, "reason": "For the board."})
    assert answered.status_code == 200, re.findall(r"error-message.*?</p>", answered.content.decode(), re.S)
    return body_of(answered)


def written(going: Walk) -> Walk:
    tracker.write_update(
        going.manager(moment(12, "10:00", 11)),
        ref=going.case.ref,
        update=STANDING,
        presented_on=FuzzyDate.parse("TBC"),
        published_on=FuzzyDate.parse("N/A"),
    )
    return going


class TestOneLine:
    """REV-01, F04: one case in the columns of the old tracker, with its days beside them."""

    def test_the_line_follows_what_happens_without_anybody_typing_it(self, cast: Cast) -> None:
        going = walk(cast, to="asked")
        waits = [row_on(cast).waits_for]
        for step in (Walk.notified, Walk.answered, Walk.released, Walk.met, Walk.circulated, Walk.finished, Walk.put):
            step(going)
            waits.append(row_on(cast).waits_for)
        on_with(going, to="replied", after="put")
        assert waits == [
            "Agencies", "Agencies", "Agencies", "The meeting", "The draft", "Comments", "The partners", "The partners",
        ]  # fmt: skip
        assert row_on(cast).state == "Panel has replied: carry out a local child safeguarding practice review"

    def test_a_running_case_shows_its_days_used_against_those_allowed(self, cast: Cast) -> None:
        # F04: on Wednesday 18 November the 21st working day after the notification of 20 October
        walk(cast, to="notified")
        row = row_on(cast)
        assert (row.used, row.allowed, row.is_late, row.notified) == (21, 15, True, "20 October 2026")
        page = text_of(cast.client("manager"), reverse("tracker"))
        assert "21 of 15" in page
        assert "6 late" in page

    def test_sending_stops_the_days(self, cast: Cast) -> None:
        # F04: sent on Friday 6 November, the 13th working day
        walk(cast, to="sent")
        row = row_on(cast)
        assert (row.used, row.allowed, row.is_late) == (13, 15, False)

    def test_partial_and_unknown_dates_are_kept_as_they_are(self, cast: Cast) -> None:
        # REV-01
        written(walk(cast, to="notified"))
        row = row_on(cast)
        assert (row.presented.lower(), row.published.lower()) == ("to be confirmed", "not applicable")
        with pytest.raises(Refused, match="Write how the case stands"):
            tracker.write_update(cast.acting("manager"), ref=Case.objects.get().ref, update=" ")

    def test_a_hold_shows_whom_to_ask_and_its_next_check(self, cast: Cast) -> None:
        # F04
        going = walk(cast, to="notified")
        tracker.put_on_hold(
            going.manager(moment(12, month=11)),
            ref=going.case.ref,
            waits_for="A police investigation",
            reason="Asked by the CPS.",
            ask="The officer in the case",
            next_check_on=date(2026, 11, 17),
        )
        row = row_on(cast, shows="held")
        assert (row.waits_for, row.ask, row.next_check, row.check_is_overdue) == (
            "A police investigation", "The officer in the case", "17 Nov 2026", True,
        )  # fmt: skip
        assert row.is_late, "and its clock goes on"


class TestAsItStood:
    """REV-01, F29: the tracker on any day, and who has read it."""

    def test_the_tracker_is_shown_as_it_stood_on_a_day(self, cast: Cast) -> None:
        # F29
        written(walk(cast, to="sent"))
        told: dict[int, Any] = {}
        for day in (19, 20, 27, 28):
            row = row_on(cast, date(2026, 10, day))
            told[day] = (row.state, row.notified, row.used, row.update)
        assert told == {
            19: ("Waiting for agencies", "", None, ""),
            20: ("Waiting for agencies", "20 October 2026", 0, ""),
            27: ("Returns released", "20 October 2026", 5, ""),
            28: ("Meeting held", "20 October 2026", 6, ""),
        }
        assert row_on(cast, date(2026, 11, 11)).update == ""
        assert row_on(cast, date(2026, 11, 12)).update == STANDING

    def test_before_the_referral_there_was_nothing(self, cast: Cast) -> None:
        walk(cast, to="received")
        assert queries.tracker(cast.acting("manager"), Filters("all"), as_of=date(2026, 10, 18)).rows == []

    def test_the_page_shows_a_past_day(self, cast: Cast) -> None:
        written(walk(cast, to="sent"))
        asked = "?day_day=27&day_month=10&day_year=2026"
        page = text_of(cast.client("manager"), reverse("tracker") + asked)
        assert "Returns released" in page
        assert STANDING not in page

    def test_a_line_that_changes_ends_and_the_next_begins_at_the_same_moment(self, cast: Cast) -> None:
        walk(cast, to="replied")
        lines = list(TrackerLine.objects.order_by("true_from", "pk"))
        assert len(lines) > 8
        for before, after in pairwise(lines):
            assert before.true_until == after.true_from
        assert lines[-1].true_until is None

    def test_who_read_the_tracker_is_kept(self, cast: Cast) -> None:
        # F29
        walk(cast, to="received")
        cast.client("manager").get(reverse("tracker"))
        read = Entry.objects.filter(kind="read", subject_kind="directory.partnership", who="Priya Anand")
        assert read.exists()


class TestTakenAway:
    """REV-01, REV-14: the tracker as Excel, CSV, Word and PDF, in pseudonyms only."""

    def test_excel_has_the_columns_of_the_old_tracker_and_the_days_beside_them(self, cast: Cast) -> None:
        # REV-01
        going = written(walk(cast, to="sent"))
        rows = rows_of_excel(exported(cast, "xlsx", shows="all"))
        head = next(number for number, row in enumerate(rows) if row[0] == "Key")
        assert rows[head] == HEAD
        line = dict(zip(HEAD, rows[head + 1], strict=True))
        assert (line["Key"], line["Case summary and themes"]) == (going.case.key, "Burns; closed cases")
        assert (line["Working days used"], line["Working days allowed"], line["Late"]) == (13, 15, None)
        assert line["Update"] == STANDING
        assert named_in(str(rows)) == []

    def test_pdf_says_the_same_with_its_structure(self, cast: Cast) -> None:
        going = written(walk(cast, to="notified"))
        content = exported(cast, "pdf", shows="all")
        words = words_of_pdf(content)
        assert f"Case {going.case.key}" in words
        assert "21 of 15 – late" in words
        assert STANDING in words
        assert named_in(words) == []
        assert is_tagged(content)

    def test_csv_of_a_past_day_says_how_it_stood_then(self, cast: Cast) -> None:
        # F29
        walk(cast, to="sent")
        content = exported(cast, "csv", shows="all", day_day="27", day_month="10", day_year="2026").decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(content)) if len(row) == len(HEAD)]
        assert rows[0] == HEAD
        assert rows[1][HEAD.index("Working days used")] == "5"
        assert rows[1][HEAD.index("Waits for")] == "The meeting"

    def test_word_says_each_case_in_a_part_of_its_own(self, cast: Cast) -> None:
        going = written(walk(cast, to="sent"))
        words = words_of_word(exported(cast, "docx", shows="all"))
        assert f"Case {going.case.key}" in words
        assert "13 of 15" in words
        assert STANDING in words

    @pytest.mark.parametrize("key", ["administrator", "council", "nelft", "scrutineer"])
    def test_nobody_but_a_manager_takes_it_away(self, key: str, cast: Cast) -> None:
        walk(cast, to="shared")
        answered = cast.client(key).post(reverse("tracker_export"), {"kind": "csv", "reason": "Mine."})
        assert answered.status_code in (403, 404, 422)

    def test_taking_it_away_needs_a_reason_and_is_kept(self, cast: Cast) -> None:
        walk(cast, to="received")
        refused = cast.client("manager").post(reverse("tracker_export"), {"kind": "csv", "reason": ""})
        assert refused.status_code == 422
        exported(cast, "csv", shows="all")
        kept = Export.objects.get()
        assert (kept.what, kept.reason, kept.taken_by) == ("the tracker", "For the board.", "Priya Anand")


class TestTabling:
    """RR-13, REV-12: what a local meeting and a joint partnership see, and no more."""

    def tabled(self, going: Walk, to: str) -> Tabling:
        manager = going.manager(moment(12, "10:00", 11))
        body = Partnership.objects.get(short_name=to)
        planned = tracker.plan_tabling(
            manager, ref=going.case.ref, to_ref=body.ref, planned_on=FuzzyDate.parse("November 2026")
        )
        tracker.table_case(
            going.manager(moment(13, "10:00", 11)),
            ref=going.case.ref,
            tabling_ref=planned.ref,
            themes="Burns",
            stands="Review agreed",
        )
        return Tabling.objects.get(pk=planned.pk)

    def test_both_tablings_are_planned_and_shown_as_done_or_not(self, cast: Cast) -> None:
        # RR-13
        going = walk(cast, to="sent")
        for name in ("Havering SCP", "BHR"):
            tracker.plan_tabling(
                going.manager(moment(9, month=11)),
                ref=going.case.ref,
                to_ref=Partnership.objects.get(short_name=name).ref,
                planned_on=FuzzyDate.parse("December 2026"),
            )
        self.tabled(going, "BHR")
        page = text_of(cast.client("manager"), reverse("case_tracker", args=[going.case.ref]))
        assert (page.count(">Tabled<"), page.count(">Planned<")) == (1, 1)
        assert "December 2026" in page

    def test_a_case_is_tabled_at_home_or_at_a_joint_body_of_which_home_is_a_member(self, cast: Cast) -> None:
        going = walk(cast, to="sent")
        with pytest.raises(Refused, match="joint bodies of which that is a member"):
            self.tabled(going, "Redbridge SCP")

    def test_tabled_at_home_it_is_presented_that_day(self, cast: Cast) -> None:
        # REV-01
        self.tabled(walk(cast, to="sent"), "Havering SCP")
        assert row_on(cast).presented == "13 November 2026"

    def test_the_joint_partnership_sees_the_tabled_line_and_nothing_else_of_the_case(self, cast: Cast) -> None:
        # REV-12, REV-14
        going = written(walk(cast, to="sent"))
        joint, client = cast.acting("joint"), cast.client("joint")
        assert not seen_by(joint, Tabling).exists()
        line = self.tabled(going, "BHR")
        page = text_of(client, reverse("tabled"))
        assert all(words in page for words in (going.case.key, "Burns", "Review agreed", "13 of 15"))
        assert STANDING not in page
        assert named_in(page) == []
        assert not seen_by(joint, Case).exists()
        assert not seen_by(joint, TrackerLine).exists()
        assert client.get(reverse("case", args=[going.case.ref])).status_code == 404
        assert (line.days_used, line.days_allowed) == (13, 15)

    def test_the_same_data_makes_three_versions_for_three_readers(self, cast: Cast) -> None:
        # REV-12: the office reads all, the joint partnership the tabled line, the scrutineer what they are brought onto
        going = written(walk(cast, to="sent"))
        self.tabled(going, "BHR")
        assert STANDING in text_of(cast.client("manager"), reverse("tracker") + "?shows=all")
        assert STANDING not in text_of(cast.client("joint"), reverse("tabled"))
        assert not seen_by(cast.acting("scrutineer"), TrackerLine).exists()
        person = cast.people["scrutineer"].ref
        teams.join_team(cast.acting("manager"), ref=going.case.ref, person_ref=person, purpose="scrutiny")
        assert STANDING in text_of(cast.client("scrutineer"), reverse("tracker") + "?shows=all")

    def test_both_tablings_are_shown_as_done_planned_or_neither(self, cast: Cast) -> None:
        # RR-13
        going = walk(cast, to="sent")
        address = reverse("case_tracker", args=[going.case.ref])

        def missing() -> list[str]:
            page = text_of(cast.client("manager"), address)
            return [name for name in (HAVERING, JOINT) if name in page.partition("Not planned yet:")[2]]

        assert missing() == [], "sending it plans both"
        Tabling.objects.filter(case=going.case).delete()
        assert missing() == [HAVERING, JOINT]
        self.tabled(going, "BHR")
        assert missing() == [HAVERING]
        assert "Tabled" in text_of(cast.client("manager"), address)

    def test_it_is_tabled_once_and_only_in_words(self, cast: Cast) -> None:
        going = walk(cast, to="sent")
        line = self.tabled(going, "BHR")
        manager = going.manager(moment(16, month=11))
        with pytest.raises(Refused, match="in words that identify nobody"):
            tracker.table_case(manager, ref=going.case.ref, tabling_ref=line.ref, themes=" ", stands="x")
        with pytest.raises(Refused, match="tabled there already"):
            tracker.table_case(manager, ref=going.case.ref, tabling_ref=line.ref, themes="x", stands="x")


def test_every_case_has_a_pseudonym_that_is_not_made_of_its_initials(cast: Cast) -> None:
    # REV-14
    keys = set()
    for _ in range(40):
        case = refer(cast.acting("teacher"), "Havering SCP", SAID, by="Havering Education")
        keys.add(case.key)
        assert re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{2,8}", case.key)
    assert len(keys) == 40
    assert not {"OQ", "QO"} & keys


def test_outside_the_vault_nothing_of_a_case_names_anybody(cast: Cast) -> None:
    # REV-14
    going = walk(cast, to="replied")
    client = cast.client("manager")
    pages = ("case", "case_referral", "case_tests", "case_notification", "case_agencies", "case_meeting", "case_report",
             "case_decision", "case_submission", "case_processes", "case_tracker", "case_team", "case_history",
             "case_chronology")  # fmt: skip
    for name in pages:
        assert named_in(text_of(client, reverse(name, args=[going.case.ref]))) == [], name
    assert named_in(text_of(client, reverse("tracker") + "?shows=all")) == []
    lines = " ".join(f"{entry.verb} {entry.facts}" for entry in Entry.objects.all())
    assert named_in(lines) == []


@pytest.mark.parametrize(("key", "may"), [("manager", True), ("council", True), ("nelft", False), ("teacher", False)])
def test_only_those_cleared_for_it_are_shown_a_name_once_with_a_reason(key: str, may: bool, cast: Cast) -> None:
    # REV-14
    going = walk(cast, to="released")
    page = text_of(cast.client("manager"), reverse("case_referral", args=[going.case.ref]))
    found = re.search(r'href="([^"]*/vault/[^"]+)"[^>]*>Show the name', page)
    assert found
    sent = {"reason_kind": "cases.check-records", "reason": "To find her record."}
    answered = cast.client(key).post(found[1], sent)
    assert named_in(answered.content.decode(), ("Oriel", "Quennell")) == (["Oriel", "Quennell"] if may else [])
    without = cast.client(key).post(found[1], {"reason_kind": "cases.check-records", "reason": ""})
    assert named_in(without.content.decode(), ("Oriel", "Quennell")) == []


def test_a_closed_case_leaves_the_open_ones_and_stays_among_all(cast: Cast) -> None:
    case = refer(
        cast.acting("hospital"), "Havering SCP", {**SAID, "about": {"kind": "concern", "person": "child"}}, by="BHRUT"
    )
    submissions.close_case(cast.acting("manager"), ref=case.ref, outcome="training", reason="For the induction.")
    counts = [len(queries.tracker(cast.acting("manager"), Filters(shows)).rows) for shows in ("open", "closed", "all")]
    assert counts == [0, 1, 1]
