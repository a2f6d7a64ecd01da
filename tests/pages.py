"""Reading a page as its reader does, whatever way its template is broken into lines.

    assert "Due Thursday 9 July 2020" in words(client.get(address))
    assert problems(answer) == ["Enter a start."]
    assert '<a class="govuk-link" href="/rules/">The rulebook</a>' in markup(answer)

Each of them takes an answer of Django's test client or the source of a page.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

_AS_WRITTEN = re.compile(r"<(textarea|pre|script|style)\b.*?</\1>", re.DOTALL)
"""Elements in which blanks and lines count."""
_TAG = re.compile(r"""<[a-zA-Z/!](?:"[^"]*"|'[^']*'|[^'">])*>""")


def markup(answer: Any) -> str:
    """The source of a page without the lines it is broken into: one blank for many, none where a tag ends a line."""
    source = _source(answer)
    whole, end = [], 0
    for kept in _AS_WRITTEN.finditer(source):
        whole += [_unbroken(source[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*whole, _unbroken(source[end:])])


def words(answer: Any, element: str = "main") -> str:
    """What is read in the main part of a page, or in another element of which there is one, in one line."""
    inside = re.search(rf"<{element}[ >].*</{element}>", _source(answer), re.DOTALL)
    assert inside, f"there is a {element}"
    return _read(inside[0])


def title(answer: Any) -> str:
    """What the browser writes on the tab of a page."""
    return words(answer, "title")


def headings(answer: Any) -> list[str]:
    """The headings of a page, in their order on it."""
    return [_read(found) for found in re.findall(r"<h[1-4][ >].*?</h[1-4]>", _source(answer), re.DOTALL)]


def problems(answer: Any) -> list[str]:
    """What the summary at the top says is wrong with what was sent; nothing, if there is no summary."""
    summary = re.search(r'<div[^>]*class="govuk-error-summary".*?</ul>', _source(answer), re.DOTALL)
    return [_read(point) for point in re.findall(r"<li>.*?</li>", summary[0], re.DOTALL)] if summary else []


def value_of(answer: Any, name: str) -> str:
    """What the last box or hidden field of that name holds on a page."""
    fields = [tag for tag in _TAG.findall(_source(answer)) if re.search(rf'^<input\s.*\bname="{name}"', tag, re.DOTALL)]
    assert fields, f"there is a field {name}"
    held = re.search(r'\bvalue="([^"]*)"', fields[-1])
    return unescape(held[1]) if held else ""


def _source(answer: Any) -> str:
    return answer if isinstance(answer, str) else answer.content.decode()


def _read(source: str) -> str:
    seen = re.sub(r"<(script|style)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return re.sub(r" (?=[.,;:?!)])", "", " ".join(unescape(_TAG.sub(" ", seen)).split()))


def _unbroken(source: str) -> str:
    tidy = _TAG.sub(lambda tag: re.sub(r"\s*(/?>)$", r"\1", re.sub(r"\s+", " ", tag[0])), source)
    return re.sub(r"\s+", " ", re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", tidy))
