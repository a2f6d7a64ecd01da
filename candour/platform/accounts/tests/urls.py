"""The addresses of the project with a few more: pages that every layout names, and one that wants a fresh proof."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from candour.platform.accounts.stepping_up import fresh_proof_required
from candour.project.urls import urlpatterns as project


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
    *project,
    path("", empty, name="test_start"),
    path("test/rules/", empty, name="rules"),
    path("test/refer/", empty, name="refer"),
    path("test/home/", empty, name="test_home"),
    path("test/release/", release, name="test_release"),
    path("test/note/", note, name="test_note"),
]
