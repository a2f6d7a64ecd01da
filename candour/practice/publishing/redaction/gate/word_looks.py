"""How the words of a Word file look, by their own format and by every style that it builds on."""

from __future__ import annotations

from lxml import etree

from candour.practice.publishing.redaction.gate.packages import local, parsed, value_of
from candour.practice.publishing.redaction.gate.sight import BLACK, WHITE, Colour, colour_of, unseen

_TINY = 9
"""In half points: lettering of four and a half points cannot be read on the page."""
_HIDING = ("vanish", "specVanish", "webHidden")
_THEMES = {"background1": WHITE, "light1": WHITE, "bg1": WHITE, "lt1": WHITE, "text1": BLACK, "dark1": BLACK}
_MOST_STYLES = 20

Format = dict[str, etree._Element]


class Looks:
    """The styles of a file, and what they make of a stretch of words."""

    def __init__(self, styles: bytes) -> None:
        root = parsed(styles) if styles else None
        self._own: dict[str, Format] = {}
        self._based_on: dict[str, str] = {}
        for style in root.iter() if root is not None else ():
            if local(style) == "style":
                key = value_of(style, "styleId")
                self._own[key] = _format_of(style)
                self._based_on[key] = next((value_of(one, "val") for one in style if local(one) == "basedOn"), "")

    def why_unseen(self, run: etree._Element) -> str:
        """Why nobody sees the words of a run, in words; empty if they are seen."""
        look = self._look(run)
        if any(name in look and value_of(look[name], "val") not in ("0", "false", "off") for name in _HIDING):
            return "hidden words"
        size = value_of(look["sz"], "val") if "sz" in look else ""
        if size.isdigit() and int(size) <= _TINY:
            return "lettering too small to read"
        highlight = value_of(look["highlight"], "val") if "highlight" in look else ""
        ground = BLACK if highlight == "black" else _colour(look.get("shd"), "fill", "themeFill") or WHITE
        return unseen(_colour(look.get("color"), "val", "themeColor") or _automatic(ground, highlight), ground)

    def _look(self, run: etree._Element) -> Format:
        """The format of a run: its paragraph's style, its own style, and its own, each over the one before."""
        paragraph = next((one for one in run.iterancestors() if local(one) == "p"), None)
        around = _format_of(paragraph, "pPr") if paragraph is not None else {}
        own = _format_of(run)
        shading = {"shd": around["shd"]} if "shd" in around else {}
        return self._of_style(around.get("pStyle")) | shading | self._of_style(own.get("rStyle")) | own

    def _of_style(self, named: etree._Element | None) -> Format:
        key = value_of(named, "val") if named is not None else ""
        chain: list[str] = []
        while key and key not in chain and len(chain) < _MOST_STYLES:
            chain.append(key)
            key = self._based_on.get(key, "")
        look: Format = {}
        for one in reversed(chain):
            look |= self._own.get(one, {})
        return look


def _format_of(element: etree._Element, kind: str = "rPr") -> Format:
    holder = next((one for one in element if local(one) == kind), None)
    return {local(one): one for one in holder} if holder is not None else {}


def _colour(element: etree._Element | None, name: str, theme: str) -> Colour | None:
    if element is None:
        return None
    return _THEMES.get(value_of(element, theme)) or colour_of(value_of(element, name))


def _automatic(ground: Colour, highlight: str) -> Colour:
    """What Word chooses where no colour is given: white on dark shading, but black on any highlight."""
    return WHITE if max(ground) < 96 and not highlight else BLACK
