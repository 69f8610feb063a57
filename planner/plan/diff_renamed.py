"""Things that were not taken out and put in, but renamed: a title corrected, a pause moved."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from planner.plan.diff_things import THINGS
from planner.plan.tree import Tree

SAME_NAME, SAME_FACTS = 0.6, 0.6
"""Of two names, and of what is told beside the name, to be the same thing."""
MOST_PAIRS = 2_500
"""Beyond, nobody renames one by one."""
KEEP_NAMES = {"film.language_versions", "film.seen", "overrides"}
"""Whose name says all: with another one it is another thing."""
Things = Mapping[str, Tree]


def renamed(table: str, gone: Things, came: Things) -> dict[str, str]:
    """Return the new name of each thing of `gone` that stands in `came` under another one.

    `table` is the pattern of their path. The same pairs are found from new to old.
    """
    known_by = THINGS[table].known_by
    if not known_by or table in KEEP_NAMES or len(gone) * len(came) > MOST_PAIRS:
        return {}
    scored = [
        (_alike(old, gone[old], new, came[new], known_by), old, new) for old in gone for new in came
    ]
    pairs: dict[str, str] = {}
    for score, old, new in sorted(scored, key=_best_first):
        if score and old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs


def _best_first(scored: tuple[float, str, str]) -> tuple[float, list[str]]:
    score, old, new = scored
    return -score, sorted((old, new))


def _alike(old: str, was: Tree, new: str, now: Tree, known_by: frozenset[str]) -> float:
    """Return how alike two things are, 0 where they are not the same."""
    if not isinstance(was, dict) or not isinstance(now, dict):
        return 0.0
    others = (was.keys() | now.keys()) - known_by
    equal = sum(was.get(key) == now.get(key) for key in others) / len(others) if others else 1.0
    if equal < SAME_FACTS:
        return 0.0
    name = SequenceMatcher(None, min(old, new), max(old, new), autojunk=False).ratio()
    return name + equal if name >= SAME_NAME else 0.0
