"""Installs messaging, and carries the letters of accounts."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "candour.platform.messaging"
    label = "messaging"

    def ready(self) -> None:
        from candour.platform.messaging import account_mail

        account_mail.carry_letters()
