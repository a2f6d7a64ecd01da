"""The download: a clean file is saved and never run, and everything else answers like nothing at all."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from candour.platform.access.actor import Actor
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.models import Entry
from candour.platform.files import operations
from candour.platform.files.tests.browsing import browser_of, pages  # noqa: F401
from candour.platform.files.tests.conftest import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.fixture
def ines(owner: Account) -> Client:
    return browser_of(owner)


def test_a_clean_file_is_saved_and_never_run(ines: Client, insider: Actor, owner: Account) -> None:
    stored = operations.keep_made(insider, name="Łódź “notes”.txt", content=b"<script>alert(1)</script>", owner=owner)

    answer = ines.get(f"/files/{stored.ref}/")

    assert (answer.status_code, answer.content) == (200, b"<script>alert(1)</script>")
    assert answer["Content-Type"] == "text/plain"
    disposition = answer["Content-Disposition"]
    assert disposition == "attachment; filename*=utf-8''%C5%81%C3%B3d%C5%BA%20%E2%80%9Cnotes%E2%80%9D.txt"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_name_cannot_add_headers(ines: Client, insider: Actor, owner: Account) -> None:
    stored = operations.keep_made(insider, name='a"; filename=b.exe\r\nX: y.txt', content=b"a", owner=owner)

    answer = ines.get(f"/files/{stored.ref}/")

    assert answer["Content-Disposition"] == 'attachment; filename="a_; filename=b.exe X_ y.txt"'


def test_a_download_is_written_into_history_as_a_read_of_the_owner(
    ines: Client, insider: Actor, owner: Account
) -> None:
    stored = operations.keep_made(insider, name="a.txt", content=b"a", owner=owner)

    ines.get(f"/files/{stored.ref}/")

    entry = Entry.objects.get(kind="read")
    assert (entry.subject_kind, entry.subject_id) == ("files.storedfile", str(stored.pk))
    assert (entry.within_kind, entry.within_id) == ("accounts.account", str(owner.pk))
    assert entry.facts == {"page": "file"}


def test_hidden_held_refused_and_missing_answer_alike(
    ines: Client, insider: Actor, owner: Account, now: datetime
) -> None:
    clean = operations.keep_made(insider, name="a.txt", content=b"a", owner=owner)
    held = operations.take_in(insider, upload=sent(), owner=owner)
    refused = operations.take_in(insider, upload=sent("a.exe"), owner=owner)
    stranger = browser_of(Account.objects.create_user("stranger@example.org", joined_at=now))

    missing = "nothing-of-that-name--"
    assert shown(stranger, clean.ref) == shown(stranger, missing)
    for ref in (held.ref, refused.ref):
        assert shown(ines, ref) == shown(ines, missing)


def test_a_visitor_is_sent_to_sign_in(insider: Actor, owner: Account) -> None:
    stored = operations.keep_made(insider, name="a.txt", content=b"a", owner=owner)

    answer = Client().get(f"/files/{stored.ref}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/?next=")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(ines: Client, insider: Actor, owner: Account, method: str) -> None:
    stored = operations.keep_made(insider, name="a.txt", content=b"a", owner=owner)

    assert getattr(ines, method)(f"/files/{stored.ref}/").status_code == 405


@pytest.mark.parametrize("ref", ["%00", "%F0%9F%98%80", "a" * 3000, "..%2F..%2Fetc%2Fpasswd", "%ff"])
def test_a_reference_that_makes_no_sense_is_not_found(ines: Client, ref: str) -> None:
    assert ines.get(f"/files/{ref}/").status_code == 404


def shown(browser: Client, ref: str) -> str:
    """The page that answers 404, without its address, its token and the seconds that the session has left."""
    answer = browser.get(f"/files/{ref}/")
    assert answer.status_code == 404
    return re.sub(r'(value|data-[a-z-]+)="[^"]*"', "", answer.content.decode().replace(ref, ""))
