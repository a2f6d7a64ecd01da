"""The addresses of the rulebook."""

from django.urls import path

from candour.project.rulebook_pages import views

urlpatterns = [
    path("", views.rules, name="rules"),
    path("<slug:edition>/<slug:key>/", views.rule, name="rule"),
]
