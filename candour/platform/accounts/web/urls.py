"""The addresses of sign-in, the second factor, invitations and one's own account. Signing up is not among them."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from candour.platform.accounts.stepping_up import View
from candour.platform.accounts.stepping_up import fresh_proof_required as fresh
from candour.platform.accounts.web import views

_methods = require_http_methods(["GET", "HEAD", "POST"])


def _page(view: View) -> View:
    return _methods(view)


urlpatterns = [
    path("", views.account, name="account"),
    path("activity/", views.activity, name="account_activity"),
    path("stay/", views.stay, name="account_stay"),
    path("invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("sign-in/", _page(sign_in.login), name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="account_logout_everywhere"),
    path("confirm/", _page(sign_in.reauthenticate), name="account_reauthenticate"),
    path("password/", fresh(_page(views.change_password)), name="account_change_password"),
    path("forgotten-password/", _page(sign_in.password_reset), name="account_reset_password"),
    path("forgotten-password/sent/", _page(sign_in.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _page(sign_in.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "new-password/done/",
        _page(sign_in.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", _page(mfa.authenticate), name="mfa_authenticate"),
    path("second-step/passkey/", _page(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("proof/", views.set_up, name="mfa_index"),
    path("proof/confirm/", _page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("proof/confirm/passkey/", _page(views.ConfirmPasskeyView.as_view()), name="mfa_reauthenticate_webauthn"),
    path("proof/app/", views.setting_up(_page(totp.activate_totp)), name="mfa_activate_totp"),
    path("proof/app/remove/", views.remove_app, name="mfa_deactivate_totp"),
    path("proof/passkeys/", _page(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("proof/passkeys/add/", views.setting_up(_page(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path("proof/passkeys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("proof/passkeys/<int:pk>/name/", fresh(_page(passkeys.edit_webauthn)), name="mfa_edit_webauthn"),
    path("proof/recovery-codes/", fresh(_page(recovery_codes.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path(
        "proof/recovery-codes/new/",
        fresh(_page(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "proof/recovery-codes/file/",
        fresh(_page(recovery_codes.download_recovery_codes)),
        name="mfa_download_recovery_codes",
    ),
]
