"""Installs the access rules."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "candour.platform.access"
    label = "access"
