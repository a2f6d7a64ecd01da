"""A link to write with opens its holder's own words and nothing else: not another's, and nothing after it has ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import all_sees, seen_by
from candour.practice.voice.models import Contribution, LogEntry, Member, WritingDraft, WritingLink
from candour.practice.voice.queries import writing
from conftest import NOW
from tests.trust.addresses import every_address
from tests.trust.conftest import PlantedCast
from tests.trust.crawling import browser_of, text_of, with_link
from tests.trust.planting import Planted, words_in
from tests.trust.situations import situations
from tests.trust.unpacking import everything_in
from tests.trust.walking import acting

OF_THE_PUBLIC = ("public_", "rules", "rule", "brand", "robots", "sitemap")


@pytest.fixture(params=["member", "practitioner"])
def link(request: pytest.FixtureRequest, sown: PlantedCast) -> WritingLink:
    """The link of a relative or a practitioner of one case, who sent something and went on writing."""
    found = WritingLink.objects.exclude(**{request.param: None}).earliest("pk")
    Member.objects.update(involvement="taking-part")
    own = {"link": found, "made_at": sown.now, "made_by": "-", "on": sown.now.date(), "text": "Said by themselves"}
    if found.member:
        LogEntry.objects.create(member=found.member, kind="words", channel="by-link", quoting="yes", **own)
    else:
        Contribution.objects.create(practitioner=found.practitioner, kind="written", **own)
    return found


def holder(sown: PlantedCast, link: WritingLink) -> Client:
    return with_link(Client(), sown, ("writing", link.pk))


def own_words(planted: Planted, link: WritingLink) -> set[str]:
    """What was planted in their own draft, and who keeps in touch with them."""
    mine: set[tuple[type[Model], int, str]] = {(WritingDraft, WritingDraft.objects.get(link=link).pk, "text")}
    if link.member:
        mine.add((Member, link.member.pk, "contact"))
    return {word for word, where in planted.words.items() if (where.model, where.pk, where.name) in mine}


def read_at(client: Client, *pages: str) -> str:
    return "\n".join(everything_in(client.get(page)) for page in pages)


def test_its_own_pages_show_their_own_words_and_none_of_anybody_else(sown: PlantedCast, link: WritingLink) -> None:
    pages = [reverse("writing"), reverse("writing_stop"), reverse("writing_take_back", args=[1])]
    found = read_at(holder(sown, link), *pages)
    assert "Said by themselves" in found
    assert words_in(found) & sown.planted.words.keys() == own_words(sown.planted, link)


def test_no_other_address_opens_for_it(sown: PlantedCast, link: WritingLink) -> None:
    client, visitor = holder(sown, link), browser_of(sown, "visitor")
    asked = 0
    for here in situations(sown):
        for address in every_address():
            path = here.path(address)
            if path is None or address.name.startswith(("writing", *OF_THE_PUBLIC)):
                continue
            answer, as_visitor = client.get(path), visitor.get(path)
            asked += 1
            told = words_in(everything_in(answer)) & sown.planted.words.keys()
            assert sown.planted.told(told - words_in(everything_in(as_visitor))) == [], address.name
    assert asked > 300


def test_by_the_rules_it_sees_its_own_link_draft_and_words_only(sown: PlantedCast, link: WritingLink) -> None:
    actor = Actor.link("the holder of a link", ("writing", link.pk), sown.now)
    of_a_visitor = Actor.visitor(sown.now)
    more = {
        model: seen_by(actor, model).count() - seen_by(of_a_visitor, model).count()
        for model in all_sees()
        if seen_by(actor, model).count() != seen_by(of_a_visitor, model).count()
    }
    assert more == {WritingLink: 1, WritingDraft: 1, LogEntry if link.member else Contribution: 1}
    another_kind = Actor.link("the referrer", ("referral", link.pk), sown.now)
    assert not seen_by(another_kind, WritingLink).exists()


def test_nobody_of_the_cast_reads_a_draft(sown: PlantedCast) -> None:
    assert WritingDraft.objects.exists()
    for actor in sown.people:
        assert not seen_by(acting(sown, actor), WritingDraft).exists(), actor


@pytest.mark.parametrize("how", ["its day", "the office", "themselves", "their wish"])
def test_nothing_opens_once_it_has_ended(how: str, sown: PlantedCast, link: WritingLink) -> None:
    client, at = holder(sown, link), NOW
    page = reverse("writing")
    assert client.get(page).status_code == 200
    mine = WritingLink.objects.filter(pk=link.pk)
    if how == "its day":
        mine.update(ends_at=NOW + timedelta(minutes=1))
        at = NOW + timedelta(minutes=1)
    elif how == "their wish":
        Member.objects.update(involvement="declined")
        if link.practitioner:
            type(link.practitioner).objects.update(declined_on=NOW.date())
    else:
        mine.update(**{"closed_at" if how == "the office" else "stopped_at": NOW})
    with time_machine.travel(at, tick=False):
        for path in (page, reverse("writing_stop"), reverse("writing_take_back", args=[1])):
            assert client.get(path).status_code == 404, path
            assert client.post(path, {"text": "More", "version": "1"}).status_code == 404, path
        nothing = client.get(reverse("writing_open", args=["nothing-is-here"]))
        assert text_of(client.get(page)) == text_of(nothing)
    assert not words_in(text_of(nothing))


def test_planted_the_draft_of_another_is_caught(
    sown: PlantedCast, link: WritingLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = WritingDraft.objects.exclude(link=link).earliest("pk")
    monkeypatch.setattr(writing, "draft_of", lambda actor, link: other)
    found = read_at(holder(sown, link), reverse("writing"))
    assert words_in(found) & sown.planted.words.keys() - own_words(sown.planted, link)
