"""Who sees a case and what belongs to it, and who may do what with it. Rank alone opens nothing."""

from candour.practice.cases.permissions import acting, seeing
from candour.practice.cases.permissions.teams import policy

__all__ = ["acting", "policy", "seeing"]
