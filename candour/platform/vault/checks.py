"""The start-up check of the vault's key ring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register

from candour.platform.vault.keys import BadKeys, ring


@register(Tags.security)
def the_key_ring_can_be_read(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The key ring is there and whole, so that nothing is found out only when the first name is to be kept."""
    try:
        ring()
    except BadKeys as bad:
        return [Error(str(bad), hint="Set CANDOUR_VAULT_KEYS_FILE to the key ring's file.", id="vault.E001")]
    return []
