"""Installs publishing: the register of documents, what waits for approval or release, and a check for the site."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "candour.practice.publishing"
    label = "publishing"

    def ready(self) -> None:
        from candour.platform.deadlines.queries import add_undated
        from candour.platform.design.navigation import add_place
        from candour.platform.retention.kinds import register as keep
        from candour.platform.retention.kinds import stands_alone, takes_along
        from candour.practice.public.queries import on_written
        from candour.practice.publishing import keeping, permissions  # noqa: F401
        from candour.practice.publishing.models import Document, Dossier, Edition, Release
        from candour.practice.publishing.queries.documents import may_have_documents
        from candour.practice.publishing.queries.guarding import leading_to_somebody
        from candour.practice.publishing.queries.waiting import waiting_for

        keep(keeping.REDACTION)
        keep(keeping.RELEASED)
        takes_along(Dossier, keeping.drafts_of)
        stands_alone(Document, keeping.released_of)
        takes_along(Release, keeping.version_of)
        takes_along(Edition, keeping.left_without_a_version)
        on_written(leading_to_somebody)
        add_undated(waiting_for)
        add_place("Documents", "documents", order=16, open_to=may_have_documents)
