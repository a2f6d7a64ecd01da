"""What history may hold of the practice: known words, names of bodies, numbers and days, and nothing written freely."""

from __future__ import annotations

import importlib

import pytest

from candour.platform.audit_trail.sentences import Sentence

ALLOWED = {
    "action": "the number of an action",
    "after": "the name of a group",
    "agency": "the name of an organisation",
    "amendments": "a number",
    "answers": "a number",
    "before": "the name of a group",
    "body": "the name of an organisation, a group, a partnership or a column of a matrix",
    "day": "a day",
    "item": "a number",
    "letter": "the letter of a paper",
    "pages": "a number",
    "papers": "a number",
    "post": "the title of a post",
    "rule": "a quorum rule in the rulebook's words",
    "sends": "that somebody comes instead, or nobody",
    "way": "up or down",
    "actions": "a number",
    "allowed": "a number of days",
    "answer": "one of the answers offered",
    "appointments": "a number",
    "at": "a moment",
    "bodies": "a number",
    "capacity": "the post for which a nominee acts",
    "check": "a day",
    "conclusion": "one of the conclusions of a test",
    "concept": "a word of the product",
    "count": "a number",
    "criterion": "the key of a criterion",
    "drawn": "a number",
    "due": "a day",
    "duty": "the title of a duty",
    "eligible": "a number",
    "fields": "names of questions",
    "follow_ups": "a number",
    "from_on": "a day",
    "group": "the name of a group",
    "hash": "the first letters of a hash",
    "into": "the key of a case",
    "key": "the key of a case or a theme",
    "kind": "one of the kinds offered",
    "months": "a number",
    "name": "the name of an organisation, partnership or group",
    "nature": "one of the natures of a conflict",
    "new": "one of the types of review",
    "number": "a number",
    "old": "one of the types of review",
    "on": "a day",
    "outcome": "one of the outcomes",
    "partner": "the name of an organisation",
    "proposal": "one of the outcomes",
    "purpose": "one of the purposes",
    "quorate": "yes or no",
    "reading": "the key of a reading",
    "round": "a number",
    "seat": "the title of a seat",
    "seats": "a number",
    "sector": "one of the sectors",
    "source": "the name of an organisation, or the office",
    "stage": "one of the stages of a report",
    "state": "one of the states of a record",
    "step": "the title of a move",
    "successor": "the name of an organisation",
    "test": "the title of a test",
    "told": "yes or not yet",
    "timetable": "the title of a timetable",
    "title": "the title of a post",
    "until": "a moment",
    "until_on": "a day",
    "used": "a number of days",
    "what": "the kind of a list or document",
    "where": "the name of a partnership",
    "who": "one of those who are always informed, or that it was somebody else",
}
"""What each fact holds. Words that somebody writes freely belong on the row, where they can be changed and removed."""

GIVEN_BY_THE_PRODUCT = {("cases.passed_to_chair", "because")}
"""Facts with a name under which words are mostly written freely, where the product itself gives them."""


def unknown_facts(sentences: list[Sentence]) -> list[tuple[str, str]]:
    found = {(each.key, place) for each in sentences for place in each.places - ALLOWED.keys()}
    return sorted(found - GIVEN_BY_THE_PRODUCT)


@pytest.mark.parametrize("app", ["directory", "publishing", "governance", "challenges", "learning", "cases"])
def test_history_holds_only_facts_that_are_listed_here(app: str) -> None:
    module = importlib.import_module(f"candour.practice.{app}.audit_events")
    sentences = [each for each in vars(module).values() if isinstance(each, Sentence)]
    assert len(sentences) >= 5
    assert unknown_facts(sentences) == []


@pytest.mark.parametrize("place", ["because", "waits_for", "reason", "words"])
def test_a_fact_in_free_words_is_caught(place: str) -> None:
    planted = Sentence("planted", f"closed it: {{{place}}}", "change")
    assert unknown_facts([planted]) == [("planted", place)]
