"""The pages of an account that allauth does not have, or does not have safely enough."""

from __future__ import annotations

from functools import wraps

from allauth.account import views as allauth_account
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as allauth_passkeys
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candour.platform.accounts import operations, queries, sessions
from candour.platform.accounts.operations import LastFactor, NoInvitation
from candour.platform.accounts.signals import keep_this_session
from candour.platform.accounts.stepping_up import View, fresh_proof_required, prove_again
from candour.platform.accounts.web.forms import AcceptForm
from candour.platform.accounts.web.presenters import deeds_of, proof_of
from candour.platform.audit_trail.queries import lines_by

LINES_ON_A_PAGE = 50
LAST_ONE = (
    "This is your only second step, and you cannot sign in without one. Set up another first, then remove this one."
)


def setting_up(view: View) -> View:
    """Open a view to whoever has no second factor yet; from others a fresh proof is asked.

    Without this, a session that began before the second factor was set up could add one of its own.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if queries.has_factor(request.user) and not sessions.is_fresh(request, request.at):  # type: ignore[arg-type,attr-defined]
            return prove_again(request)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def set_up(request: HttpRequest) -> HttpResponse:
    """Where somebody who only gave a password chooses a second step; others are led on."""
    if sessions.has_second_factor(request):
        return redirect("account")
    if queries.has_factor(request.user):  # type: ignore[arg-type]
        return prove_again(request)
    return render(request, "mfa/index.html")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What somebody is signed in as, and how they sign in."""
    proof = proof_of(queries.factors_of(request.user))  # type: ignore[arg-type]
    return render(request, "accounts/account.html", {"proof": proof, "email": request.user.email})  # type: ignore[union-attr]


@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """What somebody looked at and did, newest first."""
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 7 and int(page) > 0 else 1
    start = (number - 1) * LINES_ON_A_PAGE
    person_id = request.actor.person_id  # type: ignore[attr-defined]
    lines = lines_by(person_id, newest=LINES_ON_A_PAGE + 1, after=start)
    shown = {
        "deeds": deeds_of(lines[:LINES_ON_A_PAGE]),
        "newer": number - 1,
        "older": number + 1 if len(lines) > LINES_ON_A_PAGE else 0,
    }
    return render(request, "accounts/activity.html", shown)


@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """Keep a session alive, and say how many seconds it has left."""
    ending = sessions.ending(request, request.at)  # type: ignore[attr-defined]
    assert ending is not None
    return JsonResponse({"idle": ending.idle, "atMost": ending.at_most})


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the account, this one included."""
    operations.end_sessions(request.actor, account=request.user)  # type: ignore[attr-defined,arg-type]
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return _without_traces(redirect("account_login"))


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Choose another password. An account that has none, as in the demonstration, has none to change."""
    if not request.user.has_usable_password():  # type: ignore[union-attr]
        return redirect("account")
    response: HttpResponseBase = allauth_account.password_change(request)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out, and have the browser forget what it stored."""
    response = allauth_account.logout(request)
    return _without_traces(response) if request.method == "POST" else response


def _without_traces(response: HttpResponse) -> HttpResponse:
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with an invitation. Every link that does not work answers alike."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        email = operations.invitation_for(actor, token).account.email
        form = AcceptForm(request.POST or None)
        if form.is_valid():
            operations.accept(actor, token=token, password=form.cleaned_data["password1"])
            logout(request)
            messages.success(request, "Your password is set. Sign in with it now.")
            return redirect("account_login")
    except NoInvitation:
        return render(request, "accounts/no_invitation.html", status=404)
    except ValidationError as weak:
        form.add_error("password1", weak)
    return render(
        request, "accounts/invitation.html", {"form": form, "email": email}, status=422 if form.errors else 200
    )


@fresh_proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_app(request: HttpRequest) -> HttpResponse:
    """Remove the authenticator app."""
    factor = queries.factors_of(request.user).app  # type: ignore[arg-type]
    return _remove(request, factor, "Remove your authenticator app", what="removed an authenticator app")


@fresh_proof_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey."""
    names = {passkey.id: passkey.name for passkey in queries.factors_of(request.user).passkeys}  # type: ignore[arg-type]
    factor = pk if pk in names else None
    return _remove(request, factor, "Remove a passkey", what="removed a passkey", name=names.get(pk, ""))


def _remove(request: HttpRequest, factor: int | None, title: str, *, what: str, name: str = "") -> HttpResponse:
    holder = request.user
    if factor is None:
        raise Http404
    refused = queries.factors_of(holder).count == 1  # type: ignore[arg-type]
    if request.method == "POST":
        try:
            operations.remove_factor(request.actor, account=holder, factor=factor, what=what)  # type: ignore[attr-defined,arg-type]
        except LastFactor:
            refused = True
        except Authenticator.DoesNotExist as error:
            raise Http404 from error
        else:
            keep_this_session(request, holder)  # type: ignore[arg-type]
            messages.success(request, "It is removed. You were signed out on every other device.")
            return redirect("account")
    shown = {"title": title, "name": name, "refused": LAST_ONE if refused else ""}
    status = 409 if refused and request.method == "POST" else 200
    return render(request, "accounts/remove_factor.html", shown, status=status)


class ConfirmPasskeyView(allauth_passkeys.ReauthenticateWebAuthnView):
    """Giving a passkey again; a passkey that is refused leads back to the same page."""

    def form_invalid(self, form: object) -> HttpResponse:
        """Say on the page why it was refused."""
        return self.render_to_response(self.get_context_data())
