"""Who sees reports, recommendations, answers, actions and letters, and who may do what with them."""

from candour.practice.learning.permissions import acting, lessons, seeing
from candour.practice.learning.permissions.lessons import coded_with_themes
from candour.practice.learning.permissions.reach import policy

__all__ = ["acting", "coded_with_themes", "lessons", "policy", "seeing"]
