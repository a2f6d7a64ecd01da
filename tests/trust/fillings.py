"""What each parameter of an address stands for in a situation: whoever adds an address adds its filling here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Model

from candour.platform.access.models import EmergencyAccess
from candour.platform.deadlines.models import Hold
from candour.platform.files.models import StoredFile
from candour.platform.imports.models import ImportRun
from candour.platform.retention.models import Erasure
from candour.platform.subject_access.models import AccessRequest
from candour.platform.vault.models import Identity
from candour.practice.cases.models import (
    AgencyRequest,
    ChronologyEvent,
    Comment,
    FollowUp,
    FullReview,
    ImmediateAction,
    LinkedProcess,
    MeetingPoint,
    Notification,
    Referral,
    ReviewDraft,
    ReviewDuty,
    Reviewer,
    ReviewLetter,
    ReviewTerms,
    Subject,
    Tabling,
    Wall,
)
from candour.practice.challenges.models import Challenge
from candour.practice.directory.models import Agreement, Appointment, Delegation, Partnership
from candour.practice.governance.models import (
    Action,
    AgendaItem,
    CommitteeReport,
    Group,
    GroupDecision,
    GroupSeat,
    ItemConflict,
    ItemUpdate,
    Meeting,
    Paper,
    PlannedItem,
    ReportingLine,
    Response,
    Round,
    Terms,
    TermsSignature,
)
from candour.practice.learning.models import (
    Asked,
    Draw,
    LearningReport,
    Lesson,
    LessonLink,
    Letter,
    PlanAction,
    Received,
    Recommendation,
    Report,
    ReportBody,
    Retest,
    Share,
    Theme,
)
from candour.practice.public.models import Contact, Document, DocumentFile, MeetingDate, Promise
from candour.practice.publishing.models import (
    Approval,
    Copy,
    Dossier,
    Edition,
    Named,
    Place,
    Release,
    SourceText,
    Suite,
)
from candour.practice.publishing.models import Document as GovernedDocument

if TYPE_CHECKING:
    from tests.trust.situations import Situation
from tests.trust.voices import VOICES

HAVERING = "havering-scp"
"""The address of one partnership on the public site."""


def _request(here: Situation) -> str | None:
    """The request to the police, who were asked in every case."""
    return here.of_case(AgencyRequest, organisation__short_name="Police")


def _site(value: Callable[[Situation], object]) -> Callable[[Situation], object]:
    return lambda here: value(here) if here.case is None else None


def _ref(model: type[Model], **lookup: object) -> Callable[[Situation], object]:
    def first(here: Situation) -> object:
        found = here.one(model, **lookup)
        return found.ref if found else "nothing-is-here"

    return _site(first)


def _test_of_first_action(here: Situation) -> object:
    return Retest.objects.get(action=here.one(PlanAction)).ref


def _number(model: type[Model]) -> Callable[[Situation], object]:
    return _site(lambda here: getattr(here.one(model), "pk", 1))


def _identity(here: Situation) -> object:
    return (
        here.of_case(Subject, attribute="identity", identity__isnull=False)
        and here.one(Identity, owner_kind="cases.case", owner_id=here.case.pk if here.case else None).ref
    )


def _grant(here: Situation) -> object:
    found = here.one(EmergencyAccess, record_id=here.case.pk) if here.case else None
    return found and 1


def _hold(here: Situation) -> object:
    return here.case and here.one(Hold, owner_kind="cases.case", owner_id=here.case.pk).ref


def _file(here: Situation) -> object:
    if here.case is None:
        return None
    return getattr(here.one(StoredFile, owner_kind="cases.case", owner_id=here.case.pk, state="clean"), "ref", None)


WHAT_STANDS_FOR: dict[str, Callable[[Situation], object]] = {
    "cases/<ref>": lambda here: here.case and here.case.ref,
    "cases/<ref>/people/<number>": lambda here: here.of_case(Subject, attribute="number"),
    "cases/<ref>/tests/<edition>": lambda here: here.case and ("children-act-2004" if here.case.is_child else None),
    "cases/<ref>/tests/<edition>/<key>": lambda here: "notifiable",
    "cases/<ref>/chronology/file/<kind>": lambda here: "docx",
    "identity_ref": _identity,
    "process_ref": lambda here: here.of_case(LinkedProcess),
    "referral_ref": lambda here: here.of_case(Referral),
    "notification_ref": lambda here: here.of_case(Notification),
    "request_ref": _request,
    "event_ref": lambda here: here.of_case(ChronologyEvent),
    "seat_id": lambda here: here.one(GroupSeat).pk if here.case else None,
    "person_ref": lambda here: here.cast.people["nelft"].ref,
    "cases/<ref>/meeting/points/<number>": lambda here: here.of_case(MeetingPoint, "review__case", "pk") and 1,
    "action_ref": lambda here: here.of_case(ImmediateAction),
    "comment_ref": lambda here: here.of_case(Comment, "review__case"),
    "follow_up_ref": lambda here: here.of_case(FollowUp),
    "hold_ref": _hold,
    "review_ref": lambda here: here.of_case(FullReview),
    "step_key": lambda here: "stop",
    "duty_ref": lambda here: here.of_case(ReviewDuty, "review__case"),
    "review_terms_ref": lambda here: here.of_case(ReviewTerms, "review__case"),
    "reviewer_ref": lambda here: here.of_case(Reviewer, "review__case"),
    "letter_ref": lambda here: here.of_case(ReviewLetter, "review__case"),
    "marker_stage": lambda here: "setting-up",
    "draft_ref": lambda here: here.of_case(ReviewDraft, "review__case"),
    "tabling_ref": lambda here: here.of_case(Tabling),
    "cases/<ref>/team/<person_ref>": lambda here: here.cast.people["nelft"].ref,
    "cases/<ref>/team/walls/<person_ref>": lambda here: (
        here.of_case(Wall, attribute="person") and here.of_case(Wall, attribute="person").ref
    ),
    "cases/<ref>/team/openings/<number>": _grant,
    "returns/<ref>": _request,
    "returns/<ref>/part/<section>": lambda here: "involvement",
    "returns/<ref>/part/<section>/<item>": lambda here: 1,
    "returns/<ref>/begin-from/<earlier_ref>": _request,
    "links/<kind>": lambda here: "action" if here.case is None else "case",
    "links/<kind>/<ref>": lambda here: here.case.ref if here.case else here.one(Action).ref,
    "link_ref": lambda here: "nothing-is-here",
    "referrals/<ref>": lambda here: here.of_case(Referral),
    "files/<ref>": _file,
    "partnership_ref": lambda here: here.case and here.case.partnership.ref,
    "imports/<ref>": _ref(ImportRun),
    "imports/new/<recipe>": lambda here: here.case and "case-tracker",
    "imports/new/<recipe>/<owner>": lambda here: here.case and here.case.partnership.ref,
    "directory/people/<ref>": _site(lambda here: here.cast.people["lay"].ref),
    "directory/organisations/<ref>": _site(lambda here: here.cast.organisation("BHRUT").ref),
    "directory/posts/<ref>": _site(lambda here: Appointment.objects.get(person=here.cast.people["council"]).post.ref),
    "directory/appointments/<ref>": _site(lambda here: Appointment.objects.get(person=here.cast.people["lay"]).ref),
    "directory/delegations/<ref>": _ref(Delegation),
    "directory/agreements/add/<partnership_ref>": _site(lambda here: here.cast.partnership().ref),
    "directory/agreements/<ref>": _ref(Agreement),
    "groups/<ref>": _ref(Group),
    "meetings/<ref>": _ref(Meeting, owner_kind=""),
    "item_ref": _ref(AgendaItem),
    "items/<ref>": _ref(AgendaItem),
    "papers/<ref>": _ref(Paper),
    "planned/<ref>": _ref(PlannedItem),
    "reports-due/<ref>": _ref(ReportingLine),
    "terms-of-reference/<ref>": _ref(Terms),
    "terms-of-reference/<ref>/sign/<signature_id>": _number(TermsSignature),
    "updates/<ref>": _ref(ItemUpdate),
    "groups/<ref>/seats/<seat_id>": _number(GroupSeat),
    "meetings/<ref>/live/here/<seat_id>": _number(GroupSeat),
    "meetings/<ref>/live/leave/<seat_id>": _number(GroupSeat),
    "meetings/<ref>/live/left/<seat_id>": _number(GroupSeat),
    "meetings/<ref>/live/apology/<seat_id>": _number(GroupSeat),
    "meetings/<ref>/live/no-apology/<seat_id>": _number(GroupSeat),
    "conflict_id": _number(ItemConflict),
    "meetings/<ref>/minutes/found/<key>": _site(lambda here: "nothing-is-here"),
    "actions/<ref>": _ref(Action),
    "committee-reports/<ref>": _ref(CommitteeReport),
    "committee-reports/<ref>/write/<section>": _site(lambda here: "recommendations"),
    "committee-reports/<ref>/write/<section>/<item>": _site(lambda here: 1),
    "decisions/<ref>": _ref(GroupDecision),
    "rounds/<ref>": _ref(Round),
    "response_id": _number(Response),
    "keeping/<body>": _site(lambda here: here.cast.partnership().ref),
    "keeping/<body>/<kind>": lambda here: "closed-case",
    "keeping/records/<kind>": lambda here: here.case and "closed-case",
    "keeping/records/<kind>/<ref>": lambda here: here.case and here.case.ref,
    "keeping/erasures/<ref>": _ref(Erasure),
    "access-requests/new/<body>": _site(lambda here: here.cast.partnership().ref),
    "access-requests/<ref>": _ref(AccessRequest),
    "access-requests/<ref>/<identity>": lambda here: "nothing-is-here",
    "public/<slug>": _site(lambda here: HAVERING),
    "public/<slug>/documents/<ref>": _site(lambda here: here.one(DocumentFile).document.ref),
    "file_ref": _ref(DocumentFile),
    "public/<slug>/promises/<ref>": _ref(Promise),
    "public/<slug>/<section>": _site(lambda here: "reviews"),
    "site/<slug>": _site(lambda here: HAVERING),
    "site/new/<partnership_ref>": _site(lambda here: Partnership.objects.get(short_name="Havering SAB").ref),
    "site/documents/<ref>": _ref(Document, shown_at=None),
    "contact_ref": _ref(Contact),
    "date_ref": _ref(MeetingDate),
    "documents/add/<ref>": _site(lambda here: here.cast.partnership().ref),
    "documents/suites/add/<ref>": _site(lambda here: here.cast.partnership().ref),
    "documents/suites/<ref>": _ref(Suite),
    "documents/<ref>": _ref(GovernedDocument, kind="review"),
    "versions/<ref>": _ref(Edition, document__kind="review"),
    "versions/<ref>/as/<who>": _site(lambda here: "public"),
    "approval_ref": _ref(Approval),
    "place_ref": _ref(Place),
    "versions/<ref>/hold/<hold_ref>": _ref(Hold, owner_kind="publishing.edition"),
    "copies/<ref>": _ref(Copy),
    "releases/<ref>": _ref(Release),
    "redactions/open/<ref>": _site(lambda here: here.cast.partnership().ref),
    "redactions/<ref>": _ref(Dossier),
    "redactions/texts/<ref>": _ref(SourceText),
    "redactions/named/<ref>": _ref(Named),
    "redactions/named/<ref>/<key>": _site(lambda here: "nothing-is-here"),
    "learning/reports/<ref>": _ref(Report),
    "learning/re-tests/<ref>": _ref(Draw),
    "body_ref": _ref(ReportBody),
    "recommendations/<ref>": _ref(Recommendation),
    "plan-actions/<ref>": _ref(PlanAction),
    "plan-actions/<ref>/tests/<retest_ref>": _site(_test_of_first_action),
    "letters/<ref>": _ref(Letter),
    "earlier_ref": _site(lambda here: Recommendation.objects.latest("pk").ref),
    "recommendations/<ref>/lessons/<kind>": _site(lambda here: "product"),
    "learning/themes/<key>": _site(lambda here: getattr(here.one(Theme), "key", "nothing-is-here")),
    "learning/lessons/<ref>": _ref(Lesson, kind="product"),
    "learning/proposals/<ref>": _ref(Lesson, kind="proposal"),
    "learning/lessons/add/<kind>": _site(lambda here: "source"),
    "learning/lessons/<ref>/step/<step>": _site(lambda here: "withdraw"),
    "learning/lessons/<ref>/link/<link_ref>": _ref(LessonLink),
    "learning/lessons/<ref>/raise/<kind>": _site(lambda here: "stocktake"),
    "learning/asked/<ref>": _ref(Asked),
    "learning/files/made/<ref>": _ref(Share),
    "learning/files/accepted/<ref>": _ref(Received),
    "learning/near-misses/<ref>": _site(lambda here: here.cast.partnership().ref),
    "learning/half-years/<ref>": _ref(LearningReport),
    "challenges/<ref>": _ref(Challenge, state="raised"),
    "challenges/take/<ref>": _site(lambda here: here.cast.partnership().ref),
    "refer/part/<section>": _site(lambda here: "what-happened"),
    "refer/part/<section>/<item>": _site(lambda here: 1),
    "audience": _site(lambda here: "joint"),
    "rules/<edition>": _site(lambda here: "working-together-2026"),
    "rules/<edition>/<key>": _site(lambda here: "rapid-review"),
    "demonstration/sign-in/<key>": _site(lambda here: "manager"),
    "account/new-password/<uidb36>": _site(lambda here: "1"),
    "account/new-password/<uidb36>-<key>": _site(lambda here: "nothing-is-here"),
    "pk": _site(lambda here: 1),
    "token": _site(lambda here: "nothing-is-here"),
    **VOICES,
}
"""What each parameter stands for, by the route up to it or, where it means the same everywhere, by its name."""
