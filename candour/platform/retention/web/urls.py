"""The addresses of keeping and erasing."""

from django.urls import path

from candour.platform.retention.web import views

urlpatterns = [
    path("", views.schedule, name="retention"),
    path("holds/", views.holds, name="legal_holds"),
    path("records/<slug:kind>/<slug:ref>/", views.hold, name="legal_hold"),
    path("records/<slug:kind>/<slug:ref>/look/", views.hold_check, name="legal_hold_check"),
    path("records/<slug:kind>/<slug:ref>/lift/", views.hold_lift, name="legal_hold_lift"),
    path("erasures/<slug:ref>/", views.erasure, name="erasure"),
    path("erasures/<slug:ref>/withdraw/", views.erasure_withdraw, name="erasure_withdraw"),
    path("<slug:body>/<slug:kind>/", views.ended, name="retention_ended"),
    path("<slug:body>/<slug:kind>/years/", views.years, name="retention_years"),
]
