"""Addresses of families and practitioners in a review."""

from django.urls import path

from candour.practice.voice.web.views import family, links, practitioners, readings, writing

urlpatterns = [
    path("voices/family/<str:ref>/", family.relative, name="relative"),
    path("voices/family/<str:ref>/wishes/", family.wishes, name="relative_wishes"),
    path("voices/family/<str:ref>/name/", family.names, name="relative_names"),
    path("voices/family/<str:ref>/show/", family.reveal, name="relative_reveal"),
    path("voices/family/<str:ref>/quiet/new/", family.quiet_add, name="quiet_add"),
    path("voices/family/<str:ref>/quiet/<str:quiet_ref>/remove/", family.quiet_remove, name="quiet_remove"),
    path("voices/family/<str:ref>/contact/", family.contact, name="contact_add"),
    path("voices/family/<str:ref>/next/", family.next_contact, name="contact_next"),
    path("voices/family/<str:ref>/words/", family.own_words, name="words_add"),
    path("voices/family/<str:ref>/link/", links.of_relative, name="relative_link"),
    path("voices/family/<str:ref>/link/end/", links.end_of_relative, name="relative_link_end"),
    path("voices/family/<str:ref>/link/read/", links.read_of_relative, name="relative_link_read"),
    path("voices/family/<str:ref>/told/", family.tell, name="telling_record"),
    path("voices/family/<str:ref>/reading/", readings.plan, name="reading_plan"),
    path("voices/readings/<str:ref>/", readings.reading, name="reading"),
    path("voices/readings/<str:ref>/read/", readings.record, name="reading_record"),
    path("voices/readings/<str:ref>/end/", readings.end, name="reading_end"),
    path("voices/readings/<str:ref>/comment/", readings.comment, name="reading_comment"),
    path("voices/readings/<str:ref>/comments/<int:number>/answer/", readings.answer, name="reading_answer"),
    path("voices/readings/<str:ref>/comments/<int:number>/told/", readings.tell_answer, name="reading_tell"),
    path("voices/practitioners/<str:ref>/", practitioners.practitioner, name="practitioner"),
    path("voices/practitioners/<str:ref>/said/", practitioners.hear, name="practitioner_hear"),
    path("voices/practitioners/<str:ref>/declined/", practitioners.decline, name="practitioner_decline"),
    path("voices/practitioners/<str:ref>/show/", practitioners.reveal, name="practitioner_reveal"),
    path("voices/practitioners/<str:ref>/link/", links.of_practitioner, name="practitioner_link"),
    path("voices/practitioners/<str:ref>/link/end/", links.end_of_practitioner, name="practitioner_link_end"),
    path("voices/practitioners/<str:ref>/link/read/", links.read_of_practitioner, name="practitioner_link_read"),
    path("voices/<str:ref>/", family.voices, name="voices"),
    path("voices/<str:ref>/next/", family.describe, name="voices_describe"),
    path("voices/<str:ref>/family/new/", family.add, name="relative_add"),
    path("voices/<str:ref>/practitioners/new/", practitioners.invite, name="practitioner_invite"),
    path("write/open/<str:token>/", writing.open_link, name="writing_open"),
    path("write/", writing.write, name="writing"),
    path("write/stop/", writing.stop, name="writing_stop"),
    path("write/<int:number>/take-back/", writing.take_back, name="writing_take_back"),
]
