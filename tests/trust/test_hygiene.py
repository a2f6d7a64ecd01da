"""Nothing about anybody in addresses, titles, file names, mail or logs; no address goes by a number that counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from candour.platform.messaging import templates as mail_templates
from candour.platform.messaging.models import OutboxMessage
from candour.project.demonstration.cast import CAST
from tests.trust.addresses import every_address
from tests.trust.conftest import PlantedCast
from tests.trust.planting import words_in
from tests.trust.walking import walk

COUNTED_WITHIN = {"number", "item", "pk", "seat_id", "conflict_id", "response_id", "signature_id"}
"""Numbers that count within one record (the second person, the third event), among one's own passkeys, and the seats of
groups, which are no secret. Conflicts, answers and signatures stand within a record that the address names by its
reference; they still want references of their own."""


def test_no_address_goes_by_a_number_that_counts_over_the_whole_system() -> None:
    assert counted(every_address()) == []


def test_planted_an_address_by_number_is_caught() -> None:
    from django.test import override_settings
    from django.urls import path

    planted = type("planted", (), {"urlpatterns": [path("cases/<int:case_id>/", HttpResponse, name="case")]})
    with override_settings(ROOT_URLCONF=planted):
        assert counted(every_address()) == ["case: cases/<case_id>/"]


def counted(addresses: list[Any]) -> list[str]:
    """Addresses of records by a number of the database, which tells how many there are."""
    return [
        f"{address.name}: {address.route}"
        for address in addresses
        for name in address.numbers
        if name not in COUNTED_WITHIN
    ]


def test_every_message_of_the_demonstration_is_to_one_and_says_nothing(sown: PlantedCast) -> None:
    messages = list(OutboxMessage.objects.all())
    names = {part for member in CAST for part in member.name.split()}
    assert len(messages) > 100
    for message in messages:
        declared = mail_templates.template_of(message.template)
        said = " ".join([declared.subject, declared.body, *message.values.values()])
        assert message.to.count("@") == 1
        assert words_in(said) == set(), message.template
        assert not names & set(said.replace(",", " ").split()), message.template


def test_planted_a_name_in_a_title_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    def titled(request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return render(request, template, context | {"title": "Priya Anand"}, **kwargs)

    monkeypatch.setattr("candour.practice.directory.web.people.render", titled)

    assert any("the title" in wrong for wrong in walk(sown, "lay", ("people",)).hygiene)


def test_planted_a_word_in_an_address_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    word = next(iter(sown.planted.words))
    from candour.platform.search.web import views

    monkeypatch.setattr(views, "render", lambda *args: HttpResponse(f'<a href="/search/?q={word}">again</a>'))

    assert any("an address" in wrong for wrong in walk(sown, "lay", ("search",)).hygiene)
