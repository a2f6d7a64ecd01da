"""The links by which an agency answers without an account: each opens one request, with a code sent to its address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db.models import F

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden
from candour.platform.audit_trail.operation import operation, record
from candour.practice.cases import audit_events, messages
from candour.practice.cases.models import AgencyRequest, RequestLink
from candour.practice.cases.vocabulary import LinkPurpose

LINK_OUTLIVES_DUE_DATE = timedelta(days=90)
CODE_LASTS = timedelta(minutes=15)
CODE_TRIES = 5


def new_link(actor: Actor, request: AgencyRequest, email: str, purpose: LinkPurpose = LinkPurpose.ANSWER) -> str:
    """A new link for an address, which ends the one it had. Only its hash is kept. Call it inside an operation."""
    token = secrets.token_urlsafe(32)
    ends_at = max(request.due_at, actor.at) + LINK_OUTLIVES_DUE_DATE
    RequestLink.objects.filter(request=request, email=email, purpose=purpose).delete()
    RequestLink.objects.create(request=request, purpose=purpose, email=email, link_hash=hash_of(token), ends_at=ends_at)
    return token


@operation
def send_code(actor: Actor, *, token: str) -> None:
    """Send a code to the address to which a link was sent.

    The link alone opens nothing. Raises Hidden for a dead link.
    """
    link = link_of(actor, token)
    code = f"{secrets.randbelow(1_000_000):06}"
    RequestLink.objects.filter(pk=link.pk).update(
        code_hash=hash_of(f"{link.pk}:{code}"), code_ends_at=actor.at + CODE_LASTS, code_tries=0
    )
    request = link.request
    record(audit_events.CODE_SENT, subject=request, within=request.case, agency=request.organisation.name)
    messages.send_code(actor, request, to=link.email, code=code, at=actor.at)


@operation
def open_with_code(actor: Actor, *, token: str, code: str) -> RequestLink | None:
    """Open a link with its code. Returns None for a wrong or old code, and after five tries."""
    link = link_of(actor, token)
    request = link.request
    mine = RequestLink.objects.filter(pk=link.pk)
    tried = mine.filter(code_tries__lt=CODE_TRIES, code_ends_at__gt=actor.at).update(code_tries=F("code_tries") + 1)
    right = tried and mine.filter(code_hash=hash_of(f"{link.pk}:{code.strip()}")).update(code_hash="")
    sentence = audit_events.LINK_OPENED if right else audit_events.CODE_WRONG
    record(sentence, subject=request, within=request.case, agency=request.organisation.name)
    if not right:
        return None
    AgencyRequest.objects.filter(pk=request.pk, opened_at=None).update(opened_at=actor.at)
    return link


def link_of(actor: Actor, token: str) -> RequestLink:
    """A link that is still alive. Raises Hidden."""
    link = (
        RequestLink.objects.select_related("request__case", "request__organisation")
        .filter(link_hash=hash_of(token), ends_at__gt=actor.at)
        .exclude(request__state="withdrawn")
        .first()
    )
    if link is None:
        raise Hidden
    return link


def hash_of(token: str) -> str:
    """The form in which a link or a code is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
