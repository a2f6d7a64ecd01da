"""The addresses of the demonstration."""

from django.urls import path

from candour.project.demonstration import views

urlpatterns = [
    path("", views.cast, name="demonstration"),
    path("sign-in/<str:key>/", views.sign_in, name="demonstration_sign_in"),
    path("mail/", views.mail, name="demonstration_mail"),
]
