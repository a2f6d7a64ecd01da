"""Every answer carries the headers that it must, and no page holds a script, a style or a part from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from candour.platform.design import middleware
from tests.trust.conftest import PlantedCast
from tests.trust.crawling import browser_of
from tests.trust.headers import policy_in, wrong_headers, wrong_in_page
from tests.trust.walking import walk

CANDOUR = Path(__file__).parents[2] / "candour"
INLINE = re.compile(r"""\son[a-z]+\s*=\s*["']|\sstyle\s*=\s*["']|<style|<script(?![^>]*\bsrc=)|javascript:""", re.I)
FROM_ELSEWHERE = re.compile(
    r"""(?:src|srcset|action|data)\s*=\s*["'](?:https?:)?//|<link[^>]*href=["'](?:https?:)?//""", re.I
)
ON_PURPOSE = 'type="application/json"'


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing/at/all/", 404),
        ("get", "/cases/nothing-is-here/", 404),
        ("put", "/", 405),
        ("get", "/conflicts/", 403),
        ("post", "/refer/tasks/", 405),
        ("get", "/search?q=x", 301),
    ],
)
def test_errors_have_them_too(method: str, path: str, status: int, sown: PlantedCast) -> None:
    answer = getattr(browser_of(sown, "lay"), method)(path)

    assert answer.status_code == status
    assert wrong_headers(answer) == []


def test_an_error_of_the_server_has_them_and_says_nothing(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browser_of(sown, "lay")
    browser.raise_request_exception = False
    monkeypatch.setattr("candour.platform.search.web.views.find", _break)

    answer = browser.get("/search/", {"q": "something"})

    assert answer.status_code == 500
    assert wrong_headers(answer) == []
    assert b"something" not in answer.content
    assert b"Traceback" not in answer.content


def test_a_form_without_its_token_is_refused_with_them(sown: PlantedCast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = browser_of(sown, "manager").cookies

    answer = browser.post("/due/calendar/")

    assert answer.status_code == 403
    assert wrong_headers(answer) == []


@pytest.mark.parametrize("suffix", ["html", "svg"])
def test_no_template_holds_a_script_a_style_or_a_part_from_elsewhere(suffix: str) -> None:
    found = [
        f"{path.relative_to(CANDOUR)}:{number}: {line.strip()[:100]}"
        for path in CANDOUR.rglob(f"templates/**/*.{suffix}")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (INLINE.search(line) and ON_PURPOSE not in line) or FROM_ELSEWHERE.search(line)
    ]
    assert found == []


def test_planted_a_looser_policy_is_caught(sown: PlantedCast, settings: Any) -> None:
    strict = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**strict, "script-src": ["'self'", "'unsafe-inline'"]}}

    assert any("unsafe-inline" in wrong for wrong in walk(sown, "lay", ("home",)).headers)


def test_planted_a_page_that_may_be_kept_is_caught(sown: PlantedCast, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(self: Any, request: Any) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        response["Cache-Control"] = "private, max-age=60"
        return response

    monkeypatch.setattr(middleware.HeadersMiddleware, "__call__", kept)

    assert any("kept in a cache" in wrong for wrong in walk(sown, "lay", ("home",)).headers)
    assert any("camera" in wrong for wrong in walk(sown, "lay", ("home",)).headers)


@pytest.mark.parametrize(
    "page",
    [
        "<p onclick='go()'>x</p>",
        "<p style='color: red'>x</p>",
        "<script>go()</script>",
        "<style>p {}</style>",
        "<a href='javascript:go()'>x</a>",
        "<script src='https://elsewhere.example/a.js'></script>",
        "<link rel='stylesheet' href='//elsewhere.example/a.css'>",
        "<img src='https://elsewhere.example/a.png'>",
        "<form action='https://elsewhere.example/'></form>",
        "<base href='https://elsewhere.example/'>",
    ],
)
def test_planted_in_a_page_each_is_caught(page: str) -> None:
    assert wrong_in_page(page)


def test_a_harmless_page_is_not_accused() -> None:
    page = "<script src='/static/a.js'></script><a href='https://www.gov.uk/'>law</a><img src='/static/a.png'>"

    assert wrong_in_page(page) == []
    assert policy_in("default-src 'none'; sandbox") == {"default-src": ["'none'"], "sandbox": []}


def _break(*args: object, **kwargs: object) -> None:
    raise RuntimeError("planted")
