"""Results as the page shows them: the words, the places found, and where earlier and later ones are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from candour.platform.search.queries import Found, Results


@dataclass(frozen=True)
class Page:
    """A page of results, or the empty box before anything was asked."""

    words: str
    is_asked: bool
    found: tuple[Found, ...] = ()
    earlier: str = ""
    later: str = ""


def page_of(words: str, results: Results) -> Page:
    """The results for the words as a page, with the addresses of the pages before and after it."""
    before = _address(words, results.page - 1) if results.page > 1 else ""
    after = _address(words, results.page + 1) if results.has_more else ""
    return Page(words, is_asked=True, found=results.found, earlier=before, later=after)


def _address(words: str, page: int) -> str:
    return f"?{urlencode({'q': words, 'page': page})}"
