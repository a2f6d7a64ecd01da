"""Installs the public site."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "candour.practice.public"
    label = "public"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place
        from candour.practice.public import permissions  # noqa: F401
        from candour.practice.public.queries.keeping import may_keep_some

        add_place("Public site", "site_keeping", order=60, open_to=may_keep_some)
