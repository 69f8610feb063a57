"""Finds the best set of language versions: bounds all sets at once, then solves the best ones.

Sets are solved in the order of their bounds until none that is left can be better. Where there are
too many to list, versions that can't pay, or can't but pay, are settled first: what a region gains
from several languages is at most the sum of what each adds alone (a person is served once), so the
languages' own best choices bound the whole.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from planner.spend.forms import Flags, Floats
from planner.spend.language_sets import (
    TIE,
    Found,
    Masks,
    Places,
    Weighing,
    every,
    flips,
    swaps,
)

EXACT = 15
"""Versions up to which every set is looked at, whatever else: 32,768 sets."""
LEAF, NODES = 10, 200
"""Above so many versions, one language is settled first, each of its choices in turn; how often."""
SOLVES = 60
"""Sets that are solved at most; the bound tells what is left."""
COARSE, FINE = 16, 32
"""Prices of money that are tried: for all sets, and for those that are left."""
ROUNDS = 3
"""How often the prices are brought closer together for the sets that are left."""


def search(problem: Weighing) -> Found:
    """Return the best set; ties go to the cheaper one, then to the smaller, then by name."""
    best = problem.solved(_climb(problem))
    if math.isinf(best.value):
        best = _better(problem, best, _nothing(problem))
    proven, waiting, nodes = best.bound, [problem.settled], 0
    while waiting:
        nodes += 1
        settled, bound = _settle(problem, waiting.pop(), best.value)
        if bound <= best.value:
            continue
        if np.isnan(settled).sum() > LEAF and nodes < NODES:
            waiting += _branches(problem, settled)
        elif np.isnan(settled).sum() > EXACT:
            proven = max(proven, bound)
        else:
            best, bound = _explore(problem, every(settled), best)
            proven = max(proven, bound)
    return replace(best, bound=max(best.value, proven))


def _branches(problem: Weighing, settled: Floats) -> list[Floats]:
    """Return the problem once for each choice in the language that most regions follow."""
    mask = np.nan_to_num(settled)
    open_ = np.flatnonzero(np.isnan(settled))
    gains = problem.factors(flips(mask, open_)) - problem.factors(mask[None])
    widest = open_[int((gains > 0).sum(axis=1).argmax())]
    own = np.array([name == problem.families[widest] for name in problem.families])
    choices = every(np.where(own, settled, 0.0))
    return [np.where(own, choice, settled) for choice in choices]


def _explore(problem: Weighing, masks: Masks, best: Found) -> tuple[Found, float]:
    """Solve sets in the order of their bounds until none that is left can be better.

    Return the best, `best` included, and a bound for these sets.
    """
    masks = problem.afford(masks)
    coarse = problem.least(masks, COARSE, 1)
    left = masks[coarse > best.value]
    fine = problem.least(left, FINE, ROUNDS)
    proven = -math.inf
    for row in np.lexsort((left @ problem.costs, -fine)).tolist():
        if fine[row] <= best.value or problem.solves >= SOLVES:
            return best, max(proven, float(fine[row]))
        found = problem.solved(left[row])
        proven = max(proven, min(found.bound, float(fine[row])))
        best = _better(problem, best, found)
    return best, proven


def _nothing(problem: Weighing) -> Found:
    """Solve without any version, where none could be paid for: the solver then says why."""
    none = np.nan_to_num(problem.settled)
    return problem.split(none, float(problem.net(none[None])[0]))


def _better(problem: Weighing, one: Found, other: Found) -> Found:
    """Return the set that is worth more; ties go to the cheaper, the smaller, then by name."""
    apart = TIE * max(abs(one.value), abs(other.value), 0.0)
    if math.isinf(one.value) or math.isinf(other.value) or abs(one.value - other.value) > apart:
        return other if other.value > one.value else one

    def rank(found: Found) -> tuple[float, float, list[float]]:
        return float(found.mask @ problem.costs), float(found.mask.sum()), (-found.mask).tolist()

    return min(one, other, key=rank)


def _climb(problem: Weighing) -> Floats:
    """Return a set that no version added, dropped or exchanged makes better, by its bound."""
    mask = np.nan_to_num(problem.settled)
    height = float(problem.least(mask[None], COARSE, 1)[0])
    while True:
        for move in (flips, swaps):
            near = problem.afford(move(mask, problem.open))
            heights = problem.least(near, COARSE, 1)
            if len(near) and heights.max() > height + TIE * abs(height):
                mask, height = near[int(heights.argmax())], float(heights.max())
                break
        else:
            return mask


def _settle(problem: Weighing, settled: Floats, value: float) -> tuple[Floats, float]:
    """Return `settled` with what holds in all of its sets that are worth more than `value`.

    Also a bound for its sets. Repeated, since what is in leaves less to gain for the others.
    """
    while True:
        found, bound = _settle_once(problem, settled, value)
        if bound <= value or (np.isnan(found) == np.isnan(settled)).all():
            return found, bound
        settled = found


def _settle_once(problem: Weighing, settled: Floats, value: float) -> tuple[Floats, float]:
    prices, each = problem.usual
    none, open_ = np.nan_to_num(settled), np.flatnonzero(np.isnan(settled))
    choices = [every(np.where(own, settled, none)) for own in _families(problem, open_)]
    factors = problem.factors(np.vstack([none, *choices]))
    whole = problem.net(none[None])[0] * prices + factors[0] @ each
    gains, start = [], 1
    for masks in choices:
        more = (factors[start : start + len(masks)] - factors[0]) @ each
        cost = (masks - none) @ problem.costs * problem.keep
        gains.append(more - cost[:, None] * prices)
        start += len(masks)
    whole = whole + sum(gain.max(axis=0) for gain in gains)
    found = settled.copy()
    for masks, gain in zip(choices, gains, strict=True):
        for column in open_[masks[:, open_].any(axis=0) & (masks[:, open_] == 0).any(axis=0)]:
            for state in (0.0, 1.0):
                kept = gain[masks[:, column] == state].max(axis=0)
                if (whole - gain.max(axis=0) + kept).min() < value:
                    found[column] = 1.0 - state
    return found, float(whole.min())


def _families(problem: Weighing, open_: Places) -> list[Flags]:
    """Return the columns of each language that has a version to weigh."""
    names = np.array(problem.families)
    return [names == family for family in sorted(set(names[open_].tolist()))]
