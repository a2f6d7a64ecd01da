"""One walk of each of the cast through every address, looked at in every way: what opens, what leaks, which headers.

A walk asks for a share of the addresses: everything of the running case, and of the rest each twelfth, another
twelfth for each person. With CANDOUR_EVERYTHING=1 it asks for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from candour.platform.access import identity
from candour.platform.access.actor import Actor
from candour.platform.access.identity import actor_of_account
from candour.platform.accounts.models import Account
from candour.practice.cases.models import AgencyRequest, Referral
from tests.browsing import EVERYTHING
from tests.trust.conftest import PlantedCast
from tests.trust.crawling import LINK, REFERRER, STRANGER, Changes, browser_of
from tests.trust.headers import wrong_headers
from tests.trust.history import wrong_in_history
from tests.trust.hygiene import unclean
from tests.trust.matrix import Asking, Cell, Column, Problem, column_of, letter_of
from tests.trust.planting import words_in
from tests.trust.situations import situations
from tests.trust.unpacking import everything_in

SHARES = 12
SHOWS_THE_VAULT = {
    ("case_reveal", "POST"),
    ("case_copy_sheet", "POST"),
    ("agency_return", "GET"),
    ("return_form", "POST"),
    ("relative_reveal", "POST"),
    ("practitioner_reveal", "POST"),
}
"""The only pages on which anything of the vault may stand, for whoever may open them: each opening is recorded."""


@dataclass
class Walk:
    """What one of the cast got, and everything that was wrong with it."""

    column: Column
    asked: Asking
    leaks: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    hygiene: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    """The planted words that they read."""


def walk(cast: PlantedCast, actor: str, only: Collection[str] = ()) -> Walk:
    """Ask for the share of one of the cast, or for the addresses named in `only`, all of them in every situation."""
    planted = cast.planted
    asked = Asking(actor, only, 1 if EVERYTHING else SHARES)
    made = Walk(Column({}, []), asked)
    may_read = planted.readable_by(acting(cast, actor))

    def look(cell: Cell, response: Any, changes: Changes) -> None:
        words = words_in(everything_in(response)) & planted.words.keys()
        made.read |= words
        told = words - may_read
        if (cell[0], cell[1]) in SHOWS_THE_VAULT:
            told -= planted.of_the_vault
        if told:
            made.leaks.append(str(Problem(cell, f"{actor} reads {planted.told(told)}")))
        made.headers += [str(Problem(cell, wrong)) for wrong in wrong_headers(response)]
        made.hygiene += [str(Problem(cell, wrong)) for wrong in unclean(response, planted)]
        is_person = actor in cast.people and actor not in ("left", "newcomer")
        wrong_lines = wrong_in_history(cell, letter_of(response, changed=bool(changes.lines)), changes, planted)
        made.history += [str(Problem(cell, wrong)) for wrong in wrong_lines if is_person]

    with actors_remembered():
        browser = browser_of(cast, actor)
        browser.raise_request_exception = False
        made.column = column_of(cast, actor, browser, situations(cast), asked, look)
    return made


def acting(cast: PlantedCast, actor: str) -> Actor:
    """Anybody who may ask, as the policies know them."""
    if actor in cast.people and cast.people[actor].account and actor != "left":
        return cast.acting(actor)
    if actor == STRANGER:
        account = Account.objects.filter(email="nobody@example.org").first()
        return actor_of_account(account.pk if account else 0, cast.now)
    if actor == LINK:
        request = AgencyRequest.objects.get(review__state="released", organisation__short_name="Police")
        return Actor.link("the holder of a link", ("request", request.pk), cast.now)
    if actor == REFERRER:
        referral = Referral.objects.get(case__kind="concern")
        return Actor.link("the referrer", ("referral", referral.pk), cast.now)
    return Actor.visitor(cast.now)


@contextmanager
def actors_remembered() -> Iterator[None]:
    """Work out once what a person holds: in a walk it does not change, and it is asked for thousands of times."""
    find = identity._person_of[0]
    found: dict[tuple[int, datetime], Actor] = {}

    def remembered(account_id: int, at: datetime) -> Actor:
        if (account_id, at) not in found:
            found[account_id, at] = find(account_id, at)
        return found[account_id, at]

    identity.identify_with(remembered)
    try:
        yield
    finally:
        identity.identify_with(find)
