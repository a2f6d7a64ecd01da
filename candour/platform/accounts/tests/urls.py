"""The addresses of the project with a few more, one of which wants a fresh proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from candour.platform.accounts.stepping_up import fresh_proof_required


def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "design/base.html", {"title": "A page for tests"})


@fresh_proof_required
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"released: {request.POST['words']}" if request.method == "POST" else "the form")


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"noted: {request.POST['words']}" if request.method == "POST" else "the form")


urlpatterns = [
    path("", include("candour.project.urls")),
    path("", empty, name="test_start"),
    path("test/home/", empty, name="test_home"),
    path("test/release/", release, name="test_release"),
    path("test/note/", note, name="test_note"),
]
