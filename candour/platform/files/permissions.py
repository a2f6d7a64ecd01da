"""Who sees stored files: whoever sees the record that they belong to."""

from django.db.models import Q

from candour.platform.access.actor import Actor
from candour.platform.access.policy import Policy, belongs_to_seen
from candour.platform.files.models import StoredFile
from candour.platform.files.workflow import RELEASE

policy = Policy("files")


@policy.sees(StoredFile, by_owner=True)
def _files(actor: Actor) -> Q:
    """The files of every record that the actor sees."""
    return belongs_to_seen(actor, StoredFile)


@policy.act(RELEASE)
def _release(actor: Actor, stored: object) -> bool:
    """Only the system does it, after the virus check."""
    return False
