"""Installs accounts, and writes sign-ins and sign-outs into history."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "candour.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        from candour.platform.accounts import signals  # noqa: F401
