"""What the suites of trust put into the room of each case, and what stands for it in addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.db.models import Model

from candour.practice.cases.models import Case
from candour.practice.voice.models import (
    Contribution,
    LogEntry,
    Member,
    Practitioner,
    QuietDate,
    Reading,
    ReadingComment,
    Room,
    Telling,
    WritingDraft,
    WritingLink,
)
from tests.cast import Cast


def furnish_voices(cast: Cast, case: Case) -> None:
    """Give a case a room with something of every kind in it, beside what the demonstration tells."""
    now, day = cast.now, cast.now.date()
    room, _ = Room.objects.get_or_create(
        owner_kind="cases.case",
        owner_id=case.pk,
        defaults={
            "partnership": case.partnership,
            "title": f"Case {case.key}",
            "address": f"/cases/{case.ref}/voices/",
            "opened_at": now,
        },
    )
    member = Member.objects.filter(room=room).first() or Member.objects.create(room=room, number=1, relation="mother")
    QuietDate.objects.create(room=room, member=member, why="funeral", days=f"{day}/{day}")
    for kind in ("reached", "words"):
        LogEntry.objects.create(member=member, kind=kind, on=day, channel="visit", text="-", made_at=now, made_by="-")
    Telling.objects.get_or_create(
        member=member, about="change", why_not="other", defaults={"words": "-", "made_at": now, "made_by": "-"}
    )
    read = Reading.objects.create(member=member, state="read", draft="1", on=day, place="-", beside="-", kept="-")
    ReadingComment.objects.create(reading=read, number=1, place="-", text="-", made_at=now, answer_words="-")
    heard = Practitioner.objects.create(
        room=room, number=9, organisation=cast.organisation("Police"), job="-", invited_on=day, promised_on=day
    )
    Contribution.objects.create(practitioner=heard, kind="written", on=day, text="-", made_at=now, made_by="-")
    for writer in ({"member": member}, {"practitioner": heard}):
        link = WritingLink.objects.create(
            **writer,
            link_hash=token_hex(32),
            ends_on=day + timedelta(days=30),
            ends_at=now + timedelta(days=30),
            email="-",
            waits_since=now,
            made_at=now,
            made_by="-",
        )
        WritingDraft.objects.create(link=link, text="-", saved_at=now)


def _voice(model: type[Model], path: str, **lookup: object) -> Callable[[Any], object]:
    """Something of the room of a situation's case, where the case has been furnished with one."""

    def found(here: Any) -> object:
        room = here.case and here.one(Room, owner_kind="cases.case", owner_id=here.case.pk)
        one = here.one(model, **{path: room.pk}, **lookup) if room else None
        return one and one.ref

    return found


VOICES: dict[str, Callable[[Any], object]] = {
    "voices/<ref>": _voice(Room, "pk"),
    "voices/family/<ref>": _voice(Member, "room"),
    "quiet_ref": _voice(QuietDate, "room"),
    "voices/readings/<ref>": _voice(Reading, "member__room", state="read"),
    "voices/readings/<ref>/comments/<number>": lambda here: here.case and 1,
    "write/open/<token>": lambda here: None if here.case else "nothing-is-here",
    "write/<number>": lambda here: None if here.case else 1,
    "voices/practitioners/<ref>": _voice(Practitioner, "room"),
}
"""What each parameter of these addresses stands for in a situation."""
