"""What a journey starts with: the demonstration, open in Chromium, with its stated way in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from tests.journeys.walking import Walk


@pytest.fixture
def walk(demonstration_cast: Cast, settings: Any, site: str, page: Page, console: list[str]) -> Walk:
    """Somebody at the demonstration, in a browser that must not complain."""
    settings.CANDOUR_DEMONSTRATION = True
    settings.CANDOUR_BASE_URL = site
    return Walk(page, site, console)
