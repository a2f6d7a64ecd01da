"""The addresses of what is due, of holds and of the calendar feed."""

from django.urls import path

from candour.platform.deadlines.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("due/calendar/", views.calendar_feed, name="calendar_feed"),
    path("due/calendar/end/", views.end_calendar_feed, name="end_calendar_feed"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("due/bank-holidays/", views.bank_holidays, name="bank_holidays"),
]
