"""The sentences in which the history of retention is written. None says what a record was about."""

from candour.platform.audit_trail.sentences import sentence

PERIOD_SET = sentence("retention.period_set", "set that a {kind} is kept for {years} years")
HOLD_PLACED = sentence("retention.hold_placed", "put a legal hold on the record, to be looked at again on {next_check}")
HOLD_CHECKED = sentence("retention.hold_checked", "looked at the legal hold again; the next look is on {next_check}")
HOLD_LIFTED = sentence("retention.hold_lifted", "lifted the legal hold")
PROPOSED = sentence("retention.proposed", "proposed to erase {records} of {kind} whose time is over")
CONFIRMED = sentence("retention.confirmed", "confirmed as the second person that the records are erased")
WITHDRAWN = sentence("retention.withdrawn", "withdrew the proposal to erase")
ERASED = sentence("retention.erased", "erased the record with {rows} rows and {files} files that belonged to it")
KEPT = sentence("retention.kept", "did not erase the record, because something keeps it now")
STAYS = sentence("retention.stays", "kept what had been released to the public, when the record behind it was erased")
FINISHED = sentence("retention.finished", "erased {erased} records and kept {kept}")
ERASED_AGAIN = sentence(
    "retention.erased_again", "erased the record again, with {rows} rows and {files} files, after a restored backup"
)
