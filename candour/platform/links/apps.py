"""Installs links. Each app says when it starts which of its records can be linked."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "candour.platform.links"
    label = "links"
