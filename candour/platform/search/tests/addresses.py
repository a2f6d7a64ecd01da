"""The product's addresses, and those that every page links to but that other apps bring."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", include("candour.project.urls")), path("elsewhere/", elsewhere, name="refer")]
