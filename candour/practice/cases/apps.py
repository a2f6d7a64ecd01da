"""Installs cases: what can be found, where it can be reached, what a leaver hands over, what can be imported."""

from collections.abc import Callable

from django.apps import AppConfig

from candour.platform.access.actor import Actor


class CasesConfig(AppConfig):
    name = "candour.practice.cases"
    label = "cases"

    def ready(self) -> None:
        from candour.platform.audit_trail.reading import call_page
        from candour.platform.deadlines.holidays import on_holiday
        from candour.platform.deadlines.queries import add_undated
        from candour.platform.design.navigation import add_place
        from candour.platform.imports.recipes import register as register_recipe
        from candour.platform.links.kinds import register as register_link
        from candour.platform.retention.kinds import register as keep
        from candour.platform.search.registry import register
        from candour.practice.cases import handover, permissions  # noqa: F401
        from candour.practice.cases.exports.tracker import pack_parts
        from candour.practice.cases.imports.case_tracker import CASE_TRACKER
        from candour.practice.cases.keeping import CLOSED_CASE
        from candour.practice.cases.models import Case
        from candour.practice.cases.operations import to_publishing
        from candour.practice.cases.operations.holidays import move_copies
        from candour.practice.cases.permissions.seeing import reviews_seen
        from candour.practice.cases.queries.linking import CASE_KIND
        from candour.practice.cases.queries.waiting import waiting_at_once
        from candour.practice.cases.web.presenters.frame import PAGES
        from candour.practice.directory import roles
        from candour.practice.directory.queries import on_handover
        from candour.practice.governance.queries import on_pack
        from candour.practice.publishing.queries import Source, on_source

        on_source(
            Source(
                kind="cases.fullreview",
                sees=reviews_seen,
                against=to_publishing.why_it_cannot_go_out,
                alongside=to_publishing.what_goes_beside,
                copied=to_publishing.note_copies,
                released=to_publishing.note_release,
                deposits=True,
                ended=to_publishing.note_withdrawal,
            )
        )
        register(Case, called="Case")
        register_link(CASE_KIND)
        on_holiday(move_copies)
        register_recipe(CASE_TRACKER)
        keep(CLOSED_CASE)
        on_handover(handover.held_by)
        on_pack(pack_parts)

        add_undated(waiting_at_once)
        for view, title in PAGES:
            call_page(view, title)

        def holds(*wanted: str) -> Callable[[Actor], bool]:
            return lambda actor: any(actor.holds(role) for role in wanted)

        def is_colleague(actor: Actor) -> bool:
            return actor.kind == "person" and bool(actor.powers) and not actor.holds(roles.UNBOUND)

        add_place("Cases", "tracker", order=10, open_to=is_colleague)
        add_place("Requests to my agency", "inbox", order=20, open_to=holds(*roles.AGENCY))
        add_place("Tabled here", "tabled", order=30, open_to=holds(roles.PARTNERSHIP_MANAGER))
        add_place("Conflicts", "conflicts", order=40, open_to=holds(roles.SCRUTINEER, roles.BOARD_CHAIR))
        add_place("Refer", "refer", order=50, open_to=is_colleague)
