"""Installs the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "candour.platform.vault"
    label = "vault"

    def ready(self) -> None:
        from candour.platform.vault import checks, permissions  # noqa: F401
