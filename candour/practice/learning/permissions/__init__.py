"""Who sees reports, recommendations, answers, actions and letters, and who may do what with them."""

from candour.practice.learning.permissions import acting, lessons, seeing
from candour.practice.learning.permissions.reach import policy

__all__ = ["acting", "lessons", "policy", "seeing"]
