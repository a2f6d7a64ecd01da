"""A page of a PDF as a reader sees it: its letters in their places, its ruled lines, and what cannot be read of it.

It runs confined, and knows nothing of Django. Places count from the upper left corner of what is shown of the page,
turned as it is shown, rightwards and downwards, in points.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

MOST_OBJECTS = 20_000
LARGEST_SIDE = 6_000.0
"""In points, which is larger than any paper."""
_MOST_POINTS = 16_000_000
_SCALE = 2.0
_DEPTH = 8
_THIN = 3.0
_LEAST_CONTRAST = 16
"""How far the lightest and the darkest point of a letter must be apart, of 255, for it to be seen."""
_BESIDE_IT = 0.75
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_TINY = 2.0
_LARGE_PICTURE = 0.2
_BESIDE = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
"""What lies over a page without words of its own."""
_HYPHEN = "\x02"
_TURNED = 0.94
"""The cosine from which words count as standing along a side of the page."""
_LETTERS = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\xad": "-", _HYPHEN: "-"}

Point = tuple[float, float]
Map = Callable[[float, float], Point]


class Letter(NamedTuple):
    """A letter that can be seen: where it stands, its baseline, and whether a space stands before it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    spaced: bool
    turn: int
    """How often it must be turned by a quarter to the left to stand upright."""
    number: int
    """Its place in the order in which the file writes the letters that are seen."""


class Rule(NamedTuple):
    """A ruled line along a side of the page: where it lies across its own direction, and from where to where."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """What is seen of a page. `unread` names what is not, by kind."""

    width: float
    height: float
    letters: list[Letter]
    across: list[Rule]
    down: list[Rule]
    unread: set[str]


def read_page(document: pypdfium2.PdfDocument, place: int) -> Page:
    """One page as it is shown."""
    try:
        page = document[place]
    except pypdfium2.PdfiumError:
        return Page(1.0, 1.0, [], [], [], {"damaged"})
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        return Page(1.0, 1.0, [], [], [], {"large"})
    unread: set[str] = set()
    shown = _on_paper((left, bottom, right, top), turn)
    drawn = _drawn(page, min(_SCALE, math.sqrt(_MOST_POINTS / (width * height))))
    letters = list(_letters(page.get_textpage(), shown, drawn, (width, height), unread))
    across, down, pictured = _lines_and_pictures(page, shown, (width, height), unread)
    if not letters and _contrast(drawn.picture) > _LEAST_CONTRAST:
        unread.add("picture")
    elif pictured > _LARGE_PICTURE * width * height:
        unread.add("part")
    if any(_kinds_of_notes(page)):
        unread.add("notes")
    return _upright(Page(width, height, letters, across, down, unread))


def _upright(page: Page) -> Page:
    """The page turned so that most of its words stand upright, as a table that lies across does."""
    turn = max(range(4), key=Counter(letter.turn for letter in page.letters).__getitem__)
    if not turn:
        return page
    wide, high = (page.width, page.height) if turn == 2 else (page.height, page.width)
    moved = turning(turn, page.width, page.height)
    rules = [((one.start, one.at), (one.end, one.at)) for one in page.across]
    rules += [((one.at, one.start), (one.at, one.end)) for one in page.down]
    across: list[Rule] = []
    down: list[Rule] = []
    for one, other in rules:
        _sort_in(moved(*one), moved(*other), across, down)
    letters = [turned(letter, turn, moved) for letter in page.letters]
    return Page(wide, high, letters, across, down, page.unread)


def turned(letter: Letter, turn: int, moved: Map) -> Letter:
    """The letter on a page that was turned to the left by so many quarters."""
    one, other = moved(letter.left, letter.top), moved(letter.right, letter.bottom)
    base = moved(letter.base, letter.base)
    return letter._replace(
        left=min(one[0], other[0]),
        right=max(one[0], other[0]),
        top=min(one[1], other[1]),
        bottom=max(one[1], other[1]),
        base=base[1 if (letter.turn - turn) % 2 == 0 else 0],
        turn=(letter.turn - turn) % 4,
    )


def turning(turn: int, width: float, height: float) -> Map:
    """Where a point lies after a page of that size was turned to the left by so many quarters."""
    return (
        lambda x, y: (x, y),
        lambda x, y: (y, width - x),
        lambda x, y: (width - x, height - y),
        lambda x, y: (height - y, x),
    )[turn]


class _Drawn(NamedTuple):
    picture: Image.Image
    scale: float

    def shows(self, box: tuple[float, float, float, float]) -> bool:
        """Whether anything can be told apart within a box."""
        left, top, right, bottom = (value * self.scale for value in box)
        corner = max(0, math.floor(left)), max(0, math.floor(top))
        other = min(self.picture.width, math.ceil(right)), min(self.picture.height, math.ceil(bottom))
        if other[0] <= corner[0] or other[1] <= corner[1]:
            return False
        return _contrast(self.picture.crop((*corner, *other))) >= _LEAST_CONTRAST


def _drawn(page: pypdfium2.PdfPage, scale: float) -> _Drawn:
    return _Drawn(page.render(scale=scale, may_draw_forms=False, grayscale=True).to_pil().convert("L"), scale)


def _contrast(picture: Image.Image) -> float:
    darkest, lightest = picture.getextrema()
    assert isinstance(darkest, int | float)
    assert isinstance(lightest, int | float)
    return lightest - darkest


def _on_paper(box: tuple[float, float, float, float], turn: int) -> Map:
    left, bottom, right, top = box
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[turn % 4]


class _Lettering(NamedTuple):
    """How the letters of one drawing order stand: turned by quarters, or None at a slant; their size; how drawn."""

    turn: int | None
    size: float
    mode: int


def _letters(text: Any, shown: Map, drawn: _Drawn, size: tuple[float, float], unread: set[str]) -> Iterator[Letter]:
    spaced, seen, count = True, True, 0
    known: dict[int, _Lettering] = {}
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        letter = chr(code) if code < 0x110000 else "\ufffd"
        if (letter != _HYPHEN and letter.isspace()) or letter in "\u200b\ufeff":
            spaced = spaced or letter.isspace()
            continue
        if letter != _HYPHEN and pdfium.FPDFText_IsGenerated(text, number) == 1:
            continue
        how = _lettering(text, number, shown, known)
        one = _placed(text, number, how, shown)
        if how.turn is None or one is None:
            unread.add("slanted")
            continue
        if letter.isalnum() or number == 0:
            # A letter such as "l" fills the whole of its box, so what stands beside it is looked at as well.
            seen = drawn.shows((one.left - _BESIDE_IT, one.top, one.right + _BESIDE_IT, one.bottom))
        if not seen or how.size < _TINY or how.mode in _INVISIBLE or _is_outside(one, size):
            unread.add("hidden")
            continue
        if code == 0 or pdfium.FPDFText_HasUnicodeMapError(text, number) == 1:
            unread.add("letters")
            letter = "\ufffd"
        yield one._replace(text=_LETTERS.get(letter, letter), spaced=spaced, number=count)
        spaced, count = False, count + 1


def _lettering(text: Any, number: int, shown: Map, known: dict[int, _Lettering]) -> _Lettering:
    drawn = pdfium.FPDFText_GetTextObject(text, number)
    address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if address in known:
        return known[address]
    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFText_GetMatrix(text, number, ctypes.byref(matrix))
    here, along = shown(0, 0), shown(matrix.a, matrix.b)
    size = pdfium.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
    found = _Lettering(_turn(along[0] - here[0], along[1] - here[1]), size, mode)
    if address:
        known[address] = found
    return found


def _placed(text: Any, number: int, how: _Lettering, shown: Map) -> Letter | None:
    """The letter in its place, still without its words; None if it stands nowhere."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    refs = map(ctypes.byref, (left, right, bottom, top))
    pdfium.FPDFText_GetCharBox(text, number, *refs)
    pdfium.FPDFText_GetCharOrigin(text, number, ctypes.byref(x), ctypes.byref(y))
    one, other, origin = shown(left.value, bottom.value), shown(right.value, top.value), shown(x.value, y.value)
    if not all(map(math.isfinite, (*one, *other, *origin))):
        return None
    left_, right_ = (one[0], other[0]) if one[0] < other[0] else (other[0], one[0])
    top_, bottom_ = (one[1], other[1]) if one[1] < other[1] else (other[1], one[1])
    turn = how.turn or 0
    return Letter("", left_, right_, top_, bottom_, origin[1 - turn % 2], how.size, False, turn, number)


def _turn(across: float, along: float) -> int | None:
    length = math.hypot(across, along)
    if not length:
        return 0
    across, along = across / length, along / length
    sides = (across, along, -across, -along)
    return next((turn for turn, share in enumerate(sides) if share > _TURNED), None)


def _is_outside(one: Letter, size: tuple[float, float]) -> bool:
    across, along = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    return not (0 <= across <= size[0] and 0 <= along <= size[1])


def _lines_and_pictures(
    page: pypdfium2.PdfPage, shown: Map, size: tuple[float, float], unread: set[str]
) -> tuple[list[Rule], list[Rule], float]:
    """The ruled lines across and down, and how much of the page pictures cover."""
    across: list[Rule] = []
    down: list[Rule] = []
    pictured = 0.0
    for number, drawn in enumerate(page.get_objects(max_depth=_DEPTH)):
        if number >= MOST_OBJECTS or len(across) + len(down) >= MOST_OBJECTS:
            unread.add("lines")
            return [], [], pictured
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured += _area_of(drawn, shown, size)
        elif drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            for one, other in _strokes(drawn, _through(drawn, shown)):
                if not (_is_near(one, size) and _is_near(other, size)):
                    continue
                _sort_in(one, other, across, down)
    return across, down, pictured


def _sort_in(one: Point, other: Point, across: list[Rule], down: list[Rule]) -> None:
    if abs(one[1] - other[1]) < _THIN:
        across.append(Rule((one[1] + other[1]) / 2, *sorted((one[0], other[0]))))
    if abs(one[0] - other[0]) < _THIN:
        down.append(Rule((one[0] + other[0]) / 2, *sorted((one[1], other[1]))))


def _area_of(drawn: Any, shown: Map, size: tuple[float, float]) -> float:
    try:
        left, bottom, right, top = drawn.get_bounds()
    except pypdfium2.PdfiumError:
        return 0.0
    placed = _through(drawn, shown, itself=False)
    (one, two), (three, four) = placed(left, bottom), placed(right, top)
    wide = min(size[0], max(one, three)) - max(0.0, min(one, three))
    high = min(size[1], max(two, four)) - max(0.0, min(two, four))
    return max(0.0, wide) * max(0.0, high)


def _through(drawn: Any, shown: Map, *, itself: bool = True) -> Map:
    """Where a point of a drawing lies, through every drawing that it is part of."""
    matrices = [drawn.get_matrix()] if itself else []
    holder = drawn.container
    while holder is not None:
        matrices.append(holder.get_matrix())
        holder = holder.container

    def placed(x: float, y: float) -> Point:
        for matrix in matrices:
            x, y = matrix.on_point(x, y)
        return shown(x, y)

    return placed


def _strokes(drawn: Any, placed: Map) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path that is drawn, from end to end. A thin bar is a line too."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(filled), ctypes.byref(stroked))
    for lines in _outlines(drawn, placed):
        if stroked.value:
            yield from lines
        elif filled.value and lines:
            yield from _bar([point for line in lines for point in line])


def _bar(corners: list[Point]) -> Iterator[tuple[Point, Point]]:
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    if bottom - top < _THIN:
        yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    if right - left < _THIN:
        yield ((left + right) / 2, top), ((left + right) / 2, bottom)


def _outlines(drawn: Any, placed: Map) -> Iterator[list[tuple[Point, Point]]]:
    """The straight lines of a path, for each of the outlines that it draws in one go."""
    x, y = ctypes.c_float(), ctypes.c_float()
    here = start = (0.0, 0.0)
    lines: list[tuple[Point, Point]] = []
    for number in range(min(MOST_OBJECTS, pdfium.FPDFPath_CountSegments(drawn))):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        there = placed(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield lines
            start, lines = there, []
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            lines.append((here, there))
        here = there
        if pdfium.FPDFPathSegment_GetClose(segment):
            lines.append((here, start))
            here = start
    yield lines


def _is_near(point: Point, size: tuple[float, float]) -> bool:
    return -size[0] <= point[0] <= 2 * size[0] and -size[1] <= point[1] <= 2 * size[1]


def _kinds_of_notes(page: pypdfium2.PdfPage) -> Iterator[bool]:
    """For each note that lies over the page, whether it can have words."""
    for number in range(min(MOST_OBJECTS, pdfium.FPDFPage_GetAnnotCount(page))):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        yield pdfium.FPDFAnnot_GetSubtype(note) not in _BESIDE
        pdfium.FPDFPage_CloseAnnot(note)
