"""The inspection with what it took, as the confined process itself sees it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from candour.platform.files.inspection.inspecting import inspect


def inspect_measured(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    found, kept = inspect(content, name)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert peak
    return found | {"seconds": time.process_time(), "megabytes": int(peak[1]) / 1024}, kept
