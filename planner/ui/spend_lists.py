"""Places of limits and lists of channels in tables that people edit: as names, read back as ids."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from planner.errors import InputError, Problem
from planner.model.goals import Goals
from planner.ui import show, words

SEPARATOR = "; "
CREATORS = "channel:creators"


def place(at: str, goals: Goals) -> str:
    """Return what a limit's `at` is called: `region:FR` France, `FR.search` France, Search."""
    kind, colon, name = at.partition(":")
    if colon:
        return show.region(name, goals) if kind == "region" else words.channel(name)
    code, _, channel = at.partition(".")
    return f"{show.region(code, goals)}, {words.channel(channel)}"


def places(goals: Goals, used: Sequence[str] = ()) -> list[str]:
    """Return every place that a limit can speak of; `used` ones are always among them.

    Creators are no media, but a limit may hold their money, of all regions together.
    """
    regions, channels = list(goals.regions), list(words.CHANNEL_HELP)
    cells = [f"{code}.{channel}" for code in regions for channel in channels]
    known = [*(f"region:{code}" for code in regions), *(f"channel:{name}" for name in channels)]
    return list(dict.fromkeys([*known, CREATORS, *cells, *used]))


def written(channels: Sequence[str]) -> str:
    """Return channels as a person reads them: `Search; Paid social`."""
    return SEPARATOR.join(map(words.channel, channels))


def read(text: str, field: str, used: Sequence[str] = ()) -> list[str]:
    """Return the ids of the channels that `text` names, once each, in its order.

    Names or ids, upper or lower case, with commas, semicolons or line ends between; `used` are ids
    that the plan names already.

    Raises:
        InputError: a problem for each word that names no channel.
    """
    known = _known([*words.CHANNEL_HELP, *used])
    found: dict[str, None] = {}
    problems = []
    for word in filter(None, (part.strip() for part in re.split(r"[;,\n]", text))):
        name = known.get(word.casefold())
        if name is None:
            problems.append(_unknown(word, field))
        else:
            found[name] = None
    if problems:
        raise InputError(problems)
    return list(found)


def _known(names: Sequence[str]) -> Mapping[str, str]:
    named = {words.channel(name).casefold(): name for name in names}
    return named | {name.casefold(): name for name in names}


def _unknown(word: str, field: str) -> Problem:
    return Problem(
        "names no channel",
        field=field,
        value=word,
        hint=f"Channels are {written(list(words.CHANNEL_HELP))}.",
    )
