"""Who sees imports, and who may apply and undo them: whoever the recipe lets, among those who see the owner."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Hidden, Policy, belongs_to_seen, may, owner_of, seen_by
from candour.platform.imports.models import ImportRow, ImportRun
from candour.platform.imports.recipes import recipe_of
from candour.platform.imports.workflow import APPLY, UNDO

policy = Policy("imports")


@policy.sees(ImportRun, confidential=True, by_owner=True)
def _runs(actor: Actor) -> Q:
    """The imports into every record that the actor sees."""
    return belongs_to_seen(actor, ImportRun)


@policy.sees(ImportRow)
def _rows(actor: Actor) -> Q:
    """The rows of every import that the actor sees."""
    return Q(run__in=seen_by(actor, ImportRun))


@policy.act(APPLY)
def _apply(actor: Actor, run: ImportRun) -> bool:
    """Only those who may bring such rows into this record."""
    return may_handle(actor, run)


@policy.act(UNDO)
def _undo(actor: Actor, run: ImportRun) -> bool:
    """Only those who may bring such rows into this record."""
    return may_handle(actor, run)


def may_handle(actor: Actor, run: ImportRun) -> bool:
    """Whether the recipe lets the actor bring rows into the owner of the import."""
    try:
        return may(actor, recipe_of(run.recipe).may_import, owner_of(actor, run.owner_kind, run.owner_id))
    except Hidden:
        return False
