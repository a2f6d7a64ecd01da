"""The themes of a case: counted with others of their kind, and told on of near misses without a word of the case."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from candour.practice.cases.models import Case, TeamMember, Wall
from candour.practice.learning.models import Lesson, NearMiss, Theme
from candour.practice.learning.tests.test_said_before import NEW, language, report
from candour.rulebook.language.fuzzy_dates import FuzzyDate
from tests.cast import Cast
from tests.pages import words


def near_miss(cast: Cast, key: str) -> Case:
    case = Case.objects.create(
        partnership=cast.partnership(), key=key, kind="near-miss", about="child", opened_at=cast.now, lead_area="LBH"
    )
    TeamMember.objects.create(case=case, person=cast.people["manager"], purpose="office", joined_at=cast.now)
    return case


def test_three_near_misses_of_one_theme_propose_a_review_and_are_seen_by_nobody_walled_off(cast: Cast) -> None:
    # F39
    Theme.objects.create(key="discharge", title="Discharge", synonyms=["going home"])
    cases = [near_miss(cast, key) for key in ("QA2", "QB3", "QC4")]
    Wall.objects.create(
        case=cases[0], person=cast.people["police"], nature="person", declared_at=cast.now, declared_by="Priya Anand"
    )
    client = cast.client("manager")
    for case in cases:
        address = reverse("case_themes", args=[case.ref])
        for _ in range(2):
            assert client.post(address, {"themes": ["discharge"]}).status_code == 302
    assert NearMiss.objects.count() == 3, "a case that is coded twice counts once"
    assert set(NearMiss.objects.values_list("month", "area")) == {(date(2026, 11, 1), "LBH")}
    assert Lesson.objects.get().title == "Discharge: 3 small reports"
    page = cast.client("manager").get(reverse("themes")).content.decode()
    assert 'data-column="Cases">3</td>' in page
    told = {who: cast.client(who).get(reverse("near_misses")).content.decode() for who in ("council", "police")}
    assert "3 of 3" in told["council"]
    assert "2 of 3" in told["police"]
    assert cast.client("lay").post(reverse("case_themes", args=[cases[0].ref]), {"themes": []}).status_code == 404


def test_a_theme_is_counted_over_cases_areas_and_years(cast: Cast) -> None:
    # LRN-12
    language(cast)
    client = cast.client("manager")
    for key in ("QA2", "QB3"):
        client.post(reverse("case_themes", args=[near_miss(cast, key).ref]), {"themes": ["interpreting"]})
    (old,) = report(cast, NEW, title="Baby Q", published_on=FuzzyDate.parse("2019"))
    (adult,) = report(cast, NEW, title="Mr R", at="Havering SAB")
    for one in (old, adult):
        client.post(reverse("recommendation_themes", args=[one.ref]), {"themes": ["interpreting"]})
    page = words(client.get(reverse("theme", args=["interpreting"])))
    for year, area, cases, recommendations in (
        (2026, "Havering SAB", 0, 1), (2026, "Havering SCP", 2, 0), (2019, "Havering SCP", 0, 1),
    ):  # fmt: skip
        assert f"{year}, {area} {cases} {recommendations} 0" in page
