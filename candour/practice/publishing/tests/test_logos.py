"""The logos of a suite: set on its page, and carried by every document in Word, in PDF, and on the public page."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candour.platform.exports.tests.test_pictures import drawing
from candour.platform.files.models import StoredFile
from candour.practice.directory.models import Post
from candour.practice.public import operations as public
from candour.practice.public.models import Document as PublicDocument
from candour.practice.public.models import DocumentFile
from candour.practice.publishing.models import Edition, Release, Suite, SuiteLogo
from candour.practice.publishing.operations import releasing
from candour.practice.publishing.tests.desk import approve, day, drafted, send, site
from tests.cast import Cast
from tests.pages import problems, words

TEXT = "# 1 What we do\n[Source: Executive]\n\nWe meet four times a year, and decide together.\n"


def suite(cast: Cast) -> Suite:
    send(cast, "manager", "suite_add", cast.partnership().ref, title="Adult review protocol")
    return Suite.objects.get()


def set_logo(cast: Cast, of: Suite, content: bytes, name: str = "logo.png", body: str = "NELFT") -> Any:
    upload = SimpleUploadedFile(name, content)
    found = send(cast, "manager", "suite_logo", of.ref, organisation=cast.organisation(body).ref, file=upload)
    StoredFile.objects.filter(pk__in=SuiteLogo.objects.values("file")).update(state="clean")
    return found


def approved(cast: Cast, of: Suite) -> Edition:
    return approve(cast, drafted(cast, TEXT, suite=of.ref), Post.objects.get(title="Partnership chair").ref)


def test_a_logo_goes_with_a_document_to_the_public_page_and_into_both_files(cast: Cast) -> None:
    here = suite(cast)
    assert "The logo is set." in words(set_logo(cast, here, drawing("JPEG", comment=b"Jonas Brightwell"), "logo.jpg"))
    name = f"Logo of {cast.organisation('NELFT').name}"
    assert f'alt="{name}"' in cast.client("manager").get(reverse("suite", args=[here.ref])).content.decode()
    edition = approved(cast, here)
    preview = cast.client("manager").get(reverse("edition_preview", args=[edition.ref, "public"])).content.decode()
    assert f'alt="{name}"' in preview
    site(cast)
    today = day("publish_on", cast.now.date())
    asked = send(cast, "administrator", "release_ask", edition.ref, meant="", risks_read="", **today)
    assert "The files are clean." in words(asked), problems(asked)
    release = Release.objects.get()
    releasing.release_edition(
        cast.acting("manager"), ref=release.ref, version=release.version, typed=edition.document.title
    )
    there = PublicDocument.objects.get()
    drawn = bytes(SuiteLogo.objects.get().drawn or b"")
    assert [one["alt"] for one in there.pictures] == [name]
    files = {one.kind: bytes(one.content) for one in DocumentFile.objects.filter(document=there)}
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as archive:
        assert [archive.read(one) for one in archive.namelist() if "media" in one] == [drawn]
    assert name.encode() in files["pdf"]
    there.site.opened_on = cast.now.date()
    there.site.save()
    page = cast.client("lay").get(reverse("public_document", args=[there.site.slug, there.ref])).content.decode()
    assert f'alt="{name}"' in page
    assert "data:image/png;base64," in page
    public.withdraw_document(cast.acting("chair"), ref=there.ref, reason="A slip.")
    there.refresh_from_db()
    assert there.pictures == []


def test_what_is_no_picture_is_no_logo(cast: Cast) -> None:
    here = suite(cast)
    assert problems(set_logo(cast, here, b"Only words.", "logo.txt")) == ["A logo is a PNG or JPEG picture."]
    assert problems(set_logo(cast, here, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg"))
    assert problems(set_logo(cast, here, drawing()[:300]))
    assert not SuiteLogo.objects.exists()


def test_a_logo_that_is_not_scanned_is_not_shown_and_one_that_changed_stops_the_release(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    here = suite(cast)
    set_logo(cast, here, drawing())
    edition = approved(cast, here)
    StoredFile.objects.filter(pk__in=SuiteLogo.objects.values("file")).update(state="held")
    address = reverse("edition_preview", args=[edition.ref, "public"])
    assert "Logo of" not in cast.client("manager").get(address).content.decode()
    StoredFile.objects.filter(pk__in=SuiteLogo.objects.values("file")).update(state="clean")
    site(cast)
    release = releasing.ask_release(cast.acting("manager"), ref=edition.ref, publish_on=cast.now.date())
    set_logo(cast, here, drawing(size=(300, 300)))
    told = problems(send(cast, "chair", "release_go", release.ref, typed=edition.document.title, version="1"))
    assert told == ["The page is no longer the one that was checked. Send it back, and ask again."]
