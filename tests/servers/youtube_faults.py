"""How YouTube fails: what passes by itself, and what does not."""

from __future__ import annotations

import json

from tests.servers.base import EMPTY_PAGE, SIGN_IN_PAGE, Fault, Reply, as_fault
from tests.servers.google import (
    YOUTUBE,
    api_error,
    error_info,
    slow_down,
    switched_off,
    used_up,
)
from tests.servers.youtube import blocked_key
from tests.servers.youtube_answers import comments_disabled

ODD_KEY = "my=own&Key/of+YouTube~%41;'4711"
"""No key of Google's looks so: what takes out keys by their looks does not help here."""
SLOW = 20.0
"""Seconds: longer than any test waits."""
PASSING = {
    "too fast": as_fault(slow_down()),
    "too fast, and when to come again": as_fault(slow_down(), "7"),
    "500": as_fault(api_error(500, "INTERNAL", "Internal error encountered.", "backendError")),
    "503 as a page": Fault(status=503, body=b"<html>Service Unavailable</html>"),
    "slow": Fault(delay=SLOW),
    "cut off": Fault(cut=True),
    "half": Fault(half=True),
    "empty": EMPTY_PAGE,
    "closed": Fault(drop=True),
}
LASTING = {
    "too fast": as_fault(slow_down()),
    "too fast for long": as_fault(slow_down(), "3600"),
    "the day's quota": as_fault(used_up()),
    "the day's quota as 429": as_fault(slow_down("defaultPerDayPerProject", "1/d/{project}")),
    "switched off": as_fault(switched_off(YOUTUBE)),
    "not this API": as_fault(blocked_key()),
    "not from here": as_fault(blocked_key("API_KEY_IP_ADDRESS_BLOCKED")),
    "not this page": as_fault(blocked_key("API_KEY_HTTP_REFERRER_BLOCKED")),
    "comments off": as_fault(comments_disabled()),
    "500": Fault(status=500),
    "half": Fault(half=True),
    "empty": EMPTY_PAGE,
    "hotel": SIGN_IN_PAGE,
    "closed": Fault(drop=True),
    "slow": Fault(delay=SLOW),
}


def told_back(key: str) -> dict[str, Fault]:
    """Return answers that hold the key themselves: so does Google, and so do some proxies."""
    page = f"<pre>GET /youtube/v3/search?key={key}\nX-Goog-Api-Key: {key}</pre>"
    whole = json.dumps({"error": {"code": 403, "message": page, "errors": page}})
    return {
        "suspended": as_fault(_suspended(key)),
        "a proxy's page": Fault(status=502, body=page.encode()),
        "a proxy's success": Fault(body=page.encode(), headers={"Content-Type": "text/html"}),
        "an odd error": Fault(status=403, body=whole.encode()),
        "sent elsewhere": Fault(status=302, headers={"Location": f"https://a.example/?key={key}"}),
    }


def _suspended(key: str) -> Reply:
    text = f"Permission denied: Consumer 'api_key:{key}' has been suspended."
    info = error_info("CONSUMER_SUSPENDED", {"consumer": f"api_key:{key}", "service": YOUTUBE})
    return api_error(403, "PERMISSION_DENIED", text, "forbidden", info)
