"""Why the vault is opened for a case: what a person may choose from, and what the product itself does it for."""

from candour.platform.vault.reasons import reason

CHECK_RECORDS = reason("cases.check-records", "to check whether this is the same person")
CONTACT = reason("cases.contact", "to contact somebody about the case")
NOTIFY = reason("cases.notify", "to complete a statutory notification")
PROTECT = reason("cases.protect", "to keep somebody safe now")
OTHER = reason("cases.other", "for another reason, which is written down")

TO_CHOOSE = {
    CHECK_RECORDS: "To check whether this is the same person",
    CONTACT: "To contact somebody about the case",
    NOTIFY: "To complete a statutory notification",
    PROTECT: "To keep somebody safe now",
    OTHER: "For another reason",
}

FOR_AGENCY = reason("cases.for-agency", "for an agency to look in its records")
FOR_REFERRER = reason("cases.for-referrer", "to tell the referrer what came of it")
FOR_MATCHING = reason("cases.for-matching", "to find out whether the person is already known here")
FOR_NOTICE = reason("cases.for-notice", "to lay out the notice for the national service")
FOR_ANONYMITY = reason("cases.for-anonymity", "to put pseudonyms in the place of names")
FOR_PUBLISHING = reason("cases.for-publishing", "to keep names out of a report that is to be published")
