"""Who sees groups, meetings, papers, decisions and actions, and who may do what with them."""

from candour.practice.governance.permissions import acting
from candour.practice.governance.permissions.seats import policy
from candour.practice.governance.permissions.seeing import hosts_meetings, log_of

__all__ = ["acting", "hosts_meetings", "log_of", "policy"]
