"""An answer as text, whatever it is: a page, its headers, or a file within a file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pypdfium2

TAG = re.compile(r"<[^>]+>")


def everything_in(response: Any) -> str:
    """The headers and the body of an answer, with files unpacked to the text of their last part."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{headers}\n{cookies}\n{unpacked(content)}"


def unpacked(content: bytes) -> str:
    """The text of a file: of each part of an archive, also without tags that split a word; of each page of a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{unpacked(archive.read(name))}" for name in archive.namelist())
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([*pages, str(document.get_metadata_dict())])
    text = content.decode("utf-8", "replace")
    return f"{text}\n{TAG.sub('', text)}" if text.startswith("<?xml") else text
