"""“See also”: a link is there for whoever sees both ends, and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from candour.platform.access.policy import Hidden, Refused
from candour.platform.audit_trail.queries import history_of
from candour.platform.links import operations
from candour.platform.links.models import Link
from candour.platform.links.queries import see_also
from candour.practice.cases.models import Case
from candour.practice.governance.models import Action, Group
from candour.project.demonstration.stage import refer
from tests.cast import Cast
from tests.walks import SAID, moment, walk

WHY = "It came out of this case"


@pytest.fixture
def case(cast: Cast) -> Case:
    return walk(cast, to="received").case


def action(cast: Cast) -> Action:
    group = Group.objects.filter(partnership=cast.partnership()).earliest("pk")
    owner = cast.people["administrator"]
    return Action.objects.create(
        group=group, year=2026, number=7, text="Ask.", owner=owner, raised_on=moment(19).date(), state="open"
    )


def ask(client: Client, case: Case, words: str, why: str = WHY) -> str:
    address = reverse("link_add", args=["case", case.ref])
    return client.post(address, {"words": words, "why": why}, follow=True).content.decode()


def test_a_case_and_an_action_show_each_other_until_the_link_is_taken_away(cast: Cast, case: Case) -> None:
    made = action(cast)
    manager = cast.client("manager")
    assert "They are linked" in ask(manager, case, "2026/07")
    assert "These two are linked already" in ask(manager, case, "action 2026/7")
    assert WHY in manager.get(reverse("case_processes", args=[case.ref])).content.decode()
    on_action = manager.get(reverse("action", args=[made.ref])).content.decode()
    assert f"Case {case.key}, Havering SCP" in on_action
    assert "linked this to another record (case)" in on_action
    assert case.key not in str(history_of(made))

    link = Link.objects.get()
    done = manager.post(reverse("link_end", args=["action", made.ref, link.ref]), follow=True).content.decode()
    assert "The link is taken away" in done
    assert see_also(cast.acting("manager"), case) == []
    assert "They are linked" in ask(manager, case, "2026/7")


def test_who_sees_one_end_only_sees_no_link(cast: Cast, case: Case) -> None:
    made = action(cast)
    operations.link(cast.acting("manager"), one=case, words="2026/7", why=WHY)
    owner = cast.acting("administrator")
    assert [one.title for one in see_also(owner, made)] == [f"Case {case.key}, Havering SCP"]
    assert see_also(cast.acting("nelft"), made) == []
    page = cast.client("redbridge").get(reverse("link_add", args=["case", case.ref]))
    assert page.status_code == 404
    with pytest.raises(Hidden):
        operations.unlink(cast.acting("manager"), one=case, link_ref="nothing-is-here")


def test_what_cannot_be_opened_is_not_found_and_two_of_one_name_are_told_apart(cast: Cast, case: Case) -> None:
    theirs = refer(cast.acting("redbridge", moment(19)), "Redbridge SCP", SAID)
    Case.objects.filter(pk=theirs.pk).update(key="XQX")
    manager = cast.client("manager")
    assert "Nothing that you can open is called that" in ask(manager, case, "XQX")
    assert "Nothing that you can open is called that" in ask(manager, case, case.key)
    other = refer(cast.acting("teacher", moment(20)), "Havering SCP", SAID, by="Havering Education")
    board = refer(
        cast.acting("teacher", moment(20)),
        "Havering SAB",
        SAID | {"about": {"kind": "serious-incident", "person": "adult"}},
        by="Havering Education",
    )
    Case.objects.filter(pk__in=[other.pk, board.pk]).update(key="XQY")
    assert "Several records are called that: Case XQY, Havering" in ask(manager, case, "XQY")
    assert "They are linked" in ask(manager, case, "Case XQY, Havering SAB")
    with pytest.raises(Refused, match="Say in a few words why"):
        operations.link(cast.acting("manager"), one=case, words="Case XQY, Havering SCP", why=" ")
