"""At the same moment: of many who ask no more are shown something than may be, and of many changes one is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pytest_django import Settings

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import verify_all
from candour.platform.vault import operations
from candour.platform.vault.models import Identity, Mark, Reveal
from candour.platform.workflow.moving import Conflict
from tests.databases import RealDatabase, race
from tests.folders import OPEN_A_FOLDER, Folder, person

MakeFolder = Callable[..., Folder]


def test_the_daily_limit_holds(
    real_database: RealDatabase, folder: MakeFolder, now: datetime, settings: Settings
) -> None:
    settings.CANDOUR_DAILY_REVEALS = 5
    identities = [
        operations.keep(person(1, now), owner=folder(1), kind="subject", facts={"surname": f"Reed {number}"})
        for number in range(16)
    ]

    def reveal(number: int) -> dict[str, str]:
        return operations.reveal(
            person(1, now),
            identity=identities[number],
            act=OPEN_A_FOLDER,
            reason_kind="contact",
            reason=f"caller {number}",
        )

    outcomes = race(16, reveal)

    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 5
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 11
    assert Reveal.objects.count() == 5
    assert Entry.objects.filter(verb="vault.shown").count() == 5
    assert verify_all().broken_at is None


def test_one_of_many_changes_is_saved(real_database: RealDatabase, folder: MakeFolder, now: datetime) -> None:
    facts = {"forenames": "Ann", "surname": "Reed", "born_on": "2019-03-14"}
    identity = operations.keep(person(1, now), owner=folder(1), kind="subject", facts=facts)
    surnames = ["Quick", "Slow", "Early", "Late", "Short", "Long", "High", "Low"]

    outcomes = race(
        8,
        lambda number: operations.change(
            person(1, now), identity=identity, version=1, facts={"surname": surnames[number]}
        ),
    )

    winners = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Identity)]
    assert len(winners) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 7
    texts = operations.open_for(person(1, now), identity=identity, purpose="letter")
    assert texts["surname"] == surnames[winners[0]]
    marks = set(Mark.objects.values_list("mark", flat=True))
    again = operations.keep(person(1, now), owner=folder(1), kind="subject", facts=texts)
    assert marks == set(Mark.objects.filter(identity=again).values_list("mark", flat=True)), "marks of the winner alone"
