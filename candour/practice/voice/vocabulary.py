"""The lists from which is chosen what a family member wishes, how they are reached, and what they are told."""

from __future__ import annotations

from django.db import models


class Relation(models.TextChoices):
    """Who somebody is to the review."""

    PERSON = "person", "The person themselves"
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    CARER = "carer", "Carer"
    PARTNER = "partner", "Partner"
    SIBLING = "sibling", "Brother or sister"
    CHILD = "child", "Son or daughter"
    GRANDPARENT = "grandparent", "Grandparent"
    OTHER = "other", "Another relative"
    FRIEND = "friend", "Somebody else close"
    REPRESENTATIVE = "representative", "Representative"


class Involvement(models.TextChoices):
    """How somebody wants to take part, as far as it is known."""

    UNASKED = "unasked", "Not asked yet"
    TAKING_PART = "taking-part", "Takes part"
    TOLD_ONLY = "told-only", "Wants to be told, not to take part"
    DECLINED = "declined", "Does not want to be contacted"
    NOT_INVITED = "not-invited", "Not invited, with a reason"


class Pace(models.TextChoices):
    """How often somebody wants to hear."""

    EACH_STEP = "each-step", "At each step"
    NEWS = "news", "Only when there is news"
    END = "end", "Only at the end"
    THEY_CALL = "they-call", "They get in touch themselves"


class Channel(models.TextChoices):
    """How somebody is reached."""

    VISIT = "visit", "A visit"
    PHONE = "phone", "By phone"
    VIDEO = "video", "By video"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By email"
    TEXT = "text", "By text message"
    ADVOCATE = "advocate", "Through their advocate"


BY_LINK = "by-link"
"""How something came that they wrote themselves by their link. Nobody chooses it in a form."""


class Advocacy(models.TextChoices):
    """Whether an advocate stands beside somebody."""

    UNASKED = "unasked", "Not offered yet"
    OFFERED = "offered", "Offered, no answer yet"
    HAS = "has", "Has an advocate"
    DECLINED = "declined", "Offered, and not wanted"


class Quiet(models.TextChoices):
    """Why nothing is sent on a day."""

    BIRTHDAY = "birthday", "Birthday"
    ANNIVERSARY = "anniversary", "Anniversary"
    FUNERAL = "funeral", "Funeral"
    FESTIVAL = "festival", "Religious or family festival"
    HEARING = "hearing", "Hearing in court"
    OTHER = "other", "Another day they asked for"


class Entry(models.TextChoices):
    """What a line of the contact log tells."""

    REACHED = "reached", "We were in touch"
    TRIED = "tried", "We tried and did not reach them"
    CAME = "came", "They got in touch with us"
    WORDS = "words", "Their own words"


OURS = (Entry.REACHED, Entry.TRIED)
"""What we did ourselves, and do not do on a quiet date."""


class Quoting(models.TextChoices):
    """Whether somebody's own words may be quoted."""

    UNASKED = "unasked", "Not asked yet"
    YES = "yes", "Yes"
    YES_UNNAMED = "yes-unnamed", "Yes, so that nobody knows whose they are"
    NO = "no", "No"


TO_SAY = (Quoting.YES, Quoting.YES_UNNAMED, Quoting.NO)
"""What somebody can say about it themselves."""


class About(models.TextChoices):
    """What the family must hear of, or a reason be written why not."""

    DECISION = "decision", "The decision whether to review"
    SCOPE = "scope", "What the review will look at"
    DRAFT = "draft", "The draft report"
    PUBLICATION = "publication", "The decision on publication"
    CHANGE = "change", "What has changed since"


class WhyNot(models.TextChoices):
    """Why somebody was not told."""

    WISH = "wish", "They asked not to be told"
    UNREACHED = "unreached", "They could not be reached"
    RISK = "risk", "It would put somebody at risk"
    WAIT = "wait", "The police or a court asked us to wait"
    OTHER = "other", "Another reason"


class Answer(models.TextChoices):
    """What came of a comment on a draft."""

    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not accepted"


class Heard(models.TextChoices):
    """How a practitioner was heard, or heard back."""

    CONVERSATION = "conversation", "Conversation"
    WRITTEN = "written", "In writing"
    EVENT = "event", "Came to the learning event"
    TOLD = "told", "Was told what came of it"
    FEEDBACK = "feedback", "Said how the review was for them"


class Handing(models.TextChoices):
    """How a link to write with reaches somebody."""

    EMAIL = "email", "By email, to the address in the vault"
    HAND = "hand", "I hand it over myself"
