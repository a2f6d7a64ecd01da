"""The referral form and the agency summary of the BHR protocol, with the questions that practice has added since."""

from candour.rulebook.language.citations import Grade
from candour.rulebook.language.forms import Form, Kind, Option, Question, Section
from candour.rulebook.local.bhr.edition_2020 import EDITION

NOT_KNOWN_HINT = "If you do not know the exact date, give the month or the year, or write “not known”."

REFERRAL = Form(
    key="referral",
    title="Refer a child or an adult for a case review",
    cites=EDITION.cite("referral form", Grade.FOUNDING_PAPER),
    intro=(
        "Send what you know now. Do not wait for missing information: you can add facts later with the key that you "
        "are given at the end."
    ),
    sections=(
        Section(
            "about",
            "What do you want to tell us about?",
            (
                Question(
                    "kind",
                    "What kind of event is it?",
                    Kind.CHOICE,
                    required=True,
                    options=(
                        Option(
                            "serious-incident",
                            "A serious incident",
                            "Somebody died or was seriously harmed, and abuse or neglect is known or suspected.",
                        ),
                        Option("near-miss", "A near miss", "Something could have gone badly wrong and did not."),
                        Option(
                            "concern",
                            "A worry about how services worked together",
                            "Nobody need have been seriously harmed.",
                        ),
                        Option(
                            "good-practice", "Good practice", "Something that worked and that others should know of."
                        ),
                    ),
                ),
                Question(
                    "person",
                    "Who is it about?",
                    Kind.CHOICE,
                    required=True,
                    options=(
                        Option("child", "A child or children", "Anybody under 18, and a baby not yet born."),
                        Option("adult", "An adult with care and support needs"),
                    ),
                ),
            ),
        ),
        Section(
            "what-happened",
            "What happened?",
            (
                Question(
                    "outline",
                    "Tell us what happened, in your own words",
                    Kind.LONG,
                    hint="A few sentences are enough to start with.",
                    required=True,
                ),
                Question("incident-on", "When did it happen?", Kind.DATE, hint=NOT_KNOWN_HINT),
                Question("aware-on", "When did your agency learn of it?", Kind.DATE, hint=NOT_KNOWN_HINT),
                Question(
                    "harm",
                    "What came of it?",
                    Kind.CHOICE,
                    options=(
                        Option("died", "Somebody died"),
                        Option("seriously-harmed", "Somebody was seriously harmed"),
                        Option("less", "Somebody was harmed, but not seriously"),
                        Option("none", "Nobody was harmed"),
                        Option("unknown", "Not known yet"),
                    ),
                ),
                Question(
                    "abuse",
                    "Is abuse or neglect known or suspected?",
                    Kind.YES_NO_UNKNOWN,
                    hint="Suspicion is enough. Self-neglect by an adult counts.",
                ),
            ),
        ),
        Section(
            "where",
            "Where did it happen?",
            (
                Question(
                    "place",
                    "Where did it happen?",
                    Kind.CHOICE,
                    options=(
                        Option("here", "In this borough"),
                        Option("england", "Elsewhere in England"),
                        Option("outside-england", "Outside England", "Wales, Scotland and Northern Ireland included."),
                        Option("unknown", "Not known"),
                    ),
                ),
                Question("place-details", "Which council area or country?", hint="Only if it was not in this borough."),
                Question(
                    "residence",
                    "Which council area does the person live in?",
                    hint="This can differ from where it happened.",
                ),
                Question(
                    "responsible-council",
                    "Is another council responsible for the person?",
                    hint="Such as the council that looks after the child, or where an adult is ordinarily resident.",
                ),
            ),
        ),
        Section(
            "people",
            "The child or adult",
            (
                Question("forenames", "First names", identifies=True),
                Question("surname", "Last name", identifies=True),
                Question("born-on", "Date of birth", Kind.DATE, hint=NOT_KNOWN_HINT, identifies=True),
                Question("unborn", "Not yet born?", Kind.YES_NO),
                Question(
                    "expected-on",
                    "Expected date of birth",
                    Kind.DATE,
                    only_if=("unborn", "yes"),
                    identifies=True,
                    may_be_ahead=True,
                ),
                Question("died-on", "Date of death, if the person has died", Kind.DATE, hint=NOT_KNOWN_HINT),
                Question("address", "Home address", Kind.LONG, identifies=True),
                Question(
                    "sex",
                    "Sex or gender",
                    Kind.CHOICE,
                    options=(
                        Option("female", "Female"),
                        Option("male", "Male"),
                        Option("other", "Describes themselves otherwise"),
                        Option("unknown", "Not known"),
                    ),
                ),
                Question("ethnicity", "Ethnic origin", hint="Write “not known” if nobody has asked."),
                Question("faith", "Faith or religion", hint="Write “not known” if nobody has asked."),
                Question("disability", "Disability", hint="Write “none” or “not known” where that is the answer."),
                Question("plan", "On a child protection plan, now or before?", Kind.YES_NO_UNKNOWN),
                Question("plan-dates", "From when to when?", only_if=("plan", "yes")),
                Question("looked-after", "Looked after by a council?", Kind.YES_NO_UNKNOWN),
                Question("care-leaver", "A care leaver aged 24 or under?", Kind.YES_NO_UNKNOWN),
                Question("open-to-services", "Open to children's social care or early help?", Kind.YES_NO_UNKNOWN),
                Question(
                    "lead-practitioner",
                    "Who is the lead practitioner?",
                    only_if=("open-to-services", "yes"),
                    identifies=True,
                ),
                Question("school-age", "Of school age?", Kind.YES_NO_UNKNOWN),
                Question("needs", "Care and support needs, for an adult", Kind.LONG),
                Question("whereabouts", "Where was the person at the time?", identifies=True),
                Question("carer", "Who was caring for them at the time?", identifies=True),
            ),
            repeats=True,
            one_of="person",
        ),
        Section(
            "family",
            "Family and others who matter",
            (
                Question("name", "Name", identifies=True),
                Question("relationship", "Relationship to the child or adult"),
                Question("born-on", "Date of birth", Kind.DATE, hint=NOT_KNOWN_HINT, identifies=True),
                Question("address", "Address", Kind.LONG, identifies=True),
                Question("legal", "Legal status, or criminal proceedings under way"),
                Question("ethnicity", "Ethnic origin"),
            ),
            intro="Include parents who live elsewhere, partners, lodgers and grandparents.",
            repeats=True,
            one_of="family member",
        ),
        Section(
            "agencies",
            "Agencies and concerns",
            (
                Question("agencies", "Which other agencies are involved?", Kind.LONG),
                Question("adult-concerns", "Are there safeguarding concerns about an adult?", Kind.YES_NO_UNKNOWN),
                Question(
                    "adult-concerns-shared",
                    "Have they been shared with adults' social care?",
                    Kind.YES_NO_UNKNOWN,
                    only_if=("adult-concerns", "yes"),
                ),
                Question(
                    "joint-agency-response",
                    "Did a Joint Agency Response look at the death?",
                    Kind.YES_NO_UNKNOWN,
                    hint="This is the meeting after a sudden or unexplained death of a child.",
                ),
                Question(
                    "joint-agency-reference", "Its reference", only_if=("joint-agency-response", "yes"), identifies=True
                ),
                Question("proceedings", "Police, court or coroner's proceedings", Kind.LONG),
            ),
        ),
        Section(
            "safety",
            "Is anybody at risk now?",
            (
                Question("done", "What has been done to keep this person and others safe?", Kind.LONG),
                Question("needed", "What still has to be done at once?", Kind.LONG),
            ),
            intro="If somebody is in danger now, phone 999 first.",
        ),
        Section(
            "referrer",
            "About you",
            (
                Question("name", "Your name", identifies=True),
                Question("agency", "Your agency", required=True),
                Question("job", "Your job title", identifies=True),
                Question("email", "Email address", Kind.EMAIL, identifies=True),
                Question("phone", "Phone number", Kind.PHONE, identifies=True),
                Question("address", "Work address", Kind.LONG, identifies=True),
                Question("lead-knows", "Has your safeguarding lead agreed to this referral?", Kind.YES_NO),
                Question(
                    "conflict",
                    "Do you or your agency have an interest in the outcome that we should know of?",
                    Kind.LONG,
                ),
            ),
            intro=(
                "Your name is kept apart from the case. For a near miss, a worry or good practice you may leave it out "
                "and follow the outcome with your key."
            ),
        ),
        Section(
            "more",
            "Anything else?",
            (Question("more", "Is there anything else that may help?", Kind.LONG),),
        ),
    ),
)

AGENCY_SUMMARY = Form(
    key="agency-summary",
    title="Individual agency summary",
    cites=EDITION.cite("individual agency summary", Grade.FOUNDING_PAPER),
    intro="Check your records for the people named, and tell the review what your agency knows and has learned.",
    sections=(
        Section(
            "contact",
            "Has your agency had contact?",
            (
                Question(
                    "contact",
                    "Has your agency had any contact with the person or the family?",
                    Kind.YES_NO,
                    hint="If not, choose No: one short page follows and you are finished. The review needs to hear it.",
                    required=True,
                ),
            ),
        ),
        Section(
            "elsewhere",
            "Other areas",
            (
                Question(
                    "other-areas",
                    "As far as you know, was the family involved with another council, police area or health area?",
                    Kind.YES_NO_UNKNOWN,
                    required=True,
                ),
                Question("other-areas-details", "Which, and when?", Kind.LONG, only_if=("other-areas", "yes")),
            ),
        ),
        Section(
            "author",
            "Your details",
            (
                Question("name", "Your name", required=True, identifies=True),
                Question("job", "Your job title", required=True),
                Question("address", "Agency address", Kind.LONG),
                Question("email", "Email address", Kind.EMAIL, required=True, identifies=True),
                Question("phone", "Phone number", Kind.PHONE, identifies=True),
            ),
        ),
        Section(
            "records",
            "Are the records secured?",
            (
                Question(
                    "secured",
                    "Have your agency's records on this family been secured?",
                    Kind.YES_NO,
                    hint="Follow your agency's own guidance on securing files and on access to them during a review.",
                    required=True,
                ),
                Question("secured-by", "Who secured them?", only_if=("secured", "yes"), identifies=True),
                Question("secured-on", "When?", Kind.DATE, only_if=("secured", "yes")),
            ),
        ),
        Section(
            "involvement",
            "The last 12 months",
            (
                Question(
                    "last-year",
                    "What was your agency's involvement with the person and family in the last 12 months?",
                    Kind.LONG,
                    required=True,
                ),
            ),
        ),
        Section(
            "history",
            "Earlier history",
            (Question("history", "What happened before that which matters here?", Kind.LONG),),
        ),
        Section(
            "events",
            "Key events",
            (
                Question("happened-on", "When?", Kind.DATE, hint=NOT_KNOWN_HINT, required=True),
                Question("source", "Source", hint="The record in which you found it.", required=True),
                Question("event", "What happened?", Kind.LONG, required=True),
                Question("response", "What did your agency do?", Kind.LONG),
            ),
            intro="Give the few events that matter. They are merged with those of other agencies into one chronology.",
            repeats=True,
            one_of="event",
        ),
        Section(
            "risk",
            "Risk and response",
            (
                Question(
                    "risk",
                    "What was the risk of serious harm, what was done about it, and was that proportionate?",
                    Kind.LONG,
                    hint="Give examples of good practice and of what helped.",
                    required=True,
                ),
            ),
        ),
        Section(
            "why",
            "Why it happened as it did",
            (
                Question(
                    "why",
                    "Why did things happen as they did, and is this usual or unusual practice?",
                    Kind.LONG,
                    hint="In your agency, and in the system as a whole.",
                    required=True,
                ),
            ),
        ),
        Section(
            "strengths",
            "Strengths and weaknesses",
            (
                Question(
                    "strengths",
                    "What does the case show about the strengths and weaknesses of practice and of working together?",
                    Kind.LONG,
                    required=True,
                ),
            ),
        ),
        Section(
            "learning",
            "Learning",
            (
                Question(
                    "learning",
                    "What is new, what has been seen before, and what could be improved?",
                    Kind.LONG,
                    required=True,
                ),
            ),
        ),
        Section(
            "immediate",
            "Immediate action",
            (
                Question("needed", "What must be done at once to keep this person or others safe?", Kind.LONG),
                Question("taken", "What has been done already?", Kind.LONG),
            ),
        ),
    ),
)
