"""Counts and lists as they stand in an English sentence."""

from __future__ import annotations

from collections.abc import Iterable


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count and its noun: `1 region`, `1,200 regions`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(items: Iterable[str]) -> str:
    """Return texts as a person lists them: `a, b and c`."""
    texts = list(items)
    return " and ".join([*filter(None, [", ".join(texts[:-1])]), *texts[-1:]])


def some(items: Iterable[str], most: int) -> list[str]:
    """Return the first of some texts, and how many more there are."""
    texts = list(items)
    rest = len(texts) - most
    return [*texts[:most], f"{rest} more"] if rest > 1 else texts
