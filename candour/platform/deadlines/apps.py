"""Installs deadlines: the page of what is due is the first place to go."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "candour.platform.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from candour.platform.deadlines import permissions  # noqa: F401
        from candour.platform.design.navigation import add_place

        add_place("What’s due", "home", order=0, open_to=lambda actor: actor.kind == "person")
