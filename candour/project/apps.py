"""Wires the apps together at start-up."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "candour.project"
    label = "project"

    def ready(self) -> None:
        from candour.project import checks  # noqa: F401
