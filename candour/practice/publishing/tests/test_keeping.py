"""Erasing a record reaches the drafts that were made from it; what the public has had stays, and says why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.urls import reverse

from candour.platform.audit_trail.models import Entry
from candour.platform.files import keeping as contents
from candour.platform.files.models import StoredFile
from candour.platform.retention import kinds, ledger, operations
from candour.platform.retention.models import Erasure, ErasureLine
from candour.practice.governance.models import Meeting
from candour.practice.governance.tests.rooms import room
from candour.practice.public.models import Document as PublicDocument
from candour.practice.publishing.models import Copy, Document, Dossier, Edition, Named, Release, SourceText, Suite
from candour.practice.publishing.operations import documents, dossiers, releasing, ruling, suites
from candour.practice.publishing.tests.desk import approve, document, dossier, send, site
from tests.cast import Cast
from tests.pages import words

LONG_AGO = datetime(2011, 3, 1, 12, 0, tzinfo=UTC)
"""More than fifteen years before the day of the tests."""
STAYS = (
    "Version 1.0, made from it and released on 18 November 2026, stays: it is on the public record, with a period of "
    "its own."
)


@pytest.fixture(autouse=True)
def stage(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of what was erased of this test alone, and files that are not read as finished, which takes seconds."""
    settings.CANDOUR_ERASURES = tmp_path / "erasures.jsonl"
    monkeypatch.setattr(releasing, "leaks_of", lambda *_: [])


def held_long_ago(cast: Cast) -> Meeting:
    meeting = room(cast, begun=False).meeting
    Meeting.objects.filter(pk=meeting.pk).update(state="held", ended_at=LONG_AGO)
    return meeting


def redaction_of(cast: Cast, owner: Model | None) -> Dossier:
    found = dossier(cast, owner=owner)
    for one in Named.objects.filter(dossier=found):
        ruling.rule_named(cast.acting("manager"), ref=one.ref, version=one.version, decision="replace", choice="")
    return found


def made(cast: Cast, found: Dossier, of: Document, number: str = "1.0") -> Edition:
    return dossiers.make_edition(cast.acting("manager"), dossier_ref=found.ref, document_ref=of.ref, number=number)


def asked(cast: Cast, edition: Edition) -> Release:
    approve(cast, edition)
    actor = cast.acting("administrator")
    return releasing.ask_release(actor, ref=edition.ref, publish_on=actor.today, risks_read="They may.")


def released(cast: Cast, edition: Edition) -> Release:
    release = asked(cast, edition)
    releasing.release_edition(
        cast.acting("manager"), ref=release.ref, version=release.version, typed=edition.document.title
    )
    release.refresh_from_db()
    return release


def erased(cast: Cast, kind: str = "meeting") -> str:
    ended = reverse("retention_ended", args=[cast.partnership().ref, kind])
    cast.client("manager").post(ended)
    return words(send(cast, "administrator", "erasure", Erasure.objects.latest("pk").ref, sure="on"))


def left_of(*rows: Model) -> list[Model]:
    return [row for row in rows if type(row)._default_manager.filter(pk=row.pk).exists()]


def test_the_drafts_of_minutes_go_with_the_meeting(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    site(cast)
    found = redaction_of(cast, held_long_ago(cast))
    minutes, other = document(cast, "minutes", "Minutes of the spring meeting"), document(cast, "minutes", "Kept")
    draft, coming = made(cast, found, minutes, "0.1"), made(cast, found, minutes)
    elsewhere = documents.draft_edition(
        cast.acting("manager"), document_ref=other.ref, number="1.0", text="# Of another meeting"
    )
    among_others = made(cast, found, other, "2.0")
    release = asked(cast, coming)
    files = [release.word_file, release.pdf_file]
    assert contents.read(files[0].stored_as or "")

    with django_capture_on_commit_callbacks(execute=True):
        assert "Erased: 1. Kept: 0." in erased(cast)

    assert left_of(found, draft, coming, among_others, minutes, release, *files) == []
    assert left_of(elsewhere, other) == [elsewhere, other]
    assert not SourceText.objects.exists()
    assert not Named.objects.exists()
    assert not Copy.objects.filter(edition_id=coming.pk).exists()
    for one in files:
        with pytest.raises(FileNotFoundError):
            contents.read(one.stored_as or "")
    assert ErasureLine.objects.get().stays == ""
    connection.check_constraints()
    for model in apps.get_models():
        if "text" in {field.name for field in model._meta.fields}:
            assert not [row for row in model._default_manager.all() if "Child Q" in str(row.text)], model  # type: ignore[attr-defined]


def test_drafts_would_be_missed_if_they_were_not_taken_along(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = made(cast, redaction_of(cast, held_long_ago(cast)), document(cast, "minutes", "Minutes"))
    monkeypatch.setattr(kinds, "_offshoots", {})
    assert "Erased: 1." in erased(cast)
    assert left_of(draft) == [draft]


def test_what_the_public_has_had_stays_and_says_why(cast: Cast) -> None:
    site(cast)
    found = redaction_of(cast, held_long_ago(cast))
    minutes = document(cast, "minutes", "Minutes of the spring meeting")
    out = made(cast, found, minutes)
    release = released(cast, out)
    later = made(cast, found, minutes, "2.0")
    dry = words(cast.client("police").get(reverse("retention_ended", args=[cast.partnership().ref, "meeting"])))
    assert STAYS in dry
    assert left_of(found, later) == [found, later]

    page = erased(cast)

    assert "Erased: 1." in page
    assert STAYS in page
    assert left_of(found, out, later, minutes, release) == [out, minutes, release]
    assert not SourceText.objects.exists()
    assert ErasureLine.objects.get().stays == STAYS
    line = Entry.objects.get(verb="retention.stays")
    assert (line.subject_kind, line.subject_id) == ("publishing.edition", str(out.pk))
    shown = words(cast.client("manager").get(reverse("edition", args=[out.ref])))
    assert "This version stays, because it was released to the public" in shown
    assert StoredFile.objects.filter(pk=release.pdf_file_id).exists()
    assert PublicDocument.objects.get(ref=release.public_ref).body


def test_a_suite_does_not_carry_the_text_of_a_redaction_out_of_its_reach(cast: Cast) -> None:
    manager = cast.acting("manager")
    suite = suites.add_suite(manager, partnership_ref=cast.partnership().ref, title="Reports")
    minutes = document(cast, "minutes", "Minutes", suite=suite.ref)
    made(cast, redaction_of(cast, held_long_ago(cast)), minutes)
    suites.advance_suite(manager, ref=suite.ref, version=1, number="2.0")
    assert Edition.objects.filter(document=minutes).count() == 2

    erased(cast)

    assert not Edition.objects.filter(document=minutes).exists()
    assert left_of(suite) == [suite]
    assert Suite.objects.count() == 1


def test_a_legal_hold_on_a_redaction_keeps_the_meeting_that_would_take_it_along(cast: Cast) -> None:
    meeting = held_long_ago(cast)
    found = redaction_of(cast, meeting)
    day = {"next_check_on_day": "1", "next_check_on_month": "2", "next_check_on_year": "2027"}
    client = cast.client("manager")
    address = reverse("legal_hold", args=["redaction", found.ref])
    assert f'href="{address}"' in client.get(reverse("redaction", args=[found.ref])).content.decode()
    client.post(address, {"reason": "A claim.", "ask": "The solicitor", **day})

    ended = reverse("retention_ended", args=[cast.partnership().ref, "meeting"])
    assert "There is a legal hold on something that belongs to it." in words(client.get(ended))
    client.post(ended)
    assert not Erasure.objects.exists()

    client.post(reverse("legal_hold_lift", args=["redaction", found.ref]), {"sure": "on", "version": "1"})
    assert "Erased: 1." in erased(cast)
    assert left_of(meeting, found) == []


def test_a_redaction_by_hand_has_a_time_of_its_own_and_waits_for_what_is_coming(cast: Cast) -> None:
    site(cast)
    by_hand = redaction_of(cast, None)
    of_a_meeting = redaction_of(cast, held_long_ago(cast))
    Dossier.objects.update(opened_at=LONG_AGO)
    coming = made(cast, by_hand, document(cast, "minutes", "Minutes"))
    release = asked(cast, coming)
    dry = words(cast.client("police").get(reverse("retention_ended", args=[cast.partnership().ref, "redaction"])))
    assert "A version that was made from it is on its way to the public." in dry
    assert "Its texts came from another record, and it goes with that." in dry
    assert "Would be erased Nothing." in dry

    releasing.refuse_release(cast.acting("manager"), ref=release.ref, because="Not this year.")
    Edition.objects.filter(pk=coming.pk).update(state="superseded")
    assert "Erased: 1. Kept: 0." in erased(cast, "redaction")
    assert left_of(by_hand, of_a_meeting, coming, release) == [of_a_meeting]


def test_what_was_released_goes_in_its_own_time_and_never_while_it_is_published(cast: Cast) -> None:
    site(cast)
    minutes = document(cast, "minutes", "Minutes")
    out = made(cast, redaction_of(cast, None), minutes)
    release = released(cast, out)
    Release.objects.filter(pk=release.pk).update(keep_until=LONG_AGO.date())
    dry = reverse("retention_ended", args=[cast.partnership().ref, "released-version"])
    assert "It is still published." in words(cast.client("manager").get(dry))

    releasing.withdraw_release(cast.acting("manager"), ref=release.ref, because="It is out of date.")
    assert "Erased: 1." in erased(cast, "released-version")
    assert left_of(release, out, minutes) == []
    assert PublicDocument.objects.get(ref=release.public_ref).withdrawn_because == "It is out of date."


def test_a_restored_backup_does_not_bring_the_drafts_back(cast: Cast) -> None:
    meeting = held_long_ago(cast)
    fields = {
        field.attname: getattr(Meeting.objects.get(pk=meeting.pk), field.attname) for field in Meeting._meta.fields
    }
    draft = made(cast, redaction_of(cast, meeting), document(cast, "minutes", "Minutes"))
    assert "Erased: 1." in erased(cast)
    assert left_of(draft) == []

    # As the backup of a day on which all of it was there would bring it back.
    again = Meeting.objects.create(**fields)
    back = made(cast, redaction_of(cast, again), document(cast, "minutes", "Minutes"))
    job = cast.acting("technical").system("restoring", cast.now)
    assert operations.erase_again(job, ledger.read()) == 1
    assert left_of(back) == []
    assert not Dossier.objects.exists()
