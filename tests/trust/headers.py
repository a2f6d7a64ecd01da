"""What every answer must carry, and what no page may hold: scripts and styles within it, and parts from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

MUST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
PAGE_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
FILE_POLICY = {"sandbox": [], "default-src": ["'none'"], "frame-ancestors": ["'none'"]}
SHOWN = ("text/html", "text/css", "text/calendar", "application/json", "application/atom+xml", "application/xml")
"""What is not a file to be saved."""
SAFE_NAME = re.compile(r'attachment; filename="[\w .()-]+"|attachment; filename\*=utf-8\'\'[\w.%()-]+')
SHARED_BY_ALL = ("/brand.css", "/robots.txt", "/sitemap.xml", "/public/")
"""Where the only answers begin that may be kept by a browser or on the way: they are the same for everybody."""
LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "form": "action", "object": "data"}


def wrong_headers(response: Any) -> list[str]:
    """Everything that is wrong with the headers and the make of an answer, in words."""
    wrong = [f"{name} is {response.get(name)!r}" for name, value in MUST.items() if response.get(name) != value]
    if "camera=()" not in response.get("Permissions-Policy", ""):
        wrong.append("it does not forbid the camera")
    is_shared = response.request["PATH_INFO"].startswith(SHARED_BY_ALL)
    if not is_shared and "no-store" not in response.get("Cache-Control", ""):
        wrong.append("it may be kept in a cache")
    if is_shared and response.status_code in (200, 410) and (response.cookies or "Cookie" in response.get("Vary", "")):
        wrong.append("it is shared by all, and yet it knows a cookie")
    is_file = "Content-Disposition" in response
    expected = FILE_POLICY if is_file else PAGE_POLICY
    if policy_in(response.get("Content-Security-Policy", "")) != expected:
        wrong.append(f"its policy is {response.get('Content-Security-Policy')!r}")
    wrong += _wrong_cookies(response)
    kind = response.get("Content-Type", "").partition(";")[0]
    if is_file and not SAFE_NAME.fullmatch(response["Content-Disposition"]):
        wrong.append(f"a file comes as {response['Content-Disposition']!r}")
    is_for_robots = response.request["PATH_INFO"] == "/robots.txt"
    if response.status_code == 200 and kind not in SHOWN and not is_file and not is_for_robots:
        wrong.append(f"{kind} is not given out as a file to be saved")
    if kind == "text/html":
        wrong += wrong_in_page(response.content.decode())
    return wrong


def policy_in(header: str) -> dict[str, list[str]]:
    """A content security policy by directive."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: values for name, *values in parts}


def wrong_in_page(text: str) -> list[str]:
    """Scripts, styles and handlers within a page, and anything that it loads from another host."""
    page = _Page()
    page.feed(text)
    return page.wrong


def _wrong_cookies(response: Any) -> list[str]:
    return [
        f"the cookie {name} can be read by scripts or sent from elsewhere"
        for name, morsel in response.cookies.items()
        if morsel.value and not (morsel["httponly"] and morsel["samesite"] in ("Lax", "Strict"))
    ]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.wrong += [f"<{tag}> has {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.wrong.append(f"<{tag}> stands within the page")
        if any(value.strip().lower().startswith("javascript:") for value in given.values()):
            self.wrong.append(f"<{tag}> has a script for an address")
        if tag == "base" or (tag == "meta" and given.get("http-equiv", "").lower() == "refresh"):
            self.wrong.append(f"<{tag}> changes where the page leads")
        loaded = urlsplit(given.get(LOADS.get(tag, ""), ""))
        if loaded.netloc:
            self.wrong.append(f"<{tag}> loads from {loaded.netloc}")
