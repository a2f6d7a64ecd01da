"""Installs the directory: who people are, and the views of what is due to their agency and partnership."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "candour.practice.directory"
    label = "directory"

    def ready(self) -> None:
        from django.db.models import Q

        from candour.platform.access.identity import identify_with
        from candour.platform.deadlines.queries import Scope, add_scope, add_undated
        from candour.platform.deadlines.reminders import remind_through
        from candour.platform.design.navigation import add_place
        from candour.platform.retention.kinds import bodies_are
        from candour.platform.spelling.terms import explain
        from candour.practice.directory import permissions  # noqa: F401
        from candour.practice.directory.models import Partnership
        from candour.practice.directory.queries import actor_of_account, to_remind, waiting_to_be_read
        from candour.practice.directory.roles import UNBOUND
        from candour.rulebook.glossary import EVERYDAY, TERMS

        explain(TERMS, EVERYDAY)
        bodies_are(Partnership)
        identify_with(actor_of_account)
        remind_through(to_remind)
        add_undated(waiting_to_be_read)

        def scope(kind: str, title: str) -> Scope:
            return Scope(
                kind,
                title,
                lambda actor: (
                    Q(body_kind=kind, body_id__in=actor.bodies(kind))
                    | Q(overseer_kind=kind, overseer_id__in=actor.bodies(kind))
                ),
                lambda actor: bool(actor.bodies(kind)),
            )

        add_scope(scope("organisation", "My agency"))
        add_scope(scope("partnership", "My partnership"))
        add_place(
            "Directory",
            "organisations",
            order=80,
            open_to=lambda actor: actor.kind == "person" and not actor.holds(UNBOUND) and bool(actor.powers),
        )
