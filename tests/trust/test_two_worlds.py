"""Two worlds that differ only in what somebody may not see give them the same answers, to the byte.

A count, a gap in a list or an ordering that takes in what is hidden shows here, and in no search for planted words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candour.platform.access.actor import Actor
from candour.platform.deadlines import operations as deadlines
from candour.practice.cases.models import Case, Referral, Wall
from candour.practice.cases.operations import description, duties, reviews, tracker
from candour.practice.cases.queries.thresholds import NOTIFIABLE
from candour.practice.directory.models import Partnership
from candour.project.demonstration.stage import refer, settle_test
from tests.cast import Cast
from tests.trust.addresses import Address, every_address
from tests.trust.crawling import VISITOR, browser_of, sees_cases, text_of, watched
from tests.trust.matrix import Asking
from tests.trust.situations import SITE, Situation, furnish, situations
from tests.trust.walking import EVERYTHING, SHARES

MET = {
    "abuse-known-or-suspected": ("yes", "It is suspected."),
    "seriously-harmed": ("yes", "It will last."),
    "in-area": ("yes", "It happened here."),
}
SAID = {
    "about": {"kind": "serious-incident", "person": "child"},
    "what-happened": {"outline": "A child was hurt.", "harm": "seriously-harmed", "abuse": "yes"},
    "where": {"place": "here"},
    "people": [{"forenames": "Levi", "surname": "Stannard", "born-on": "3 June 2026"}],
    "safety": {"needed": "See the brother today."},
}
ASKED_TOO = (
    "/?for=partnership",
    "/?for=agency",
    "/search/?q=case",
    "/search/?q=stannard",
    "/search/?q=injury",
    "/cases/?shows=all",
    "/cases/?shows=closed",
    "/cases/?shows=all&page=2",
    "/cases/nothing-is-here/",
)
LISTS = ("home", "tracker", "search", "inbox", "tabled", "conflicts", "meetings", "my_actions", "groups", "structure")
LISTS += ("public_home", "public_promises", "public_meetings", "public_section", "sitemap")
LISTS += ("learning", "roll_up", "retests", "letters_waiting", "challenges", "challenge_index")
"""Pages that count or list, which everybody asks for."""
NOT_PAGES = (
    *("account_logout", "mfa_activate_totp", "mfa_add_webauthn", "mfa_login_webauthn"),
    "mfa_generate_recovery_codes",
)
"""Addresses of one's own proof of sign-in, whose answers hold a fresh secret each time."""
Answers = dict[str, tuple[int, str, int]]
"""What each path answered: the status, the text, and how many queries it took."""


def of_havering(cast: Cast) -> Case:
    """A new case in Havering: received, described, found notifiable, under review, kept in the tracker, with a wall."""
    manager = cast.acting("manager")
    case = refer(cast.acting("hospital"), "Havering SCP", SAID, by="BHRUT")
    description.describe_case(manager, ref=case.ref, version=case.version, facts={"themes": "Injury to a child"})
    settle_test(manager, case, NOTIFIABLE, MET, is_met=True, rationale="It is met.")
    duties.share_with_partners(manager, ref=case.ref, legal_reason="A duty.")
    reviews.open_review(manager, ref=case.ref)
    tracker.write_update(manager, ref=case.ref, update="It goes on.", presented_on=None, published_on=None)
    return case


def of_redbridge(cast: Cast) -> Case:
    """A new case in Redbridge, received, described and found notifiable."""
    manager = cast.acting("redbridge")
    case = refer(manager, "Redbridge SCP", SAID)
    description.describe_case(manager, ref=case.ref, version=case.version, facts={"themes": "Injury to a child"})
    settle_test(manager, case, NOTIFIABLE, MET, is_met=True, rationale="It is met.")
    return case


def told_more(cast: Cast) -> Case:
    """More is known of cases that are there already: facts, a wall, and another worry."""
    case = Case.objects.get(state="received", kind="serious-incident")
    manager = cast.acting("manager")
    description.describe_case(manager, ref=case.ref, version=case.version, facts={"themes": "Injury to a child"})
    Wall.objects.create(
        case=case, person=cast.people["public_health"], nature="person", declared_at=cast.now, declared_by="Priya Anand"
    )
    said = {"about": {"kind": "concern", "person": "child"}, "referrer": {"agency": "A school"}, **_outline()}
    refer(Actor.visitor(cast.now), "Havering SCP", said)
    return case


WORLDS: list[tuple[Callable[[Cast], Case], tuple[str, ...]]] = [
    (of_havering, (VISITOR, "redbridge", "lay", "nelft", "technical", "board_chair")),
    (of_redbridge, ("manager", "scrutineer", "joint")),
    (told_more, ("redbridge", "police", "hospital")),
]


def _named(one: object) -> str:
    return getattr(one, "__name__", str(one))


@pytest.mark.parametrize(
    ("change", "actor"), [(change, actor) for change, actors in WORLDS for actor in actors], ids=_named
)
def test_what_is_hidden_changes_nothing(change: Callable[[Cast], Case], actor: str, told: Cast) -> None:
    assert differing(told, actor, change) == []


def test_planted_a_count_over_all_cases_is_caught(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def counting(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return render(request, template, context | {"first": Case.objects.count()})

    monkeypatch.setattr("candour.practice.cases.web.views.tracker.render", counting)

    assert any("/cases/" in one for one in differing(told, "lay", of_redbridge))


def test_planted_a_query_for_each_hidden_case_is_caught(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def asking(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        for case in Case.objects.all():
            Referral.objects.filter(case=case).exists()
        return render(request, template, context)

    monkeypatch.setattr("candour.practice.cases.web.views.tracker.render", asking)

    assert any("queries" in one for one in differing(told, "lay", of_redbridge))


def test_a_referral_is_answered_alike_whether_the_child_is_known_or_not(told: Cast) -> None:
    known = referred(told, {"forenames": "Levi", "surname": "Stannard", "born-on": "3 August 2026"})
    unknown = referred(told, {"forenames": "Nobody", "surname": "Knows", "born-on": "9 September 2019"})

    assert [status for status, _ in known] == [302, 302, 302, 302, 302, 302, 200]
    assert known == unknown


def test_a_key_that_never_was_is_answered_like_one_that_is_mistyped(told: Cast) -> None:
    client = Client()
    tried = ("AAAA-BBBB-CCCC-DDDD", "ZZZZ-9999-ZZZZ-9999", "QQQQ-QQQQ")

    assert len({text_of(client.post("/refer/progress/", {"key": key})).replace(key, "KEY") for key in tried}) == 1


def test_an_emergency_by_a_key_that_exists_and_one_that_does_not_are_refused_alike(told: Cast) -> None:
    hidden = Case.objects.get(state="received", kind="serious-incident")
    browser = told.client("lay")
    partnership = told.partnership().ref

    def ask(key: str) -> str:
        typed = {"partnership": partnership, "key": key, "reason": "I must know."}
        with watched():
            return text_of(browser.post("/emergency/", typed)).replace(f'value="{key}"', "")

    assert "There is no case with that key" in ask(hidden.key)
    assert ask(hidden.key) == ask("XXXX")


def differing(cast: Cast, actor: str, change: Callable[[Cast], Case]) -> list[str]:
    """The paths at which somebody can tell the world in which something hidden has changed from the one before."""
    furnish(cast)
    paths = paths_for(cast, actor)
    with watched():
        before = answers_to(fresh_browser(cast, actor), paths)
    case = change(cast)
    with watched():
        after = answers_to(fresh_browser(cast, actor), [*paths, f"/cases/{case.ref}/", f"/files/{case.ref}/"])
    told = []
    for path, (status, text, queries) in before.items():
        if after[path][:2] != (status, text):
            told.append(f"{actor} can tell at {path}: {first_difference(text, after[path][1])}")
        elif after[path][2] != queries:
            told.append(f"{actor} can tell at {path}: {queries} queries are now {after[path][2]}")
    nothing = before["/cases/nothing-is-here/"][:2]
    new = after[f"/cases/{case.ref}/"][:2]
    if new != nothing and actor in cast.people:
        told.append(f"{actor} can tell the new case from none")
    return told


def fresh_browser(cast: Cast, actor: str) -> Client:
    """A browser that has been nowhere yet: a session that an earlier page began would cost a query of its own."""
    browser = browser_of(cast, actor)
    browser.raise_request_exception = False
    return browser


def paths_for(cast: Cast, actor: str) -> list[str]:
    """What can be asked of lists and searches, a share of all pages, every page of the running case, and the feed.

    Each asks for another share; with CANDOUR_EVERYTHING=1 everybody asks for all pages.
    """
    running = next(situation for situation in situations(cast) if situation.name == "running")
    site = next(situation for situation in situations(cast) if situation.name == SITE)
    asked = Asking(actor, shares=1 if EVERYTHING else SHARES)
    pages = [address for address in every_address() if address.name not in NOT_PAGES and wanted(asked, address, site)]
    paths = [site.path(address) for address in pages]
    if running.case is not None and running.case.pk in sees_cases(cast, actor):
        paths += [running.path(address) for address in every_address() if address.parameters]
    if actor in cast.people:
        paths.append(f"/calendar/{deadlines.make_feed(cast.acting(actor))}.ics")
    for partnership in Partnership.objects.all():
        paths += [f"/notifications/{partnership.ref}/", f"/practice/{partnership.ref}/"]
    return list(dict.fromkeys([*ASKED_TOO, *(path for path in paths if path)]))


def wanted(asked: Asking, address: Address, site: Situation) -> bool:
    """Whether a page of the site is asked for: every one without a parameter that lists something, and the share."""
    return address.name in LISTS or asked.wants(address, site)


def answers_to(browser: Client, paths: list[str]) -> Answers:
    """What each path answers."""
    answers: Answers = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(path)
        text = "" if answer.streaming else text_of(answer)
        answers[path] = (answer.status_code, f"{answer.get('Location', '')}\n{text}", len(queries))
    return answers


def first_difference(before: str, after: str) -> str:
    """The first line in which two texts differ."""
    for one, other in zip(before.splitlines(), after.splitlines(), strict=False):
        if one != other:
            return f"{one.strip()[:120]!r} is now {other.strip()[:120]!r}"
    return f"{len(before.splitlines())} lines are now {len(after.splitlines())}"


def referred(cast: Cast, child: dict[str, str]) -> list[tuple[int, str]]:
    """Every answer that a visitor gets who refers a child."""
    client = Client()
    with watched():
        answers = [
            client.post("/refer/", {"partnership": cast.partnership().ref}),
            client.post("/refer/part/about/", {"kind": "concern", "person": "child", "version": "0"}),
            client.post("/refer/part/what-happened/", {**_outline()["what-happened"], "version": "0"}),
            client.post("/refer/part/people/1/", {**child, "version": "0"}),
            client.post("/refer/part/referrer/", {"agency": "A school", "version": "0"}),
            client.post("/refer/check/", {}),
            client.get("/refer/sent/"),
        ]
    return [(answer.status_code, f"{answer.get('Location', '')}{_without_key(text_of(answer))}") for answer in answers]


def _without_key(text: str) -> str:
    return re.sub(r"\b(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}\b", "KEY", text)


def _outline() -> dict[str, dict[str, str]]:
    return {"what-happened": {"outline": "A worry.", "harm": "unknown", "abuse": "unknown"}}
