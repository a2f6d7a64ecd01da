"""A real browser against the application: Chromium, a site in this process whose clock a test holds, and a close look.

    @pytest.mark.browser
    def test_a_visitor_refers(page, console, site):
        page.goto(f"{site}/refer/")
        look(page, "refer")

A test that asks for `site` also asks for `real_database` or `demonstration`, before it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}
EVERYTHING = bool(os.environ.get("CANDOUR_EVERYTHING"))
ONLY_WHERE_NARROW = {"runOnly": {"type": "rule", "values": ["target-size"]}}
"""On a narrow page: whether what is to be touched is large enough. All else is the same as where it is wide."""
PATIENCE = 30_000
"""For how many milliseconds something may take to appear: long, as a full machine is slow and a right page is not."""
expect.set_options(timeout=PATIENCE)
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How Chromium is started."""
    return {"executable_path": CHROMIUM, "headless": True, "args": QUIET}


class Site(LiveServerThread):
    """The application in threads of this process, so that tests hold its clock."""

    def _create_server(self, connections_override: Any = None) -> Any:
        return self.server_class((self.host, self.port), QuietWSGIRequestHandler, allow_reuse_address=False)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the application on the database of the test."""
    request.getfixturevalue("demonstration" if "demonstration" in request.fixturenames else "real_database")
    server = Site("localhost", lambda application: application)  # type: ignore[arg-type]
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def console(page: Page) -> Iterator[list[str]]:
    """What the browser complained of; the test fails if there is anything left in it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(PATIENCE)
    yield said
    assert said == []


def look(page: Page, name: str) -> None:
    """Check a page for accessibility, wide and narrow, and keep pictures of it where a folder is named for them.

    A page of one name is checked once in a run, by whichever process comes to it first; with CANDOUR_EVERYTHING=1, each
    time that somebody comes to it.
    """
    folder = os.environ.get("CANDOUR_PICTURES")
    if not EVERYTHING and not _is_first_at(name):
        return
    # What was clicked may have brought another page, whose styles are still on their way when the machine is busy.
    page.wait_for_load_state()
    for size, numbers in SIZES.items():
        page.set_viewport_size(numbers)  # type: ignore[arg-type]
        found = violations_on(page, ONLY_WHERE_NARROW if size == "narrow" else {})
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}-{size}.png"), full_page=True)
    page.set_viewport_size(SIZES["wide"])  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that all processes of a run share, with an empty file for each page that was looked at."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "looked-at"
    folder.mkdir(exist_ok=True)
    _shared.append(folder)


def _is_first_at(name: str) -> bool:
    try:
        (_shared[-1] / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


_shared: list[Path] = []
_axe = Axe()


def violations_on(page: Page, options: dict[str, Any]) -> AxeResults:
    """What axe finds wrong with a page. Only that is fetched from the browser, and axe is given to a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    asked = {"resultTypes": ["violations"], "preload": False, **options}
    found = page.evaluate("asked => axe.run(asked).then(found => ({violations: found.violations}))", asked)
    return AxeResults({"violations": [one for one in found["violations"] if not _is_by_design(one)]})


def _is_by_design(violation: dict[str, Any]) -> bool:
    # The design system says of radio buttons whether the questions beneath them are open, which ARIA does not foresee
    # and screen readers understand.
    return violation["id"] == "aria-allowed-attr" and all(
        "govuk-radios__input" in node["html"] and "aria-expanded" in node["html"] for node in violation["nodes"]
    )


def sign_in(page: Page, site: str, name: str) -> None:
    """Sign in as one of the cast by the way that the demonstration states, in place of whoever was."""
    page.context.clear_cookies()
    page.goto(f"{site}/demonstration/")
    page.get_by_role("button", name=name).click()
