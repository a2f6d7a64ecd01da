"""What an agency was asked, who leads there, what it answered, and what must be done at once."""

from __future__ import annotations

from django.db import models

from candour.practice.cases.models.cases import new_ref
from candour.practice.cases.vocabulary import LinkPurpose
from candour.practice.cases.workflow import REQUEST


class AgencyRequest(models.Model):
    """A request to one agency for its summary. Another agency never sees it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey("cases.RapidReview", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.PROTECT, related_name="+")
    collated_by = models.ForeignKey("cases.AgencyRequest", null=True, on_delete=models.PROTECT, related_name="+")
    """The request into which this one is collated: that of the designated nurse, for a health provider."""
    state = models.CharField(max_length=12, choices=REQUEST.choices, default=REQUEST.start)
    version = models.IntegerField(default=1)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_because = models.TextField(blank=True)
    """Why it has another return date than the plan."""
    to_name = models.CharField(max_length=150)
    to_email = models.EmailField()
    letter_docx = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    letter_pdf = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    lead_name = models.CharField(max_length=150, blank=True)
    lead_email = models.EmailField(blank=True)
    lead_named_at = models.DateTimeField(null=True)
    records_secured = models.CharField(max_length=10, blank=True)
    records_secured_by = models.CharField(max_length=150, blank=True)
    records_secured_at = models.DateTimeField(null=True)
    records_released_at = models.DateTimeField(null=True)
    """When the agency was told that it need no longer hold them for this case."""
    records_released_because = models.TextField(blank=True)
    answers = models.ForeignKey("guided_forms.FormAnswers", null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=200, blank=True)
    returned_from = models.CharField(max_length=240, blank=True)
    """Who sent it, as the system knows them and not as they wrote: a person, or the address of a link."""
    answered_from = models.EmailField(blank=True)
    """The address whose link sent the summary; empty where somebody who had signed in did, or whoever signs it off."""
    is_nil = models.BooleanField(default=False)
    """A positive answer: the agency has looked and knows nothing of the family."""
    signed_off_by = models.CharField(max_length=150, blank=True)
    signed_off_post = models.CharField(max_length=150, blank=True)
    signed_off_at = models.DateTimeField(null=True)
    text_hash = models.CharField(max_length=64, blank=True)
    """The hash of the exact text that was signed off."""
    received_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    """The Word form as it was received, if the agency answered on paper."""
    collated_at = models.DateTimeField(null=True)
    """When the designated nurse returned the health providers' summaries together; on her own request only."""
    chased_at = models.DateTimeField(null=True)
    chases = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "organisation"], name="an_agency_is_asked_once"),)
        indexes = (models.Index(fields=["organisation", "state"], name="requests_to_organisation"),)

    def __str__(self) -> str:
        return f"request to {self.organisation_id}"


class RequestLink(models.Model):
    """A link to one request, sent to one address. It opens only with a code that is sent to the same address."""

    Purpose = LinkPurpose

    request = models.ForeignKey("cases.AgencyRequest", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    email = models.EmailField()
    link_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_ends_at = models.DateTimeField(null=True)
    code_tries = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"link to request {self.request_id}"


class ImmediateAction(models.Model):
    """Something that has to be done at once to keep somebody safe. It is shown first at the meeting."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    what = models.TextField()
    source = models.CharField(max_length=150)
    """Where it was raised: the referral, an agency's return, the office."""
    request = models.ForeignKey("cases.AgencyRequest", null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=150, blank=True)
    raised_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_words = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"raised {self.raised_at}"
