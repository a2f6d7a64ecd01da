"""Walking through the pages as a person does: by what is written on links, buttons and fields, looking at every page.

walk.be("Priya Anand")
walk.follow("Case tracker")
walk.fill({"How does the case stand?": "With the partners"})
walk.press("Save")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from urllib.parse import urlparse

import time_machine
from django.core import mail
from django.urls import resolve
from playwright.sync_api import Locator, Page, expect

from candour.project.sweeping import sweep
from candour.rulebook.language.clocks import LONDON
from tests.browsing import look, sign_in

Answer = str | bool | date
LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"\b\d{6}\b")


class Walk:
    """One person, or one after the other, at one browser."""

    def __init__(self, page: Page, site: str, console: list[str]) -> None:
        self.page = page
        self.site = site
        self.console = console

    def be(self, name: str) -> None:
        """Sign in as one of the cast, in place of whoever was."""
        sign_in(self.page, self.site, name)
        self.look()

    def be_nobody(self) -> None:
        """Be a visitor in a fresh browser."""
        self.page.context.clear_cookies()

    def go(self, address: str) -> None:
        """Open an address of the site, as somebody does who was sent a link."""
        self.page.goto(address if address.startswith("http") else f"{self.site}{address}")
        self.look()

    def follow(self, name: str, *, within: str = "") -> None:
        """Follow the link of that name; `within` is the heading of the part of the page, where there are several."""
        place = self._in(within)
        exact = place.get_by_role("link", name=name, exact=True)
        self._act((exact if exact.count() else place.get_by_role("link", name=_like(name))).first)
        self.look()

    def press(self, name: str, *, within: str = "") -> None:
        """Press the button of that name."""
        self._act(self._in(within).get_by_role("button", name=_like(name)).first)
        self.look()

    def fill(self, answers: Mapping[str, Answer]) -> None:
        """Answer questions by their words: text, one of several, a tick, a day, or a file by its path."""
        for question, answer in answers.items():
            self._answer(question, answer)

    def sees(self, *words: str) -> None:
        """What is written on the page, where the person can see it."""
        for one in words:
            expect(self.main.get_by_text(one).filter(visible=True).first, one).to_be_visible()

    def is_told(self, *reasons: str) -> None:
        """The page came back with what is wrong, in words."""
        expect(self.main.get_by_role("alert").get_by_text("There is a problem")).to_be_visible()
        self.sees(*reasons)
        # Chromium complains of every answer that says that a form does not hold.
        self.console[:] = [line for line in self.console if " 422 " not in line]

    def sees_nothing_of(self, *words: str) -> None:
        """What is not written on the page."""
        for one in words:
            expect(self.main.get_by_text(one), one).to_have_count(0)

    def heading(self) -> str:
        """The heading of the page."""
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def main(self) -> Locator:
        """The page without its header and footer."""
        return self.page.get_by_role("main")

    def part(self, heading: str) -> Locator:
        """A part of the page by its heading."""
        return self.page.get_by_role("region", name=_like(heading)).first

    def row(self, words: str) -> Locator:
        """A row of a list or a table, by words in it."""
        return self.main.locator("li.due, tr, .govuk-summary-list__row, .govuk-task-list__item").filter(has_text=words)

    def look(self, *, again: str = "") -> None:
        """Look closely at a page, once for each address and each outcome, or `again` where told to."""
        self.page.wait_for_load_state()
        name = str(resolve(urlparse(self.page.url).path).url_name)
        mark = again or ("told" if self.page.get_by_role("main").get_by_role("alert").count() else "")
        seen = f"{name}-{mark}" if mark else name
        assert self.page.get_by_role("heading", level=1).count() >= 1, f"{seen} has no heading"
        look(self.page, seen)

    def _act(self, what: Locator) -> None:
        expect(what).to_be_visible()
        what.click()
        # A form of a live meeting sends itself, and keeps what was typed until the page that follows is there.
        expect(self.page.locator("form[aria-busy=true]")).to_have_count(0)

    def _in(self, within: str) -> Locator:
        if not within:
            return self.page.locator("body")
        row = self.row(within)
        return row.first if row.count() else self.part(within)

    def _answer(self, question: str, answer: Answer) -> None:
        label = re.compile(rf"^\s*{re.escape(question)}(\s*\(optional\))?\s*$")
        if isinstance(answer, date) or (isinstance(answer, str) and self._is_group(label)):
            group = self.page.get_by_role("group", name=label).first
            if isinstance(answer, date):
                for part, number in (("Day", answer.day), ("Month", answer.month), ("Year", answer.year)):
                    group.get_by_label(part, exact=True).fill(str(number))
            else:
                group.get_by_role("radio", name=answer, exact=True).check()
            return
        field = self.page.get_by_label(label).first
        if isinstance(answer, bool):
            field.set_checked(answer)
        elif field.evaluate("one => one.tagName") == "SELECT":
            option = field.locator("option").filter(has_text=answer).first
            field.select_option(value=option.get_attribute("value"))
        elif field.get_attribute("type") == "file":
            field.set_input_files(answer)
        else:
            field.fill(answer)

    def _is_group(self, label: re.Pattern[str]) -> bool:
        return self.page.get_by_role("group", name=label).count() > 0


@contextmanager
def at(day: date, clock: str) -> Iterator[datetime]:
    """Let it be a time of day in London on some day, and let what waits be sent when it ends."""
    hour, minute = (int(part) for part in clock.split(":"))
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    with time_machine.travel(moment, tick=True):
        yield moment


def swept() -> None:
    """Have done what the system does by itself: scanning, chasing, sending."""
    sweep(datetime.now(LONDON))


def letter_to(address: str, subject: str) -> str:
    """Have what waits sent, and give the newest letter of that subject to an address."""
    swept()
    found = [str(letter.body) for letter in mail.outbox if address in letter.to and letter.subject == subject]
    assert found, f"{address} was sent {[letter.subject for letter in mail.outbox if address in letter.to]}"
    return found[-1]


def link_in(letter: str) -> str:
    """The link in a letter."""
    found = LINK.search(letter)
    assert found is not None, letter
    return found[0]


def code_in(letter: str) -> str:
    """The code in a letter."""
    found = CODE.search(letter)
    assert found is not None, letter
    return found[0]


def _like(name: str) -> re.Pattern[str]:
    # What is there for screen readers only begins with a space of its own.
    return re.compile(r"^\s*" + r"\s*".join(re.escape(part) for part in re.split(r"\s+|(?=:)", name)))
