"""The addresses of the site's own pages."""

from django.urls import path

from candour.platform.design.web import views

urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("favicon.ico", views.icon, name="icon"),
    path("about/accessibility/", views.accessibility, name="about_accessibility"),
    path("about/privacy/", views.privacy, name="about_privacy"),
]
