"""Moves: refused with all reasons at once, made once however many try, and always in history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from candour.platform.access.policy import Refused
from candour.platform.audit_trail.models import Entry
from candour.platform.audit_trail.queries import history_of
from candour.platform.audit_trail.sentences import sentence
from candour.platform.imports.models import ImportRun as Paper
from candour.platform.workflow.moving import Conflict, offered, save_edit
from candour.platform.workflow.table import Move, State, Workflow
from candour.platform.workflow.tests.conftest import HANDLE, PAPERS, make
from tests.folders import person

pytestmark = pytest.mark.django_db

MakePaper = Callable[..., Paper]


def test_a_move_changes_the_state_the_version_and_history(paper: MakePaper, now: datetime) -> None:
    one = paper()

    make(person(1, now), one, "take", place="the drawer")

    kept = Paper.objects.get(pk=one.pk)
    assert (kept.state, kept.version) == (one.state, one.version) == ("desk", 2)
    assert [line.what for line in history_of(one)] == ["took the paper out of the drawer"]


def test_a_refusal_gives_every_reason_at_once_and_changes_nothing(paper: MakePaper, now: datetime) -> None:
    one = paper()

    with pytest.raises(Refused) as refused:
        make(person(2, now), one, "shelve")

    assert refused.value.reasons == (
        "This is “in the drawer”, and so cannot be changed in this way.",
        "Only whoever holds the paper.",
        "The paper has no name.",
        "Whether the paper has a text is not known yet.",
    )
    assert Paper.objects.get(pk=one.pk).version == 1
    assert not Entry.objects.exists()


def test_what_is_not_known_holds_a_move_up_like_what_is_not_met(paper: MakePaper, now: datetime) -> None:
    one = paper("desk", name="A name")

    with pytest.raises(Refused) as refused:
        make(person(1, now), one, "shelve")
    assert refused.value.reasons == ("Whether the paper has a text is not known yet.",)

    Paper.objects.filter(pk=one.pk).update(pasted="A text")
    make(person(1, now), Paper.objects.get(pk=one.pk), "shelve")
    assert Paper.objects.get(pk=one.pk).state == "shelf"


def test_a_move_that_the_table_does_not_know_is_an_error(paper: MakePaper, now: datetime) -> None:
    with pytest.raises(KeyError, match="burn"):
        make(person(1, now), paper(), "burn")


def test_a_table_that_leads_nowhere_is_an_error() -> None:
    told = sentence("test_workflow.lost", "lost the paper")
    with pytest.raises(ValueError, match=r"lose names unknown states \['attic', 'lost'\]"):
        Workflow(
            "papers",
            states=(State("desk", "On the desk"),),
            moves=(Move("lose", "Lose it", ("attic",), "lost", HANDLE, told),),
        )


def test_a_move_that_somebody_else_made_first_is_a_conflict(paper: MakePaper, now: datetime) -> None:
    one = paper()
    in_another_hand = Paper.objects.get(pk=one.pk)
    make(person(1, now), one, "take", place="the drawer")

    with pytest.raises(Conflict):
        make(person(1, now), in_another_hand, "take", place="the drawer")

    assert Paper.objects.get(pk=one.pk).version == 2
    assert len(history_of(one)) == 1


def test_only_moves_that_lead_on_are_offered_and_those_not_yet_possible_say_why(
    paper: MakePaper, now: datetime
) -> None:
    def shown(state: str) -> dict[str, tuple[str, ...]]:
        return {one.move.key: one.reasons for one in offered(person(1, now), paper(state), PAPERS)}

    assert shown("drawer") == {"take": (), "tear": ("Nobody.",)}
    assert shown("desk") == {
        "shelve": ("The paper has no name.", "Whether the paper has a text is not known yet."),
        "tear": ("Nobody.",),
    }
    assert shown("shelf") == {}
    assert [one.possible for one in offered(person(1, now), paper(), PAPERS)] == [True, False]


def test_an_edit_of_an_old_version_is_a_conflict_and_keeps_what_is_there(paper: MakePaper) -> None:
    one = paper(name="First")
    save_edit(one, 1, source_name="Second")

    with pytest.raises(Conflict):
        save_edit(Paper.objects.get(pk=one.pk), 1, source_name="Third")

    kept = Paper.objects.get(pk=one.pk)
    assert (kept.source_name, kept.version, one.source_name, one.version) == ("Second", 2, "Second", 2)
