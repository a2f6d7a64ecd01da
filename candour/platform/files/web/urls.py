"""The address under which stored files are given out."""

from django.urls import path

from candour.platform.files.web import views

urlpatterns = [path("<slug:ref>/", views.download, name="file")]
