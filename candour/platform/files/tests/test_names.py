"""File names are safe to show and to save under, whatever somebody called the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.platform.files.names import LONGEST, extension_of, safe_name

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("minutes.docx", "minutes.docx"),
        ("Łódź – notes.PDF", "Łódź – notes.pdf"),
        ("C:\\Users\\jo\\minutes.docx", "minutes.docx"),
        ("../../etc/passwd", "passwd"),
        ("minutes.docx/", "minutes.docx"),
        ("exe.\u202excod.docx", "exe.xcod.docx"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("line\r\nSet-Cookie: x.txt", "line Set-Cookie_ x.txt"),
        ("null\x00byte.txt", "nullbyte.txt"),
        ("lone\ud800.txt", "lone_.txt"),
        ('<b>"quoted"|?*.txt', "_b__quoted____.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1.docx", "_LPT1.docx"),
        ("com¹.txt", "_com¹.txt"),
        ("nul.tar.txt", "_nul.tar.txt"),
        ("console.txt", "console.txt"),
        ("  spaced   out .txt", "spaced out.txt"),
        ("ends with dots...", "ends with dots"),
        ("...", "file"),
        ("", "file"),
        (".docx", "file.docx"),
        ("a" * 300 + ".docx", "a" * (LONGEST - 5) + ".docx"),
        ("no extension", "no extension"),
        ("a.very long extension", "a.very long extension"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_name_gets_the_extension_of_what_it_is() -> None:
    assert safe_name("photo.JPEG", extension="jpg") == "photo.jpg"
    assert safe_name("report", extension="pdf") == "report.pdf"


@given(st.text(st.characters(), max_size=400))
def test_a_name_is_always_short_and_harmless(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= LONGEST
    assert not set(safe) & set('/\\<>:"|?*\r\n\t\0\u202e')
    assert safe == safe.strip(" .")
    safe.encode()


@given(st.text(max_size=200))
def test_making_a_name_safe_twice_changes_nothing(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@pytest.mark.parametrize(
    ("name", "extension"), [("a.DOCX", "docx"), ("a.b.c", "c"), (".docx", ""), ("a", ""), ("a.", ""), ("a.txt ", "txt")]
)
def test_the_extension_is_read(name: str, extension: str) -> None:
    assert extension_of(name) == extension
