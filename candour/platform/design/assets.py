"""Copies the few third-party files that pages and documents need, without what councils may not use.

Run by `make assets` as `python -m candour.platform.design.assets`. The package manager has already checked every
package against the hash in package-lock.json. The GDS Transport font and the crown are licensed to GOV.UK only, so the
style sheet is edited, and the number of edits is asserted: an upgrade that changes the shape fails here, not on a page.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / "node_modules"
VENDOR = Path(__file__).parent / "static" / "vendor"
FONTS = ROOT / "candour" / "platform" / "exports" / "fonts"
FONT_STACK = "Arial,Helvetica"

FONT_FILES = {
    "400Regular/SourceSans3_400Regular.ttf": "SourceSans3-Regular.ttf",
    "400Regular_Italic/SourceSans3_400Regular_Italic.ttf": "SourceSans3-Italic.ttf",
    "700Bold/SourceSans3_700Bold.ttf": "SourceSans3-Bold.ttf",
}


class ShapeChanged(AssertionError):
    """A package no longer has the shape that the edits were written for."""


def edited(text: str, pattern: str, replacement: str, times: int) -> str:
    """The text with every match replaced. Raises ShapeChanged unless there were exactly so many."""
    text, found = re.subn(pattern, replacement, text)
    if found != times:
        raise ShapeChanged(f"“{pattern}” was found {found} times, not {times}.")
    return text


def govuk_style() -> str:
    """GOV.UK Frontend's style sheet without its font, its crest and addresses outside this folder."""
    css = (PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    css = edited(css, r"@font-face\{font-family:GDS Transport;[^}]*\}", "", 2)
    css = edited(css, r'"?GDS Transport"?,\s*arial', FONT_STACK, 58)
    css = edited(css, r"url\(/assets/images/govuk-crest\.svg\)", "none", 3)
    return edited(css, r"/\*# sourceMappingURL=[^*]*\*/", "", 1)


def moj_style() -> str:
    """The Ministry of Justice's additional components, with icons taken from beside the style sheet."""
    css = (PACKAGES / "@ministryofjustice/frontend/moj/moj-frontend.min.css").read_text(encoding="utf-8")
    css = edited(css, r'"?GDS Transport"?,\s*arial', FONT_STACK, 60)
    css, _ = re.subn(r"url\(/assets/images/(icon-[a-z-]+\.svg)\)", r"url(\1)", css)
    return edited(css, r"/\*# sourceMappingURL=[^*]*\*/", "", 1)


def main() -> None:
    """Copy everything anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    shutil.rmtree(FONTS, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    FONTS.mkdir(parents=True)
    (VENDOR / "govuk-frontend.css").write_text(govuk_style(), encoding="utf-8")
    (VENDOR / "moj-frontend.css").write_text(moj_style(), encoding="utf-8")
    script = (PACKAGES / "govuk-frontend/dist/govuk/all.bundle.js").read_text(encoding="utf-8")
    (VENDOR / "govuk-frontend.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script), encoding="utf-8")
    for icon in (PACKAGES / "@ministryofjustice/frontend/moj/assets/images").glob("icon-*.svg"):
        shutil.copy(icon, VENDOR / icon.name)
    for source, target in FONT_FILES.items():
        shutil.copy(PACKAGES / "@expo-google-fonts/source-sans-3" / source, FONTS / target)
    shutil.copy(PACKAGES / "@expo-google-fonts/source-sans-3/LICENSE_FONT", FONTS / "LICENSE")


if __name__ == "__main__":
    if not PACKAGES.is_dir():
        sys.exit("Fetch the packages first: make assets")
    main()
