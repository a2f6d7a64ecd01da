"""A family in a review: wishes, quiet dates, the log, what they were told, and drafts read safely."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.queries import history_of
from candour.platform.deadlines.models import Deadline
from candour.practice.cases.operations.submissions import close_case, inform
from candour.practice.cases.operations.teams import declare_conflict
from candour.practice.voice import queries as voice
from candour.practice.voice.models import LogEntry, Member, QuietDate, Reading, ReadingComment, Telling
from candour.practice.voice.queries.quiet import covers, next_free
from candour.practice.voice.queries.readiness import NOBODY, NOTHING, TO_PUBLISH
from candour.practice.voice.tests.rooms import ADDED, WISHES, Played, play
from tests.cast import Cast
from tests.pages import problems, words
from tests.walks import walk

NOV = 11


@pytest.fixture
def here(cast: Cast) -> Played:
    return play(cast, to="shared")


def day(number: int, month: int = NOV, year: int = 2026) -> date:
    return date(year, month, number)


def contact(here: Played, member: Member, kind: str = "reached", on: int = 17, **said: object) -> object:
    return here.send("contact_add", member.ref, kind=kind, on=day(on), channel="phone", text="We spoke.", **said)


# Who is listed, and who may know


def test_a_name_is_in_the_vault_and_shown_once_for_a_reason(here: Played) -> None:
    member = here.member()
    for name, ref in (("voices", here.room.ref), ("relative", member.ref), ("case_voices", here.case.ref)):
        page = words(here.get(name, ref))
        assert "Mother, person 1" in page
        assert not [word for word in ("Odile", "Ferrant", "960 117", "Ring after six") if word in page]
    refused = here.send("relative_reveal", member.ref, reason_kind="voice.contact", reason="")
    assert problems(refused) == ["Enter an answer to “Say it in your own words”."]
    shown = here.send("relative_reveal", member.ref, reason_kind="voice.contact", reason="To ring her tonight")
    assert "Odile Ferrant" in words(shown)
    told = "\n".join(line.what for line in history_of(here.case))
    assert "added person 1 of the family" in told
    assert not [word for word in ADDED.values() if len(word) > 8 and word in told]


def test_the_team_sees_the_family_and_only_the_office_looks_after_it(here: Played) -> None:
    member = here.member()
    assert "Mother, person 1" in words(here.get("voices", here.room.ref, key="police"))
    refused = here.send("relative_wishes", member.ref, key="police", version=1, **WISHES)
    assert problems(refused) == ["You cannot look after the family. Only those who run the review."]
    assert Member.objects.get(pk=member.pk).wishes == ""
    asked = here.send("relative_reveal", member.ref, key="police", reason_kind="voice.contact", reason="I wonder")
    assert "Odile" not in asked.content.decode()


def test_whoever_is_walled_off_or_not_on_the_team_finds_nothing(here: Played) -> None:
    member = here.member()
    declare_conflict(
        here.cast.acting("manager"), ref=here.case.ref, person_ref=here.cast.people["police"].ref, nature="person",
        substitute="",
    )  # fmt: skip
    for key in ("police", "nelft", "redbridge", "technical"):
        for name, ref in (("voices", here.room.ref), ("relative", member.ref), ("relative_wishes", member.ref)):
            assert here.get(name, ref, key=key).status_code == 404, (key, name)
        assert voice.room_of(here.cast.acting(key), here.case) is None
    assert here.get("voices", here.room.ref).status_code == 200


def test_a_page_is_opened_once_and_by_the_office(cast: Cast) -> None:
    going = walk(cast, to="shared")
    assert voice.unmet(cast.acting("manager"), going.case) == [NOTHING]
    played = play(cast, to="shared")
    again = played.send("case_voices_open", played.case.ref)
    assert "is open already" in words(again)
    refused = played.send("case_voices_open", going.case.ref, key="police")
    assert "Only the partnership office" in words(refused)
    assert voice.room_of(cast.acting("manager"), going.case) is None


# Wishes


def test_wishes_are_kept_and_a_second_writer_is_told(here: Played) -> None:
    # REV-07, F36
    member = here.member()
    here.send("relative_wishes", member.ref, version=1, explained_on=day(3), **WISHES)
    page = words(here.get("relative", member.ref))
    for said in (
        "Takes part",
        "At each step",
        "By phone",
        "French, with an interpreter",
        "Explained on 3 November 2026",
    ):
        assert said in page
    late = here.send("relative_wishes", member.ref, version=1, **{**WISHES, "wishes": "Something else"})
    assert "Somebody else changed this" in problems(late)[0]
    assert "nobody’s fault" in words(late)
    reasonless = here.send("relative_wishes", member.ref, version=2, involvement="not-invited", advocacy="unasked")
    assert problems(reasonless) == ["Write the reason why they are not invited."]


# Quiet dates


@pytest.mark.parametrize(
    ("days", "is_yearly", "on", "is_quiet"),
    [
        ("2026-05-16/2026-05-16", False, date(2026, 5, 16), True),
        ("2026-05-16/2026-05-16", False, date(2027, 5, 16), False),
        ("2019-05-16/2019-05-16", True, date(2027, 5, 16), True),
        ("2026-12-24/2027-01-02", True, date(2029, 1, 2), True),
        ("2026-12-24/2027-01-02", True, date(2029, 1, 3), False),
        ("2024-02-29/2024-02-29", True, date(2026, 2, 28), True),
        ("2024-02-29/2024-02-29", True, date(2028, 2, 29), True),
        ("2024-02-29/2024-02-29", True, date(2028, 2, 28), False),
    ],
)
def test_a_quiet_date_covers_its_days_and_comes_again(days: str, is_yearly: bool, on: date, is_quiet: bool) -> None:
    one = QuietDate(why="birthday", days=days, is_yearly=is_yearly)
    assert covers(one, on) is is_quiet
    assert (next_free([one], on) == on) is not is_quiet


def test_nothing_goes_out_on_a_quiet_date_and_what_was_set_for_it_moves(here: Played) -> None:
    # F36
    member, other = here.member(), here.member(relation="father", name="")
    here.send("contact_next", member.ref, on=day(24))
    here.send("contact_next", other.ref, on=day(24))
    here.send("reading_plan", member.ref, draft="Draft 1", on=day(24), place="The library", beside="A key worker")
    added = here.send("quiet_add", member.ref, why="anniversary", first=day(24), last=day(25))
    assert "moved to the first day after it" in words(added)
    assert "24 November 2026 is a quiet date (anniversary)" in words(added)  # the reading that was planned before
    member.refresh_from_db()
    other.refresh_from_db()
    assert (member.next_contact_on, other.next_contact_on) == (day(26), day(24))
    due = Deadline.objects.get(owner_kind="voice.room", key=member.deadline_key, cancelled_at=None)
    assert (due.due_on, due.role, member.relation in due.title) == (day(26), "partnership-manager", False)
    for name, said in (
        ("reading_plan", {"draft": "Draft 2", "on": day(25), "place": "The library", "beside": "A key worker"}),
        ("reading_record", {"on": day(24), "beside": "A key worker"}),
    ):
        ref = Reading.objects.get(member=member).ref if name == "reading_record" else member.ref
        assert any("is a quiet date" in problem for problem in problems(here.send(name, ref, **said))), name
    here.send("contact_next", member.ref, on=day(24))
    member.refresh_from_db()
    assert member.next_contact_on == day(26)
    assert Deadline.objects.filter(owner_kind="voice.room", cancelled_at=None, met_at=None).count() == 2


def test_what_we_did_cannot_be_of_a_quiet_date_and_what_they_did_can(here: Played) -> None:
    # F36
    member = here.member()
    here.send("quiet_add", member.ref, why="birthday", first=day(16), is_yearly="on", for_all="on")
    refused = [
        contact(here, member, on=16),
        contact(here, member, "tried", on=16),
        here.send("telling_record", member.ref, about="decision", was_told="yes", told_on=day(16), channel="letter"),
    ]
    for answer in refused:
        assert problems(answer) == [
            "16 November 2026 is a quiet date (birthday): nothing goes out to them that day. The next day on which "
            "something can is 17 November 2026."
        ]
    at = datetime(2026, 11, 16, 12, tzinfo=UTC)
    with pytest.raises(Refused, match="quiet date"):
        inform(here.cast.acting("manager"), ref=here.case.ref, who="Child’s family", at=at, how="By letter")
    assert not LogEntry.objects.exists()
    contact(here, member, "came", on=16)
    assert LogEntry.objects.get().kind == "came"
    here.send("quiet_remove", member.ref, QuietDate.objects.get().ref)
    contact(here, member, on=16)
    assert LogEntry.objects.count() == 2


# The log and the next contact


def test_a_contact_meets_the_day_that_was_set_and_sets_the_next(here: Played) -> None:
    member = here.member()
    contact(here, member, next_on=day(27))
    contact(here, member, on=18, next_on=day(4, 12))
    found = list(Deadline.objects.filter(owner_kind="voice.room").order_by("pk"))
    assert [(one.due_on, one.met_at is not None) for one in found] == [(day(27), True), (day(4, 12), False)]
    assert "Next contact with the family" in words(here.get("home"))
    late = contact(here, member, on=20, next_on=day(18))
    assert problems(late) == ["This cannot have happened on a day to come.", "The next contact must be after today."]
    here.send("relative_wishes", member.ref, version=member.version, involvement="declined", advocacy="unasked")
    assert not Deadline.objects.filter(owner_kind="voice.room", met_at=None, cancelled_at=None).exists()
    assert "are not to be contacted" in problems(here.send("contact_next", member.ref, on=day(30)))[0]


def test_their_own_words_are_kept_apart_to_the_last_blank(here: Played) -> None:
    member = here.member()
    written = "  He was  LOVED.\n\nWrite that down – as I say it. "
    here.send("words_add", member.ref, words=written, on=day(12), channel="letter", quoting="yes-unnamed")
    assert LogEntry.objects.get(kind="words").text.replace("\r\n", "\n") == written
    page = words(here.get("relative", member.ref))
    apart, log = page.index("In their own words"), page.index("Contact log")
    assert apart < page.index("He was LOVED.") < log
    assert "There was no contact yet." in page[log:]


# What they were told


def test_each_is_told_or_there_is_a_reason_and_a_reason_makes_way_for_telling(here: Played) -> None:
    # REV-07
    member = here.member()
    bare = here.send("telling_record", member.ref, about="decision", was_told="no")
    assert problems(bare) == ["Choose why they were not told.", "Write the reason in your own words."]
    said = {
        "about": "decision",
        "was_told": "no",
        "why_not": "wait",
        "words": "The officer in the case asked for time.",
    }
    here.send("telling_record", member.ref, **said)
    assert (Telling.objects.get().why_not, Telling.objects.get().told_on) == ("wait", None)
    here.send("telling_record", member.ref, about="decision", was_told="yes", told_on=day(17), channel="visit")
    assert (Telling.objects.get().why_not, Telling.objects.get().told_on) == ("", day(17))
    assert problems(here.send("telling_record", member.ref, **said)) == [
        "They were told already: The decision whether to review."
    ]
    told = {"about": "decision", "was_told": "yes", "told_on": day(16), "channel": "phone"}
    assert "recorded already" in problems(here.send("telling_record", member.ref, **told))[0]


def test_a_case_does_not_close_while_a_family_is_owed_something(cast: Cast) -> None:
    going = play(cast, to="received")
    manager = cast.acting("manager")
    assert voice.unmet(manager, going.case) == [NOBODY]
    with pytest.raises(Refused, match="no reason is written why not"):
        close_case(manager, ref=going.case.ref, outcome="no-further-action", reason="Nothing to learn.")
    going.send("voices_describe", going.room.ref, nobody_because="No relative is known.", version=1)
    assert voice.unmet(manager, going.case) == []
    member = going.member()
    who = "Mother, person 1,"
    assert voice.unmet(manager, going.case, *TO_PUBLISH) == [
        f"{who} has not been asked how they want to take part.",
        f"{who} has not been told of the decision whether to review, and no reason is written why not.",
        f"{who} has not been told of the decision on publication, and no reason is written why not.",
    ]
    assert f"{who} has not been asked" in words(going.get("case_submission", going.case.ref))
    going.send("relative_wishes", member.ref, version=1, **WISHES)
    for about in TO_PUBLISH:
        going.send("telling_record", member.ref, about=about, was_told="yes", told_on=day(17), channel="visit")
    assert voice.unmet(manager, going.case, *TO_PUBLISH) == []


# Reading drafts


def test_a_draft_is_read_with_somebody_beside_and_each_comment_is_answered(here: Played) -> None:
    # F36: a family's comment is answered
    member = here.member()
    here.send("relative_wishes", member.ref, version=1, **WISHES)
    here.send("telling_record", member.ref, about="decision", was_told="yes", told_on=day(17), channel="visit")
    here.send("reading_plan", member.ref, draft="Draft 1", on=day(18), place="The library", beside="A key worker")
    reading = Reading.objects.get()
    early = here.send("reading_comment", reading.ref, place="page 2", text="That is not how it was.")
    assert problems(early) == ["Record that the draft was read first."]
    here.send("reading_record", reading.ref, on=day(18), beside="A key worker", kept="Her own notes")
    for text in ("That is not how it was.", "Please say his age."):
        here.send("reading_comment", reading.ref, place="page 2, paragraph 3", text=text)
    manager = here.cast.acting("manager")
    assert voice.unmet(manager, here.case) == ["2 comments on drafts are not answered."]
    silent = here.send("reading_tell", reading.ref, 1, on=day(18))
    assert problems(silent) == ["Answer the comment first."]
    here.send("reading_answer", reading.ref, 1, answer="accepted", words="The paragraph is written anew.")
    here.send("reading_answer", reading.ref, 2, answer="refused", words="It would show who he is.")
    assert problems(here.send("reading_answer", reading.ref, 2, answer="accepted", words="Yes")) == [
        "This comment is answered already."
    ]
    here.send("reading_tell", reading.ref, 1, on=day(18))
    assert [one.told_on for one in ReadingComment.objects.order_by("number")] == [day(18), None]
    page = words(here.get("reading", reading.ref))
    for said in ("Her own notes", "Not accepted", "It would show who he is.", "They heard this on 18 November 2026."):
        assert said in page
    assert voice.unmet(manager, here.case) == []


def test_a_reading_that_does_not_take_place_says_why(here: Played) -> None:
    member = here.member()
    here.send("reading_plan", member.ref, draft="Draft 1", on=day(30), place="Their home", beside="A key worker")
    reading = Reading.objects.get()
    here.send("reading_end", reading.ref, because="She is not ready.")
    assert "She is not ready." in words(here.get("relative", member.ref))
    again = here.send("reading_record", reading.ref, on=day(18), beside="A key worker")
    assert "Did not take place" in words(here.get("reading", reading.ref))
    assert "cannot be changed in this way" in problems(again)[0]


def test_no_next_contact_is_set_with_the_log_for_whoever_wants_none(here: Played) -> None:
    member = here.member()
    Member.objects.filter(pk=member.pk).update(involvement="declined")
    refused = contact(here, member, next_on=day(25))
    assert problems(refused) == ["They are not to be contacted. Change their wishes first, if they have thought again."]
    assert Member.objects.get(pk=member.pk).next_contact_on is None
