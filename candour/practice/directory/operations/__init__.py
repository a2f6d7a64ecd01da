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
    allow_person,
    appoint,
    delegate,
    end_appointment,
    end_delegation,
    forget_second_factor,
    invite_administrator,
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
    "allow_person",
    "appoint",
    "close_organisation",
    "delegate",
    "end_appointment",
    "end_delegation",
    "forget_second_factor",
    "install_preset",
    "invite_administrator",
    "invite_person",
    "name_deputy",
    "person_left",
    "set_term",
    "sign_undertaking",
    "stop_person",
]
