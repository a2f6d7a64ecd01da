"""Installs the allowances."""

from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    name = "candour.platform.allowances"
    label = "allowances"
