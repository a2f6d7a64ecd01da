"""The door by which released material comes onto the public site."""

from candour.practice.public.marks import marked
from candour.practice.public.operations.documents import (
    ReleasedFile,
    confirm_document,
    confirm_easy_read,
    drop_document,
    is_early,
    propose_document,
    put_document,
    put_easy_read,
    withdraw_document,
)
from candour.practice.public.operations.meetings import put_meeting_date, remove_meeting_date, save_meeting_date
from candour.practice.public.operations.promises import put_promise
from candour.practice.public.operations.sites import (
    change_site,
    open_site,
    remove_contact,
    save_contact,
    set_up_site,
)

__all__ = [
    "ReleasedFile",
    "change_site",
    "confirm_document",
    "confirm_easy_read",
    "drop_document",
    "is_early",
    "marked",
    "open_site",
    "propose_document",
    "put_document",
    "put_easy_read",
    "put_meeting_date",
    "put_promise",
    "remove_contact",
    "remove_meeting_date",
    "save_contact",
    "save_meeting_date",
    "set_up_site",
    "withdraw_document",
]
