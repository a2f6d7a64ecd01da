"""Suites: documents that go from version to version together, with the logos of the partners."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, may, require, seen_by
from candour.platform.audit_trail.operation import operation, record
from candour.platform.exports.drawing import redrawn
from candour.platform.files import confined
from candour.platform.files.models import StoredFile
from candour.platform.files.operations import take_in
from candour.platform.workflow.moving import save_edit
from candour.practice.directory import queries as directory
from candour.practice.publishing import audit_events
from candour.practice.publishing.models import Document, Edition, Suite, SuiteLogo
from candour.practice.publishing.operations.documents import drafted


@operation
def add_suite(actor: Actor, *, partnership_ref: str, title: str) -> Suite:
    """Set up a suite. Raises Refused if there is one of that title."""
    partnership = directory.partnership(actor, partnership_ref)
    require(actor, "keep documents", partnership)
    try:
        with transaction.atomic():
            suite = Suite.objects.create(partnership=partnership, title=title.strip())
    except IntegrityError as error:
        raise Refused("There is a suite of that title already.") from error
    record(audit_events.SUITE_ADDED, subject=suite)
    return suite


@operation
def advance_suite(actor: Actor, *, ref: str, version: int, number: str) -> int:
    """Begin the same new version of every document of a suite, each from its newest text. Raises Refused or Conflict.

    Returns how many drafts were begun.
    """
    suite = fetch(actor, Suite, ref=ref)
    require(actor, "keep documents", suite)
    seen = seen_by(actor, Document).filter(suite=suite).select_related("partnership").order_by("pk")
    # The report of a record that the actor does not see is seen once it is out, and is not theirs to go on with.
    documents = [one for one in seen if may(actor, "keep documents", one)]
    if not documents:
        raise Refused("No document belongs to this suite yet.")
    save_edit(suite, version, number=number.strip())
    for document in documents:
        newest = Edition.objects.filter(document=document).select_related("dossier").order_by("-made_at", "-pk").first()
        # A version from a redaction stays tied to it, so that it is checked against it and goes when it goes.
        drafted(actor, document, number, newest.text if newest else "", dossier=newest.dossier if newest else None)
    record(audit_events.SUITE_ADVANCED, subject=suite, number=suite.number, count=len(documents))
    return len(documents)


def set_logo(actor: Actor, *, ref: str, organisation_ref: str, upload: UploadedFile) -> None:
    """Set the logo of a partner in a suite: a PNG or JPEG picture. Raises Refused.

    It is drawn anew, in a process of its own, as the documents of the suite will carry it.
    """
    suite = fetch(actor, Suite, ref=ref)
    require(actor, "keep documents", suite)
    content = upload.read()
    upload.seek(0)
    stored = take_in(actor, upload=upload, owner=suite, classification="Logo")
    if stored.state == "refused":
        raise Refused(stored.why)
    if stored.kind not in ("png", "jpg"):
        raise Refused("A logo is a PNG or JPEG picture.")
    try:
        _, drawn = confined.call(redrawn, content)
    except confined.Stopped as stopped:
        raise Refused("The picture cannot be drawn. Save it again, and send that.") from stopped
    _set_logo(actor, ref=ref, organisation_ref=organisation_ref, stored=stored, drawn=drawn)


@operation
def _set_logo(actor: Actor, *, ref: str, organisation_ref: str, stored: StoredFile, drawn: bytes) -> None:
    suite = fetch(actor, Suite, ref=ref)
    organisation = directory.organisation(actor, organisation_ref)
    logo = {"file": stored, "drawn": drawn}
    SuiteLogo.objects.update_or_create(suite=suite, organisation=organisation, defaults=logo)
    record(audit_events.LOGO_SET, subject=suite, body=organisation.name)
