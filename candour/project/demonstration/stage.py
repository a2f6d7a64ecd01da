"""The stage on which the demonstration's stories happen: who acts, when, and what they send in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from candour.platform.access.actor import Actor
from candour.platform.deadlines.calendar import calendar
from candour.platform.guided_forms import operations as forms
from candour.platform.guided_forms import queries as form_queries
from candour.platform.messaging.operations import send_waiting
from candour.practice.cases.models import AgencyRequest, Case
from candour.practice.cases.operations import intake, requests, returns, thresholds
from candour.practice.cases.operations.requests import Ask
from candour.practice.directory import roles
from candour.practice.directory.models import Organisation, Partnership, Person
from candour.practice.directory.queries import actor_of_person
from candour.practice.governance.models import GroupSeat
from candour.project.demonstration.cast import BY_KEY
from candour.rulebook import index
from candour.rulebook.language.clocks import LONDON, day_of
from candour.rulebook.language.forms import Form

Story = Generator[datetime, None, None]
"""A story says when its next step happens, and is resumed at that moment."""

REFERRAL = "bhr-protocol-2020/referral"
Said = dict[str, Any]
OnDay = Callable[[int], str]
"""From a number of days before some day to the date, as a form takes it."""


@dataclass(frozen=True)
class Stage:
    """The day on which the demonstration is loaded, and its people."""

    now: datetime
    people: dict[str, Person]

    def back(self, working_days: int, clock: str) -> datetime:
        """A time of day ("09:40", in London) so many working days before today."""
        day = calendar().before(day_of(self.now), working_days)
        return datetime.combine(day, time.fromisoformat(clock), LONDON)

    def ahead(self, working_days: int, clock: str) -> datetime:
        """A time of day so many working days after today."""
        day = calendar().after(day_of(self.now), working_days)
        return datetime.combine(day, time.fromisoformat(clock), LONDON)

    def days_before(self, working_days: int) -> OnDay:
        """Dates in days before the day that lies so many working days before today."""
        day = calendar().before(day_of(self.now), working_days)
        return lambda days: (day - timedelta(days=days)).isoformat()

    def acting(self, key: str, at: datetime) -> Actor:
        """One of the cast at a moment, with what they may do then."""
        return actor_of_person(self.people[key].pk, at)


def play(stories: Iterable[Story]) -> None:
    """Let stories happen side by side in the order of their moments, and send their mail when it falls due."""
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    while waiting:
        waiting.sort()
        at, number, story = waiting.pop(0)
        following = next(story, None)
        send_waiting(Actor.system("the demonstration", at))
        if following is not None:
            waiting.append((following, number, story))


def refer(actor: Actor, partnership: str, said: Said, *, by: str = "") -> Case:
    """Fill in the referral form and send it, for somebody signed in whose agency is `by`, or as a visitor."""
    form = index.rule(REFERRAL, Form)
    answers = forms.begin(actor, form=form, secret="" if actor.account_id else "demonstration")
    fill(actor, answers, form, said)
    received = intake.receive_referral(
        actor,
        partnership_id=Partnership.objects.get(short_name=partnership).pk,
        answers=answers,
        organisation=Organisation.objects.get(short_name=by) if by else None,
    )
    return received.referral.case


def fill(actor: Actor, answers: Any, form: Form, said: Said) -> None:
    """Write into the sections of a form what is said of each; a list for a section that repeats."""
    for key, values in said.items():
        section = form.section(key)
        items = enumerate(values, start=1) if section.repeats else [(0, values)]
        for item, one in items:
            row = form_queries.row_of(answers, section, item)
            version = row.version if row else 0
            forms.save_section(actor, answers=answers, section=section, item=item, values=one, version=version)


def ask(actor: Actor, case: Case, organisations: Iterable[str]) -> None:
    """Ask agencies, by their short names, at the addresses of their leads."""
    asks = []
    for short_name in organisations:
        organisation = Organisation.objects.get(short_name=short_name)
        lead = next(
            (
                member
                for member in BY_KEY.values()
                if any(held[1] == short_name and not held[2] for held in member.posts)
            ),
            None,
        )
        name = lead.name if lead else f"Safeguarding team, {short_name}"
        email = lead.email if lead else f"safeguarding@{short_name.lower().replace(' ', '-')}.example"
        asks.append(Ask(organisation.ref, name, email))
    requests.ask_agencies(actor, ref=case.ref, asks=asks)


def request_to(case: Case, organisation: str) -> AgencyRequest:
    """The request that an agency was sent."""
    return AgencyRequest.objects.get(case=case, organisation__short_name=organisation)


def answer(actor: Actor, case: Case, organisation: str, said: Said) -> AgencyRequest:
    """Write an agency's summary and send it for sign-off."""
    request = request_to(case, organisation)
    author = {"name": actor.label, "job": "Named professional", "email": "team@example.org"}
    returns.fill_return(
        actor,
        ref=request.ref,
        sections={
            "contact": {"contact": "yes"},
            "elsewhere": {"other-areas": "no"},
            "author": author,
            "records": {"secured": "yes", "secured-by": "Records manager", "secured-on": ""},
            **said,
        },
    )
    returns.send_return(actor, ref=request.ref)
    return request


def sign(actor: Actor, request: AgencyRequest, name: str, post: str) -> None:
    """Sign off an agency's summary: by a senior manager who is signed in, or else by the link that one was sent."""
    if not actor.holds(roles.SENIOR_MANAGER):
        label = f"the holder of a sign-off link sent to {request.organisation.name}"
        actor = Actor.link(label, ("request", request.pk), actor.at)
    returns.sign_off(actor, ref=request.ref, name=name, post=post)


def settle_test(
    actor: Actor, case: Case, test_name: str, answers: dict[str, tuple[str, str]], *, is_met: bool, rationale: str
) -> None:
    """Answer the criteria of a test and conclude on it; what is not named is answered with no."""
    test = thresholds.index.rule(test_name, thresholds.CriteriaTest)
    full = {criterion.key: ("no", "Nothing in the records speaks for it.") for criterion in test.criteria} | answers
    thresholds.answer_test(actor, ref=case.ref, test_name=test_name, answers=full)
    thresholds.conclude_test(actor, ref=case.ref, test_name=test_name, is_met=is_met, rationale=rationale)


def seat_of(case_group_id: int, title: str) -> int:
    """The id of a seat in a group, by its title."""
    return GroupSeat.objects.values_list("pk", flat=True).get(group_id=case_group_id, title=title)
