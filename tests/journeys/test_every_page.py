"""Every page that can be reached by its links, by a visitor and by the main people of the cast, looked at once."""

from __future__ import annotations

from collections import deque
from urllib.parse import urldefrag, urlparse

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.walking import Walk

MAIN_PEOPLE = ("Priya Anand", "Helen Marsh", "Daniel Osei", "Joan Whitfield", "Alun Pryce", "Yvonne Clarke")
OF_EACH = {"home", "tracker", "case", "case_decision"}
"""Pages that differ from one person to the next, and are looked at by each."""
FILES = {
    *("file", "minutes_as_word", "minutes_as_pdf", "meeting_invitation"),
    *("letter_file", "report_template", "fact_sheet_json", "share_file"),
    *("public_file", "public_promises_csv", "public_facts", "public_feed", "public_promises_feed"),
}
"""Addresses that answer with a file and no page, or are followed by the browser as a download."""
REACHED_BY_SOMEBODY = {
    "account_login", "refer", "rules", "rule", "home", "tracker", "case", "case_referral", "case_tests", "case_test",
    "case_notification", "case_agencies", "agency_return", "case_chronology", "case_meeting", "case_report",
    "case_decision", "case_submission", "case_processes", "case_tracker", "case_team", "case_history",
    "inbox", "conflicts", "tabled", "search", "organisations", "organisation", "people", "person", "posts", "post",
    "account", "bank_holidays", "local_practice", "notification_register", "import_new",
    "public_home", "public_promises", "public_promise", "public_document", "public_concern", "site_keep", "site_words",
}  # fmt: skip
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"


@pytest.mark.browser
def test_every_page_that_links_lead_to_is_fit_to_be_read(walk: Walk) -> None:
    seen: set[str] = set()
    walk.be_nobody()
    _follow_all(walk, seen)
    for name in MAIN_PEOPLE:
        walk.be(name)
        seen -= OF_EACH
        _follow_all(walk, seen, by=name)
    assert seen >= REACHED_BY_SOMEBODY, f"not reached: {REACHED_BY_SOMEBODY - seen}"


def _follow_all(walk: Walk, seen: set[str], *, by: str = "a visitor") -> None:
    """Follow links from the first page, to each kind of address once."""
    waiting = deque([f"{walk.site}/"])
    while waiting:
        address = waiting.popleft()
        name = _name(walk, address)
        if not name or name in seen:
            continue
        seen.add(name)
        answer = walk.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{name} answers {answer.status}"
        walk.look(again=by.replace(" ", "-").lower() if name in OF_EACH else "")
        # A page may send on to another, which then counts as seen.
        seen.add(_name(walk, walk.page.url))
        waiting.extend(walk.page.evaluate(LINKS))


def _name(walk: Walk, address: str) -> str:
    """The name of an address of the site, or nothing where it leads elsewhere, or to a file."""
    plain = urldefrag(address).url
    if not plain.startswith(f"{walk.site}/"):
        return ""
    try:
        name = str(resolve(urlparse(plain).path).url_name)
    except Resolver404 as error:
        raise AssertionError(f"a link leads nowhere: {plain}") from error
    return "" if name in FILES else name
