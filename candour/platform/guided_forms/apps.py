"""Installs guided forms."""

from django.apps import AppConfig


class GuidedFormsConfig(AppConfig):
    name = "candour.platform.guided_forms"
    label = "guided_forms"

    def ready(self) -> None:
        from candour.platform.guided_forms import permissions  # noqa: F401
