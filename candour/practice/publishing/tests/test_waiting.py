"""What waits for an approval or a second person stands on What's due, for them alone and until they have acted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from candour.practice.directory.models import Post
from candour.practice.publishing.models import Approval, Edition
from candour.practice.publishing.operations import approving, releasing
from candour.practice.publishing.tests.desk import drafted, send, site
from tests.cast import Cast
from tests.pages import words

TEXT = "# 1 What we do\n[Source: Executive]\n\nWe meet four times a year, and decide together.\n"
TITLE = "Working with families, version 1.0"


def due(cast: Cast, who: str) -> str:
    return words(cast.client(who).get(reverse("home")))


def test_an_approval_waits_on_whats_due_of_who_has_to_give_it_until_it_is_given(cast: Cast) -> None:
    edition = drafted(cast, TEXT)
    assert TITLE not in due(cast, "chair")
    later = cast.acting("manager", cast.now - timedelta(hours=2))
    approving.send_edition(later, ref=edition.ref, post_refs=[Post.objects.get(title="Partnership chair").ref])
    page = due(cast, "chair")
    assert TITLE in page
    assert "Read it, and approve it as Partnership chair" in page
    assert TITLE not in due(cast, "lay")
    assert TITLE not in due(cast, "police")
    approval = Approval.objects.get(edition=edition)
    assert approval.asked_at == later.at
    send(cast, "chair", "edition_sign", edition.ref, approval.ref)
    assert TITLE not in due(cast, "chair")


def test_a_release_waits_for_a_second_person_and_not_for_who_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])
    site(cast)
    edition = drafted(cast, TEXT)
    Edition.objects.filter(pk=edition.pk).update(state="approved")
    release = releasing.ask_release(cast.acting("manager"), ref=edition.ref, publish_on=cast.now.date())
    assert "Look at it as the second person" in due(cast, "chair")
    assert TITLE not in due(cast, "manager")
    assert TITLE not in due(cast, "administrator")
    send(cast, "chair", "release_refuse", release.ref, because="Wait.")
    assert TITLE not in due(cast, "chair")
