"""The product's addresses, with the one that the layout links to and the pages of the rulebook do not bring."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from candour.project.urls import urlpatterns as of_the_product


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [*of_the_product, path("test/refer/", empty, name="refer")]
