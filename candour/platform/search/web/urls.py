"""The address of search."""

from django.urls import path

from candour.platform.search.web import views

urlpatterns = [path("", views.search, name="search")]
