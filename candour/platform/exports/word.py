"""Documents as Word files, with real headings, marked table heads and no trace of who or what made them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from functools import singledispatchmethod
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from candour.platform.exports.blocks import (
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Pictures,
    SignatureLines,
    in_order,
    signature_grid,
)
from candour.platform.exports.lettering import printable, watermark

_FONT = "Arial"
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_LEFT_BEHIND = ("thumbnail", "customXml", "stylesWithEffects", "theme")
"""Parts of the library's own template that say nothing about this document.

The theme names a hundred fonts, some of which read like names of people to whoever searches the file for them.
"""


def write_docx(document: Document) -> bytes:
    """The document as a Word file."""
    writer = _Writer(document)
    for block in in_order(document.blocks):
        writer.add(block)
    return writer.bytes()


class _Writer:
    """Writes one document, block by block."""

    def __init__(self, document: Document) -> None:
        self.word = docx.Document()
        self._forget_template()
        self._set_properties(document)
        self._set_page(document)
        self._set_styles(document.language)
        self.word.add_paragraph(printable(document.title or document.reference), style="Title")

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    @singledispatchmethod
    def add(self, block: Any) -> None:
        """Add a block. Raises TypeError for what is none."""
        raise TypeError(type(block).__name__)

    @add.register
    def _heading(self, block: Heading) -> None:
        self.word.add_heading(printable(block.text), block.level)

    @add.register
    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.word.add_paragraph()
        if block.lead:
            paragraph.add_run(f"{printable(block.lead)} ").bold = True
        paragraph.add_run(printable(block.text))

    @add.register
    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            self.word.add_paragraph(printable(item), style="List Bullet")

    @add.register
    def _numbered(self, block: Numbered) -> None:
        number = self._new_numbering()
        for item in block.items:
            paragraph = self.word.add_paragraph(printable(item), style="List Number")
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number

    @add.register
    def _pairs(self, block: Pairs) -> None:
        if block.rows:
            table = self._table([(name, value) for name, value in block.rows], "firstColumn")
            for row in table._tbl.tr_lst:
                _embolden(_Cell(row.tc_lst[0], table))

    @add.register
    def _grid(self, block: Grid) -> None:
        if block.caption:
            caption = self.word.add_paragraph(printable(block.caption), style="Caption")
            caption.paragraph_format.keep_with_next = True
        table = self._table([block.columns, *block.rows], "firstRow")
        head = table._tbl.tr_lst[0]
        _mark(head.get_or_add_trPr(), "w:tblHeader")
        for cell in head.tc_lst:
            _embolden(_Cell(cell, table))
        if block.caption:
            _mark(table._tbl.tblPr, "w:tblCaption", printable(block.caption)[:255])

    @add.register
    def _notice(self, block: Notice) -> None:
        paragraph = self.word.add_paragraph(printable(block.text))
        paragraph.paragraph_format.left_indent = Cm(0.5)
        borders = OxmlElement("w:pBdr")
        _mark(borders, "w:left", "single", sz="36", space="10", color="0B0C0C")
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    @add.register
    def _pictures(self, block: Pictures) -> None:
        paragraph = self.word.add_paragraph()
        for number, one in enumerate(block.items):
            if number:
                paragraph.add_run("   ")
            width, height = one.printed
            shape = paragraph.add_run().add_picture(io.BytesIO(one.content), Cm(width), Cm(height))
            shape._inline.docPr.set("descr", printable(one.alt))
            # The library puts the name of a file here, and there is none.
            named: Any = shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr
            named.set("name", "")

    @add.register
    def _page_break(self, block: PageBreak) -> None:
        self.word.add_page_break()

    @add.register
    def _signature_lines(self, block: SignatureLines) -> None:
        if block.who:
            self._grid(signature_grid(block))
            for row in self.word.tables[-1].rows:
                row.height = Cm(1.2)

    def _table(self, rows: Sequence[Sequence[str]], heads: str) -> Any:
        table = self.word.add_table(len(rows), len(rows[0]), style="Table Grid")
        plain = {"firstRow": "0", "firstColumn": "0", "noHBand": "1", "noVBand": "1"}
        _mark(table._tbl.tblPr, "w:tblLook", **(plain | {heads: "1"}))
        for row, texts in zip(table._tbl.tr_lst, rows, strict=True):
            _mark(row.get_or_add_trPr(), "w:cantSplit")
            for cell, text in zip(row.tc_lst, texts, strict=True):
                _Cell(cell, table).text = printable(text)
        self.word.add_paragraph().paragraph_format.space_after = Pt(0)
        return table

    def _new_numbering(self) -> int:
        """Numbers that begin at 1 again, of the same form as the style's own."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element
        own = numbering.num_having_numId(style.pPr.numPr.numId.val)
        fresh = numbering.add_num(own.abstractNumId.val)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(fresh.numId)

    def _forget_template(self) -> None:
        for part in (self.word.part.package, self.word.part):
            for key, relationship in list(part.rels.items()):
                if relationship.reltype.rpartition("/")[2] in _LEFT_BEHIND:
                    del part.rels[key]

    def _set_properties(self, document: Document) -> None:
        properties = self.word.core_properties
        properties.title = printable(document.title or document.reference)[:255]
        properties.subject = printable(document.reference)[:255]
        properties.language = document.language
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.created = properties.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)
        properties.revision = 1

    def _set_page(self, document: Document) -> None:
        section = self.word.sections[0]
        short, long = Cm(21), Cm(29.7)
        section.page_width, section.page_height = (long, short) if document.landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        parts = [part for part in (document.reference, document.classification) if part]
        section.header.paragraphs[0].text = printable(" – ".join(parts))
        foot = section.footer.paragraphs[0]
        foot.add_run(watermark(document.reference, document.made_for, document.made_at) + ". Page ")
        _add_field(foot, "PAGE")
        foot.add_run(" of ")
        _add_field(foot, "NUMPAGES")

    def _set_styles(self, language: str) -> None:
        styles = self.word.styles
        for spoken in styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), language)
        for name, size in (("Normal", 11), ("Title", 22), ("Heading 1", 17), ("Heading 2", 14), ("Heading 3", 12)):
            _set_font(styles[name], size)
        for name, size in (("Heading 4", 11), ("Caption", 10), ("Header", 9), ("Footer", 9)):
            _set_font(styles[name], size)
        for fonts in styles.element.iter(qn("w:rFonts")):
            _name_fonts(fonts)


def _set_font(style: Any, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _INK


def _name_fonts(fonts: Any) -> None:
    """Have a style take our font by its name, and none by way of a theme, which is left behind."""
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
            fonts.set(qn("w:ascii"), _FONT)
            fonts.set(qn("w:hAnsi"), _FONT)


def _mark(parent: Any, name: str, value: str = "", **attributes: str) -> None:
    """Set a property of a part of the document, in place of one of that name."""
    for old in parent.findall(qn(name)):
        parent.remove(old)
    element = OxmlElement(name)
    if value:
        element.set(qn("w:val"), value)
    for key, text in attributes.items():
        element.set(qn(f"w:{key}"), text)
    parent.append(element)


def _embolden(cell: _Cell) -> None:
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.bold = True


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
