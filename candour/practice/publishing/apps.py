"""Installs publishing."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "candour.practice.publishing"
    label = "publishing"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place
        from candour.practice.publishing import permissions  # noqa: F401
        from candour.practice.publishing.queries.documents import may_have_documents

        add_place("Documents", "documents", order=16, open_to=may_have_documents)
