"""From an approved version to the public site with two people, with holds, copies, corrections and withdrawal."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.policy import Refused
from candour.platform.accounts import sessions
from candour.platform.deadlines.models import Deadline, Hold
from candour.practice.directory.models import Post
from candour.practice.public.models import Document as PublicDocument
from candour.practice.publishing.models import Copy, Edition, Named, Place, Release
from candour.practice.publishing.operations import copies, documents, dossiers, releasing, ruling
from candour.practice.publishing.tests.desk import approve, day, document, dossier, drafted, send, site
from tests.cast import Cast
from tests.pages import problems, words

PLAIN = "# 1 What we do\n[Source: Executive]\n\nWe meet four times a year, and decide together.\n"
TABLE = "\n| Area | Reviews |\n| --- | --- |\n| East | 12 |\n| West | 3 |\n| North | 9 |\n| Total | 24 |\n"


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are not read as finished, which takes seconds, in tests of what comes after."""
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])


def approved(cast: Cast, text: str = PLAIN, kind: str = "policy", **facts: Any) -> Edition:
    site(cast)
    posts = (
        []
        if kind in ("minutes", "review", "terms", "plan", "yearly-report")
        else [Post.objects.get(title="Partnership chair").ref]
    )
    return approve(cast, drafted(cast, text, kind, **facts), *posts)


def asked(cast: Cast, edition: Edition, on: date | None = None) -> Release:
    return releasing.ask_release(cast.acting("manager"), ref=edition.ref, publish_on=on or cast.now.date())


def go(cast: Cast, who: str, release: Release, **more: str) -> Any:
    typed = release.edition.document.title.upper()
    return send(cast, who, "release_go", release.ref, typed=typed, version=str(release.version), **more)


def test_two_people_release_and_the_public_reads_only_what_is_for_it(cast: Cast) -> None:
    edition = approved(cast, PLAIN + "\n# 2 For partners\n[Not for the public]\n\nThe rota is kept by the office.\n")
    page = send(
        cast, "administrator", "release_ask", edition.ref, meant="", risks_read="", **day("publish_on", cast.now.date())
    )
    assert "The files are clean." in words(page)
    release = Release.objects.get()
    assert "its release was asked for by Tom Okafor" in words(cast.client("manager").get("/documents/"))
    assert "1 part is not for the public" in words(cast.client("manager").get(reverse("release", args=[release.ref])))
    assert problems(go(cast, "administrator", release))[0].startswith("A manager, a statutory partner or the chair")
    wrong = send(cast, "manager", "release_go", release.ref, typed="Other", version="1")
    assert problems(wrong) == ["Type the title as it stands above, to confirm what goes out."]
    assert "It is on the public site." in words(go(cast, "manager", release))
    release.refresh_from_db()
    there = PublicDocument.objects.get(ref=release.public_ref)
    assert "We meet four times a year" in there.body
    assert "rota" not in there.body
    assert (there.published_on, release.keep_until) == (date(2026, 11, 18), date(2027, 11, 18))
    edition.refresh_from_db()
    assert edition.state == "published"
    assert Place.objects.filter(edition=edition, name="Site of Havering").exists()


@pytest.mark.usefixtures("unread")
def test_the_person_who_asked_never_releases_not_even_as_a_manager(cast: Cast) -> None:
    release = asked(cast, approved(cast))
    assert "Somebody else must release it: you asked for it." in problems(go(cast, "manager", release))
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(released_by=release.asked_by_id)
    assert "It is on the public site." in words(go(cast, "chair", release))


@pytest.mark.usefixtures("unread")
def test_a_release_asks_for_the_second_step_again(cast: Cast) -> None:
    edition = approved(cast)
    client = cast.client("manager")
    session = client.session
    session[sessions.SECOND_FACTOR_AT] = (cast.now - timedelta(hours=1)).isoformat()
    session.save()
    answer = client.get(reverse("release_ask", args=[edition.ref]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")
    assert "next=%2Fversions" in answer["Location"]


def test_what_still_tells_a_name_is_not_released_and_says_where(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = dossier(cast)
    made = document(cast, "minutes", "Minutes of the spring meeting")
    actor = cast.acting("manager")
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(actor, ref=one.ref, version=one.version, decision="replace", choice="")
    edition = dossiers.make_edition(actor, dossier_ref=found.ref, document_ref=made.ref, number="1.0")
    site(cast)
    approve(cast, edition)
    Edition.objects.filter(pk=edition.pk).update(text=edition.text + "\n\nJonas came too.")
    with pytest.raises(Refused) as refused:
        asked(cast, edition)
    assert any("PDF, " in one and "Jonas" in one for one in refused.value.reasons)
    assert any("Word file, " in one for one in refused.value.reasons)
    assert any("Web page, " in one for one in refused.value.reasons)
    assert not Release.objects.exists()
    Edition.objects.filter(pk=edition.pk).update(text=edition.text)
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    release = asked(cast, edition)
    dossiers.add_text(actor, dossier_ref=found.ref, title="Item 9", source="Executive", text="More.")
    assert "The redaction changed after the files were checked." in problems(go(cast, "police", release))[0]
    send(cast, "police", "release_refuse", release.ref, because="Check it again.")
    assert "It is on the public site." in words(go(cast, "police", asked(cast, edition)))
    assert "Child Q moved to" in PublicDocument.objects.get().body


@pytest.mark.usefixtures("unread")
def test_small_facts_that_stand_together_need_a_reason_and_small_counts_go(cast: Cast) -> None:
    # F42
    risky = "\n\nThe girl, aged 7, lived in Dunford and had epilepsy."
    edition = approved(cast, PLAIN + risky + TABLE, "yearly-report", title="Our year")
    with pytest.raises(Refused) as refused:
        asked(cast, edition)
    assert "together, which can single somebody out" in refused.value.reasons[0]
    release = releasing.ask_release(
        cast.acting("manager"), ref=edition.ref, publish_on=cast.now.date(), risks_read="An invented example."
    )
    page = words(cast.client("chair").get(reverse("release", args=[release.ref])))
    assert "Why they may stay: An invented example." in page
    assert "2 counts are shown as [c]" in page
    assert "West [c]" in page
    assert "North [c]" in page
    go(cast, "chair", release)
    due = Deadline.objects.filter(key__startswith="copy-", cancelled_at=None)
    assert {one.due_on for one in due} == {date(2026, 11, 25)}
    assert set(Copy.objects.values_list("recipient", flat=True)) == {"panel", "what-works"}


@pytest.mark.usefixtures("unread")
def test_a_review_waits_for_its_hold_and_for_copies_sent_in_time(cast: Cast) -> None:
    on = date(2026, 11, 30)
    edition = approved(cast, PLAIN, "review", title="Review of Child Q")
    copies.hold_publication(
        cast.acting("manager"),
        ref=edition.ref,
        waits_for="a criminal trial",
        reason="The trial is not over.",
        ask="The officer in the case",
        next_check_on=date(2026, 11, 25),
    )
    release = asked(cast, edition, on)
    before = Copy.objects.filter(edition=edition, is_before=True).order_by("pk")
    assert [one.recipient for one in before] == ["panel", "secretary-of-state"]
    assert {one.due_on for one in Deadline.objects.filter(key__startswith="copy-")} == {date(2026, 11, 19)}
    reasons = problems(go(cast, "police", release))
    assert "Its publication is on hold. Lift the hold first." in reasons
    assert "It is to be published on 30 November 2026, and not before." in reasons
    upload = SimpleUploadedFile("sent.txt", b"Sent by secure mail.")
    send(cast, "manager", "copy_prove", before[0].ref, file=upload, **day("on", cast.now.date()))
    shown = words(cast.client("manager").get(reverse("edition", args=[edition.ref])))
    assert "Its publication waits for a criminal trial" in shown
    assert "18 November 2026, Priya Anand" in shown
    later = cast.acting("police", cast.now + timedelta(days=12))
    with pytest.raises(Refused) as refused:
        releasing.release_edition(later, ref=release.ref, version=1, typed="Review of Child Q")
    assert "The Secretary of State: the copy" in " ".join(refused.value.reasons)
    send(cast, "manager", "publication_hold_lift", edition.ref, Hold.objects.get(owner_id=edition.pk).ref)
    releasing.release_edition(
        later, ref=release.ref, version=1, typed="Review of Child Q", early_because="The Secretary of State agreed."
    )
    assert Place.objects.filter(edition=edition, kind="repository").exists()


@pytest.mark.usefixtures("unread")
def test_a_later_version_replaces_the_first_and_withdrawing_keeps_the_history(cast: Cast) -> None:
    first = approved(cast)
    go(cast, "chair", asked(cast, first))
    second = documents.draft_edition(
        cast.acting("manager"), document_ref=first.document.ref, number="2.0", text=PLAIN.replace("four", "six")
    )
    approve(cast, second, Post.objects.get(title="Partnership chair").ref)
    go(cast, "chair", asked(cast, second), change_note="We meet more often.")
    assert dict(Edition.objects.values_list("number", "state")) == {"1.0": "superseded", "2.0": "published"}
    old, new = PublicDocument.objects.order_by("pk")
    assert (new.corrects_id, new.change_note) == (old.pk, "We meet more often.")
    release = Release.objects.get(edition=second)
    silent = send(cast, "chair", "release_withdraw", release.ref, because="")
    assert problems(silent) == ["Enter an answer to “Why is it withdrawn”."]
    send(cast, "chair", "release_withdraw", release.ref, because="A figure was wrong.")
    new.refresh_from_db()
    assert (new.withdrawn_because, new.body) == ("A figure was wrong.", "")
    page = words(cast.client("lay").get(reverse("document", args=[first.document.ref])))
    assert "Withdrawn Version 2.0" in page
    assert "Superseded Version 1.0" in page


@pytest.mark.usefixtures("unread")
def test_the_second_person_sees_exactly_what_becomes_public(cast: Cast) -> None:
    # C17
    first = approved(cast, PLAIN + "- Food\n- Rent\n" + TABLE)
    release = asked(cast, first)
    page = words(cast.client("chair").get(reverse("release", args=[release.ref])))
    assert "so everything below becomes public" in page
    go(cast, "chair", release)
    text = first.text.replace("four", "six").replace("- Rent", "- Rent\n- <b>Heat</b>").replace("| West | 3 |\n", "")
    second = documents.draft_edition(
        cast.acting("manager"), document_ref=first.document.ref, number="2.0",
        text=text + "\n# 2 For partners\n[Not for the public]\n\nThe rota is kept by the office.\n",
    )  # fmt: skip
    approve(cast, second, Post.objects.get(title="Partnership chair").ref)
    release = asked(cast, second)
    answer = cast.client("chair").get(reverse("release", args=[release.ref]))
    page = answer.content.decode()
    old, new = "We meet four times a year, and decide together.", "We meet six times a year, and decide together."
    assert re.findall(r"<del>(.*?)</del>", page) == ["Version: 1.0", old, "West | 3"]
    assert re.findall(r"<ins>(.*?)</ins>", page) == ["Version: 2.0", new, "&lt;b&gt;Heat&lt;/b&gt;"]
    assert f"Goes: {old} Added: {new}" in words(answer)
    assert "compared, line by line, with version 1.0" in words(answer)
    go(cast, "chair", release, change_note="More often.")
    after = cast.client("chair").get(reverse("release", args=[release.ref])).content.decode()
    assert "What becomes public" not in after


@pytest.mark.usefixtures("unread")
def test_each_site_is_confirmed_by_itself_and_a_repository_with_its_address(cast: Cast) -> None:
    # PUB-03
    edition = approved(cast, PLAIN, "review", title="Review of Child Q")
    Copy.objects.all().delete()
    release = asked(cast, edition)
    go(cast, "police", release, early_because="Agreed with the Panel.")
    manager = cast.client("manager")
    repository = Place.objects.get(edition=edition, kind="repository")
    bare = send(cast, "manager", "place_confirm", edition.ref, repository.ref, address="", **day("on", cast.now.date()))
    assert problems(bare) == ["Give the address at which the repository keeps it."]
    send(cast, "manager", "place_add", edition.ref, name="Site of the hospital trust", kind="site")
    there = {"address": "https://example.org/reviews/q", **day("on", cast.now.date())}
    send(cast, "manager", "place_confirm", edition.ref, repository.ref, **there)
    page = words(manager.get(reverse("edition", args=[edition.ref])))
    assert "since 18 November 2026, confirmed by Priya Anand https://example.org/reviews/q" in page
    assert "Nobody has confirmed it on Site of the hospital trust." in words(manager.get("/documents/report/"))


def test_a_copy_has_the_name_of_its_reader_and_the_parts_that_are_not_public(cast: Cast) -> None:
    edition = approved(cast, PLAIN + "\n# 2 For partners\n[Not for the public]\n\nThe rota is kept by the office.\n")
    copy = copies.add_copy(cast.acting("manager"), edition_ref=edition.ref, name="The coroner")
    page = cast.client("manager").get(reverse("edition_preview", args=[edition.ref, copy.ref]))
    assert "made for The coroner" in words(page)
    assert "The rota is kept by the office." in words(page)
    public = words(cast.client("manager").get(reverse("edition_preview", args=[edition.ref, "public"])))
    assert "rota" not in public
    wrong = send(cast, "manager", "copy_take", copy.ref, kind="docx", typed="The council", reason="To send it.")
    assert "Type the name of the body as it stands above" in problems(wrong)[0]
    given = send(cast, "manager", "copy_take", copy.ref, kind="docx", typed="the coroner", reason="To send it.")
    assert given["Content-Disposition"] == 'attachment; filename="copy.docx"'
