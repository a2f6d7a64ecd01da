"""The addresses of sign-in, the second factor and invitations. Signing up is not among them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("forgotten-password/", account.password_reset, name="account_reset_password"),
    path("forgotten-password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("new-password/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("proof/", mfa.index, name="mfa_index"),
    path("proof/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("proof/confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("proof/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("proof/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("proof/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("proof/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("proof/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("proof/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("proof/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("proof/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("proof/recovery-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
