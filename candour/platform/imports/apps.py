"""Installs imports. Each app that takes tables in registers its recipes when it starts."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "candour.platform.imports"
    label = "imports"

    def ready(self) -> None:
        from candour.platform.imports import permissions  # noqa: F401
