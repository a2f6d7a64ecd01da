"""The files with which uploads are tried: built here, none of them stored, each with the verdict it must get."""

from __future__ import annotations

from functools import cache

from candour.platform.files.tests.corpus import archives, genuine, hidden, office, pdfs, pretenders
from candour.platform.files.tests.corpus.sample import Sample


@cache
def all_samples() -> tuple[Sample, ...]:
    return tuple(
        sample for module in (genuine, pretenders, office, archives, pdfs, hidden) for sample in module.samples()
    )
