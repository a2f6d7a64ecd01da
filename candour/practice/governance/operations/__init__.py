"""The doing door of governance."""

from candour.practice.governance.operations.actions import add_action, carry_forward, close_action, update_action
from candour.practice.governance.operations.attendance import (
    arrive,
    call_meeting,
    end_meeting,
    leave,
    move_called_meeting,
    withdraw_person,
)
from candour.practice.governance.operations.closing import close_group
from candour.practice.governance.operations.groups import SeatPlan, add_group, add_seat, found_group, set_quorum
from candour.practice.governance.operations.plans import plan_item
from candour.practice.governance.operations.series import plan_one, plan_series

__all__ = [
    "SeatPlan",
    "add_action",
    "add_group",
    "add_seat",
    "arrive",
    "call_meeting",
    "carry_forward",
    "close_action",
    "close_group",
    "end_meeting",
    "found_group",
    "leave",
    "move_called_meeting",
    "plan_item",
    "plan_one",
    "plan_series",
    "set_quorum",
    "update_action",
    "withdraw_person",
]
