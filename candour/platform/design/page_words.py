"""The words of the field that a page uses: marked where they first stand, and explained at the foot of the page.

A link to a list works everywhere: with a keyboard, by touch, read aloud, without scripts and on paper.
"""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from candour.platform.spelling.terms import places_in
from candour.rulebook.language.terms import Term


class PageWords:
    """The terms of one page. Its template marks texts with it first, and lists what was found after them."""

    def __init__(self) -> None:
        self._found: dict[str, Term] = {}

    def marked(self, text: str) -> SafeString:
        """A plain text, escaped, in which each term that the page did not have yet leads to its explanation."""
        parts: list[str] = []
        done = 0
        for place in places_in(text):
            key = slugify(place.term.word)
            if key in self._found:
                continue
            self._found[key] = place.term
            parts.append(text[done : place.start])
            parts.append(
                format_html(
                    '<a class="term" id="used-{key}" href="#word-{key}" aria-describedby="means-{key}">{form}</a>',
                    key=key,
                    form=text[place.start : place.end],
                )
            )
            done = place.end
        parts.append(text[done:])
        return format_html_join("", "{}", ((part,) for part in parts))

    @property
    def found(self) -> list[tuple[str, str, str]]:
        """The key, the name and the meaning of each term that was marked, in the order of the alphabet."""
        found = [(key, term.name, term.means) for key, term in self._found.items()]
        return sorted(found, key=lambda one: one[1].casefold())
