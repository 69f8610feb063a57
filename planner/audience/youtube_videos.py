"""What a person may paste to name a YouTube video."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from planner.errors import InputError, Problem

ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
SHORT_HOST = "youtu.be"
HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"}
HOSTS |= {"studio.youtube.com", "www.youtube-nocookie.com"}
MARKS = {"shorts", "embed", "live", "v", "video"}
"""Steps of a path that an id follows; `video` is Studio's."""
HINT = "Copy the link from the browser's address bar while the video is open."


def video_ids(texts: Iterable[str]) -> list[str]:
    """Return the ids of videos named by links or ids, each once; raises `InputError` for all."""
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for text in texts:
        named = video_id(text)
        if named is None:
            problems.append(Problem("is no YouTube video", value=text, hint=HINT))
        else:
            found[named] = None
    if problems:
        raise InputError(problems)
    return list(found)


def video_id(text: str) -> str | None:
    """Return the id in any form of a video's link, or a bare id; None if there is none."""
    text = text.strip()
    if ID.fullmatch(text):
        return text
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname
    except ValueError:
        return None
    steps = [step for step in parts.path.split("/") if step]
    if parts.scheme not in {"http", "https"} or not steps:
        return None
    named = steps[0] if host == SHORT_HOST else None
    if host in HOSTS:
        named = steps[1] if steps[0] in MARKS and len(steps) > 1 else _asked(parts.query)
    return named if named and ID.fullmatch(named) else None


def _asked(query: str) -> str | None:
    return next(iter(parse_qs(query).get("v", [])), None)
