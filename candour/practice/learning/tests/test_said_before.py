"""Themes, and whether a recommendation was made before: found by its words, and asked why the last did not hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from candour.practice.learning.models import Coding, Recommendation, Repeat, Report, Theme
from candour.practice.learning.operations.said_before import put_words
from candour.practice.learning.operations.themes import add_theme
from candour.practice.learning.queries.said_before import repeat_rate, said_before
from tests.cast import Cast

OLD = (
    "Midwives use a professional interpreter at every booking visit where the mother’s first language is not English.",
    "The fire service visits homes in which somebody smokes in bed.",
    "Schools tell the council of every pupil who leaves without a known destination.",
)
NEW = "Health visitors book interpreting for each family that does not speak English, and never use a relative."


def report(
    cast: Cast, *texts: str, title: str = "A review", at: str = "Havering SCP", **facts: Any
) -> list[Recommendation]:
    """A report with recommendations that can be found by their words."""
    made = Report.objects.create(
        partnership=cast.partnership(at), kind="local-review", title=title, opened_at=cast.now, **facts
    )
    found = [
        Recommendation.objects.create(report=made, number=number, text=text, added_at=cast.now)
        for number, text in enumerate(texts, 1)
    ]
    put_words(cast.acting("manager"), found)
    return found


def post(cast: Cast, who: str, address: str, /, *args: Any, **fields: Any) -> Any:
    return cast.client(who).post(reverse(address, args=args), fields, follow=True)


def language(cast: Cast) -> Theme:
    facts = {"title": "Interpreting", "synonyms": ["translator", "first language"], "means": ""}
    return add_theme(cast.acting("manager"), facts=facts)


def test_a_new_recommendation_finds_the_old_one_and_asks_why_it_did_not_hold(cast: Cast) -> None:
    # F33
    language(cast)
    old, *_ = report(cast, *OLD, title="Baby Q")
    (new,) = report(cast, NEW, title="Baby R")

    page = cast.client("manager").get(reverse("said_before", args=[new.ref])).content.decode()
    assert "Recommendation 1 of Baby Q, Havering SCP" in page
    assert "The same theme: Interpreting." in page
    assert "interpreting" in page.partition("The same words: ")[2][:60]
    assert "smokes" not in page
    assert "Nobody has said yet" in page

    silent = post(cast, "manager", "likeness", new.ref, old.ref, likeness="again", why=" ", version="0")
    assert silent.status_code == 422
    assert "Say why what was done the last time did not hold." in silent.content.decode()
    why = "Interpreters were booked by each ward, and nobody counted whether they came."
    kept = post(cast, "manager", "likeness", new.ref, old.ref, likeness="again", why=why, version="0")
    assert f"Why it did not hold: {why}" in kept.content.decode()
    assert post(cast, "manager", "likeness", new.ref, old.ref, likeness="other", why="", version="0").status_code == 422
    assert Repeat.objects.get().why == why
    rate = repeat_rate(cast.acting("manager"), cast.partnership().pk)
    assert (rate.looked_at, rate.repeated) == (1, 1)


def test_another_word_for_the_same_theme_is_recognised(cast: Cast) -> None:
    report(cast, "A translator sits in whenever parents are asked to agree to a plan.", *OLD[1:])
    (new,) = report(cast, "Every unit pays for interpreting.")
    assert said_before(cast.acting("manager"), new) == []
    language(cast)
    (found,) = said_before(cast.acting("manager"), new)
    assert found.themes == ("Interpreting",)


@pytest.mark.parametrize(("who", "finds"), [("council", True), ("housing", False), ("redbridge", False)])
def test_whoever_is_walled_off_or_elsewhere_finds_nothing_by_matching(cast: Cast, who: str, finds: bool) -> None:
    """The old report grew out of a case from which the director of another agency is kept by a conflict."""
    case = apps.get_model("cases", "Case").objects.create(
        partnership=cast.partnership(), key="QX4", kind="serious-incident", about="child", opened_at=cast.now
    )
    apps.get_model("cases", "Wall").objects.create(
        case=case, person=cast.people["police"], nature="person", declared_at=cast.now, declared_by="Priya Anand"
    )
    (old,) = report(cast, OLD[0], title="Baby Q", owner_kind="cases.case", owner_id=case.pk)
    (new,) = report(cast, NEW, title="Baby R")
    client = cast.client(who)
    assert (b"Baby Q" in client.get(reverse("said_before", args=[new.ref])).content) is finds
    assert (client.get(reverse("said_before", args=[old.ref])).status_code == 200) is finds
    walled = cast.client("police").get(reverse("said_before", args=[new.ref]))
    assert walled.status_code == 200
    assert b"Baby Q" not in walled.content
    assert cast.client("police").get(reverse("likeness", args=[new.ref, old.ref])).status_code == 404


def test_themes_have_levels_and_retire_without_losing_what_is_coded(cast: Cast) -> None:
    # LRN-12
    manager = cast.client("manager")
    post(cast, "manager", "theme_add", title="Communication", parent="", means="", synonyms="")
    page = post(cast, "manager", "theme_add", title="Interpreting", parent="communication", synonyms="translator\n\n")
    assert "Communication:" in page.content.decode()
    again = post(cast, "manager", "theme_add", title="Interpreting", parent="", synonyms="")
    assert "There is a theme of that name already." in again.content.decode()
    above = Theme.objects.get(key="communication")
    loop = {"title": "Communication", "parent": "interpreting", "synonyms": "", "version": str(above.version)}
    assert "cannot stand under itself" in post(cast, "manager", "theme_change", above.key, **loop).content.decode()

    (coded,) = report(cast, NEW)
    asked = manager.get(reverse("recommendation_themes", args=[coded.ref])).content.decode()
    assert 'value="interpreting"' in asked
    assert asked.count(" checked") == 1, "what the text names is ticked before anybody looks"
    post(cast, "manager", "recommendation_themes", coded.ref, themes=["interpreting"])
    page = manager.get(reverse("theme", args=["interpreting"])).content.decode()
    assert "2026, Havering SCP" in page
    assert NEW[:40] in page

    under = post(cast, "manager", "theme_retire", "communication", version=str(above.version))
    assert "Themes stand under this one." in under.content.decode()
    post(cast, "manager", "theme_add", title="Being heard", parent="communication", synonyms="")
    held = Theme.objects.get(key="interpreting")
    post(cast, "manager", "theme_retire", held.key, version=str(held.version), replaced_by="being-heard")
    page = manager.get(reverse("theme", args=["interpreting"])).content.decode()
    assert "Retired on 18 November 2026" in page
    assert "2026, Havering SCP" in page
    (other,) = report(cast, NEW)
    refused = post(cast, "manager", "recommendation_themes", other.ref, themes=["interpreting"])
    assert refused.status_code == 422
    post(cast, "manager", "recommendation_themes", coded.ref, themes=["being-heard"])
    ended = Coding.objects.get(theme=held)
    assert ended.ended_by == "Priya Anand"
    history = manager.get(reverse("said_before", args=[coded.ref])).content.decode()
    assert "Themes that it had before" in history


def test_only_managers_keep_the_vocabulary_and_only_the_office_codes(cast: Cast) -> None:
    language(cast)
    (new,) = report(cast, NEW)
    refused = post(cast, "lay", "theme_add", title="Mine", parent="", synonyms="")
    assert "Only partnership managers" in refused.content.decode()
    refused = post(cast, "lay", "recommendation_themes", new.ref, themes=["interpreting"])
    assert "Only the office" in refused.content.decode()
    assert not Coding.objects.exists()
