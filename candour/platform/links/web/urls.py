"""The addresses of links."""

from django.urls import path

from candour.platform.links.web import views

urlpatterns = [
    path("<slug:kind>/<str:ref>/", views.add, name="link_add"),
    path("<slug:kind>/<str:ref>/<str:link_ref>/end/", views.end, name="link_end"),
]
