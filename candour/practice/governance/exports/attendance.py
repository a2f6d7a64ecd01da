"""The attendance of a report year as Excel or CSV."""

from __future__ import annotations

from datetime import datetime

from candour.platform.exports.tables import Column, Table, write_csv, write_xlsx
from candour.practice.governance.queries.attendance_report import AttendanceRow

COLUMNS = (
    Column("Partnership", width=36),
    Column("Group", width=36),
    Column("Agency", width=36),
    Column("Meetings", "number", 10),
    Column("Present", "number", 10),
    Column("Present for a part", "number", 16),
    Column("Deputy present", "number", 14),
    Column("Apologies", "number", 10),
    Column("Absent", "number", 10),
    Column("Attended, %", "number", 12),
)


def attendance_file(rows: list[AttendanceRow], kind: str, *, year: str, made_at: datetime, made_for: str) -> bytes:
    """The attendance as a file of the kind "xlsx" or "csv"."""
    table = Table(f"Attendance {year}", COLUMNS, [_cells(row) for row in rows])
    if kind == "csv":
        return write_csv(table)
    return write_xlsx([table], reference=f"April to March {year}", made_at=made_at, made_for=made_for)


def _cells(row: AttendanceRow) -> tuple[object, ...]:
    return (
        row.partnership,
        row.group,
        row.agency,
        row.meetings,
        row.present,
        row.part,
        row.deputised,
        row.apologies,
        row.absent,
        row.percent,
    )
