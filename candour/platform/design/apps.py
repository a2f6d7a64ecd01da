"""Installs the design."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "candour.platform.design"
    label = "design"
