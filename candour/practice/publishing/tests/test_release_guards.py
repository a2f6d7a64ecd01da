"""What could slip past two people: words that nobody checked, a hold on another version, parts that are not public."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.practice.directory.models import Post
from candour.practice.public import operations as public
from candour.practice.public.models import Document as PublicDocument
from candour.practice.publishing.models import Document, Edition, Release
from candour.practice.publishing.operations import copies, documents, releasing
from candour.practice.publishing.queries.releases import ToName
from candour.practice.publishing.tests.desk import approve, day, dossier, send
from candour.practice.publishing.tests.test_releases import PLAIN, approved, asked, go
from tests.cast import Cast
from tests.pages import problems, words


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are not read as finished, which takes seconds."""
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])


def second_version(cast: Cast, first: Edition) -> Edition:
    made = documents.draft_edition(cast.acting("manager"), document_ref=first.document.ref, number="2.0", text=PLAIN)
    return approve(cast, made, Post.objects.get(title="Partnership chair").ref)


def test_a_summary_that_changed_after_the_check_stops_the_release(cast: Cast) -> None:
    release = asked(cast, approved(cast))
    assert "What it says, in plain words." in words(cast.client("chair").get(reverse("release", args=[release.ref])))
    Document.objects.update(summary="About Jonas Brightwell.")
    assert "The page is no longer the one that was checked." in problems(go(cast, "chair", release))[0]
    Document.objects.update(summary="What it says, in plain words.", lead="Jonas Brightwell")
    assert "The page is no longer the one that was checked." in problems(go(cast, "chair", release))[0]
    assert not PublicDocument.objects.exists()


def test_nobody_declares_public_what_the_redaction_keeps_out(cast: Cast) -> None:
    edition = approved(cast, PLAIN, "minutes", title="Minutes")
    Edition.objects.filter(pk=edition.pk).update(dossier=dossier(cast))
    meant = [ToName("Jonas Brightwell", "He agreed.")]
    with pytest.raises(Refused, match="cannot be meant to be public"):
        releasing.ask_release(cast.acting("manager"), ref=edition.ref, publish_on=cast.now.date(), meant=meant)
    release = asked(cast, edition)
    noted = problems(go(cast, "police", release, change_note="Jonas Brightwell is left out."))
    assert noted == ["The note of what is new names what the redaction keeps out."]


def test_who_may_be_named_is_kept_with_why_and_by_whom_and_taken_up_by_a_correction(cast: Cast) -> None:
    edition = approved(cast)
    named = "Lena Ashworth: she chairs the partnership\nBare Name\nBare Name: twice"
    today = day("publish_on", cast.now.date())
    told = problems(send(cast, "manager", "release_ask", edition.ref, meant=named, risks_read="", **today))
    assert told == ["Say why “Bare Name” may be named: write the reason after a colon.", "“Bare Name” is named twice."]
    assert not Release.objects.exists()
    send(cast, "manager", "release_ask", edition.ref, meant=named.splitlines()[0], risks_read="", **today)
    release = Release.objects.get()
    page = words(cast.client("chair").get(reverse("release", args=[release.ref])))
    assert "Lena Ashworth she chairs the partnership Priya Anand, 18 November 2026" in page
    go(cast, "chair", release)
    second = second_version(cast, edition)
    form = words(cast.client("administrator").get(reverse("release_ask", args=[second.ref])))
    assert "Lena Ashworth: she chairs the partnership" in form
    more = "Lena Ashworth: she chairs the partnership\nIdris Vale: he wrote it"
    send(cast, "administrator", "release_ask", second.ref, meant=more, risks_read="", **today)
    later = Release.objects.get(edition=second)
    assert [(one["name"], one["by"]) for one in later.meant] == [
        ("Lena Ashworth", "Priya Anand"),
        ("Idris Vale", "Tom Okafor"),
    ]


def test_a_hold_on_one_version_holds_the_others(cast: Cast) -> None:
    first = approved(cast)
    hold = {"waits_for": "a trial", "reason": "It goes on.", "ask": "The court", "next_check_on": date(2026, 11, 25)}
    copies.hold_publication(cast.acting("manager"), ref=first.ref, **hold)  # type: ignore[arg-type]
    release = asked(cast, second_version(cast, first))
    assert problems(go(cast, "chair", release)) == ["Version 1.0 of the same is on hold. Lift that hold first."]


def test_what_changed_while_the_files_were_read_is_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = approved(cast)

    def meanwhile(*_: object) -> list[str]:
        Edition.objects.filter(pk=edition.pk).update(state="superseded")
        return []

    monkeypatch.setattr(releasing, "leaks_of", meanwhile)
    with pytest.raises(Refused, match="Only an approved version"):
        asked(cast, edition)
    assert not Release.objects.exists()


def test_what_the_site_withdrew_can_be_replaced_and_ended_here(cast: Cast) -> None:
    first = approved(cast)
    go(cast, "chair", asked(cast, first))
    public.withdraw_document(cast.acting("chair"), ref=PublicDocument.objects.get().ref, reason="A slip.")
    release = asked(cast, second_version(cast, first))
    assert "It is on the public site." in words(go(cast, "chair", release))
    release.refresh_from_db()
    public.withdraw_document(cast.acting("chair"), ref=release.public_ref, reason="A slip.")
    releasing.withdraw_release(cast.acting("chair"), ref=release.ref, because="A slip.")
    release.refresh_from_db()
    assert release.state == "ended"


def test_parts_that_are_not_public_are_read_by_those_who_handle_them(cast: Cast) -> None:
    edition = approved(cast, PLAIN + "\n# 2 For partners\n[Not for the public]\n\nThe rota is kept by the office.\n")
    pages = [reverse(name, args=[edition.ref]) for name in ("edition", "edition_edit")]
    pages.append(reverse("edition_draft", args=[edition.document.ref]))
    assert "We meet four times a year" in words(cast.client("lay").get(pages[0]))
    assert [page for page in pages if b"rota" in cast.client("lay").get(page).content] == []
    assert b"rota" in cast.client("manager").get(pages[0]).content
