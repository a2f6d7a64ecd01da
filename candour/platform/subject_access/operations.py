"""What can be done with requests for access: record one, judge a match, make the list, and note how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Refused, fetch, require
from candour.platform.audit_trail.operation import operation, record
from candour.platform.deadlines import parts as deadlines
from candour.platform.exports.operations import release
from candour.platform.subject_access import audit_events
from candour.platform.subject_access.exports import list_of_what_is_kept
from candour.platform.subject_access.models import AccessRequest, Judgement
from candour.platform.subject_access.queries import due_of, identity_by_ref, judged_to_be, request_by_ref, what_is_kept
from candour.platform.subject_access.workflow import HANDLE, REQUESTS
from candour.platform.vault import operations as vault
from candour.platform.vault.models import Identity
from candour.platform.vault.reasons import reason
from candour.platform.workflow.moving import move

ANSWER = reason("subject_access.answer", "to answer somebody who asked what is kept about them")
DUE = "answer"


@operation
def receive(actor: Actor, *, body_id: int, received_on: date, asked: str, facts: Mapping[str, str]) -> AccessRequest:
    """Record a request, put who asks into the vault, and set the day by which it is answered. Raises Refused."""
    require(actor, HANDLE, body_id)
    if received_on > actor.today:
        raise Refused("It cannot have been received on a day that is to come.")
    request = AccessRequest.objects.create(body_id=body_id, received_on=received_on, asked=asked)
    vault.keep(actor, owner=request, kind="asker", facts=facts)
    task = deadlines.Task(
        key=DUE,
        title="Answer a request for access",
        do_next="Judge the matches and make the list",
        address=reverse("access_request", args=[request.ref]),
        body=("partnership", body_id),
    )
    deadlines.set_deadline(actor, owner=request, within=None, task=task, due=due_of(received_on))
    record(audit_events.RECEIVED, subject=request, received=received_on.isoformat())
    return request


@operation
def judge(actor: Actor, *, ref: str, identity_ref: str, is_person: bool, because: str) -> None:
    """Say whether a match is the person who asks, and why. It can be judged anew while the request is open.

    Raises Hidden and Refused.
    """
    request = _open(actor, ref)
    identity = identity_by_ref(actor, identity_ref)
    Judgement.objects.update_or_create(
        request=request,
        identity=identity,
        defaults={
            "is_person": is_person,
            "because": because,
            "judged_at": actor.at,
            "judged_by": actor.label,
        },
    )
    record(audit_events.JUDGED, subject=request, verdict="it is" if is_person else "it is somebody else")


@operation
def make_list(actor: Actor, *, ref: str, why: str) -> bytes:
    """The list of what is kept about the person, as Word: their own facts, and the documents to be read first.

    Raises Hidden, and Refused without a reason, where nothing was judged to be theirs, and beyond the hourly number of
    exports.
    """
    request = request_by_ref(actor, ref)
    require(actor, HANDLE, request)
    identities = judged_to_be(actor, request)
    if not identities:
        raise Refused("No match was judged to be the person who asks.")
    facts: dict[Identity, dict[str, str]] = {
        identity: vault.open_for(actor, identity=identity, purpose=ANSWER) for identity in identities
    }
    record(audit_events.BUNDLED, subject=request, identities=len(identities))
    kept = what_is_kept(actor, identities, facts)
    return release(
        actor,
        about=request,
        what="the answer to a request for access",
        reason=why,
        make=lambda: list_of_what_is_kept(
            kept, received_on=request.received_on, made_at=actor.at, made_for=actor.label
        ),
    )


@operation
def end(actor: Actor, *, ref: str, step: str, outcome: str, version: int) -> None:
    """Note that the request was answered or refused ("answer" or "refuse"), and what the person was told.

    Raises Hidden, Refused and Conflict.
    """
    request = fetch(actor, AccessRequest, ref=ref)
    move(actor, request, REQUESTS, step)
    request.ended_on, request.outcome = actor.today, outcome
    request.save(update_fields=["ended_on", "outcome"])
    deadlines.meet(actor, owner=request, key=DUE)


def _open(actor: Actor, ref: str) -> AccessRequest:
    request = request_by_ref(actor, ref)
    require(actor, HANDLE, request)
    if request.state != REQUESTS.start:
        raise Refused("This request has ended.")
    return request
