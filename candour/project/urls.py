"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("candour.platform.design.web.urls")),
    path("account/", include("candour.platform.accounts.web.urls")),
    path("files/", include("candour.platform.files.web.urls")),
    path("imports/", include("candour.platform.imports.web.urls")),
    path("keeping/", include("candour.platform.retention.web.urls")),
    path("access-requests/", include("candour.platform.subject_access.web.urls")),
    path("links/", include("candour.platform.links.web.urls")),
    path("search/", include("candour.platform.search.web.urls")),
    path("rules/", include("candour.project.rulebook_pages.urls")),
    path("", include("candour.platform.deadlines.web.urls")),
    path("", include("candour.practice.directory.web.urls")),
    path("", include("candour.practice.public.web.urls")),
    path("", include("candour.practice.publishing.web.urls")),
    path("", include("candour.practice.governance.web.urls")),
    path("", include("candour.practice.challenges.web.urls")),
    path("", include("candour.practice.learning.web.urls")),
    path("", include("candour.practice.learning.web.lesson_urls")),
    path("", include("candour.practice.voice.web.urls")),
    path("", include("candour.practice.cases.web.urls")),
    path("demonstration/", include("candour.project.demonstration.urls")),
]
