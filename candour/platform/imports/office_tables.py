"""Tables out of Word and Excel files. It runs confined, and knows nothing of Django."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import docx
import python_calamine
from docx.oxml.ns import qn

_TRANSPARENT = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")}
"""What may stand round a table, row, cell or run without being seen."""
_NOT_PRINTED = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:instrText", "w:tbl")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PRINTED_AS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}

Table = dict[str, Any]


def word_tables(content: bytes) -> tuple[list[Table], bytes]:
    """Every table of a Word file in order, as it would be printed with all changes accepted."""
    body = docx.Document(io.BytesIO(content)).element.body
    return list(_tables_in(body)), b""


def word_text(content: bytes) -> tuple[dict[str, str], bytes]:
    """The paragraphs of a Word file in order, as they would be printed, without its tables.

    Rows that begin with a name and a colon, as those above notes do, are lines of the text.
    """
    lines = []
    for element in _through(docx.Document(io.BytesIO(content)).element.body):
        if element.tag == qn("w:p"):
            lines.append(_paragraph_text(element))
        elif element.tag == qn("w:tbl"):
            lines += filter(None, map(line_of_row, _rows(element)))
    return {"text": "\n".join(lines)}, b""


def line_of_row(cells: list[str]) -> str:
    """A row such as "Date:" and a day as a line; empty for a row of any other kind."""
    words = [" ".join(cell.split()) for cell in cells if cell.strip()]
    return " ".join(words) if len(words) > 1 and words[0].endswith(":") else ""


def excel_tables(content: bytes) -> tuple[list[Table], bytes]:
    """Every sheet of an Excel file, with values rather than formulas, and what is merged downwards in every row."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    sheets = []
    for number, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        rows = [[_printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
        is_hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": about.name, "rows": rows, "is_hidden": is_hidden, "follows": False})
    return sheets, b""


def _tables_in(container: Any) -> Iterator[Table]:
    follows = False
    for element in _through(container):
        if element.tag == qn("w:tbl"):
            yield {"rows": _rows(element), "follows": follows}
            follows = True
            yield from _tables_within(element)
        elif element.tag == qn("w:p"):
            inside = list(_tables_within(element))
            yield from inside
            follows = follows and not inside and not _paragraph_text(element).strip()


def _tables_within(element: Any) -> Iterator[Table]:
    """Tables inside the cells of a table or in text boxes, once each."""
    for inner in element.iterdescendants(qn("w:tbl")):
        if not any(above.tag == _FALLBACK for above in inner.iterancestors()):
            yield {"rows": _rows(inner), "follows": False}


def _rows(table: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    above: dict[int, str] = {}
    for row in _through(table):
        if row.tag != qn("w:tr") or row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        cells = [""] * _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        for cell in _through(row):
            if cell.tag == qn("w:tc"):
                place = len(cells)
                above[place] = above.get(place, "") if _continues(cell) else _cell_text(cell)
                cells += [above[place]] + [""] * (_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1) - 1)
        rows.append(cells)
    return rows


def _continues(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _number(element: Any, otherwise: int) -> int:
    value = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(value), 200) if value.isdecimal() else otherwise


def _cell_text(cell: Any) -> str:
    lines = []
    for element in _through(cell):
        if element.tag == qn("w:p"):
            lines.append(_paragraph_text(element))
        elif element.tag == qn("w:tbl"):
            lines += [" | ".join(row) for row in _rows(element)]
    return "\n".join(lines)


def _paragraph_text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _NOT_PRINTED or child.tag == _FALLBACK or _is_vanished(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:sym"):
            yield f"[symbol {child.get(qn('w:char'), '')}]"
        elif child.tag in _PRINTED_AS:
            yield _PRINTED_AS[child.tag]
        else:
            yield from _pieces(child)
            if child.tag == qn("w:p"):
                yield "\n"


def _is_vanished(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _through(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag in _TRANSPARENT:
            yield from _through(child)
        else:
            yield child


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else _duration(value)


def _duration(value: object) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)
