"""Challenges between agencies: one resolved at once, one at the third stage, one withdrawn, one met by silence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from candour.practice.challenges import operations
from candour.practice.challenges.models import Challenge
from candour.practice.directory.models import Organisation, Partnership
from candour.project.demonstration.stage import Stage, Story

HAVERING = "Havering SCP"
SAFE = "The health visitor and the school each see the family twice a week until it is decided."


def challenged(stage: Stage) -> Story:
    """Six challenges, each as far as it has come."""
    at = stage.back(60, "10:00")
    yield at
    first = _raise(stage, at, "nelft", ("NELFT", "Havering Children"), 59, issue="threshold",
                   title="A referral that was closed without a call back",
                   asked="Look again at a referral that was closed before the referrer was heard.",
                   with_whom="Team manager, front door")  # fmt: skip
    at = stage.back(59, "15:00")
    yield at
    _answer(stage, at, "childrens_care", first, "agrees", "The referrer was rung, and an assessment has begun.")
    at = stage.back(57, "09:30")
    yield at
    _resolve(stage, at, "nelft", first, "A referral is closed only after the referrer was rung.",
             "Both teams now keep a list of referrals that were closed without a call.")  # fmt: skip

    at = stage.back(50, "11:00")
    yield at
    second = _raise(stage, at, "hospital", ("BHRUT", "Havering Children"), 49, issue="discharge",
                    title="Going home before a plan is agreed",
                    asked="Agree who visits in the first week before a baby leaves the ward.",
                    safe_meanwhile="The baby stays on the ward until the plan is agreed.",
                    with_whom="Duty social worker, hospital team")  # fmt: skip
    at = stage.back(47, "11:00")
    yield at
    _higher(stage, at, "hospital", second, 2, "Nobody answered within the day.", "Team manager, hospital team", 45)
    at = stage.back(45, "16:00")
    yield at
    _answer(stage, at, "childrens_care", second, "no", "Visits are planned after the baby is at home.")
    at = stage.back(43, "09:00")
    yield at
    _higher(stage, at, "hospital", second, 3, "Two babies went home with no visit.", "Safeguarding lead", 38)

    at = stage.back(40, "12:00")
    yield at
    third = _raise(stage, at, "teacher", ("Havering Education", "Police"), 38, issue="information",
                   title="Notices of incidents at home that reach schools late",
                   asked="Send the notices before the school day begins.",
                   with_whom="Sergeant, multi-agency hub")  # fmt: skip
    at = stage.back(38, "10:00")
    yield at
    _answer(
        stage, at, "childrens_care", second, "part", "A visit within three days is planned before a baby goes home."
    )
    operations.withdraw_challenge(stage.acting("teacher", at), ref=third.ref, version=_version(third),
                                  because="The notices were sent; our own filter had held them back.")  # fmt: skip
    at = stage.back(36, "14:00")
    yield at
    _resolve(stage, at, "hospital", second, "The first visit is named on the discharge form.",
             "The form is audited in the spring.")  # fmt: skip

    at = stage.back(20, "10:00")
    yield at
    _raise(stage, at, "nelft", ("NELFT", "BHRUT"), 15, issue="attendance",
           title="Strategy discussions without anybody from the hospital",
           asked="Name who takes part in strategy discussions at weekends.",
           safe_meanwhile="Each discussion is held, and the ward is rung at once with what was agreed.",
           with_whom="Head of nursing")  # fmt: skip
    at = stage.back(12, "10:00")
    yield at
    fifth = _raise(stage, at, "childrens_care", ("Havering Children", "NELFT"), 9, issue="plan",
                   title="Appointments that end when a family misses two",
                   asked="Keep a child on the list where a plan says so.",
                   with_whom="Service manager")  # fmt: skip
    at = stage.back(9, "15:00")
    yield at
    _answer(stage, at, "nelft", fifth, "part", "A child with a plan is offered a third appointment at home.")
    at = stage.back(1, "09:00")
    yield at
    until = stage.ahead(3, "17:00").date()
    _raise(stage, at, "police_lead", ("Police", "NELFT"), until, issue="roles", concerned="nobody", safe_meanwhile="",
           title="Who rings whom at night", asked="Say who is rung at night, and by what number.",
           with_whom="Safeguarding lead")  # fmt: skip


def _raise(
    stage: Stage, at: datetime, who: str, pair: tuple[str, str], answer_by: int | date, **said: Any
) -> Challenge:
    """Raised today, to be answered by a day or so many working days before the loading."""
    by = stage.back(answer_by, "17:00").date() if isinstance(answer_by, int) else answer_by
    raiser, body = (Organisation.objects.get(short_name=name) for name in pair)
    said = {"concerned": "child", "safe_meanwhile": SAFE, **said}
    return operations.raise_challenge(
        stage.acting(who, at),
        partnership_ref=Partnership.objects.get(short_name=HAVERING).ref,
        raised_by_ref=raiser.ref,
        body_ref=body.ref,
        said=operations.Raised(raised_on=at.date(), answer_by=by, **said),
    )


def _version(challenge: Challenge) -> int:
    challenge.refresh_from_db()
    return challenge.version


def _answer(stage: Stage, at: datetime, who: str, challenge: Challenge, reply: str, text: str) -> None:
    operations.answer_challenge(
        stage.acting(who, at),
        ref=challenge.ref,
        version=_version(challenge),
        reply=reply,
        text=text,
        replied_on=at.date(),
    )


def _higher(
    stage: Stage, at: datetime, who: str, challenge: Challenge, to: int, because: str, with_whom: str, answer_by: int
) -> None:
    operations.take_higher(
        stage.acting(who, at),
        ref=challenge.ref,
        version=_version(challenge),
        stage=to,
        because=because,
        with_whom=with_whom,
        answer_by=stage.back(answer_by, "17:00").date(),
    )


def _resolve(stage: Stage, at: datetime, who: str, challenge: Challenge, settled: str, learned: str) -> None:
    operations.resolve_challenge(
        stage.acting(who, at), ref=challenge.ref, version=_version(challenge), settled=settled, learned=learned
    )
