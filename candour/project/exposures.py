"""The class of every address of the project. An address that is not listed here does not open, and stops the start-up check."""

from candour.platform.access.exposure import Exposure

_PUBLIC = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "brand",
    "about_accessibility",
    "about_privacy",
)

_HALF_SIGNED_IN = (
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
)

_SIGNED_IN = (
    "account_change_password",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
)

_LINK: tuple[str, ...] = ()

_DEMONSTRATION: tuple[str, ...] = ()

EXPOSURES = (
    dict.fromkeys(_PUBLIC, Exposure.PUBLIC)
    | dict.fromkeys(_HALF_SIGNED_IN, Exposure.HALF_SIGNED_IN)
    | dict.fromkeys(_SIGNED_IN, Exposure.SIGNED_IN)
    | dict.fromkeys(_LINK, Exposure.LINK)
    | dict.fromkeys(_DEMONSTRATION, Exposure.DEMONSTRATION)
)
