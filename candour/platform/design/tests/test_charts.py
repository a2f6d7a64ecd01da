"""Stacked columns: each fills the whole height with its parts, and the table holds what is not drawn."""

from __future__ import annotations

from django.template.loader import render_to_string

from candour.platform.design.charts import Row, stacked
from tests.pages import markup, words

KINDS = (("met", "Met"), ("no", "Not yet"), ("", "Does not apply"))


def test_parts_are_stacked_from_the_bottom_and_what_is_not_drawn_takes_no_room() -> None:
    made = stacked("a", "A", "B.", first="Day", rows=[Row("One", (3, 1, 6)), Row("Two", (0, 2, 0))], kinds=KINDS)
    # Two columns share a hundred: each has fifty, of which twelve are drawn, in the middle.
    assert [(part.kind, part.x, part.y, part.width, part.height) for part in made.parts] == [
        ("met", "19.00", "25.00", "12.00", "75.00"),
        ("no", "19.00", "0.00", "12.00", "25.00"),
        ("no", "69.00", "0.00", "12.00", "100.00"),
    ]
    assert made.legend == (("met", "Met"), ("no", "Not yet"))


def test_a_column_of_nothing_draws_nothing() -> None:
    assert stacked("a", "A", "B.", first="Day", rows=[Row("One", (0, 0, 4))], kinds=KINDS).parts == ()


def test_it_is_read_out_and_its_table_says_the_same() -> None:
    chart = stacked("scores", "How it moved", "It rose.", first="Day", rows=[Row("<b>", (3, 1, 6))], kinds=KINDS)
    page = f"<main>{render_to_string('design/chart.html', {'chart': chart})}</main>"
    source = markup(page)
    assert 'role="img" aria-labelledby="scores-title scores-words"' in source
    assert '<title id="scores-title">How it moved</title>' in source
    assert '<desc id="scores-words">It rose.</desc>' in source
    assert words(page).endswith("How it moved Day Met Not yet Does not apply <b> 3 1 6")
    assert "<b>" not in source
    assert "style=" not in source
