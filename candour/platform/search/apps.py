"""Installs search, and shows the way to it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "candour.platform.search"
    label = "search"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place

        add_place("Search", "search", order=90, open_to=lambda actor: actor.kind == "person")
