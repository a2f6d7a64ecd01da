"""A word planted in every text: nobody reads one that the rules hide from them, on any page, in any file or mail."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from candour.platform.access import policy
from candour.platform.access.actor import Actor
from candour.platform.access.policy import EVERYTHING
from candour.platform.deadlines import operations as deadlines
from candour.platform.messaging.operations import send_waiting
from candour.practice.cases.models import AgencyRequest, Case, ChronologyEvent
from candour.practice.cases.queries import returns
from candour.practice.cases.web.views import files
from tests.planted import found_in, whole_database
from tests.trust.conftest import PlantedCast
from tests.trust.crawling import browser_of, text_of
from tests.trust.planting import planted_fields, planted_models, words_in
from tests.trust.unpacking import everything_in
from tests.trust.walking import acting, walk


def test_words_are_planted_in_every_text_of_every_kind_of_record(sown: PlantedCast) -> None:
    planted = sown.planted.words.values()
    kept = {(word.model, word.name) for word in planted}
    with_rows = [model for model in planted_models() if model._default_manager.exists()]

    assert len(planted) > 1000
    assert [
        f"{model.__name__}.{one.name}"
        for model in with_rows
        for one in planted_fields(model)
        if (model, one.name) not in kept
    ] == []


def test_what_is_sealed_is_nowhere_in_clear(sown: PlantedCast) -> None:
    sealed = {word for word, where in sown.planted.words.items() if where.is_sealed}

    in_clear = words_in(whole_database())

    assert len(sealed) > 100
    assert sown.planted.told(sealed & in_clear) == []


@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
def test_the_tracker_taken_away_holds_only_cases_that_are_seen(kind: str, sown: PlantedCast) -> None:
    for actor in ("manager", "redbridge", "joint"):
        answer = browser_of(sown, actor).post("/cases/file/", {"kind": kind, "reason": "For a test"})
        words = words_in(everything_in(answer)) & sown.planted.words.keys()
        may_read = sown.planted.readable_by(acting(sown, actor))

        assert "attachment" in answer["Content-Disposition"]
        assert sown.planted.told(words - may_read) == []
        assert words or actor == "joint"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_chronology_taken_away_holds_nothing_of_the_vault(kind: str, sown: PlantedCast) -> None:
    case = Case.objects.get(pk=ChronologyEvent.objects.filter(request__state="signed-off").latest("pk").case_id)
    answer = browser_of(sown, "manager").post(f"/cases/{case.ref}/chronology/file/{kind}/")
    words = words_in(everything_in(answer))

    assert words & sown.planted.words.keys()
    assert not words & sown.planted.of_the_vault


def test_searching_for_what_is_hidden_finds_what_searching_for_nothing_finds(sown: PlantedCast) -> None:
    for actor in ("redbridge", "scrutineer", "joint", "technical", "council"):
        browser = browser_of(sown, actor)
        may_read = sown.planted.readable_by(acting(sown, actor))
        of_cases = {word for word, where in sown.planted.words.items() if where.model is Case}
        hidden = sorted(of_cases - may_read)[:12]
        nothing = _found(browser, "zqnothingx")
        assert hidden
        for word in hidden:
            for prefix in (word, word[:5], word[:7]):
                assert _found(browser, prefix) == nothing, f"{actor} finds something by {prefix}"


def test_the_calendar_and_the_mail_hold_no_word_at_all(sown: PlantedCast) -> None:
    visitor = browser_of(sown, "visitor")
    for actor in ("manager", "nelft", "council"):
        token = deadlines.make_feed(sown.acting(actor))
        calendar = visitor.get(f"/calendar/{token}.ics")
        assert calendar.status_code == 200
        assert b"BEGIN:VEVENT" in calendar.content
        assert words_in(everything_in(calendar)) & sown.planted.words.keys() == set()
    request = AgencyRequest.objects.filter(state="asked").first()
    assert request is not None
    browser_of(sown, "manager").post(f"/cases/{request.case.ref}/agencies/{request.ref}/chase/")
    send_waiting(Actor.system("a test", sown.now))

    assert mail.outbox
    for letter in mail.outbox:
        said = f"{letter.subject}\n{letter.body}\n{letter.extra_headers}"
        assert words_in(said) == set()


def test_no_log_line_holds_a_word(sown: PlantedCast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    browser = browser_of(sown, "redbridge")
    browser.raise_request_exception = False
    hidden = Case.objects.get(kind="near-miss")
    browser.get(f"/cases/{hidden.ref}/")
    browser.get("/search/", {"q": "zqwhatwaslookedforx"})
    browser.post("/refer/", {"partnership": "zqsomethingtypedx"})

    assert words_in(caplog.text) == set()
    assert "zqwhat" not in caplog.text


def test_the_folder_of_files_holds_nothing_of_the_vault(sown: PlantedCast) -> None:
    vault = sorted(sown.planted.of_the_vault)
    folder = Path(settings.CANDOUR_FILES)
    held = "\n".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())

    assert vault
    assert found_in(held, vault) == []


def test_planted_a_rule_that_lets_everybody_see_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = policy._sees[Case]
    only = replace(rule, rule=lambda actor: EVERYTHING)
    may_read = sown.planted.readable_by(sown.acting("redbridge"))
    monkeypatch.setattr(sown.planted.__class__, "readable_by", lambda self, actor: may_read)
    monkeypatch.setitem(policy._sees, Case, only)

    assert any("cases.case.key" in leak for leak in walk(sown, "redbridge", ("case",)).leaks)


def test_planted_a_page_that_skips_the_policy_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "the_case", lambda request, ref: Case.objects.select_related("partnership").get(ref=ref))

    assert walk(sown, "redbridge", ("case_processes",)).leaks
    assert walk(sown, "housing", ("case_processes",)).leaks, "behind their wall"


def test_planted_a_list_of_every_request_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = AgencyRequest.objects.select_related("organisation", "case", "case__partnership")
    monkeypatch.setattr(returns, "inbox", lambda actor: everything)

    assert walk(sown, "hospital", ("inbox",)).leaks


def test_planted_a_value_of_the_vault_on_a_page_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    word = next(iter(sown.planted.of_the_vault))
    case = Case.objects.get(kind="near-miss")
    Case.objects.filter(pk=case.pk).update(outcome_reason=word, place_words=word, themes=word)

    assert any("vault.fact" in leak for leak in walk(sown, "manager", ("case_referral",)).leaks)


def _found(browser: object, words: str) -> str:
    answer = browser.get("/search/", {"q": words})
    return text_of(answer).replace(words, "WORDS").partition("<main")[2]
