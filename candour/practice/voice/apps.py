"""Installs voice: its rules, and what reading its pages is called in history."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "candour.practice.voice"
    label = "voice"

    def ready(self) -> None:
        from candour.platform.audit_trail.reading import call_page
        from candour.practice.voice import permissions  # noqa: F401

        call_page("voices", "Family and practitioners")
        call_page("relative", "Somebody of the family")
        call_page("reading", "Reading of a draft with the family")
        call_page("practitioner", "A practitioner’s contribution")
