"""The doing door of the directory."""

from candour.practice.directory.operations.bodies import (
    add_organisation,
    add_partnership,
    close_organisation,
    install_preset,
    set_term,
)
from candour.practice.directory.operations.people import (
    add_person,
    add_post,
    add_system_post,
    appoint,
    delegate,
    end_appointment,
    end_delegation,
    invite_person,
    name_deputy,
    person_left,
    sign_undertaking,
    stop_person,
)

__all__ = [
    "add_organisation",
    "add_partnership",
    "add_person",
    "add_post",
    "add_system_post",
    "appoint",
    "close_organisation",
    "delegate",
    "end_appointment",
    "end_delegation",
    "install_preset",
    "invite_person",
    "name_deputy",
    "person_left",
    "set_term",
    "sign_undertaking",
    "stop_person",
]
