"""Challenges as tests need them: raised, answered, taken higher and ended by those who do so in use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from candour.practice.challenges import operations
from candour.practice.challenges.models import Challenge
from candour.rulebook.language.clocks import LONDON
from tests.cast import Cast

SAID: dict[str, Any] = {
    "issue": "threshold",
    "title": "A referral that was closed at the door",
    "asked": "Look again at the decision to take no further action.",
    "concerned": "child",
    "safe_meanwhile": "A relative stays with the family and the school calls every morning.",
    "with_whom": "Team manager, front door",
}


def moment(on: date) -> datetime:
    """Noon in London on a day."""
    return datetime.combine(on, time(12), LONDON)


def raised(
    cast: Cast,
    *,
    who: str = "nelft",
    by: str = "NELFT",
    of: str = "Havering Children",
    on: date = date(2026, 11, 2),
    answer_by: date | None = None,
    **more: Any,
) -> Challenge:
    """A challenge that was raised on a day, to be answered within a week unless another day is given."""
    place = more.pop("partnership", "Havering SCP")
    said = operations.Raised(**{**SAID, "raised_on": on, "answer_by": answer_by or on + timedelta(days=7), **more})
    return operations.raise_challenge(
        cast.acting(who, moment(on)),
        partnership_ref=cast.partnership(place).ref,
        raised_by_ref=cast.organisation(by).ref,
        body_ref=cast.organisation(of).ref,
        said=said,
    )


def now(challenge: Challenge) -> Challenge:
    """The challenge as it is kept now."""
    return Challenge.objects.get(pk=challenge.pk)


def answered(cast: Cast, challenge: Challenge, on: date, *, who: str = "manager", reply: str = "no") -> None:
    """The body answers on a day."""
    operations.answer_challenge(
        cast.acting(who, moment(on)),
        ref=challenge.ref,
        version=now(challenge).version,
        reply=reply,
        text="The threshold document was followed.",
        replied_on=on,
    )


def higher(cast: Cast, challenge: Challenge, on: date, *, stage: int, who: str = "manager", days: int = 7) -> None:
    """It is taken to a stage on a day."""
    operations.take_higher(
        cast.acting(who, moment(on)),
        ref=challenge.ref,
        version=now(challenge).version,
        stage=stage,
        because="Nothing changed.",
        with_whom="Head of service",
        answer_by=on + timedelta(days=days),
    )


def resolved(cast: Cast, challenge: Challenge, on: date, *, who: str = "manager") -> None:
    """Its answer is accepted on a day."""
    operations.resolve_challenge(
        cast.acting(who, moment(on)),
        ref=challenge.ref,
        version=now(challenge).version,
        settled="The decision is made by two managers.",
        learned="",
    )


def withdrawn(cast: Cast, challenge: Challenge, on: date, *, who: str = "manager") -> None:
    """It is withdrawn on a day."""
    operations.withdraw_challenge(
        cast.acting(who, moment(on)), ref=challenge.ref, version=now(challenge).version, because="It was a mistake."
    )


def closed(cast: Cast, challenge: Challenge, on: date, *, who: str = "manager") -> None:
    """It ends unresolved on a day."""
    operations.close_unresolved(
        cast.acting(who, moment(on)),
        ref=challenge.ref,
        version=now(challenge).version,
        dissent_of_raiser="The child was not seen.",
        dissent_of_body="The child was seen at school.",
        learned="",
    )


ACTS: dict[str, Callable[[Cast, Challenge, date, str], None]] = {
    "answer": lambda cast, one, on, who: answered(cast, one, on, who=who),
    "resolve": lambda cast, one, on, who: resolved(cast, one, on, who=who),
    "higher": lambda cast, one, on, who: higher(cast, one, on, stage=now(one).stage + 1, who=who),
    "withdraw": lambda cast, one, on, who: withdrawn(cast, one, on, who=who),
    "close": lambda cast, one, on, who: closed(cast, one, on, who=who),
}
"""Each move by its key, as somebody makes it on a day."""


def page(cast: Cast, who: str, name: str, *args: Any, **query: str) -> Any:
    """A page as one of the cast gets it."""
    return cast.client(who).get(reverse(name, args=args), query)


def post(cast: Cast, who: str, name: str, *args: Any, **fields: Any) -> Any:
    """What comes of sending a form."""
    return cast.client(who).post(reverse(name, args=args), fields, follow=True)


def day(name: str, on: date) -> dict[str, int]:
    """A day as a form sends it."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def a_year(cast: Cast) -> dict[str, Challenge]:
    """Seven challenges, of which one was raised on the last day but one of the year before."""
    made = {
        "at once": raised(cast, on=date(2026, 6, 1)),
        "at stage 2": raised(cast, on=date(2026, 9, 1)),
        "silent": raised(cast, who="hospital", by="BHRUT", on=date(2026, 11, 2)),
        "in time": raised(cast, of="BHRUT", on=date(2026, 11, 9), answer_by=date(2026, 11, 30)),
        "answered": raised(cast, who="police_lead", by="Police", of="BHRUT", on=date(2026, 10, 5)),
        "withdrawn": raised(cast, who="childrens_care", by="Havering Children", of="NELFT", on=date(2026, 10, 12)),
        "unresolved": raised(cast, on=date(2026, 3, 30), stage=5),
    }
    answered(cast, made["at once"], date(2026, 6, 5), reply="agrees")
    resolved(cast, made["at once"], date(2026, 6, 11))
    higher(cast, made["at stage 2"], date(2026, 9, 10), stage=2)
    answered(cast, made["at stage 2"], date(2026, 9, 15), reply="part")
    resolved(cast, made["at stage 2"], date(2026, 9, 23))
    answered(cast, made["answered"], date(2026, 10, 7))
    withdrawn(cast, made["withdrawn"], date(2026, 10, 15))
    closed(cast, made["unresolved"], date(2026, 4, 10))
    return made


def rows(answer: Any) -> list[list[str]]:
    """The cells of every row of the tables on a page."""
    found = re.findall(r'<tr class="govuk-table__row" role="row">(.*?)</tr>', answer.content.decode(), re.DOTALL)
    cells = [re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]
