"""Installs the audit trail."""

from django.apps import AppConfig


class AuditTrailConfig(AppConfig):
    name = "candour.platform.audit_trail"
    label = "audit_trail"
