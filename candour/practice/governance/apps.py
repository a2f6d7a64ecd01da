"""Installs governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "candour.practice.governance"
    label = "governance"

    def ready(self) -> None:
        from candour.platform.deadlines.queries import add_to_calendar, add_undated
        from candour.platform.design.navigation import add_place
        from candour.practice.governance import permissions  # noqa: F401
        from candour.practice.governance.queries.action_log import may_have_actions
        from candour.practice.governance.queries.agendas import calendar_of
        from candour.practice.governance.queries.taking_over import to_read
        from candour.practice.governance.queries.waiting import waiting_for

        add_to_calendar(calendar_of)
        add_undated(waiting_for)

        add_place("Meetings", "meetings", order=12, open_to=may_have_actions)
        add_place("Actions", "my_actions", order=15, open_to=may_have_actions)

        from candour.platform.imports.recipes import register
        from candour.platform.links.kinds import register as register_link
        from candour.practice.directory.queries import on_handover, on_taking_over
        from candour.practice.governance.handover import held_by
        from candour.practice.governance.imports.action_log import ACTION_LOG
        from candour.practice.governance.imports.agenda import AGENDA
        from candour.practice.governance.imports.attendance import ATTENDANCE
        from candour.practice.governance.imports.forward_plan import FORWARD_PLAN
        from candour.practice.governance.imports.groups import CYCLES, GROUPS
        from candour.practice.governance.imports.notes import NOTES

        for recipe in (ACTION_LOG, FORWARD_PLAN, AGENDA, ATTENDANCE, NOTES, GROUPS, CYCLES):
            register(recipe)
        on_handover(held_by)
        on_taking_over(to_read)

        from candour.platform.retention.kinds import register as keep
        from candour.platform.retention.kinds import takes_along
        from candour.practice.governance.keeping import MEETING, decided_on
        from candour.practice.governance.models import AgendaItem

        keep(MEETING)
        takes_along(AgendaItem, decided_on)
        from candour.practice.governance.permissions.seeing import meetings_of_groups_seen
        from candour.practice.publishing.queries import Source, on_source

        on_source(Source(kind="governance.meeting", sees=meetings_of_groups_seen))
        from candour.practice.governance.queries.linking import ACTION_KIND

        register_link(ACTION_KIND)
