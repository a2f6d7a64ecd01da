"""People with accounts, a browser for each, and the clock."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import struct
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cose, webauthn
from fido2.utils import websafe_encode

from candour.platform.access import identity
from candour.platform.access.actor import Actor
from candour.platform.access.exposure import Exposure
from candour.platform.accounts import operations
from candour.platform.accounts.models import Account
from candour.platform.design import navigation
from tests.databases import RealDatabase

PASSWORD = "correct horse battery staple"
HERE = "candour.platform.accounts.tests.urls"
EXTRA = {
    "test_start": Exposure.SIGNED_IN,
    "test_home": Exposure.SIGNED_IN,
    "test_release": Exposure.SIGNED_IN,
    "test_note": Exposure.SIGNED_IN,
}


@pytest.fixture(autouse=True)
def pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of the tests, a person behind every account, and no places of other apps in the navigation."""
    settings.ROOT_URLCONF = HERE
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CANDOUR_EXPOSURES = settings.CANDOUR_EXPOSURES | EXTRA
    monkeypatch.setattr(identity, "_person_of", [person_of])
    monkeypatch.setattr(navigation, "_places", [])


def person_of(account_id: int, at: datetime) -> Actor:
    return Actor("person", f"Person {account_id}", at, person_id=1000 + account_id, account_id=account_id)


@pytest.fixture(autouse=True)
def everything_is_committed(real_database: RealDatabase) -> None:
    """Some steps of sign-in happen when a transaction ends, so the tests have real ones."""


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    with time_machine.travel(now, tick=False) as traveller:
        yield Clock(traveller, now)


class Clock:
    """The clock of everything, moved by hand."""

    def __init__(self, traveller: Any, now: datetime) -> None:
        self.traveller, self.now = traveller, now

    def on(self, **later: float) -> datetime:
        self.now += timedelta(**later)
        self.traveller.move_to(self.now, tick=False)
        return self.now


@pytest.fixture
def ada(now: datetime) -> Account:
    """Somebody with an account and a password, and no second factor."""
    return Account.objects.create_user("ada@example.org", PASSWORD, joined_at=now)


@pytest.fixture
def bea(now: datetime) -> Account:
    return Account.objects.create_user("bea@example.org", PASSWORD, joined_at=now)


def job(at: datetime) -> Actor:
    return Actor.system("a test", at)


def code_of(secret: str, drift: int = 0) -> str:
    """The code that an authenticator app shows now, worked out as RFC 6238 says."""
    counter = struct.pack(">Q", int(time.time()) // 30 + drift)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def add_passkey(account: Account, name: str = "Work laptop") -> Authenticator:
    """A passkey of an account, as one is stored, that no device of the tests holds."""
    key = cose.ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = webauthn.AttestedCredentialData.create(webauthn.Aaguid(b"\0" * 16), secrets.token_bytes(16), key)
    flags = webauthn.AuthenticatorData.FLAG.UP | webauthn.AuthenticatorData.FLAG.AT
    held = webauthn.AuthenticatorData.create(b"\0" * 32, flags, 0, credential)
    answer = {
        "clientDataJSON": websafe_encode(
            webauthn.CollectedClientData.create("webauthn.create", b"x", "http://localhost")
        ),
        "attestationObject": websafe_encode(webauthn.AttestationObject.create("none", held, {})),
    }
    id_ = websafe_encode(credential.credential_id)
    stored = {"id": id_, "rawId": id_, "type": "public-key", "response": answer, "clientExtensionResults": {}}
    return Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {**stored}}
    )


class Browser(Client):
    """A browser of one visitor, which goes through the pages as people do."""

    secret = ""
    codes: tuple[str, ...] = ()

    def send(self, path: str, /, **fields: str) -> Any:
        """Send a form."""
        return self.post(path, fields)

    def give_password(self, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> Any:
        return self.send("/account/sign-in/", login=email, password=password, **more)

    def give_code(self, code: str) -> Any:
        return self.send("/account/second-step/", code=code)

    def set_up_app(self) -> Any:
        page = self.get("/account/proof/app/").content.decode()
        self.secret = re.search(r'spelled-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
        answer = self.send("/account/proof/app/", code=code_of(self.secret))
        shown = self.get("/account/proof/recovery-codes/").content.decode()
        self.codes = tuple(re.findall(r"<li>(\d{8})</li>", shown))
        return answer

    def confirm(self, code: str, back: str = "") -> Any:
        return self.send(f"/account/proof/confirm/?next={back}", code=code, next=back)

    @property
    def is_in(self) -> bool:
        """Whether a page opens that only somebody with a second factor sees."""
        return bool(self.get("/test/home/").status_code == 200)


@pytest.fixture
def visitor(clock: Clock) -> Browser:
    return Browser()


@pytest.fixture
def other(clock: Clock) -> Browser:
    return Browser()


@pytest.fixture
def signed_in(visitor: Browser, ada: Account) -> Browser:
    """Ada, signed in with an authenticator app."""
    visitor.give_password()
    visitor.set_up_app()
    assert visitor.is_in
    assert len(visitor.codes) == 10
    return visitor


@pytest.fixture
def later(signed_in: Browser, clock: Clock) -> Clock:
    """The clock, after the codes that were used have run out."""
    clock.on(minutes=2)
    return clock


def invited(now: datetime, email: str = "cai@example.org") -> str:
    """The token of a new invitation."""
    return operations.invite(job(now), email=email)[1]
