"""Numbers that begin anew each year, of which nobody is given one twice."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F


class NumbersOfYear(models.Model):
    """The last number given in a year to something of an owner, which a subclass names. Its row keeps two apart."""

    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        abstract = True

    @classmethod
    def next_of(cls, year: int, **owner: Any) -> int:
        """Take the next number of an owner in a year, inside an operation. Nobody else is given the same one.

        Two who ask at once wait for each other; a number taken by an operation that fails is given again.
        """
        cls._default_manager.get_or_create(year=year, **owner)
        row = cls._default_manager.filter(year=year, **owner)
        row.update(last=F("last") + 1)
        return row.values_list("last", flat=True).get()
