"""Terms of reference: drafting a version, sending it for signature, signing it, and bringing it into force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.deadlines.calendar import calendar
from candour.platform.deadlines.parts import Task
from candour.platform.spelling.lint import unfinished
from candour.platform.workflow.moving import move, reasons_against, save_edit
from candour.practice.directory import queries as directory
from candour.practice.directory import roles
from candour.practice.governance import audit_events
from candour.practice.governance.models import Group, Terms, TermsSignature
from candour.practice.governance.workflow import TERMS
from candour.rulebook.language.durations import Convention, calendar_months

REVIEW = "terms-review"
"""The key of the deadline by which terms of reference are reviewed."""


@operation
def draft_terms(actor: Actor, *, group_ref: str, number: str, text: str, lead: str = "") -> Terms:
    """Draft a version of a group's terms of reference. Raises Refused."""
    group = fetch(actor, Group, ref=group_ref)
    require(actor, "keep groups", group)
    if group.until_on is not None:
        raise Refused("This group has ended. Its record stays as it was.")
    try:
        with transaction.atomic():
            terms = Terms.objects.create(
                group=group,
                number=number.strip(),
                text=text.strip(),
                lead=lead.strip(),
                author=actor.label[:150],
                made_at=actor.at,
            )
    except IntegrityError as error:
        raise Refused(f"There is a version {number.strip()} already.") from error
    record(audit_events.TERMS_DRAFTED, subject=terms, within=group, number=terms.number, group=group.name)
    return terms


@operation
def edit_terms(actor: Actor, *, ref: str, version: int, text: str, lead: str = "") -> None:
    """Change a draft. Any other version is never edited. Raises Refused or Conflict."""
    terms = fetch(actor, Terms, "group", ref=ref)
    require(actor, "keep groups", terms)
    if terms.state != TERMS.start:
        raise Refused("Only a draft can be changed. Draft a new version instead.")
    save_edit(terms, version, text=text.strip(), lead=lead.strip())
    record(audit_events.TERMS_EDITED, subject=terms, within=terms.group, number=terms.number)


@operation
def send_terms(actor: Actor, *, ref: str, post_refs: Sequence[str]) -> None:
    """Send a draft for signature to the holders of the posts that are named. Raises Refused with every reason.

    Nobody is asked to sign a text in which something is still missing.
    """
    terms = fetch(actor, Terms, "group", ref=ref)
    require(actor, "keep groups", terms)
    reasons = list(reasons_against(actor, terms, TERMS, TERMS.moves["send"]))
    if not post_refs:
        reasons.append("Name who has to sign first.")
    if terms.text.strip():
        reasons.extend(f"Line {one.line}, “{one.words}”: {one.why}" for one in unfinished(terms.text))
    if reasons:
        raise Refused(*reasons)
    posts = [directory.post(actor, post_ref) for post_ref in dict.fromkeys(post_refs)]
    move(actor, terms, TERMS, "send", within=terms.group, number=terms.number)
    TermsSignature.objects.filter(terms=terms).delete()
    TermsSignature.objects.bulk_create(TermsSignature(terms=terms, post=post) for post in posts)


@operation
def take_terms_back(actor: Actor, *, ref: str) -> None:
    """Take a version back to change it. Whoever has signed signs again. Raises Refused."""
    terms = fetch(actor, Terms, "group", ref=ref)
    move(actor, terms, TERMS, "withdraw", within=terms.group, number=terms.number)
    TermsSignature.objects.filter(terms=terms).delete()


@operation
def sign_terms(actor: Actor, *, ref: str, signature_id: int) -> None:
    """Sign for the post that is named. A deputy signs for its holder, who stays accountable. Raises Refused."""
    terms = fetch(actor, Terms, "group", ref=ref)
    signature = fetch(actor, TermsSignature, "post", pk=signature_id, terms=terms)
    require(actor, "sign terms of reference", signature)
    if terms.state != "signing":
        raise Refused("These terms of reference do not wait for signatures.")
    holder = directory.contact_of_post(actor, signature.post_id)
    accountable = holder.name if holder is not None and holder.pk != actor.person_id else ""
    signed = TermsSignature.objects.filter(pk=signature.pk, signed_at=None).update(
        signed_at=actor.at, signed_by=actor.person_id, accountable=accountable
    )
    if not signed:
        raise Refused("This has been signed already.")
    record(audit_events.TERMS_SIGNED, subject=terms, within=terms.group, number=terms.number, post=signature.post.title)


@operation
def bring_terms_in(actor: Actor, *, ref: str, review_on: date | None = None) -> None:
    """Bring a version that everybody signed into force. It replaces the current one. Raises Refused with reasons.

    It is to be reviewed twelve months later, unless an earlier day is given.
    """
    terms = fetch(actor, Terms, "group", ref=ref)
    step = TERMS.moves["bring-in"]
    reasons = list(reasons_against(actor, terms, TERMS, step))
    latest = calendar_months(12).ends_on(actor.today, calendar(actor), Convention.WITHIN)
    if review_on is not None and not actor.today < review_on <= latest:
        reasons.append("The review is due within twelve months.")
    if reasons:
        raise Refused(*reasons)
    for current in Terms.objects.filter(group=terms.group, state="current"):
        move(actor, current, TERMS, "supersede", within=terms.group, number=current.number)
    move(actor, terms, TERMS, "bring-in", within=terms.group, number=terms.number)
    due_on = review_on or latest
    Terms.objects.filter(pk=terms.pk).update(current_from=actor.today, review_on=due_on)
    deadlines.cancel_key(actor, owner=terms.group, key=REVIEW)
    task = Task(
        key=REVIEW,
        title=f"Review of the terms of reference of {terms.group.name}"[:200],
        do_next="Draft the next version, or the same one again",
        address=reverse("group", args=[terms.group.ref]),
        body=("partnership", terms.group.partnership_id),
        role=roles.PARTNERSHIP_MANAGER,
    )
    deadlines.set_day(actor, owner=terms.group, within=None, task=task, on=due_on)
