"""Installs retention. Each app says at start-up which of its records are kept for how long."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "candour.platform.retention"
    label = "retention"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place
        from candour.platform.retention import permissions

        add_place("Keeping and erasing", "retention", order=90, open_to=permissions.looks_after_records)
