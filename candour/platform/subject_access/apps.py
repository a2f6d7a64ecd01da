"""Installs requests for access to one's own data."""

from django.apps import AppConfig


class SubjectAccessConfig(AppConfig):
    name = "candour.platform.subject_access"
    label = "subject_access"

    def ready(self) -> None:
        from candour.platform.access.policy import owner
        from candour.platform.retention.kinds import register as keep
        from candour.platform.subject_access import permissions  # noqa: F401
        from candour.platform.subject_access.keeping import ACCESS_REQUEST
        from candour.platform.subject_access.models import AccessRequest

        owner(AccessRequest)
        keep(ACCESS_REQUEST)
