"""Acts are recorded for moments at which they can have been done, counted by the minute as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.queries import history_of
from candour.practice.cases.models import AgencyRequest, FollowUp, Notification, RapidReview
from candour.practice.cases.operations import duties, returns, securing, submissions
from candour.practice.cases.tests.papers import text_of
from tests.cast import Cast
from tests.walks import SUMMARY, moment, walk


def refusal_of(do: Any) -> str:
    with pytest.raises(Refused) as refused:
        do()
    return " ".join(refused.value.reasons)


def test_a_notification_is_recorded_only_on_a_day_on_which_it_can_have_been_sent(cast: Cast) -> None:
    case = walk(cast, to="tested").case
    owed = Notification.objects.get(case=case)
    manager = cast.acting("manager", moment(20))

    def sent(at: datetime) -> str:
        return refusal_of(
            lambda: duties.record_notification(
                manager, ref=owed.ref, submitted_at=at, sender="Helen Marsh", national_reference=""
            )
        )

    assert sent(moment(20, "12:01")) == "The notification cannot have been sent later than now."
    assert "bank holidays are known from" in sent(moment(20).replace(year=1926))
    before = "The notification cannot have been sent before the incident, 17 October 2026. Check both dates."
    assert sent(moment(16)) == before
    owed.refresh_from_db()
    assert owed.state == "open"


def test_nobody_was_informed_before_the_incident_or_in_the_last_century(cast: Cast) -> None:
    going = walk(cast, to="sent")
    manager = going.manager(moment(9, month=11))
    for at in (moment(16), moment(9).replace(year=1926), moment(10, month=11)):
        words = refusal_of(lambda at=at: submissions.inform(manager, ref=going.case.ref, who="Ofsted", at=at, how=""))
        assert words, at


def test_records_are_not_secured_on_a_day_to_come_by_either_door(cast: Cast) -> None:
    going = walk(cast, to="notified")
    asked = AgencyRequest.objects.get(case=going.case, organisation__short_name="NELFT")
    lead = cast.acting("nelft", moment(21))
    assert "later than now" in refusal_of(
        lambda: securing.confirm_records(lead, ref=asked.ref, secured=True, by="Records", at=moment(22))
    )
    said = {
        "contact": {"contact": "yes"},
        "elsewhere": {"other-areas": "no"},
        "author": {"name": "Nadia Rahman", "job": "Named nurse", "email": "team@example.org"},
        "records": {"secured": "yes", "secured-by": "Records", "secured-on": "22 10 2027"},
        **SUMMARY,
    }
    returns.fill_return(lead, ref=asked.ref, sections=said)
    words = refusal_of(lambda: returns.send_return(lead, ref=asked.ref))
    assert words == "Under “Are the records secured?”, “When”: 22 October 2027 has not come yet. Check the date."
    said["author"]["email"] = "team at example.org"
    said["records"]["secured-on"] = "21 10 2026"
    returns.fill_return(lead, ref=asked.ref, sections=said)
    assert "“team at example.org” is not an email address" in refusal_of(
        lambda: returns.send_return(lead, ref=asked.ref)
    )


def test_a_follow_up_is_due_today_or_later_and_one_that_is_open_is_counted_as_one(cast: Cast) -> None:
    going = walk(cast, to="sent")
    at = moment(16, "09:00", 11)

    def reply(due_on: date) -> None:
        submissions.record_reply(
            going.manager(at),
            ref=going.case.ref,
            received_on=at.date(),
            agrees=True,
            words="Agreed.",
            asks=[("Send the plan.", due_on)],
        )

    words = refusal_of(lambda: reply(at.date() - timedelta(days=1)))
    assert words == "A follow-up cannot be due on a day that is past. Give today or a later day."
    assert "bank holidays are known from" in refusal_of(lambda: reply(date(2035, 1, 1)))
    reply(at.date())
    assert FollowUp.objects.get(case=going.case).due_on == at.date()
    closing = {"ref": going.case.ref, "outcome": "rapid-review", "reason": "Done."}
    assert refusal_of(lambda: submissions.close_case(going.manager(at), **closing)) == "One follow-up is not done yet."


def test_a_report_sent_in_the_minute_in_which_it_was_agreed_is_recorded(cast: Cast) -> None:
    going = walk(cast, to="decided")
    agreed_at = moment(5, "11:00", 11).replace(second=40)
    RapidReview.objects.filter(case=going.case).update(agreed_at=agreed_at)
    later = going.manager(moment(5, "11:10", 11))

    def send(at: datetime) -> None:
        submissions.submit(later, ref=going.case.ref, sent_at=at, receipt="")

    assert "after it was agreed" in refusal_of(lambda: send(moment(5, "10:59", 11)))
    send(moment(5, "11:00", 11))
    assert going.review.state == "submitted"


def test_the_history_writes_days_as_people_do_and_names_no_one_for_what_follows_by_itself(cast: Cast) -> None:
    case = walk(cast, to="received").case
    lines = history_of(case)
    told = " ".join(line.what for line in lines)
    # Aware on Monday 19 October: five working days end with Monday 26.
    assert "Notify the Panel or decide it is not notifiable – case" in told
    assert "by 26 October 2026" in told
    assert "2026-" not in told
    assert "sent the form “" in told
    assert "bhr-protocol" not in told
    setters = {line.who for line in lines if line.what.startswith("set a deadline")}
    assert setters == {"Candour, by itself"}
    manager = cast.client("manager")
    manager.get(reverse("case_team", args=[case.ref]))
    assert "looked at the page “Team and conflicts”" in text_of(manager, reverse("case_history", args=[case.ref]))
