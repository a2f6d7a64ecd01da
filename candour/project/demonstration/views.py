"""The stated way into the demonstration: signing in as anybody of the cast, and reading the mail that was sent."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from candour.platform.access.actor import Actor
from candour.platform.accounts import sessions
from candour.platform.accounts.models import Account
from candour.platform.audit_trail.operation import operation, record
from candour.platform.audit_trail.sentences import sentence
from candour.project.demonstration.cast import BY_KEY, CAST

SIGNED_IN = sentence("demonstration.signed_in", "signed in through the demonstration, without a password")
NEWEST = 40


@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Everybody of the cast, each with a button."""
    members = [(member.key, member.name, member.comes_for) for member in CAST if not member.has_left]
    return render(request, "demonstration/cast.html", {"title": "Who would you like to be?", "members": members})


@require_POST
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the cast. The second factor counts as given."""
    member = BY_KEY.get(key)
    account = Account.objects.filter(email=member.email, is_active=True).first() if member else None
    if account is None:
        raise Http404
    at = request.at  # type: ignore[attr-defined]
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.begin(request, at)
    sessions.prove_second_factor(request, at)
    _note(request.actor, account)  # type: ignore[attr-defined]
    return redirect("home")


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The mail that the demonstration has sent: it goes into files, so that links and codes can be followed."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.is_dir() else []
    letters = []
    for file in files[:NEWEST]:
        for part in reversed(file.read_bytes().split(b"-" * 79 + b"\n")):
            if part.strip():
                letter = message_from_bytes(part.lstrip(), policy=policy.default)
                body = letter.get_body(("plain",))
                letters.append((letter["To"], letter["Subject"], letter["Date"], body.get_content() if body else ""))
    return render(request, "demonstration/mail.html", {"title": "Mail that was sent", "letters": letters[:NEWEST]})


@operation
def _note(actor: Actor, account: Account) -> None:
    record(SIGNED_IN, subject=account)
