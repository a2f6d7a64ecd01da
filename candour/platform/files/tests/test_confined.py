"""What a confined process cannot do, whatever takes it over."""

from __future__ import annotations

import logging
import os
import time

import pytest

from candour.platform.files import confined
from candour.platform.files.confined import Limits, Stopped
from candour.platform.files.tests import misbehaving

pytestmark = pytest.mark.once

QUICK = Limits(seconds=2, megabytes=512, answer_megabytes=10)


def test_it_hands_content_there_and_back() -> None:
    content = bytes(range(256)) * 5000

    assert confined.call(misbehaving.echo, content, name="Łódź\n") == ({"name": "Łódź\n"}, content[::-1])


@pytest.mark.parametrize("reach", [misbehaving.open_socket, misbehaving.run_program])
def test_it_refuses_the_network_and_other_programs(reach: confined.Confinable) -> None:
    with pytest.raises(Stopped, match="PermissionError"):
        confined.call(reach)


@pytest.mark.parametrize("reach", [misbehaving.open_socket_under_python, misbehaving.run_program_under_python])
def test_the_kernel_refuses_them_too(reach: confined.Confinable) -> None:
    assert confined.call(reach) == (-1, b"")


@pytest.mark.parametrize(
    ("misbehave", "because"),
    [
        (misbehaving.sleep, "took too long"),
        (misbehaving.loop, "took too long"),
        (misbehaving.hoard, "too much memory"),
        (misbehaving.crash, "ended by the system"),
        (misbehaving.flood, "it failed"),
        (misbehaving.fail, "failed with ValueError"),
    ],
)
def test_it_is_stopped(misbehave: confined.Confinable, because: str) -> None:
    began = time.monotonic()

    with pytest.raises(Stopped, match=because):
        confined.call(misbehave, b"secret", limits=QUICK)

    assert time.monotonic() - began < 10


def test_what_it_was_given_is_never_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Stopped) as stopped:
        confined.call(misbehaving.fail, b"a child's name")

    assert "name" not in str(stopped.value)
    assert "child" not in caplog.text


def test_printing_does_not_spoil_the_answer() -> None:
    assert confined.call(misbehaving.babble, b"noise") == ("quiet", b"")


def test_it_is_given_no_settings_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOUR_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "secret")

    names, _ = confined.call(misbehaving.look_around)

    assert set(names) <= {"PYTHONPATH", "PYTHONHASHSEED", "LANG", "RAYON_NUM_THREADS", "LC_CTYPE", "PWD"}


def test_nothing_that_it_started_outlives_it() -> None:
    group, _ = confined.call(misbehaving.leave_a_child, limits=QUICK)

    assert is_gone(group)


def is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
