"""The addresses of the directory."""

from django.urls import path

from candour.practice.directory.web import agreements, bodies, people

urlpatterns = [
    path("directory/", bodies.organisations, name="organisations"),
    path("directory/organisations/add/", bodies.add_organisation, name="organisation_add"),
    path("directory/organisations/<str:ref>/", bodies.organisation, name="organisation"),
    path("directory/organisations/<str:ref>/close/", bodies.close_organisation, name="organisation_close"),
    path("directory/words/", bodies.terms, name="terms"),
    path("directory/agreements/", agreements.agreements, name="agreements"),
    path("directory/agreements/add/<str:partnership_ref>/", agreements.add, name="agreement_add"),
    path("directory/agreements/<str:ref>/", agreements.agreement, name="agreement"),
    path("directory/agreements/<str:ref>/change/", agreements.change, name="agreement_change"),
    path("directory/agreements/<str:ref>/review/", agreements.review, name="agreement_review"),
    path("directory/agreements/<str:ref>/end/", agreements.end, name="agreement_end"),
    path("directory/people/", people.people, name="people"),
    path("directory/people/add/", people.add_person, name="person_add"),
    path("directory/people/<str:ref>/", people.person, name="person"),
    path("directory/people/<str:ref>/invite/", people.invite, name="person_invite"),
    path("directory/people/<str:ref>/stop/", people.stop, name="person_stop"),
    path("directory/people/<str:ref>/allow/", people.allow, name="person_allow"),
    path("directory/people/<str:ref>/lost-second-step/", people.forget_second_step, name="person_second_step"),
    path("directory/people/<str:ref>/left/", people.left, name="person_left"),
    path("directory/posts/", people.posts, name="posts"),
    path("directory/posts/add/", people.add_post, name="post_add"),
    path("directory/posts/<str:ref>/", people.post, name="post"),
    path("directory/posts/<str:ref>/appoint/", people.appoint, name="appoint"),
    path("directory/posts/<str:ref>/deputy/", people.deputy, name="deputy"),
    path("directory/posts/<str:ref>/delegate/", people.delegate, name="delegate"),
    path("directory/appointments/<str:ref>/end/", people.end_appointment, name="appointment_end"),
    path("directory/delegations/<str:ref>/end/", people.end_delegation, name="delegation_end"),
    path("directory/taking-over/", people.taking_over, name="taking_over"),
    path("undertakings/", people.undertakings, name="undertakings"),
]
