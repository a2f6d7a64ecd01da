"""Start-up checks, each with a number and the way to mend what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from candour.platform.access.exposure import addresses


@register(Tags.urls)
def every_address_is_classified(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E001, E002: each address is in the list of exposures, and each listed one exists."""
    known = {name for name, _ in addresses()}
    listed = set(settings.CANDOUR_EXPOSURES)
    missing = [
        Error(
            f"The address “{name}” has no class.",
            hint="Add it to candour/project/exposures.py; until then it does not open.",
            id="candour.E001",
        )
        for name in sorted(known - listed)
    ]
    stale = [
        Error(
            f"“{name}” is classified but no such address exists.",
            hint="Remove it from candour/project/exposures.py.",
            id="candour.E002",
        )
        for name in sorted(listed - known)
    ]
    return [*missing, *stale]


@register(Tags.security)
def secrets_are_given(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E003 to E005: each secret is set, by a file in production."""
    problems: list[CheckMessage] = []
    for number, (name, value) in enumerate(
        (
            ("SECRET_KEY", settings.SECRET_KEY),
            ("VAULT_KEYS", settings.CANDOUR_VAULT_KEYS),
            ("SECRETS_KEY", settings.CANDOUR_SECRETS_KEY),
        ),
        start=3,
    ):
        if len(value) < 32:
            problems.append(
                Error(
                    f"CANDOUR_{name} is missing or too short.",
                    hint=f"Run `manage.py make_keys FOLDER` once and set CANDOUR_{name}_FILE to the file it writes.",
                    id=f"candour.E00{number}",
                )
            )
    return problems


@register(Tags.security, deploy=True)
def production_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E006 to E009, W010: what production needs besides."""
    problems: list[CheckMessage] = []
    if settings.CANDOUR_ENVIRONMENT != "production":
        problems.append(
            Error(
                f"CANDOUR_ENVIRONMENT is “{settings.CANDOUR_ENVIRONMENT}”.",
                hint="Set CANDOUR_ENVIRONMENT=production. The demonstration lets anybody sign in as anybody.",
                id="candour.E006",
            )
        )
    if not settings.ALLOWED_HOSTS:
        problems.append(
            Error("CANDOUR_HOSTS is empty.", hint="Set it to the host names of the service.", id="candour.E007")
        )
    if not settings.CANDOUR_BASE_URL.startswith("https://"):
        problems.append(
            Error(
                "CANDOUR_BASE_URL does not begin with https://.",
                hint="Set it to the address that people use; links in email begin with it.",
                id="candour.E008",
            )
        )
    if not settings.CANDOUR_SCANNER:
        problems.append(
            Error(
                "CANDOUR_SCANNER is not set, so uploaded files would never be released.",
                hint="Run ClamAV and set CANDOUR_SCANNER=clamd://host:3310.",
                id="candour.E009",
            )
        )
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        problems.append(
            Warning(
                "The database is SQLite.",
                hint="Use PostgreSQL for live data. With SQLite, the disk itself must be encrypted.",
                id="candour.W010",
            )
        )
    return problems
