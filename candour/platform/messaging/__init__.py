"""Messaging: mail without personal data, kept in an outbox beside what it tells of and sent once that is certain."""
