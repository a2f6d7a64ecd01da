"""Installs challenges: what is found, where they are reached, what waits, and how long they are kept."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "candour.practice.challenges"
    label = "challenges"

    def ready(self) -> None:
        from candour.platform.deadlines.queries import add_undated
        from candour.platform.design.navigation import add_place
        from candour.platform.retention.kinds import register as keep
        from candour.platform.search.registry import register
        from candour.practice.challenges.keeping import CHALLENGE
        from candour.practice.challenges.models import Challenge
        from candour.practice.challenges.permissions import may_read
        from candour.practice.challenges.queries.waiting import waiting_for

        add_place("Challenges", "challenges", order=17, open_to=may_read)
        add_undated(waiting_for)
        register(Challenge, called="Challenge")
        keep(CHALLENGE)
