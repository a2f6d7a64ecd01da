"""The sentences in which the history of the public site is written."""

from candour.platform.audit_trail.sentences import sentence

SITE_SET_UP = sentence("public.site_set_up", "set up the public site {slug}")
SITE_CHANGED = sentence("public.site_changed", "changed the words or colours of the public site {slug}")
SITE_OPENED = sentence("public.site_opened", "opened the public site {slug}")
CONTACT_SAVED = sentence("public.contact_saved", "saved a contact of the public site {slug}")
CONTACT_REMOVED = sentence("public.contact_removed", "removed a contact of the public site {slug}")
DOCUMENT_PUT = sentence("public.document_put", "published on the public site {slug}: {kind}")
DOCUMENT_PROPOSED = sentence("public.document_proposed", "wrote for the public site {slug}, to be confirmed: {kind}")
DOCUMENT_CONFIRMED = sentence(
    "public.document_confirmed", "confirmed as second person for the public site {slug}: {kind}"
)
DOCUMENT_DROPPED = sentence("public.document_dropped", "dropped what was not published yet on {slug}: {kind}")
DOCUMENT_CORRECTED = sentence("public.document_corrected", "published a correction on the public site {slug}: {kind}")
DOCUMENT_WITHDRAWN = sentence("public.document_withdrawn", "withdrew from the public site {slug}: {kind}")
DOCUMENT_WITHDRAWN_EARLY = sentence(
    "public.document_withdrawn_early", "withdrew from the public site {slug}: {kind}, which was to stay until {until}"
)
EASY_READ_PUT = sentence("public.easy_read_put", "wrote an easy-read version for the public site {slug}: {kind}")
EASY_READ_CONFIRMED = sentence(
    "public.easy_read_confirmed",
    "published, as the second person, an easy-read version on {slug}: {kind}",
)
MEETING_SAVED = sentence("public.meeting_saved", "saved a meeting date on the public site {slug}")
MEETING_REMOVED = sentence("public.meeting_removed", "removed a meeting date from the public site {slug}")
PROMISE_PUT = sentence("public.promise_put", "published a promise on the public site {slug}: {status}")
