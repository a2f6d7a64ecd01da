"""What stays out of history, what is counted and refused, and what is said before a case is finished or closed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.exports.models import Export
from candour.platform.vault.models import Reveal
from candour.practice.cases.models import Informing, TestConclusion
from candour.practice.cases.operations import notice, reports, submissions
from candour.practice.cases.tests.papers import text_of
from tests.cast import Cast
from tests.pages import problems, words
from tests.walks import NAMES, moment, named_in, walk

WORDS = "Because Aunt Marta Quennell asked for it."


def in_history() -> str:
    return " ".join(str(facts) for facts in Entry.objects.values_list("facts", flat=True))


def test_why_comments_closed_early_stays_with_the_review_and_out_of_history(cast: Cast) -> None:
    going = walk(cast, to="circulated")
    reports.finish(going.manager(moment(3, "17:00", 11)), ref=going.case.ref, early_because=WORDS)
    assert going.review.comments_closed_because == WORDS
    assert "Quennell" not in in_history()
    assert WORDS in text_of(cast.client("manager"), reverse("case_report", args=[going.case.ref]))


def test_who_was_informed_in_free_words_stays_out_of_history(cast: Cast) -> None:
    going = walk(cast, to="sent")
    for who in ("Marta Quennell, the aunt", "Ofsted"):
        submissions.inform(
            going.manager(moment(9, "10:00", 11)), ref=going.case.ref, who=who, at=moment(9, "09:00", 11), how=""
        )
    told = Entry.objects.filter(verb="cases.informed").values_list("facts", flat=True)
    assert {"who": "Ofsted"} in told
    assert {"who": "somebody who was added to the list"} in told
    assert "Quennell" not in in_history()
    assert Informing.objects.filter(case=going.case, who="Marta Quennell, the aunt").exclude(informed_at=None).exists()


def test_the_report_is_not_finished_before_the_tests_that_its_decision_needs(cast: Cast) -> None:
    going = walk(cast, to="circulated", proposal="local-learning")
    TestConclusion.objects.filter(case=going.case).exclude(test_name__contains="notifiable").delete()
    manager = going.manager(moment(4, "11:00", 11))
    with pytest.raises(Refused) as refused:
        reports.finish(manager, ref=going.case.ref)
    assert refused.value.reasons == (
        "Without a practice review, the criteria for local action must be answered and concluded first.",
        "Answer and conclude the criteria for a local review first.",
    )
    assert going.review.state == "circulated"


def test_the_page_that_closes_a_case_lists_who_was_not_informed(cast: Cast) -> None:
    going = walk(cast, to="replied")
    manager = going.manager(moment(16, "12:00", 11))
    submissions.inform(manager, ref=going.case.ref, who="Ofsted", at=moment(16, "11:00", 11), how="By email")
    page = text_of(cast.client("manager"), reverse("case_close", args=[going.case.ref]))
    assert "It is not recorded that these were informed" in page
    for who in ("Department for Education", "Child’s family", "Referrer"):
        assert who in page
    assert "Ofsted" not in page


def test_a_copy_sheet_counts_as_one_of_the_days_reveals(cast: Cast, settings: object) -> None:
    settings.CANDOUR_DAILY_REVEALS = 1  # type: ignore[attr-defined]
    case = walk(cast, to="tested").case
    address = reverse("case_copy_sheet", args=[case.ref])
    client = cast.client("manager")
    assert named_in(words(client.post(address)), NAMES)
    assert "A notification is owed." in {one.reason for one in Reveal.objects.all()}
    second = client.post(address)
    assert second.status_code == 403
    assert "1 times today" in words(second)


def test_a_copy_sheet_needs_a_reason_where_no_notification_is_owed(cast: Cast) -> None:
    case = walk(cast, to="notified").case
    address = reverse("case_copy_sheet", args=[case.ref])
    client = cast.client("manager")
    assert named_in(words(client.get(address)), NAMES) == []
    bare = client.post(address)
    assert (bare.status_code, named_in(words(bare), NAMES)) == (422, [])
    with pytest.raises(Refused, match="No notification is owed now"):
        notice.lay_out_notice(cast.acting("manager", moment(20, "17:00")), ref=case.ref)
    assert named_in(words(client.post(address, {"reason": "The service lost it."})), NAMES)
    assert "The service lost it." in {one.reason for one in Reveal.objects.all()}


def test_emergency_keys_that_are_tried_leave_a_line_and_come_to_an_end(cast: Cast) -> None:
    walk(cast, to="received")
    client = cast.client("manager")
    address = reverse("emergency")
    before = Entry.objects.filter(kind="refusal").count()
    partnership = cast.partnership().ref
    for number in range(6):
        tried = client.post(address, {"partnership": partnership, "key": f"ZZ{number}", "reason": "A child is unsafe."})
        assert problems(tried) == ["There is no case with that key that you can open."]
    assert Entry.objects.filter(kind="refusal").count() == before + 6
    again = client.post(address, {"partnership": partnership, "key": "ZZ9", "reason": "A child is unsafe."})
    assert problems(again) == ["You have tried 6 times this hour to open a case. Ring the partnership office."]
    assert Entry.objects.filter(kind="refusal").count() == before + 7


def test_an_export_of_several_partnerships_is_in_the_history_of_each(told: Cast) -> None:
    client = told.client("manager")
    before = Export.objects.count()
    answered = client.post(reverse("tracker_export"), {"kind": "csv", "reason": "The board asked."})
    assert answered.status_code == 200
    b"".join(answered.streaming_content) if answered.streaming else answered.content
    made = list(Export.objects.order_by("pk")[before:])
    assert {one.owner_kind for one in made} == {"directory.partnership"}
    assert len({one.owner_id for one in made}) == len(made) >= 2
