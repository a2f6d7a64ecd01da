"""Installs governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "candour.practice.governance"
    label = "governance"

    def ready(self) -> None:
        from candour.practice.governance import permissions  # noqa: F401
