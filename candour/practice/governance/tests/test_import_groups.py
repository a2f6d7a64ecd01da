"""Bringing in groups with their seats and quorum, and how often they meet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.imports import operations as imports
from candour.platform.imports.models import ImportRun
from candour.platform.imports.queries import rows_of
from candour.platform.imports.recipes import recipe_of
from candour.practice.governance.models import Group, GroupSeat, Meeting, QuorumRule
from candour.rulebook.language.quorum_notation import read, sentence
from conftest import NOW
from tests.cast import Cast

SAMPLES = Path(__file__).with_name("samples")


def bring(cast: Cast, recipe: str, *, upload: Any = None, text: str = "", who: str = "manager") -> ImportRun:
    owner = cast.partnership()
    return imports.bring_in(
        cast.acting(who), recipe=recipe_of(recipe), owner=owner, owner_ref=owner.ref, upload=upload, text=text
    )


def groups(cast: Cast) -> ImportRun:
    return bring(cast, "groups", text=(SAMPLES / "groups.json").read_text())


def cycles(cast: Cast) -> ImportRun:
    upload = SimpleUploadedFile("cycles.csv", (SAMPLES / "group_cycles.csv").read_bytes())
    return bring(cast, "group-cycles", upload=upload)


def notes(run: ImportRun, number: int) -> list[tuple[str, str]]:
    return [(note["level"], note["text"]) for note in rows_of(run).get(number=number).notes]


def apply(cast: Cast, run: ImportRun) -> None:
    imports.apply_run(cast.acting("manager"), run=run, version=run.version)


def test_a_group_comes_in_with_vacant_seats_its_quorum_and_how_often_it_meets(cast: Cast) -> None:
    run = groups(cast)
    words = "6 seats are entered as vacant. Choose the post that fills each on the page of the group."
    assert ("question", words) in notes(run, 1)
    apply(cast, run)
    made = Group.objects.get(name="Early Help Working Group")
    assert (made.frequency, made.at_least_a_year, made.kind) == ("quarterly", 4, "working")
    assert list(GroupSeat.objects.filter(group=made).order_by("order").values_list("title", "kind", "counts")) == [
        ("Health visiting", "core", True),
        ("Police", "core", True),
        ("Youth service", "core", True),
        ("Lay Member", "lay", False),
        ("Probation as required", "as-required", False),
        ("Legal", "adviser", False),
    ]
    rule = QuorumRule.objects.get(group=made)
    assert sentence(read(rule.own_rule)) == rule.sentence
    assert "health" in rule.sentence
    assert "half of the agencies" in rule.sentence


def test_a_group_that_is_there_is_left_out_and_an_unreadable_quorum_is_asked(cast: Cast) -> None:
    run = groups(cast)
    assert ("problem", "There is a group called Executive already.") in notes(run, 2)
    assert ("question", "The quorum cannot be read as a rule. Set it on the page of the group.") in notes(run, 3)
    apply(cast, run)
    assert Group.objects.filter(partnership=cast.partnership(), name="Executive").count() == 1


def test_groups_are_taken_out_again(cast: Cast) -> None:
    before = Group.objects.count()
    run = groups(cast)
    apply(cast, run)
    assert Group.objects.count() == before + 2
    imports.undo_run(cast.acting("manager"), run=run)
    assert Group.objects.count() == before


def test_cycles_are_read_with_what_can_be_read_in_two_ways(cast: Cast) -> None:
    run = cycles(cast)
    assert (
        "question", "“Bi-monthly” is read as every two months. It can also mean twice a month.",
    ) in notes(run, 1)  # fmt: skip
    assert notes(run, 2)[-1] == (
        "question", "It is printed as replaced by the Quality Group. Name its successor on its page.",
    )  # fmt: skip
    assert ("question", "How often it meets is not known: “weekly”. It is entered as needed.") in notes(run, 5)
    assert ("fine", "There is such a group. How often it meets is set.") in notes(run, 6)
    apply(cast, run)
    found = {
        one.name: (one.frequency, one.at_least_a_year, one.until_on)
        for one in Group.objects.filter(partnership=cast.partnership())
    }
    assert found["Exploitation Working Group"] == ("two-monthly", 0, None)
    assert found["Performance Group"][2] == date(2022, 11, 1)
    assert found["Child Death Panel"] == ("as-needed", 3, None)
    assert found["Executive"][0] == "monthly"
    assert Group.objects.get(name="Employment Working Group").from_on == date(2022, 10, 1)


@pytest.mark.parametrize("who", ["administrator", "redbridge", "nelft"])
def test_only_the_partnerships_own_manager_brings_groups_in(cast: Cast, who: str) -> None:
    with pytest.raises(Refused):
        bring(cast, "groups", text="[]", who=who)


def test_the_pages_lead_to_what_can_be_brought_in(cast: Cast) -> None:
    client = cast.client("manager")
    group = Group.objects.get(name="Case Review Working Group")
    meeting = Meeting.objects.create(group=group, starts_at=NOW)
    ways = {
        reverse("groups"): (("groups", cast.partnership().ref), ("group-cycles", cast.partnership().ref)),
        reverse("forward_plan", args=[group.ref]): (("forward-plan", group.ref),),
        reverse("action_log", args=[group.ref]): (("action-log", group.ref), ("notes", group.ref)),
        reverse("meeting", args=[meeting.ref]): (("agenda", meeting.ref), ("attendance", meeting.ref)),
    }
    for page, imports_ in ways.items():
        html = client.get(page).content.decode()
        for way in imports_:
            address = reverse("import_new", args=way)
            assert address in html, page
            assert client.get(address).status_code == 200, address
