"""Sealing: what was sealed comes back whole in its own place, and nothing else comes back at all."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from candour.platform.vault import sealing
from candour.platform.vault.keys import BadKeys, read_ring, ring
from candour.platform.vault.sealing import Unsealable, is_under, reseal, seal, unseal

ANY_TEXT = st.text(st.characters(codec=None))
INDEX = "ab" * 32


def written(*names: str, index_key: str = INDEX) -> str:
    keys = [{"id": name, "key": Fernet.generate_key().decode()} for name in names]
    return json.dumps({"keys": keys, "index_key": index_key})


@pytest.fixture(autouse=True)
def _no_leftover_rings() -> Iterator[None]:
    yield
    read_ring.cache_clear()


@given(ANY_TEXT, st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_was(text: str, place: str) -> None:
    assert unseal(seal(text, place), place) == text


@given(st.text(st.characters(codec="utf-8"), min_size=4))
def test_the_sealed_form_holds_neither_the_text_nor_how_it_is_written(text: str) -> None:
    sealed = seal(text, "a place")

    content = base64.b64decode(sealed.partition(":")[2])
    assert text.encode() not in content
    assert len(content) == 12 + len(text.encode()) + 16, "a nonce of 96 bits and a tag of 128"


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({seal("Ann", "a place") for _ in range(100)}) == 100


@given(st.text(), st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_it_opens_in_no_other_place(text: str, place: str, other: str) -> None:
    if place != other:
        with pytest.raises(Unsealable):
            unseal(seal(text, place), other)


def test_sealing_without_the_place_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class PlaceForgotten:
        def __init__(self, key: object) -> None:
            self.key = key

        def encrypt(self, nonce: bytes, data: bytes, place: bytes) -> bytes:
            return self.key.encrypt(nonce, data, None)  # type: ignore[attr-defined]

        def decrypt(self, nonce: bytes, data: bytes, place: bytes) -> bytes:
            return self.key.decrypt(nonce, data, None)  # type: ignore[attr-defined]

    forgetful = ring()
    keys = {name: PlaceForgotten(key) for name, key in forgetful.keys.items()}
    monkeypatch.setattr(sealing, "ring", lambda: type(forgetful)(forgetful.first, keys, forgetful.index_key))  # type: ignore[arg-type]

    with pytest.raises(pytest.fail.Exception):
        test_it_opens_in_no_other_place.hypothesis.inner_test("Ann", "one place", "another")  # type: ignore[attr-defined]


@given(st.data())
def test_a_flipped_bit_is_noticed(data: st.DataObject) -> None:
    name, _, content = seal("Ann Example", "a place").partition(":")
    whole = bytearray(base64.b64decode(content))
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << (bit % 8)

    with pytest.raises(Unsealable):
        unseal(f"{name}:{base64.b64encode(whole).decode()}", "a place")


@given(st.integers(0, 200))
def test_a_value_cut_short_is_noticed(length: int) -> None:
    sealed = seal("Ann Example of 1 Example Street", "a place")
    if length < len(sealed):
        with pytest.raises(Unsealable):
            unseal(sealed[:length], "a place")


@given(st.text())
def test_what_was_never_sealed_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(Unsealable) as refused:
        unseal(text, "a place")

    assert str(refused.value) in (
        "A value was sealed under a key that is not in the vault's key ring.",
        "A sealed value was changed, cut short or moved from the place it was sealed for.",
    )


def test_another_key_of_the_same_name_does_not_open_it(settings: Settings) -> None:
    settings.CANDOUR_VAULT_KEYS = written("1")
    sealed = seal("Ann", "a place")
    settings.CANDOUR_VAULT_KEYS = written("1")

    with pytest.raises(Unsealable, match="changed, cut short or moved"):
        unseal(sealed, "a place")


def test_the_first_key_seals_and_every_key_opens(settings: Settings) -> None:
    old = json.loads(written("old"))
    settings.CANDOUR_VAULT_KEYS = json.dumps(old)
    sealed = seal("Ann", "a place")
    new = json.loads(written("new"))
    settings.CANDOUR_VAULT_KEYS = json.dumps({**old, "keys": [*new["keys"], *old["keys"]]})

    assert unseal(sealed, "a place") == "Ann"
    anew = reseal(sealed, "a place")
    assert is_under(sealed, "old")
    assert is_under(anew, "new")
    settings.CANDOUR_VAULT_KEYS = json.dumps({**old, "keys": new["keys"]})
    assert unseal(anew, "a place") == "Ann"
    with pytest.raises(Unsealable, match="not in the vault's key ring"):
        unseal(sealed, "a place")


GOOD: dict[str, Any] = {
    "keys": [{"id": "1", "key": base64.urlsafe_b64encode(bytes(range(32))).decode()}],
    "index_key": INDEX,
}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not as it should be written"),
        ("not json", "not as it should be written"),
        ("[]", "not as it should be written"),
        (json.dumps({"keys": GOOD["keys"]}), "not as it should be written"),
        (json.dumps({**GOOD, "index_key": "zz"}), "not as it should be written"),
        (json.dumps({**GOOD, "index_key": "ab" * 31}), "an index key of 32 bytes"),
        (json.dumps({**GOOD, "keys": []}), "at least one key"),
        (json.dumps({**GOOD, "keys": [*GOOD["keys"], *GOOD["keys"]]}), "a name of its own"),
        (json.dumps({**GOOD, "keys": [{"id": "a:b", "key": GOOD["keys"][0]["key"]}]}), "a name of its own"),
        (json.dumps({**GOOD, "keys": [{"id": 1, "key": GOOD["keys"][0]["key"]}]}), "a name of its own"),
        (json.dumps({**GOOD, "keys": [{"id": "1", "key": "c2hvcnQ="}]}), "not 32 bytes"),
        (json.dumps({**GOOD, "keys": [{"id": "1", "key": "?"}]}), "not 32 bytes"),
        (json.dumps({**GOOD, "keys": [{"id": "1", "key": None}]}), "not 32 bytes"),
    ],
)
def test_a_key_ring_that_cannot_be_used_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BadKeys, match=says) as bad:
        read_ring(text)

    assert GOOD["keys"][0]["key"] not in str(bad.value)
    assert GOOD["index_key"] not in str(bad.value)


def test_a_key_ring_never_shows_its_keys() -> None:
    shown = repr(read_ring(json.dumps(GOOD)))

    assert GOOD["keys"][0]["key"] not in shown
    assert GOOD["index_key"] not in shown
    assert "AESGCM" not in shown


def test_marks_differ_by_key_and_are_named_by_it() -> None:
    one, other = read_ring(written("1")), read_ring(written("1", index_key="cd" * 32))

    assert one.mark("Ann") == read_ring(written("2")).mark("Ann")
    assert one.mark("Ann") != other.mark("Ann")
    assert one.index_name != other.index_name
