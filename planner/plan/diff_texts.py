"""How a text or a list became another: the words that changed, what joined and what left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from planner.model.english import listed
from planner.plan.diff_values import SHORT, clean, cut, quoted

OPENING = 5
"""Words by which a longer text is known."""
MOST_PLACES = 3
"""Changed places that are told one by one; a text with more is told as rewritten."""
MOST_WORDS = 600
"""Words that are compared one by one: the time for it grows with their square."""
ALIKE = 0.6
"""Of two texts, from which on one is the other rewritten."""
EASTERN, SIGNS = r"\u3040-\u30ff\u3400-\u9fff", r".,;:!?…“”„«»\"()"
WORD = re.compile(rf"[{EASTERN}{SIGNS}]|[^\s{EASTERN}{SIGNS}]+|\s+")
"""Words, signs, spaces; Chinese and Japanese go by character."""


def text_change(old: str, new: str) -> str:
    """Return what changed in a text, such as `“high in” becomes “at the foot of”`."""
    if max(len(old), len(new)) <= SHORT:
        return f"{quoted(new)} (was {quoted(old)})"
    was, now = WORD.findall(old), WORD.findall(new)
    places = _places(was, now)
    if not 0 < len(places) <= MOST_PLACES:
        return f"rewritten, {_differing(was, now)}"
    told = listed(
        f"{_words(was, *place[:2])} becomes {_words(now, *place[2:])}" for place in places
    )
    return f"“{opening(new)}”, where {told}"


def opening(text: str) -> str:
    """Return the first words of a text, by which a person knows it."""
    words = clean(text).split()
    start = cut(" ".join(words[:OPENING]))
    return start if len(words) <= OPENING or start.endswith("…") else f"{start} …"


Place = tuple[int, int, int, int]


def _places(was: Sequence[str], now: Sequence[str]) -> list[Place]:
    """Return where two texts differ, each with the word before it; empty where it is too much."""
    start = _start(was, now)
    if len(was) - start > MOST_WORDS or len(now) - start > MOST_WORDS:
        return []
    matcher = SequenceMatcher(None, was[start:], now[start:], autojunk=False)
    if matcher.ratio() < ALIKE and start < min(len(was), len(now)) / 2:
        return []
    found: list[Place] = []
    for tag, *ends in matcher.get_opcodes():
        if tag != "equal":
            i1, i2, j1, j2 = (end + start for end in ends)
            found = _joined(found, (max(i1 - 2, 0), i2, max(j1 - 2, 0), j2))
    return found


def _start(was: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words both texts start with."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((at for at, (old, new) in pairs if old != new), min(len(was), len(now)))


def _joined(found: list[Place], place: Place) -> list[Place]:
    """Add a place; one that starts within a few words of the last is told with it."""
    if found and place[0] - found[-1][1] <= OPENING:
        return [*found[:-1], (found[-1][0], place[1], found[-1][2], place[3])]
    return [*found, place]


def _words(words: Sequence[str], first: int, last: int) -> str:
    return quoted(_cut("".join(words[first:last]).strip())) if last > first else "nothing"


def _cut(text: str) -> str:
    half = SHORT // 2
    return text if len(text) <= SHORT else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _differing(was: Sequence[str], now: Sequence[str]) -> str:
    """Return both texts from where they differ first."""
    start = _start(was, now)
    before = "… " * (start > 0)
    first, second = (opening("".join(words[start:]).strip()) for words in (now, was))
    return f"“{before}{first}” (was “{before}{second}”)"


def list_change(before: Sequence[str], after: Sequence[str], *, texts: bool = False) -> str:
    """Return what joined a list of things and what left it, each in words.

    `texts` are paired where one is the other rewritten.
    """
    gone, came = only(before, after), only(after, before)
    rewritten = dict(_rewritten(gone, came)) if texts else {}
    steps = [text_change(old, new) for old, new in rewritten.items()]
    steps += [f"+ {_item(item, texts=texts)}" for item in came]
    steps += [f"- {_item(item, texts=texts)}" for item in gone]
    stood = [rewritten.get(item, item) for item in before]
    if _order(stood, after) != _order(after, stood):
        steps.append("in another order" if texts or steps else f"in the order {', '.join(after)}")
    return ("; " if texts else ", ").join(steps)


def _rewritten(gone: list[str], came: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each text that was rewritten and its new form; they are no longer gone and come."""
    for old in list(gone):
        new = next((text for text in came if _is_rewritten(old, text)), None)
        if new is not None:
            gone.remove(old)
            came.remove(new)
            yield old, new


def _is_rewritten(old: str, new: str) -> bool:
    low, high = (WORD.findall(text)[:MOST_WORDS] for text in sorted((old, new)))
    matcher = SequenceMatcher(None, low, high, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def only(items: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the items that the first list has more often than the second."""
    return list((Counter(items) - Counter(others)).elements())


def _order(items: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return the items that both lists hold, in the order of the first."""
    left = Counter(others)
    kept = []
    for item in items:
        if left[item] > 0:
            left[item] -= 1
            kept.append(item)
    return kept


def _item(item: str, *, texts: bool) -> str:
    return quoted(cut(item)) if texts else item
