"""Installs stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "candour.platform.files"
    label = "files"

    def ready(self) -> None:
        from candour.platform.files import permissions  # noqa: F401
