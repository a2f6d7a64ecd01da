"""Sets a document in type with Typst. It runs confined, and knows nothing of Django."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
STANDARD = "ua-1"
_PROBE = b'#set document(title: "probe")\n#set text(font: "Source Sans 3")\n#json(bytes(sys.inputs.document))'
_LAST_COMMON = 0x24F
"""The last of the Latin letters, for all of which the font has a shape."""
_MOST_PROBES = 400


def typeset(content: bytes, fonts: str, made_at: int) -> tuple[Any, bytes]:
    """The document, given as JSON, as PDF/UA. Characters for which no font has a shape are spelt out by their numbers.

    The answer holds those characters. Raises TypstError.
    """
    document = content.decode()
    try:
        return "", _compiled(TEMPLATE, document, fonts, made_at)
    except typst.TypstError:
        missing = _without_shape("".join(sorted(set(document))), fonts)
        if not missing:
            raise
    spelt = {ord(character): f"[U+{ord(character):04X}]" for character in missing}
    return missing, _compiled(TEMPLATE, document.translate(spelt), fonts, made_at)


def _compiled(template: Path | bytes, document: str, fonts: str, made_at: int = 0) -> bytes:
    made = typst.compile(  # type: ignore[call-overload]
        template,
        root=TEMPLATE.parent,
        font_paths=[fonts],
        sys_inputs={"document": document},
        pdf_standards=[STANDARD],
        format="pdf",
        timestamp=made_at,
    )
    assert isinstance(made, bytes)
    return made


def _without_shape(characters: str, fonts: str) -> str:
    """The rare characters that no font can show, found by halves. What is not found in good time counts as such."""
    pending, missing = ["".join(character for character in characters if ord(character) > _LAST_COMMON)], ""
    for _ in range(_MOST_PROBES):
        if not pending:
            break
        group = pending.pop()
        try:
            _compiled(_PROBE, json.dumps(group), fonts)
        except typst.TypstError:
            if len(group) == 1:
                missing += group
            else:
                half = len(group) // 2
                pending += [group[half:], group[:half]]
    return missing + "".join(pending)
