"""The reading door of voice."""

from candour.practice.voice.permissions import Host, on_host
from candour.practice.voice.queries.quiet import quiet_for_family
from candour.practice.voice.queries.readiness import unmet
from candour.practice.voice.queries.rooms import Summary, room_of, summary

__all__ = ["Host", "Summary", "on_host", "quiet_for_family", "room_of", "summary", "unmet"]
