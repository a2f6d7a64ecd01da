"""`python -m tests.trust.write_matrix` writes the table of who reaches what anew, to be reviewed letter by letter.

It asks for the share of addresses that the suite asks for and keeps the other letters as they were; with
CANDOUR_EVERYTHING=1 it asks for all, which takes some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


class Writing:
    """Turns the suite that compares the table into one that fills it."""

    def pytest_collection_finish(self) -> None:
        """Say so to the suite, once Django is set up."""
        from tests.trust.matrix import Writer

        Writer.is_writing = True


def main() -> int:
    """Write the table, and say whether something is wrong with a cell in itself."""
    suite = str(Path(__file__).with_name("test_walks.py"))
    failed = pytest.main([suite, "-q", "-p", "no:cacheprovider"], plugins=[Writing()])
    from tests.trust.matrix import TABLE, Writer, updated, write_table

    TABLE.write_text(write_table(updated(Writer.columns)), encoding="utf-8")
    sys.stdout.write(f"Wrote {TABLE.name}. Review what changed, and mend what is wrong in itself.\n")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
