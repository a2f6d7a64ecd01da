"""Settings, by environment: "demonstration", "test" and "production" differ only in what this file says."""

from pathlib import Path

from candour.project import environment
from candour.project.exposures import EXPOSURES

ROOT = Path(__file__).resolve().parent.parent.parent

CANDOUR_ENVIRONMENT = environment.text("ENVIRONMENT", "production")
CANDOUR_DEMONSTRATION = CANDOUR_ENVIRONMENT == "demonstration"
_PRODUCTION = CANDOUR_ENVIRONMENT == "production"

CANDOUR_VAR = environment.path("VAR", ROOT / "var" / CANDOUR_ENVIRONMENT)
CANDOUR_EXPOSURES = EXPOSURES
CANDOUR_SITE_NAME = environment.text("SITE_NAME", "Candour")
CANDOUR_BASE_URL = environment.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CANDOUR_BRAND_COLOUR = environment.text("BRAND_COLOUR", "#1d4f6e")
CANDOUR_FILES = environment.path("FILES", CANDOUR_VAR / "files")
CANDOUR_ERASURES = environment.path("ERASURES", CANDOUR_VAR / "erasures.jsonl")
CANDOUR_SCANNER = environment.text("SCANNER")
CANDOUR_VAULT_KEYS = environment.secret("VAULT_KEYS")
CANDOUR_SECRETS_KEY = environment.secret("SECRETS_KEY")
CANDOUR_DAILY_REVEALS = environment.number("DAILY_REVEALS", 20)
CANDOUR_HOURLY_EXPORTS = environment.number("HOURLY_EXPORTS", 10)

SECRET_KEY = environment.secret("SECRET_KEY") or "missing"  # the start-up check refuses it, with words
DEBUG = False
ALLOWED_HOSTS = environment.words("HOSTS", "" if _PRODUCTION else "127.0.0.1 localhost testserver")
ROOT_URLCONF = "candour.project.urls"
WSGI_APPLICATION = "candour.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"

INSTALLED_APPS = [
    "candour.platform.design",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "candour.platform.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "candour.platform.audit_trail",
    "candour.platform.access",
    "candour.platform.allowances",
    "candour.platform.workflow",
    "candour.platform.vault",
    "candour.platform.files",
    "candour.platform.messaging",
    "candour.platform.deadlines",
    "candour.platform.guided_forms",
    "candour.platform.links",
    "candour.platform.search",
    "candour.platform.exports",
    "candour.platform.imports",
    "candour.platform.retention",
    "candour.platform.subject_access",
    "candour.practice.directory",
    "candour.practice.public",
    "candour.practice.publishing",
    "candour.practice.governance",
    "candour.practice.challenges",
    "candour.practice.learning",
    "candour.practice.voice",
    "candour.practice.cases",
    "candour.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "candour.platform.design.middleware.HeadersMiddleware",
    "candour.platform.design.middleware.WhereNextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "candour.platform.access.middleware.AccessMiddleware",
    "candour.practice.directory.middleware.UndertakingsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "candour.platform.design.context.page",
            ],
            "builtins": ["candour.platform.design.templatetags.design"],
        },
    },
]
FORM_RENDERER = "candour.platform.design.rendering.Renderer"

DATABASES = {"default": environment.database(f"sqlite:///{CANDOUR_VAR / 'candour.sqlite3'}")}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Counts of wrong tries live here. With the few entries of the default, a flood of new ones would drop them.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "candour.platform.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "candour.platform.accounts.tokens.NewPasswordTokens"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "candour.platform.accounts.web.forms.SignInForm",
    "change_password": "candour.platform.accounts.web.forms.ChangePasswordForm",
    "reset_password": "candour.platform.accounts.web.forms.ForgottenPasswordForm",
    "reset_password_from_key": "candour.platform.accounts.web.forms.NewPasswordForm",
    "reauthenticate": "candour.platform.accounts.web.forms.ConfirmPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "candour.platform.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "candour.platform.accounts.web.forms.CodeForm",
    "reauthenticate": "candour.platform.accounts.web.forms.ConfirmCodeForm",
    "activate_totp": "candour.platform.accounts.web.forms.AppForm",
    "add_webauthn": "candour.platform.accounts.web.forms.AddPasskeyForm",
    "edit_webauthn": "candour.platform.accounts.web.forms.RenamePasskeyForm",
    "authenticate_webauthn": "candour.platform.accounts.web.forms.PasskeyForm",
    "login_webauthn": "candour.platform.accounts.web.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "candour.platform.accounts.web.forms.ConfirmPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation went to the address
MFA_TOTP_TOLERANCE = 1  # a code is taken for half a minute before and after, for clocks that drift and slow typing
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = CANDOUR_SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _PRODUCTION

PASSWORD_RESET_TIMEOUT = 60 * 60
# Behind a proxy the address of a visitor is the one that the proxy adds; else all would share the proxy's limits.
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.flag("BEHIND_PROXY"))

SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if _PRODUCTION else "session"
CSRF_COOKIE_SECURE = _PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if _PRODUCTION else "csrf"
CSRF_TRUSTED_ORIGINS = [CANDOUR_BASE_URL] if _PRODUCTION else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = _PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if _PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _PRODUCTION
SECURE_HSTS_PRELOAD = _PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers send forms without an origin, and all are refused
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if environment.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = environment.path("STATIC_ROOT", CANDOUR_VAR / "static")
STORAGES = {
    "default": {
        "BACKEND": "candour.platform.files.keeping.DurableStorage",
        "OPTIONS": {"location": CANDOUR_FILES, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if CANDOUR_ENVIRONMENT == "test"
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = CANDOUR_ENVIRONMENT == "test"
if CANDOUR_ENVIRONMENT == "test":
    # Tests hold the clock of the server and not that of the browser, which would ask for each style sheet on each page.
    WHITENOISE_MAX_AGE = 10 * 365 * 24 * 3600
    # Else each of the thousands of clients of the tests would list every style sheet before it asks for anything.
    WHITENOISE_AUTOREFRESH = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if _PRODUCTION else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_TIMEOUT = 30
EMAIL_FILE_PATH = CANDOUR_VAR / "mail"
EMAIL_HOST = environment.text("MAIL_HOST", "localhost")
EMAIL_PORT = environment.number("MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.secret("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("MAIL_TLS", _PRODUCTION)
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "candour@example.org")

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
