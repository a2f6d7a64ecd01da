"""Folding: what means the same is written the same, and nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.platform.spelling.folding import folded


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("O’BRIEN", "obrien"),
        ("O'Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("Smith–Jones", "smith jones"),
        ("  Zoë \t Łucja\n", "zoe lucja"),
        ("Groß", "gross"),
        ("Đặng Thị Hồng", "dang thi hong"),
        ("Şükrü Çağlayan", "sukru caglayan"),
        ("Bjørn Æsgård", "bjorn aesgard"),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", "full width 12"),
        ("RR/2020/03", "rr 2020 03"),
        ("a\x00b", "a b"),
        ("हिन्दी", "हनद"),
        ("😀 !!! ''", ""),
        ("", ""),
    ],
)
def test_it_folds(written: str, plain: str) -> None:
    assert folded(written) == plain


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_case_does_not_matter(text: str) -> None:
    assert folded(text.upper().casefold()) == folded(text.casefold().upper().casefold())


@given(st.text())
def test_only_letters_numbers_and_single_spaces_remain(text: str) -> None:
    assert all(word.isalnum() for word in folded(text).split(" ") if word)
    assert "  " not in folded(text)
    assert folded(text) == folded(text).strip()
