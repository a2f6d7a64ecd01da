"""Installs exports."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "candour.platform.exports"
    label = "exports"

    def ready(self) -> None:
        from candour.platform.exports import permissions  # noqa: F401
