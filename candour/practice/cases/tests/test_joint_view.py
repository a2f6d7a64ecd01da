"""The joint view and the line of processes: no case is lost, nobody singled out, and it is seen what waits for what."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.practice.cases.models import Case, LinkedProcess, Tabling
from candour.practice.cases.operations import description, tracker
from candour.practice.cases.queries.guarding import identifying_in
from candour.practice.cases.queries.joint import AUDIENCES
from candour.practice.cases.tests.papers import body_of
from candour.practice.cases.web.presenters.processes import picture_of
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import problems, words
from tests.walks import NAMES, walk


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Injury to a baby; bruising protocol; fathers", 0),
        ("Adolescent suicide; school exclusion", 0),
        ("A boy of six with epilepsy", 1),
        ("Infant, 11 weeks; fractures; seen in April", 1),
        ("11-year-old; weight of 18 stone", 1),
        ("Death in Romford in June", 1),
        ("Fall at Queens Hospital; diabetes", 1),
        ("The council may act; working in partnership", 0),
    ],
)
def test_two_rare_facts_together_single_somebody_out(line: str, told: int) -> None:
    assert len(identifying_in(line)) == told


class TestTabling:
    """REV-12: every rapid review is tabled locally and jointly, and no line that goes wider finds anybody."""

    def test_sending_plans_both_tablings_whatever_the_outcome(self, cast: Cast) -> None:
        going = walk(cast, to="sent")
        assert set(Tabling.objects.filter(case=going.case).values_list("to__short_name", flat=True)) == {
            "Havering SCP", "BHR",
        }  # fmt: skip
        page = words(cast.client("manager").get(reverse("joint_view")))
        assert "1 rapid review is not tabled at both yet." in page

    def test_a_line_that_singles_somebody_out_is_refused_until_somebody_says_why_not(self, cast: Cast) -> None:
        # F42
        going = walk(cast, to="sent")
        client = cast.client("manager")
        tabling = Tabling.objects.get(case=going.case, to__short_name="BHR")
        address = reverse("tabling_do", args=[going.case.ref, tabling.ref])
        line = {"themes": "Burns to a girl of seven in Romford", "stands": "Sent", "confirm": "on", "although": ""}
        answered = client.post(address, line)
        assert problems(answered) == [
            "This has an exact age (“girl of seven”) and a place (“in Romford”) together, which can single somebody "
            "out. For instance: give an age band; name none.",
            "Use other words, or say why nobody can be found by these.",
        ]
        assert client.post(address, {**line, "although": "The case is public already."}).status_code == 302
        tabling.refresh_from_db()
        assert (tabling.shown_although, tabling.tabled_at is not None) == ("The case is public already.", True)

    @pytest.mark.parametrize("also", ["", "The case is public already."])
    def test_a_name_that_the_vault_holds_is_never_tabled(self, cast: Cast, also: str) -> None:
        # F14
        going = walk(cast, to="sent")
        tabling = Tabling.objects.get(case=going.case, to__short_name="BHR")
        address = reverse("tabling_do", args=[going.case.ref, tabling.ref])
        name = NAMES[0].split()[0]
        line = {"themes": f"Burns; {name.upper()} at home", "stands": "Sent", "confirm": "on", "although": also}
        answered = cast.client("manager").post(address, line)
        assert f"This names {name.upper()}, as the vault does." in words(answered)
        tabling.refresh_from_db()
        assert tabling.tabled_at is None


class TestAudiences:
    """REV-12: the same data in three versions, each with what its readers may have."""

    def tabled(self, cast: Cast, themes: str = "Burns; differing accounts") -> Case:
        case = walk(cast, to="sent").case
        tabling = Tabling.objects.get(case=case, to__short_name="BHR")
        tracker.table_case(
            cast.acting("manager"), ref=case.ref, tabling_ref=tabling.ref, themes=themes, stands="Sent to the Panel"
        )
        tracker.write_update(cast.acting("manager"), ref=case.ref, update="Waits for the school.")
        return case

    def version(self, cast: Cast, audience: str, key: str = "manager") -> str:
        return words(cast.client(key).get(reverse("audience", args=[audience])))

    def test_each_version_shows_what_it_may(self, cast: Cast) -> None:
        case = self.tabled(cast)
        local, joint, scrutineer = (self.version(cast, audience) for audience in AUDIENCES)
        assert "Waits for the school." in local
        assert "Burns; differing accounts" in joint
        assert "Waits for the school." not in joint
        assert case.key in scrutineer
        assert "13 of 15" in scrutineer
        assert "Burns" not in scrutineer

    def test_what_was_not_tabled_or_singles_somebody_out_is_left_out_of_the_joint_version(self, cast: Cast) -> None:
        case = self.tabled(cast)
        Tabling.objects.filter(case=case, to__short_name="BHR").update(themes="Burns to a girl of seven in Romford")
        page = self.version(cast, "joint")
        assert "No case is shown to this audience yet." in page
        assert "which can single somebody out" in page
        Tabling.objects.filter(case=case).update(tabled_at=None)
        assert "It has not been tabled at a joint partnership." in self.version(cast, "joint")

    def test_a_version_is_taken_away_as_a_file_by_a_manager_with_a_reason(self, cast: Cast) -> None:
        self.tabled(cast)
        address = reverse("audience_file", args=["joint"])
        answered = cast.client("manager").post(address, {"kind": "csv", "reason": "For the board."})
        rows = list(csv.reader(io.StringIO(body_of(answered).decode("utf-8-sig"))))
        assert "Burns; differing accounts" in str(rows)
        for kind in ("xlsx", "docx", "pdf"):
            assert cast.client("manager").post(address, {"kind": kind, "reason": "For the board."}).status_code == 200
        assert cast.client("police").post(address, {"kind": "csv", "reason": "To see."}).status_code in (404, 422)
        assert cast.client("manager").get(reverse("audience", args=["press"])).status_code == 404


class TestOnOneLine:
    """REV-04, F44: linked processes with owner, status, next date, and what waits for what."""

    def link(self, cast: Cast, case: Case, kind: str, **otherwise: Any) -> LinkedProcess:
        facts = {"owner": "Its owner", "reference": "", "status": "Open", "next_on": None, **otherwise}
        return description.link_process(cast.acting("manager"), ref=case.ref, kind=kind, **facts)

    def test_the_page_says_what_waits_for_what(self, cast: Cast) -> None:
        case = walk(cast, to="shared").case
        trial = self.link(cast, case, "police", status="Charged", next_on=date(2027, 2, 1), stops="publication")
        client = cast.client("manager")
        answers = {
            "kind": "inquest", "owner": "The coroner", "status": "Opened", "after_ref": trial.ref, "stops": "",
            "began_on": "October 2026",
        }  # fmt: skip
        assert client.post(reverse("process_add", args=[case.ref]), answers).status_code == 302
        page = words(client.get(reverse("case_processes", args=[case.ref])))
        assert "Police investigation (Its owner): Charged; next date 1 February 2027 publication waits for it" in page
        assert "Inquest (The coroner): Opened waits for: Police investigation" in page

    def test_two_processes_cannot_wait_for_each_other(self, cast: Cast) -> None:
        case = walk(cast, to="shared").case
        first = self.link(cast, case, "police")
        second = self.link(cast, case, "inquest", after_ref=first.ref)
        with pytest.raises(Refused, match="would wait for each other"):
            description.change_process(
                cast.acting("manager"), ref=first.ref, version=first.version, owner="", reference="", status="",
                next_on=None, ended_on=None, after_ref=second.ref,
            )  # fmt: skip

    def test_places_on_the_line_are_worked_out_by_day(self) -> None:
        # 100 days from the incident to the next date, and 5 to see it by: today is day 40 of 105
        police = LinkedProcess(pk=1, kind="police", began_on=FuzzyDate.on(date(2026, 1, 11)), next_on=date(2026, 4, 11))
        over = LinkedProcess(pk=2, kind="inquest", ended_on=FuzzyDate.on(date(2026, 1, 21)), after_id=1)
        picture = picture_of([police, over], [], incident=FuzzyDate.on(date(2026, 1, 1)), today=date(2026, 2, 10))
        assert picture is not None
        assert picture.today_at == 38.1
        assert [(one.left, one.width, one.next_at, one.kind) for one in picture.stretches] == [
            (9.5, 85.7, 95.2, "running"), (0, 19, None, "ended"),
        ]  # fmt: skip
        assert picture.stretches[1].waits == "", "what has ended waits for nothing"
        assert picture_of([], [], incident=None, today=date(2026, 2, 10)) is None
