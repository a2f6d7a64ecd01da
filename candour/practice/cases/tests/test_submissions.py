"""Sending to the Panel, how late it was, who was told when, the Panel's reply, and closing the case."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.deadlines.models import Deadline
from candour.platform.files.queries import sound_content_of
from candour.practice.cases.models import FollowUp, Informing, PanelReply, ReportVersion, Submission, TrackerLine
from candour.practice.cases.operations import submissions
from candour.practice.cases.tests.papers import body_of, text_of
from tests.cast import Cast
from tests.walks import Walk, moment, walk


def send(going: Walk, at: datetime, receipt: str = "") -> Submission:
    return submissions.submit(
        going.manager(at), ref=going.case.ref, sent_at=at, receipt=receipt, late_because="The chair had to decide."
    )


def page_of(going: Walk) -> str:
    return text_of(going.cast.client("manager"), reverse("case_submission", args=[going.case.ref]))


@pytest.mark.parametrize(
    ("at", "used", "words"),
    [
        # Notified on Tuesday 20 October: the 15th working day after it is Tuesday 10 November
        (moment(6, "11:00", 11), 13, "13 working days of 15: in time"),
        (moment(10, "23:00", 11), 15, "15 working days of 15: in time"),
        (moment(11, "08:00", 11), 16, "16 working days of 15: 1 working day late"),
        (moment(18, "09:00", 11), 21, "21 working days of 15: 6 working days late"),
    ],
)
def test_sending_keeps_date_sender_exact_file_and_a_lateness_that_nobody_types(
    at: datetime, used: int, words: str, cast: Cast
) -> None:
    # RR-09
    going = walk(cast, to="decided")
    sent = send(going, at, "Receipt  0042 / Ä")
    assert (sent.sent_at, sent.sender, sent.days_used, sent.days_allowed) == (at, "Priya Anand", used, 15)
    assert sent.receipt == "Receipt  0042 / Ä"
    final = ReportVersion.objects.select_related("pdf").get(review=going.review, stage="final")
    assert sent.file == final.pdf
    assert words in page_of(going)
    for key in ("submit", "rapid-review"):
        assert Deadline.objects.get(owner_id=going.case.pk, key=key, cancelled_at=None).met_at == at


def test_the_file_that_was_sent_comes_back_byte_for_byte(cast: Cast) -> None:
    # RR-09
    going = walk(cast, to="sent")
    sent = Submission.objects.select_related("file").get()
    answered = going.cast.client("manager").get(reverse("file", args=[sent.file.ref]))
    assert body_of(answered) == sound_content_of(sent.file)


def test_what_is_recorded_later_counts_by_the_moment_of_sending(cast: Cast) -> None:
    # RR-09
    going = walk(cast, to="decided")
    manager = going.manager(moment(12, "09:00", 11))
    sent = submissions.submit(manager, ref=going.case.ref, sent_at=moment(10, "16:00", 11), receipt="")
    assert sent.days_used == 15
    assert Deadline.objects.get(owner_id=going.case.pk, key="submit").met_at == moment(10, "16:00", 11)


@pytest.mark.parametrize("at", [moment(5, "10:30", 11), moment(6, "12:00", 11)])
def test_nothing_was_sent_before_it_was_agreed_or_later_than_now(at: datetime, cast: Cast) -> None:
    going = walk(cast, to="decided")
    with pytest.raises(Refused, match="sent after it was agreed and not later than now"):
        submissions.submit(going.manager(moment(6, "11:00", 11)), ref=going.case.ref, sent_at=at, receipt="")


def test_it_shows_who_must_be_told_and_who_was_told_when(cast: Cast) -> None:
    # RR-12
    going = walk(cast, to="sent")
    told = {one.who: one.informed_at for one in Informing.objects.filter(case=going.case)}
    assert set(told) == {
        "Child Safeguarding Practice Review Panel", "Department for Education", "Ofsted", "Child’s family",
        "Agencies that took part", "Referrer",
    }  # fmt: skip
    assert [who for who, at in told.items() if at] == ["Child Safeguarding Practice Review Panel"]
    manager = going.manager(moment(9, "10:00", 11))
    with pytest.raises(Refused, match="later than now"):
        submissions.inform(manager, ref=going.case.ref, who="Ofsted", at=moment(9, "11:00", 11), how="By email")
    submissions.inform(manager, ref=going.case.ref, who="Ofsted", at=moment(9, "09:40", 11), how="By email")
    done = Informing.objects.get(case=going.case, who="Ofsted")
    assert (done.informed_at, done.informed_by, done.how) == (moment(9, "09:40", 11), "Priya Anand", "By email")
    with pytest.raises(Refused, match="recorded already when Ofsted was informed"):
        submissions.inform(manager, ref=going.case.ref, who="Ofsted", at=moment(9, "09:50", 11), how="")
    assert "09:40" in page_of(going)


def test_the_panels_reply_is_kept_and_what_it_asks_becomes_follow_ups(cast: Cast) -> None:
    # RR-12
    going = walk(cast, to="replied")
    reply = PanelReply.objects.get()
    assert (reply.received_on, reply.agrees, reply.words) == (date(2026, 11, 16), True, "The Panel agrees.")
    follow_up = FollowUp.objects.get(case=going.case)
    assert (follow_up.what, follow_up.due_on, follow_up.done_at) == (
        "Say how the learning is tested.", date(2026, 11, 30), None,
    )  # fmt: skip
    manager = going.manager(moment(17, month=11))
    with pytest.raises(Refused, match="One follow-up is not done yet"):
        submissions.close_case(manager, ref=going.case.ref, outcome="reviewed", reason="Done.")
    with pytest.raises(Refused, match="Say what was done"):
        submissions.follow_up_done(manager, ref=going.case.ref, follow_up_ref=follow_up.ref, words=" ")
    submissions.follow_up_done(manager, ref=going.case.ref, follow_up_ref=follow_up.ref, words="An audit in May.")
    with pytest.raises(Refused, match="recorded as done already"):
        submissions.follow_up_done(manager, ref=going.case.ref, follow_up_ref=follow_up.ref, words="Again.")
    submissions.close_case(manager, ref=going.case.ref, outcome="reviewed", reason="All is answered.")
    going.case.refresh_from_db()
    assert going.case.state == "closed"


@pytest.mark.parametrize(
    ("received", "words", "reason"),
    [
        (date(2026, 11, 5), "Yes.", "The reply cannot have come before the report was sent."),
        (date(2026, 11, 19), "Yes.", "The reply cannot have come on a day to come."),
        (date(2026, 11, 16), " ", "Write what the Panel says."),
    ],
)
def test_a_reply_that_cannot_be_is_refused(received: date, words: str, reason: str, cast: Cast) -> None:
    going = walk(cast, to="sent")
    with pytest.raises(Refused) as refused:
        submissions.record_reply(
            going.manager(moment(18, month=11)),
            ref=going.case.ref,
            received_on=received,
            agrees=None,
            words=words,
            asks=[],
        )
    assert refused.value.reasons == (reason,)
    assert not PanelReply.objects.exists()


def test_each_line_that_the_panel_asks_becomes_a_follow_up_on_the_page(cast: Cast) -> None:
    # RR-12
    going = walk(cast, to="sent")
    sent = {
        "received_on_day": "16", "received_on_month": "11", "received_on_year": "2026", "agrees": "no",
        "words": "The Panel would review it.", "asks": "Say why not.\n\nSend the audit.",
        "due_on_day": "30", "due_on_month": "11", "due_on_year": "2026",
    }  # fmt: skip
    answered = going.cast.client("manager").post(reverse("reply_record", args=[going.case.ref]), sent, follow=True)
    assert "The reply is recorded" in answered.content.decode()
    assert sorted(FollowUp.objects.values_list("what", "due_on")) == [
        ("Say why not.", date(2026, 11, 30)), ("Send the audit.", date(2026, 11, 30)),
    ]  # fmt: skip
    assert PanelReply.objects.get().agrees is False


def test_a_late_report_is_not_sent_before_somebody_says_why_and_the_tracker_tells_when_to_expect_it(cast: Cast) -> None:
    going = walk(cast, to="decided")
    client = going.cast.client("manager")
    late = {"on_day": "11", "on_month": "11", "on_year": "2026", "at": "08:00"}
    answered = client.post(reverse("submission_record", args=[going.case.ref]), late)
    assert "It took 16 working days of 15. Say why the report was sent late." in answered.content.decode()
    assert not Submission.objects.exists()
    page = reverse("delay_record", args=[going.case.ref])
    said = {"because": "A result is out.", **_day("expected_on", 10), **_day("on", 9), "told_how": "By email"}
    refused = client.post(page, said).content.decode()
    assert "Enter both the day and the time" in refused
    refused = client.post(page, said | {"at": "15:00", **_day("expected_on", 10)}).content.decode()
    assert "cannot be expected on a day that is past" in refused
    done = client.post(page, said | {"at": "15:00", **_day("expected_on", 20)}, follow=True).content.decode()
    assert "A result is out." in done
    assert "9 November 2026, 15:00: By email" in " ".join(done.split())
    line = TrackerLine.objects.get(case=going.case, true_until=None)
    assert line.waits_for == "Sending; the report is late, expected on 20 November 2026"
    client.post(reverse("submission_record", args=[going.case.ref]), late)
    assert Submission.objects.get().days_used == 16
    assert TrackerLine.objects.get(case=going.case, true_until=None).waits_for == "The Panel"


def test_a_delay_that_is_none_is_refused(cast: Cast) -> None:
    going = walk(cast, to="decided")
    with pytest.raises(Refused, match="would be in time"):
        submissions.record_delay(
            going.manager(moment(6, month=11)), ref=going.case.ref, because="Why not.", expected_on=date(2026, 11, 10)
        )


def _day(name: str, day: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": "11", f"{name}_year": "2026"}
