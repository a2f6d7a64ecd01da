"""Handing one message to the mail server."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac

from candour.platform.messaging.models import OutboxMessage
from candour.platform.messaging.templates import MailTemplate, NotAMail, template_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    error: str = ""
    """The kind of error; empty if there was none."""
    hopeless: bool = False
    """Whether trying again would not help."""
    needless: bool = False
    """Whether there was nothing to send."""

    @property
    def failed(self) -> bool:
        """Whether it is to be tried again."""
        return bool(self.error) and not self.hopeless


def deliver(message: OutboxMessage) -> Outcome:
    """Hand a message to the mail server. Errors are told by their kind only, since their words may hold an address."""
    try:
        template = template_of(message.template)
        values = template.fills(message.to) if template.fills else message.values
        if values is None:
            return Outcome(needless=True)
        mail = mail_of(message, template, template.text(values))
    except (NotAMail, InvalidToken) as error:
        return _failed(message, error, hopeless=True)
    try:
        mail.send()
    except Exception as error:
        return _failed(message, error)
    return Outcome()


def mail_of(message: OutboxMessage, template: MailTemplate, text: str) -> EmailMessage:
    """The mail as it leaves: one recipient, plain text, a constant subject, and the same Message-ID at every try."""
    mark = salted_hmac("candour.messaging.message_id", message.dedupe_key, algorithm="sha256").hexdigest()[:40]
    headers = {
        "Message-ID": f"<{mark}@{urlsplit(settings.CANDOUR_BASE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(template.subject, text, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers)


def _failed(message: OutboxMessage, error: Exception, *, hopeless: bool = False) -> Outcome:
    kind = type(error).__name__
    logger.warning("Message %s was not sent: %s.", message.pk, kind)
    return Outcome(error=kind, hopeless=hopeless)
