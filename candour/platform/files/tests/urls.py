"""The addresses of the project with stand-ins for pages that every layout names."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe


@require_safe
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page of another app")


urlpatterns = [
    path("", include("candour.project.urls")),
    *(path(f"test/{name}/", empty, name=name) for name in ("rules", "refer", "home")),
]
