"""The addresses of requests for access."""

from django.urls import path

from candour.platform.subject_access.web import views

urlpatterns = [
    path("", views.requests, name="access_requests"),
    path("new/<slug:body>/", views.add, name="access_request_add"),
    path("<slug:ref>/", views.show, name="access_request"),
    path("<slug:ref>/list/", views.bundle, name="access_request_bundle"),
    path("<slug:ref>/end/", views.end, name="access_request_answer"),
    path("<slug:ref>/<slug:identity>/", views.judge, name="access_request_judge"),
]
