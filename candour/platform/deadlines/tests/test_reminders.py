"""Reminders: one message a working day to whoever has something late or due, in counts, however often it is swept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from candour.platform.access.actor import Actor
from candour.platform.deadlines.models import ReminderRound
from candour.platform.deadlines.reminders import remind
from candour.platform.deadlines.tests.conftest import Setting, set_for
from candour.platform.messaging.models import OutboxMessage
from candour.platform.messaging.operations import send_waiting
from tests.cast import Cast
from tests.databases import RealDatabase, race

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(17, 21))


def at(day: int, clock: str, month: int = 11) -> Actor:
    hours, minutes = clock.split(":")
    return Actor.system("a sweep", datetime(2026, month, day, int(hours), int(minutes), tzinfo=UTC))


def letters(actor: Actor) -> list[tuple[str, str]]:
    """What leaves at a moment: to whom, and the text."""
    mail.outbox.clear()
    send_waiting(actor)
    return sorted((letter.to[0], str(letter.body)) for letter in mail.outbox)


def test_a_reminder_gives_counts_and_not_a_word_of_what_it_is_about(cast: Cast, due: Setting) -> None:
    nelft = cast.organisation("NELFT")
    for title, day in (("Secret A", TUESDAY), ("Secret B", TUESDAY), ("Secret C", WEDNESDAY), ("Secret D", THURSDAY)):
        due(title, day, nelft, role="safeguarding-lead")
    due("Not yet", FRIDAY, nelft, role="safeguarding-lead")

    assert remind(at(18, "10:00")) == 1

    ((to, text),) = letters(at(18, "10:00"))
    assert to == "daniel.osei@example.org"
    assert "For you: 2 late, 1 due today, 1 due on the next working day." in text
    assert "Secret" not in text
    assert "Not yet" not in text


def test_the_next_working_day_after_a_friday_is_the_monday(cast: Cast, due: Setting) -> None:
    due("For Monday", date(2026, 11, 23), cast.organisation("NELFT"), role="safeguarding-lead")

    assert remind(at(19, "10:00")) == 0
    assert remind(at(20, "10:00")) == 1
    assert "For you: 1 due on the next working day." in letters(at(20, "10:00"))[0][1]


@pytest.mark.parametrize(
    ("actor", "reminded"),
    [
        (at(19, "06:59"), 0),
        (at(19, "07:00"), 1),
        (at(19, "23:50"), 1),
        (at(21, "10:00"), 0),
        (at(22, "10:00"), 0),
        (at(25, "10:00", 12), 0),
        (at(28, "10:00", 12), 0),
        (at(29, "10:00", 12), 1),
    ],
)
def test_reminders_go_out_from_seven_on_working_days(cast: Cast, due: Setting, actor: Actor, reminded: int) -> None:
    due("Late", TUESDAY, cast.organisation("NELFT"), role="safeguarding-lead")

    assert remind(actor) == reminded


def test_however_often_it_is_swept_one_goes_out_a_day(cast: Cast, due: Setting) -> None:
    due("Late", TUESDAY, cast.organisation("NELFT"), role="safeguarding-lead")

    assert [remind(at(18, clock)) for clock in ("07:00", "07:01", "12:00", "23:59")] == [1, 0, 0, 0]
    due("Late too", TUESDAY, cast.organisation("BHRUT"), role="safeguarding-lead")
    assert remind(at(18, "13:00")) == 0, "what turns up later is for the next morning"
    assert remind(at(19, "07:00")) == 2
    assert ReminderRound.objects.count() == 2


def test_a_missed_sweep_is_made_up_for_the_same_day_and_a_missed_day_the_next(cast: Cast, due: Setting) -> None:
    due("Late", TUESDAY, cast.organisation("NELFT"), role="safeguarding-lead")

    assert remind(at(18, "18:30")) == 1
    assert remind(at(20, "07:00")) == 1, "nothing swept on the 19th, and nothing is sent twice for it"
    assert OutboxMessage.objects.filter(template="deadlines.reminder").count() == 2


def test_nobody_is_reminded_of_what_is_not_theirs_or_after_they_left(cast: Cast, due: Setting) -> None:
    due("Late", TUESDAY, cast.organisation("NELFT"), role="safeguarding-lead")
    due("Of somebody who has not signed", TUESDAY, cast.organisation("BHRUT"), role="contributor")
    day = {"left_on_day": "17", "left_on_month": "11", "left_on_year": "2026"}
    left = cast.client("manager").post(f"/directory/people/{cast.people['nelft'].ref}/left/", day)
    assert left.status_code == 302

    assert remind(at(18, "10:00")) == 0
    assert letters(at(18, "10:00")) == []


def test_of_many_sweeps_at_once_one_reminds(demonstration: RealDatabase, demonstration_cast: Cast) -> None:
    nelft = demonstration_cast.organisation("NELFT")
    set_for(demonstration_cast, "Late", TUESDAY, nelft, role="safeguarding-lead")
    before = OutboxMessage.objects.count()
    monday = demonstration_cast.now + timedelta(days=5)

    outcomes = race(6, lambda number: remind(Actor.system(f"sweep {number}", monday)))

    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    sent = [outcome for outcome in outcomes if outcome]
    assert len(sent) == 1
    assert OutboxMessage.objects.count() == before + int(str(sent[0]))
