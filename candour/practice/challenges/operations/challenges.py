"""What can be done with a challenge: raise it, answer it, take it higher, and end it in one of three ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.dates.years import report_year
from candour.platform.deadlines import parts as deadlines
from candour.platform.workflow.moving import move, reasons_against, save_edit
from candour.practice.challenges import audit_events, search
from candour.practice.challenges.models import Challenge, ChallengeYear, Step
from candour.practice.challenges.queries.challenges import first_ladder, ladder_of
from candour.practice.challenges.queries.naming import may_lead_to_somebody
from candour.practice.challenges.vocabulary import Concerned, Issue, Reply
from candour.practice.challenges.workflow import CHALLENGE, RAISE
from candour.practice.directory import queries as directory

DUE = "answer"
"""The key of the deadline by which the body answers at the stage at which a challenge lies."""
_RELATED = ("partnership", "raised_by", "body")


@dataclass(frozen=True)
class Raised:
    """What is said of a challenge when it is raised."""

    issue: str
    title: str
    asked: str
    concerned: str
    safe_meanwhile: str
    raised_on: date
    with_whom: str
    answer_by: date
    stage: int = 1
    """The stage at which it begins: a higher one than the first where somebody may come to harm at once."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that somebody wrote freely."""
        return (self.title, self.asked, self.safe_meanwhile, self.with_whom)


@operation
def raise_challenge(
    actor: Actor, *, partnership_ref: str, raised_by_ref: str, body_ref: str, said: Raised
) -> Challenge:
    """Raise a challenge of an agency to another, under the next number of its year. Raises Refused with reasons."""
    partnership = directory.partnership(actor, partnership_ref)
    raiser, body = directory.organisation(actor, raised_by_ref), directory.organisation(actor, body_ref)
    ladder, year = first_ladder(), report_year(said.raised_on)
    challenge = Challenge(
        partnership=partnership,
        raised_by=raiser,
        body=body,
        year=year,
        issue=said.issue,
        title=said.title.strip(),
        asked=said.asked.strip(),
        concerned=said.concerned,
        safe_meanwhile=said.safe_meanwhile.strip(),
        raised_on=said.raised_on,
        recorded_at=actor.at,
        recorded_by=actor.label[:200],
        ladder_name=ladder.name,
        stage=said.stage,
        last_stage=ladder.last,
        answer_by=said.answer_by,
    )
    require(actor, RAISE, challenge)
    reasons = [*_against(actor, challenge, said), *may_lead_to_somebody(actor, *said.words)]
    if reasons:
        raise Refused(*reasons)
    challenge.number = ChallengeYear.next_of(year, partnership=partnership)
    challenge.save()
    Step.objects.create(
        challenge=challenge,
        stage=said.stage,
        title=ladder.stage(said.stage).title,
        from_on=said.raised_on,
        with_whom=said.with_whom.strip()[:200],
        answer_by=said.answer_by,
    )
    record(audit_events.RAISED, subject=challenge, body=body.name, due=said.answer_by.isoformat())
    _ask_for_answer(actor, challenge)
    search.put_challenge(challenge)
    return challenge


@operation
def answer_challenge(actor: Actor, *, ref: str, version: int, reply: str, text: str, replied_on: date) -> None:
    """Answer a challenge at the stage at which it lies, with the reason. Raises Refused with reasons, and Conflict."""
    challenge = _fetched(actor, ref)
    step = Step.objects.get(challenge=challenge, stage=challenge.stage)
    reasons = _wrong_day(actor, replied_on, step.from_on, "An answer")
    if reply not in Reply.values:
        reasons.append("Say whether the body agrees, agrees in part or does not agree.")
    if not text.strip():
        reasons.append("Give the reason of the answer.")
    _permit(actor, challenge, "answer", reasons, (text,))
    save_edit(challenge, version)
    move(actor, challenge, CHALLENGE, "answer", number=challenge.stage, answer=Reply(reply).label)
    Step.objects.filter(pk=step.pk).update(
        reply=reply, reply_text=text.strip(), replied_on=replied_on, replied_by=actor.label[:200]
    )
    deadlines.meet(actor, owner=challenge, key=DUE)


@operation
def take_higher(
    actor: Actor, *, ref: str, version: int, stage: int, because: str, with_whom: str, answer_by: date
) -> None:
    """Take a challenge to a higher stage, answered or not, with the reason. Raises Refused with reasons, and Conflict.

    A stage may be passed over: protection never waits for an answer.
    """
    challenge = _fetched(actor, ref)
    reasons = []
    if not challenge.stage < stage <= challenge.last_stage and challenge.stage < challenge.last_stage:
        reasons.append("Choose a stage that is higher than the one at which it lies.")
    if not because.strip():
        reasons.append("Say why it is taken higher.")
    if not with_whom.strip():
        reasons.append("Say with whom it lies now.")
    if answer_by <= actor.today:
        reasons.append("The answer must be asked for after today.")
    _permit(actor, challenge, "higher", reasons, (because, with_whom))
    save_edit(challenge, version)
    move(actor, challenge, CHALLENGE, "higher", number=stage, due=answer_by.isoformat())
    save_edit(challenge, challenge.version, stage=stage, answer_by=answer_by)
    Step.objects.create(
        challenge=challenge,
        stage=stage,
        title=ladder_of(challenge).stage(stage).title,
        from_on=actor.today,
        with_whom=with_whom.strip()[:200],
        because=because.strip(),
        answer_by=answer_by,
    )
    deadlines.cancel_key(actor, owner=challenge, key=DUE)
    _ask_for_answer(actor, challenge)


@operation
def resolve_challenge(actor: Actor, *, ref: str, version: int, settled: str, learned: str) -> None:
    """Accept the answer, with what changes. Raises Refused with reasons, and Conflict."""
    words = {"settled": settled, "learned": learned}
    _end(actor, ref, version, "resolve", words, {"settled": "Say what changes."})


@operation
def withdraw_challenge(actor: Actor, *, ref: str, version: int, because: str) -> None:
    """Withdraw a challenge, with the reason. Raises Refused with reasons, and Conflict."""
    needed = {"withdrawn_because": "Say why it is withdrawn."}
    _end(actor, ref, version, "withdraw", {"withdrawn_because": because}, needed)


@operation
def close_unresolved(
    actor: Actor, *, ref: str, version: int, dissent_of_raiser: str, dissent_of_body: str, learned: str
) -> None:
    """End a challenge at its last stage with what each side still holds. Raises Refused with reasons, and Conflict."""
    needed = {
        "dissent_of_raiser": "Write what the agency that raised it still holds.",
        "dissent_of_body": "Write what the body that was challenged still holds, or that it said nothing.",
    }
    words = {"dissent_of_raiser": dissent_of_raiser, "dissent_of_body": dissent_of_body, "learned": learned}
    _end(actor, ref, version, "close", words, needed)


def _end(actor: Actor, ref: str, version: int, key: str, words: dict[str, str], needed: dict[str, str]) -> None:
    challenge = _fetched(actor, ref)
    said = {name: text.strip() for name, text in words.items()}
    reasons = [why for name, why in needed.items() if not said[name]]
    _permit(actor, challenge, key, reasons, said.values())
    save_edit(challenge, version, ended_on=actor.today, **said)
    move(actor, challenge, CHALLENGE, key, number=challenge.stage)
    # An answer that came stays met; one that nobody will give any more is no longer asked for.
    deadlines.cancel_open(actor, owner=challenge, because="it has ended", keys=(DUE,))


def _fetched(actor: Actor, ref: str) -> Challenge:
    return fetch(actor, Challenge, *_RELATED, ref=ref)


def _permit(actor: Actor, challenge: Challenge, key: str, reasons: Iterable[str], words: Iterable[str]) -> None:
    against = [*reasons_against(actor, challenge, CHALLENGE, CHALLENGE.moves[key]), *reasons]
    if not against:
        against = may_lead_to_somebody(actor, *words)
    if against:
        raise Refused(*against)


def _against(actor: Actor, challenge: Challenge, said: Raised) -> list[str]:
    reasons = _wrong_day(actor, said.raised_on, None, "A challenge")
    if challenge.raised_by_id == challenge.body_id:
        reasons.append("A body does not challenge itself. Choose two.")
    taking_part = {one.pk for one in directory.organisations_for(actor, challenge.partnership_id)}
    for agency in (challenge.raised_by, challenge.body):
        if agency.pk not in taking_part:
            reasons.append(f"{agency.name} does not take part in {challenge.partnership.name}.")
    if said.issue not in Issue.values or said.concerned not in Concerned.values:
        reasons.append("Choose what it is about and who is concerned.")
    if not challenge.title or not challenge.asked or not said.with_whom.strip():
        reasons.append("Say what is asked, and with whom it lies.")
    if said.concerned != Concerned.NOBODY and not challenge.safe_meanwhile:
        reasons.append("Say how the child or adult is safe meanwhile.")
    if said.answer_by < said.raised_on:
        reasons.append("The answer cannot be asked for before the challenge was raised.")
    if not 1 <= said.stage <= challenge.last_stage:
        reasons.append("Choose one of the stages.")
    return reasons


def _wrong_day(actor: Actor, day: date, from_on: date | None, what: str) -> list[str]:
    if day > actor.today:
        return [f"{what} cannot come after today."]
    if from_on is not None and day < from_on:
        return [f"{what} cannot come before it was asked for."]
    return []


def _ask_for_answer(actor: Actor, challenge: Challenge) -> None:
    task = deadlines.Task(
        key=DUE,
        title=f"Answer challenge {challenge.name}",
        do_next="Answer it",
        address=reverse("challenge", args=[challenge.ref]),
        body=("organisation", challenge.body_id),
        overseer=("organisation", challenge.raised_by_id),
    )
    deadlines.set_day(actor, owner=challenge, within=None, task=task, on=challenge.answer_by)
