"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("candour.platform.design.web.urls")),
    path("account/", include("candour.platform.accounts.web.urls")),
]
