"""What learning can be asked, by topic. Everything takes the actor first."""

from candour.practice.learning.permissions import coded_with_themes

__all__ = ["coded_with_themes"]
