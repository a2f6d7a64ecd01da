"""The sentence in which exports are written into history."""

from candour.platform.audit_trail.sentences import sentence

EXPORTED = sentence("exports.exported", "exported {what}")
