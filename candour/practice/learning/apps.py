"""Installs learning: what can be found, where it can be reached, what can be imported, what a leaver hands over."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "candour.practice.learning"
    label = "learning"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place
        from candour.platform.imports.recipes import register as register_recipe
        from candour.platform.retention.kinds import outlives
        from candour.platform.search.registry import register as register_search
        from candour.practice.directory.queries import on_handover
        from candour.practice.learning import permissions  # noqa: F401
        from candour.practice.learning.handover import held_by
        from candour.practice.learning.imports.matrix import MATRIX, MATRIX_CELLS
        from candour.practice.learning.models import Lesson, Recommendation, Report
        from candour.practice.learning.queries.reports import may_read

        add_place("Learning", "learning", order=18, open_to=may_read)
        on_handover(held_by)
        outlives(Report)
        register_search(Recommendation, called="Recommendation")
        register_search(Lesson, called="Lesson")
        for recipe in (MATRIX, MATRIX_CELLS):
            register_recipe(recipe)
