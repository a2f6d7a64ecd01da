"""Documents: one description, from which both Word and PDF are made."""

from candour.platform.exports.blocks import (
    Block,
    Bullets,
    Document,
    Grid,
    Heading,
    Notice,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Picture,
    Pictures,
    SignatureLines,
)
from candour.platform.exports.pdf import write_pdf
from candour.platform.exports.word import write_docx

__all__ = [
    "Block",
    "Bullets",
    "Document",
    "Grid",
    "Heading",
    "Notice",
    "Numbered",
    "PageBreak",
    "Pairs",
    "Paragraph",
    "Picture",
    "Pictures",
    "SignatureLines",
    "write_docx",
    "write_pdf",
]
