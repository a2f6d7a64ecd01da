"""The addresses of challenges."""

from django.urls import URLPattern, path

from candour.practice.challenges.web.views import challenges, ledger

urlpatterns: list[URLPattern] = [
    path("challenges/", ledger.ledger, name="challenges"),
    path("challenges/by-body/", ledger.index, name="challenge_index"),
    path("challenges/raise/", challenges.raise_one, name="challenge_raise"),
    path("challenges/take/<slug:ref>/", ledger.take, name="challenge_take"),
    path("challenges/<slug:ref>/", challenges.challenge, name="challenge"),
    path("challenges/<slug:ref>/answer/", challenges.answer, name="challenge_answer"),
    path("challenges/<slug:ref>/higher/", challenges.higher, name="challenge_higher"),
    path("challenges/<slug:ref>/resolve/", challenges.resolve, name="challenge_resolve"),
    path("challenges/<slug:ref>/withdraw/", challenges.withdraw, name="challenge_withdraw"),
    path("challenges/<slug:ref>/close/", challenges.close, name="challenge_close"),
]
