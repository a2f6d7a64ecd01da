"""The addresses of imports."""

from django.urls import path

from candour.platform.imports.web import views

urlpatterns = [
    path("new/<slug:recipe>/<slug:owner>/", views.begin, name="import_new"),
    path("<slug:ref>/", views.show, name="import"),
    path("<slug:ref>/undo/", views.undo, name="import_undo"),
]
