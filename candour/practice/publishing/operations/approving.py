"""Approving a version: sending it to those who are named, taking it back, and approving it."""

from __future__ import annotations

from collections.abc import Sequence

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.workflow.moving import move, reasons_against
from candour.practice.directory import queries as directory
from candour.practice.publishing import audit_events
from candour.practice.publishing.exports.writing import parts_of
from candour.practice.publishing.models import Approval, Edition
from candour.practice.publishing.operations.documents import set_review
from candour.practice.publishing.vocabulary import LABELLED, SIGNED_BY_PARTNERS
from candour.practice.publishing.workflow import EDITION


@operation
def send_edition(actor: Actor, *, ref: str, post_refs: Sequence[str] = ()) -> None:
    """Send a draft for approval to the posts that are named, and to every statutory partner where the rule asks.

    Raises Refused with every reason.
    """
    edition = fetch(actor, Edition, "document", ref=ref)
    document = edition.document
    posts = {post.pk: False for post in (directory.post(actor, one) for one in dict.fromkeys(post_refs))}
    if document.kind in SIGNED_BY_PARTNERS:
        partners = directory.acting_partners(actor, document.partnership_id, actor.today)
        posts |= {partner.post_id: True for partner in partners}
    reasons = list(reasons_against(actor, edition, EDITION, EDITION.moves["send"]))
    if not posts:
        reasons.append("Name who has to approve it.")
    if document.kind in LABELLED and (bare := [part for part in parts_of(edition.text) if not part.source]):
        reasons.append(f"{len(bare)} parts do not say where they come from.")
    if reasons:
        raise Refused(*reasons)
    move(actor, edition, EDITION, "send", within=document, number=edition.number)
    Approval.objects.filter(edition=edition).delete()
    Approval.objects.bulk_create(
        Approval(edition=edition, post_id=post_id, is_statutory=statutory, asked_at=actor.at)
        for post_id, statutory in posts.items()
    )


@operation
def take_edition_back(actor: Actor, *, ref: str) -> None:
    """Take a version back to change it. Whoever has approved it approves again. Raises Refused."""
    edition = fetch(actor, Edition, "document", ref=ref)
    move(actor, edition, EDITION, "take-back", within=edition.document, number=edition.number)
    Approval.objects.filter(edition=edition).delete()


@operation
def sign_edition(actor: Actor, *, ref: str, approval_ref: str) -> str:
    """Approve a version for the post that is named. The last to do so makes it approved. Returns its state.

    A deputy or nominee approves for the holder, who stays accountable. Raises Refused.
    """
    edition = fetch(actor, Edition, "document", ref=ref)
    approval = fetch(actor, Approval, "post", ref=approval_ref, edition=edition)
    require(actor, "approve a document", approval)
    if edition.state != "approval":
        raise Refused("This version does not wait for approval.")
    holder = directory.contact_of_post(actor, approval.post_id)
    accountable = holder.name if holder is not None and holder.pk != actor.person_id else ""
    signed = Approval.objects.filter(pk=approval.pk, signed_at=None).update(
        signed_at=actor.at, signed_by=actor.person_id, accountable=accountable
    )
    if not signed:
        raise Refused("This has been approved already.")
    post = approval.post.title
    record(audit_events.EDITION_SIGNED, subject=edition, within=edition.document, number=edition.number, post=post)
    # Locked, so that of two who sign at one moment the later sees that nobody is missing.
    Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.approvals_missing:
        _approve(actor, edition)
    return edition.state


def _approve(actor: Actor, edition: Edition) -> None:
    move(actor, edition, EDITION, "approve", within=edition.document, number=edition.number)
    Edition.objects.filter(pk=edition.pk).update(approved_on=actor.today)
    for earlier in Edition.objects.filter(document=edition.document, state="approved").exclude(pk=edition.pk):
        move(actor, earlier, EDITION, "supersede", within=edition.document, number=earlier.number)
    set_review(actor, edition)
