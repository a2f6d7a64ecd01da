"""What is kept of an account: an email address, a password and whether it is still in use."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts. There is no superuser to make."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Account:
        """An account with that email address; without a password nobody can sign in to it."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way for one person to sign in. What they may do comes from the posts they hold, never from here."""

    email = models.EmailField("email address", unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    """How often all sessions of the account were ended at once. A session that began before the last time is over."""

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        held = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("candour.accounts.session", held, secret=secret, algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """An invitation to an account: a single-use link, of which only a hash is kept."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account} until {self.ends_at}"
