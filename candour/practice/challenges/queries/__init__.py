"""The reading door of challenges."""

from candour.practice.challenges.queries.index import PeriodLine, between

__all__ = ["PeriodLine", "between"]
