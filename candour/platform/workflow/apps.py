"""Installs workflow."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "candour.platform.workflow"
    label = "workflow"
