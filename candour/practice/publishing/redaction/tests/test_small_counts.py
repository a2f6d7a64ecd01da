"""No small count can be read from a table, nor worked out from what is left of it."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from candour.practice.publishing.redaction.gate import TAKEN_OUT, small_counts

C = TAKEN_OUT


def test_a_small_count_is_taken_out_and_none_is_left() -> None:
    assert small_counts([["Area", "Cases"], ["A", 3], ["B", 20], ["C", 0]]) == [
        ["Area", "Cases"],
        ["A", C],
        ["B", 20],
        ["C", 0],
    ]


def test_another_of_its_row_and_of_its_column_is_taken_out_with_it() -> None:
    rows = [
        ["Area", "Boys", "Girls", "Total"],
        ["A", 12, 3, 15],
        ["B", 20, 30, 50],
        ["C", 9, 11, 20],
        ["Total", 41, 44, 85],
    ]

    # 3 alone would follow from 15 - 12, and again from 44 - 30 - 11; so 12 goes, and then 9 and 11 guard both columns.
    assert small_counts(rows) == [
        ["Area", "Boys", "Girls", "Total"],
        ["A", C, C, 15],
        ["B", 20, 30, 50],
        ["C", C, C, 20],
        ["Total", 41, 44, 85],
    ]


def test_without_totals_only_small_counts_are_taken_out() -> None:
    assert small_counts([["Area", "Boys", "Girls"], ["A", 12, 3]]) == [["Area", "Boys", "Girls"], ["A", 12, C]]


def test_what_is_no_count_is_left_as_it_is() -> None:
    rows = [["Area", "Cases", "Note"], ["A", 9, "late"], ["B", None, ""]]

    assert small_counts(rows) == rows


def test_the_floor_can_be_set() -> None:
    assert small_counts([["Area", "Cases"], ["A", 9]], floor=10) == [["Area", "Cases"], ["A", C]]


COUNTS = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=3), min_size=2, max_size=3).filter(
    lambda rows: len({len(row) for row in rows}) == 1
)


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_every_count_taken_out_could_be_more_than_one_number(counts: list[list[int]]) -> None:
    width = len(counts[0])
    rows = [["", *(f"c{place}" for place in range(width)), "Total"]]
    rows += [[f"r{place}", *row, sum(row)] for place, row in enumerate(counts)]  # type: ignore[list-item]
    rows.append(["Total", *(sum(column) for column in zip(*counts, strict=True)), sum(map(sum, counts))])  # type: ignore[list-item]

    left = small_counts(rows)

    out = [(row, column) for row in range(1, len(rows)) for column in range(1, width + 2) if left[row][column] == C]
    assert all(
        not (0 < int(rows[row][column]) < 5) or (row, column) in out
        for row in range(1, len(rows))
        for column in range(1, width + 2)
    )
    for place in out:
        assert could_be_another(rows, out, place)  # type: ignore[arg-type]


def could_be_another(rows: list[list[int]], out: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    """Whether some other table, equal in all that is left, has another number here: found by trying small changes."""
    others = [one for one in out if one != place]
    for own in (-1, 1):
        for changes in product((-1, 0, 1), repeat=min(len(others), 7)):
            table = [list(row) for row in rows]
            table[place[0]][place[1]] += own
            for (row, column), change in zip(others, changes, strict=False):
                table[row][column] += change
            if is_sum(table) and all(table[row][column] >= 0 for row, column in out):
                return True
    return len(others) > 7


def is_sum(table: list[list[int]]) -> bool:
    body = [row[1:] for row in table[1:]]
    return all(sum(row[:-1]) == row[-1] for row in body) and all(
        sum(column[:-1]) == column[-1] for column in zip(*body, strict=True)
    )
