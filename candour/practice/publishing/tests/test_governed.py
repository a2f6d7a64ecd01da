"""What a partnership owes the public: grids, plans, policies and issues, and minutes whose masked words are gone."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candour.platform.exports.tests.test_pictures import drawing
from candour.platform.files.models import StoredFile
from candour.practice.directory.models import Post
from candour.practice.public.models import Document as PublicDocument
from candour.practice.public.models import DocumentFile, Site
from candour.practice.publishing.models import Approval, Named, Release, SourceText, Suite, SuiteLogo
from candour.practice.publishing.operations import copies, dossiers, releasing, ruling
from candour.practice.publishing.tests.desk import NOTES, PARTNERS, approve, day, document, dossier, drafted, send, site
from candour.practice.publishing.tests.test_releases import PLAIN, asked, go
from tests.cast import Cast
from tests.pages import problems, words

GRID = (
    "# Who does what\n\n| Responsibility | BHR | Local | Agency |\n| --- | --- | --- | --- |\n"
    "| Rapid reviews | Agrees the guidance | Decides | Sends its return |\n"
)
CLEARING = {"council": "Director of Children’s Services", "police": "Detective Superintendent for safeguarding"}


def public_page(cast: Cast, found: PublicDocument) -> str:
    Site.objects.update(opened_on=cast.now.date())
    return words(Client().get(reverse("public_document", args=[found.site.slug, found.ref])))


def test_a_grid_of_duties_is_a_version_cleared_by_named_partners_and_then_published(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GOV-09
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    site(cast)
    edition = drafted(cast, GRID, "grid", title="Statutory responsibilities")
    posts = [Post.objects.get(title=one, partnership=cast.partnership()) for one in CLEARING.values()]
    send(cast, "manager", "edition_send", edition.ref, posts=[one.ref for one in posts])
    today = day("publish_on", cast.now.date())
    for who, title in CLEARING.items():
        early = send(cast, "manager", "release_ask", edition.ref, meant="", risks_read="", **today)
        assert "approved" in problems(early)[0], who
        send(cast, who, "edition_sign", edition.ref, Approval.objects.get(edition=edition, post__title=title).ref)
    edition.refresh_from_db()
    go(cast, "chair", asked(cast, edition))
    page = public_page(cast, PublicDocument.objects.get())
    assert "Responsibility BHR Local Agency Rapid reviews Agrees the guidance Decides Sends its return" in page
    assert "1.0" in page


def test_the_arrangements_have_their_days_a_countdown_and_an_address_that_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GOV-16, PUB-01
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    site(cast)
    days = {"publish_by": date(2026, 11, 28), "implement_by": date(2027, 2, 26)}
    edition = drafted(cast, PLAIN, "plan", title="Our arrangements", **days)
    page = words(cast.client("manager").get(reverse("document", args=[edition.document.ref])))
    assert "To be published by 28 November 2026 (10 days left)" in page
    assert "To be in place by 26 February 2027 (100 days left)" in page
    go(cast, "chair", asked(cast, approve(cast, edition)))
    there = PublicDocument.objects.get()
    shown = public_page(cast, there)
    assert "18 November 2026" in shown
    assert "The address of this page stays." in shown
    release = cast.client("manager").get(reverse("release", args=[Release.objects.get().ref]))
    assert reverse("public_document", args=[there.site.slug, there.ref]) in release.content.decode()


def test_an_issue_has_its_schedule_readers_and_review_and_a_missed_one_is_late(cast: Cast) -> None:
    # PUB-02
    for kind, title in (("newsletter", "Keeping in touch"), ("leaflet", "Safe sleep")):
        made = document(
            cast,
            kind,
            title,
            issue_months=3,
            review_months=12,
            audience="Parents",
            distribution="Given out by midwives",
        )
        page = words(cast.client("manager").get(reverse("document", args=[made.ref])))
        assert "For whom Parents How it reaches them Given out by midwives" in page
        assert "Reviewed Every 12 months New issue Every 3 months" in page
    later = Cast(cast.people, cast.now + timedelta(days=100))
    with time_machine.travel(later.now, tick=False):
        home = words(later.client("manager").get(reverse("home")))
    late = home.partition("Late")[2]
    assert "Next issue of" in late


def test_the_register_of_policies_has_owner_source_version_and_review(cast: Cast) -> None:
    # PUB-04
    chair = Post.objects.get(title="Partnership chair").ref
    facts = {"title": "Bruising in babies", "lead": "Helen Marsh", "source": "London procedures"}
    approve(cast, drafted(cast, PLAIN, "policy", number="5.1", **facts), chair)
    register = words(cast.client("lay").get(reverse("documents"), {"kind": "policy"}))
    assert "Document Version Lead officer Source Review" in register
    row = register.partition("Bruising in babies")[2]
    assert row.strip().startswith("Policy or procedure 5.1 Approved Helen Marsh London procedures 18 November 2027")


def test_a_document_of_a_suite_carries_the_logo_of_each_partner(cast: Cast) -> None:
    # PUB-05
    send(cast, "manager", "suite_add", cast.partnership().ref, title="Adult review protocol")
    suite = Suite.objects.get()
    bodies = [cast.organisation(one) for one in ("NELFT", "Police", "Havering")]
    for body in bodies:
        upload = SimpleUploadedFile("logo.png", drawing())
        send(cast, "manager", "suite_logo", suite.ref, organisation=body.ref, file=upload)
    StoredFile.objects.filter(pk__in=SuiteLogo.objects.values("file")).update(state="clean")
    edition = approve(cast, drafted(cast, PLAIN, suite=suite.ref), Post.objects.get(title="Partnership chair").ref)
    copy = copies.add_copy(cast.acting("manager"), edition_ref=edition.ref, name="The coroner")
    preview = cast.client("manager").get(reverse("edition_preview", args=[edition.ref, "public"])).content.decode()
    given = send(cast, "manager", "copy_take", copy.ref, kind="docx", typed="The coroner", reason="To send it.")
    with zipfile.ZipFile(io.BytesIO(given.content)) as word:
        text = word.read("word/document.xml").decode()
    for body in bodies:
        assert f'alt="Logo of {body.name}"' in preview
        assert f"Logo of {body.name}" in text


def test_redacted_minutes_go_out_after_three_signatures_and_the_files_hold_no_masked_word(cast: Cast) -> None:
    # MTG-09
    found, made = dossier(cast), document(cast, "minutes", "Minutes of the spring meeting")
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(cast.acting("manager"), ref=one.ref, version=one.version, decision="replace", choice="")
    edition = dossiers.make_edition(cast.acting("manager"), dossier_ref=found.ref, document_ref=made.ref, number="1.0")
    site(cast)
    send(cast, "manager", "edition_send", edition.ref)
    today = day("publish_on", cast.now.date())
    for who in PARTNERS:
        early = send(cast, "manager", "release_ask", edition.ref, meant="", risks_read="", **today)
        assert "approved" in problems(early)[0], who
        for approval in Approval.objects.filter(edition=edition):
            send(cast, who, "edition_sign", edition.ref, approval.ref)
    edition.refresh_from_db()
    go(cast, "police", asked(cast, edition))
    files = {one.kind: bytes(one.content) for one in DocumentFile.objects.all()}
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as word:
        in_word = b"".join(word.read(one) for one in word.namelist()).decode("utf-8", "replace")
    with pypdfium2.PdfDocument(files["pdf"]) as pdf:
        in_pdf = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    for told in (in_word, in_pdf, in_word + in_pdf + files["pdf"].decode("latin-1")):
        assert "Child Q" in told
        assert [one for one in ("Jonas", "Dana", "Brightwell", "Fernhill", "Tess", "Oram") if one in told] == []
    assert SourceText.objects.get().text == NOTES, "the full minutes stay as they were"
