"""The table of who reaches what has every address, and whoever breaks a rule of seeing is caught by it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import path

from candour.platform.access import middleware, policy
from candour.platform.access.policy import EVERYTHING
from candour.practice.cases.models import Case
from candour.practice.cases.web.views import files
from tests.trust.addresses import every_address
from tests.trust.conftest import PlantedCast
from tests.trust.matrix import columns, compared
from tests.trust.situations import Unfilled, situations
from tests.trust.walking import walk

NOT_MET_IN_A_WALK = {
    *("refer_tasks", "refer_check", "refer_section", "refer_item", "refer_new", "return_new", "answer", "feed"),
    *("account_invitation", "account_reauthenticate", "account_logout_everywhere", "mfa_deactivate_totp"),
    *("mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("mfa_view_recovery_codes", "mfa_download_recovery_codes"),
    *("demonstration", "demonstration_mail", "demonstration_sign_in"),
    *("finding_number", "finding_dismiss", "link_end"),
    *("writing", "writing_open", "writing_stop", "writing_take_back"),
    *("edition_sign", "place_confirm", "redaction_words", "access_request_judge", "site_easy_read_confirm"),
}
"""Addresses that open only with a draft, a secret or a proof of one's own that nobody has in these situations.

What is found in minutes is found by their words, and in a walk every text holds planted words instead.
"""


def test_the_table_has_rows_for_every_address_and_for_no_other() -> None:
    rows = {cell[0] for column in columns().values() for cell in column}

    assert rows == {address.name for address in every_address()}


def test_every_address_opens_to_somebody() -> None:
    opened = {cell[0] for column in columns().values() for cell, letter in column.items() if letter not in "hrs-"}

    assert {address.name for address in every_address()} - opened - NOT_MET_IN_A_WALK == set()


def test_planted_a_new_address_without_a_row_is_caught(sown: PlantedCast) -> None:
    planted = type("planted", (), {"urlpatterns": [path("cases/<str:ref>/stray/", HttpResponse, name="stray")]})
    with override_settings(ROOT_URLCONF=planted):
        assert {address.name for address in every_address()} == {"stray"}
        assert compared("manager", {("stray", "GET", "running"): "o"})
    unknown = type("planted", (), {"urlpatterns": [path("strays/<str:stray>/", HttpResponse, name="stray")]})
    with override_settings(ROOT_URLCONF=unknown), pytest.raises(Unfilled, match="<stray>"):
        situations(sown)[0].path(every_address()[0])


def test_planted_a_rule_that_lets_everybody_see_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = policy._sees[Case]
    monkeypatch.setitem(policy._sees, Case, replace(rule, rule=lambda actor: EVERYTHING))

    letters = walk(sown, "redbridge", ("case",)).column.letters

    assert "redbridge, case GET running: the table says “hidden" in compared("redbridge", letters)[-1]


def test_planted_a_view_that_skips_the_policy_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "the_case", lambda request, ref: Case.objects.select_related("partnership").get(ref=ref))

    column = walk(sown, "scrutineer", ("case_processes",)).column

    assert compared("scrutineer", column.letters)
    assert any("the case is hidden from them, and yet: opens" in str(problem) for problem in column.problems)


def test_planted_a_refusal_for_what_is_hidden_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any, request: HttpRequest, error: Exception) -> HttpResponse:
        return render(request, "403.html", {"reasons": ["You may not see this case."]}, status=403)

    monkeypatch.setattr(middleware.AccessMiddleware, "process_exception", refuse)

    column = walk(sown, "redbridge", ("case",)).column

    assert any("and yet: refused" in str(problem) for problem in column.problems)


def test_planted_a_telling_404_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(request: HttpRequest, ref: str) -> Case:
        if Case.objects.filter(ref=ref).exists():
            raise PermissionError
        raise policy.Hidden

    def answer(self: Any, request: HttpRequest, error: Exception) -> HttpResponse:
        return HttpResponse("It is there" if isinstance(error, PermissionError) else "It is not", status=404)

    monkeypatch.setattr(files, "the_case", tell)
    monkeypatch.setattr(middleware.AccessMiddleware, "process_exception", answer)

    column = walk(sown, "redbridge", ("case_processes",)).column

    assert any("does not answer like what does not exist" in str(problem) for problem in column.problems)


def test_planted_a_page_that_changes_on_reading_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(request: HttpRequest, ref: str) -> Case:
        Case.objects.filter(ref=ref).update(themes="changed")
        return Case.objects.select_related("partnership", "line").get(ref=ref)

    monkeypatch.setattr(files, "the_case", write)

    column = walk(sown, "manager", ("case_processes",)).column

    assert any("and yet it wrote ['cases_case'" in str(problem) for problem in column.problems)
