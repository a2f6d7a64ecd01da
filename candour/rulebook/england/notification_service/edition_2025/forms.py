"""The copy sheet: what to have ready for the national notification service, in its order."""

from candour.rulebook.england.notification_service.edition_2025 import EDITION
from candour.rulebook.language.citations import Grade
from candour.rulebook.language.forms import Form, Kind, Question, Section

CHILDREN_ON_ONE_NOTICE = 4

NOTICE = Form(
    key="notice",
    title="Serious incident notification: copy sheet",
    cites=EDITION.cite("what to supply", Grade.BACKGROUND),
    sections=(
        Section(
            "authority",
            "The local authority",
            (
                Question("authority", "Notifying local authority"),
                Question("notifier", "Notifier's name, role, email and phone", identifies=True),
                Question("aware-on", "Date the local authority became aware", Kind.DATE),
            ),
        ),
        Section(
            "incident",
            "The incident",
            (
                Question("type", "Type of notification"),
                Question("incident-on", "Date and time of the incident", Kind.DATE),
                Question("place", "Place of the incident"),
                Question("outline", "What happened", Kind.LONG),
                Question("harm", "Harm", Kind.LONG),
                Question("abuse", "Abuse or neglect known or suspected"),
            ),
        ),
        Section(
            "children",
            "Each child",
            (
                Question("name", "Name", identifies=True),
                Question("born-on", "Date of birth, or expected date", Kind.DATE, identifies=True),
                Question("died-on", "Date of death", Kind.DATE),
                Question("sex", "Sex or gender"),
                Question("ethnicity", "Ethnic origin"),
                Question("disability", "Disability"),
                Question("faith", "Faith or religion"),
                Question("address", "Home address", identifies=True),
                Question("residence", "Local authority of residence"),
                Question("legal-status", "Legal status and placement"),
                Question("plan", "Child protection plan, now or before"),
                Question("services", "Open to social care or early help"),
            ),
            repeats=True,
            one_of="child",
        ),
        Section(
            "family",
            "Family and household",
            (Question("family", "Parents, carers, siblings and household", Kind.LONG, identifies=True),),
        ),
        Section(
            "safeguarding",
            "Safeguarding and proceedings",
            (
                Question("safe-now", "Immediate safeguarding of other children", Kind.LONG),
                Question("proceedings", "Police, court and coroner", Kind.LONG),
                Question("agencies", "Agencies and other areas involved", Kind.LONG),
                Question("partners-agree", "Do the safeguarding partners agree that the criteria are met?"),
            ),
        ),
    ),
)
