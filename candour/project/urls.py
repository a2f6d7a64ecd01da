"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("candour.platform.design.web.urls")),
    path("account/", include("candour.platform.accounts.web.urls")),
    path("files/", include("candour.platform.files.web.urls")),
    path("imports/", include("candour.platform.imports.web.urls")),
    path("search/", include("candour.platform.search.web.urls")),
    path("rules/", include("candour.project.rulebook_pages.urls")),
    path("", include("candour.platform.deadlines.web.urls")),
    path("", include("candour.practice.directory.web.urls")),
    path("", include("candour.practice.cases.web.urls")),
    path("demonstration/", include("candour.project.demonstration.urls")),
]
