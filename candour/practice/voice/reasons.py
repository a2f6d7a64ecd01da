"""Why a name of the family or of a practitioner is taken out of the vault."""

from candour.platform.vault.reasons import reason

CONTACT = reason("voice.contact", "to get in touch with them")
READING = reason("voice.reading", "to arrange a meeting with them")
PROTECT = reason("voice.protect", "to keep them safe now")
LINK = reason("voice.link", "to send them the link with which they write")
OTHER = reason("voice.other", "for another reason given by whoever looked")

TO_CHOOSE = {
    CONTACT: "To get in touch with them",
    READING: "To arrange a meeting with them",
    PROTECT: "To keep somebody safe now",
    OTHER: "For another reason",
}
