"""Installs cases: what can be found, where it can be reached, what a leaver hands over, what can be imported."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "candour.practice.cases"
    label = "cases"

    def ready(self) -> None:
        from candour.platform.design.navigation import add_place
        from candour.platform.imports.recipes import register as register_recipe
        from candour.platform.search.registry import register
        from candour.practice.cases import handover, permissions  # noqa: F401
        from candour.practice.cases.imports.case_tracker import CASE_TRACKER
        from candour.practice.cases.models import Case
        from candour.practice.directory import roles
        from candour.practice.directory.queries import on_handover

        register(Case, called="Case")
        register_recipe(CASE_TRACKER)
        on_handover(handover.held_by)

        def holds(*wanted: str):  # type: ignore[no-untyped-def]
            return lambda actor: any(actor.holds(role) for role in wanted)

        def is_colleague(actor):  # type: ignore[no-untyped-def]
            return actor.kind == "person" and bool(actor.powers) and not actor.holds(roles.UNBOUND)

        add_place("Cases", "tracker", order=10, open_to=is_colleague)
        add_place("Requests to my agency", "inbox", order=20, open_to=holds(*roles.AGENCY))
        add_place("Tabled here", "tabled", order=30, open_to=holds(roles.PARTNERSHIP_MANAGER))
        add_place("Conflicts", "conflicts", order=40, open_to=holds(roles.SCRUTINEER, roles.BOARD_CHAIR))
        add_place("Refer", "refer", order=50, open_to=is_colleague)
