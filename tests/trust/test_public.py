"""Nothing confidential is on a public page: no planted word but those of what was released, and no way to a table."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from candour.platform.access.exposure import Exposure
from candour.practice.cases.models import Case
from candour.practice.public.models import Document
from candour.practice.public.queries import pages
from tests.trust.addresses import every_address
from tests.trust.conftest import PlantedCast
from tests.trust.headers import wrong_headers
from tests.trust.planting import words_in
from tests.trust.situations import situations
from tests.trust.unpacking import everything_in


def answers(cast: PlantedCast) -> dict[str, Any]:
    """What a stranger gets at every open address, with the withdrawn document besides."""
    site, stranger = situations(cast)[0], Client()
    paths = {one.name: site.path(one) for one in every_address() if one.exposure is Exposure.OPEN}
    gone = Document.objects.filter(withdrawn_on__isnull=False).earliest("pk")
    paths["withdrawn"] = f"/public/{gone.site.slug}/documents/{gone.ref}/"
    return {name: stranger.get(path) for name, path in paths.items()}


def leaked(cast: PlantedCast) -> list[str]:
    """The planted words on public pages that were never released."""
    found = {word for answer in answers(cast).values() for word in words_in(everything_in(answer))}
    where = cast.planted.words
    return cast.planted.told({word for word in found & where.keys() if where[word].model._meta.app_label != "public"})


def test_no_public_page_holds_a_word_that_was_not_released(sown: PlantedCast) -> None:
    got = answers(sown)

    assert {name: one.status_code for name, one in got.items() if one.status_code != 200} == {"withdrawn": 410}
    assert [wrong for one in got.values() for wrong in wrong_headers(one)] == []
    read = {word for one in got.values() for word in words_in(everything_in(one))} & sown.planted.words.keys()
    assert len(read) >= 60, "otherwise finding none means nothing"
    assert leaked(sown) == []


def test_planted_a_page_that_reads_a_case_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    find = pages.open_site

    def telling(actor: Any, slug: str) -> Any:
        site = find(actor, slug)
        site.strapline = Case.objects.earliest("pk").themes
        return site

    monkeypatch.setattr(pages, "open_site", telling)

    assert leaked(sown)


def test_its_tables_point_at_nothing_but_themselves_and_partnerships() -> None:
    pointed = {
        one.related_model._meta.label_lower
        for model in apps.get_app_config("public").get_models()
        for one in model._meta.get_fields()
        if one.is_relation and one.related_model
    }

    assert {label for label in pointed if label.partition(".")[0] != "public"} == {"directory.partnership"}
