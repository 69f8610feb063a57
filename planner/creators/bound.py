"""What no list that keeps the rules can exceed: a price for money, places and languages.

With d = -ln(1 - r), reach is the sum of worth * (1 - exp(-D)) over cells, D the sum of d over what
is picked. That is concave in D, so for any slope y of a cell it lies below
worth - y - y * ln(worth / y) + y * D. And with any price on the budgets, the places and the
languages, each creator brings at most their best package at these prices (Lagrange; Fisher 1981,
Management Science 27). The sum is a bound for all prices >= 0, however they were found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.creators.field import Field, Flags, Floats


@dataclass(frozen=True, slots=True)
class Prices:
    """Worth of a unit: depth by cell, money in all and by region, places, languages."""

    slopes: Floats
    money: float
    regions: Floats
    heads: Floats
    languages: Floats


def reduced(field: Field, prices: Prices) -> Floats:
    """Return what each package brings beyond what it uses at these prices; -inf if too dear."""
    per_money = prices.money + prices.regions
    bonus = np.append(prices.languages, 0.0)
    worth = np.asarray(field.logs @ prices.slopes)
    worth -= per_money[field.region] * field.prices
    worth += bonus[field.language] - prices.heads[field.region]
    return np.where(field.prices <= field.budget, worth, -np.inf)


def at_most(field: Field, prices: Prices, worth: Floats) -> float:
    """Return the bound at these prices; `worth` is what `reduced` gives."""
    best = _best_of_each(field, worth)
    tangents = field.worth - prices.slopes
    open_ = prices.slopes > 0
    tangents[open_] -= prices.slopes[open_] * np.log(field.worth[open_] / prices.slopes[open_])
    limits = prices.money * field.budget - float(prices.languages.sum())
    for price, limit in ((prices.regions, field.money), (prices.heads, field.heads)):
        used = price > 0
        limits += float(price[used] @ limit[used])
    return float(tangents.sum()) + limits + float(best.sum())


def _best_of_each(field: Field, worth: Floats) -> Floats:
    """Return what the best package of each creator brings, none where that is allowed."""
    best = np.maximum.reduceat(worth, field.first[:-1])
    return np.where(field.wanted, best, np.maximum(best, 0.0))


def regret(field: Field, worth: Floats) -> Floats:
    """Return by how much the bound falls where a package is not treated as it is best at prices.

    For the best package of a creator that is not to be on the list, for others that they are.
    """
    best = _best_of_each(field, worth)[field.creator]
    inside = is_inside(field, worth)
    second = _best_of_each(field, np.where(inside, -np.inf, worth))[field.creator]
    return np.where(inside, worth - second, best - worth)


def is_inside(field: Field, worth: Floats) -> Flags:
    """Return which packages are on the best list at some prices: one per creator, or none."""
    best = np.maximum.reduceat(worth, field.first[:-1])
    on = (worth == best[field.creator]) & ((worth > 0) | field.wanted[field.creator])
    _, first = np.unique(field.creator[on], return_index=True)  # packages may be worth the same
    inside = np.zeros(len(worth), dtype=bool)
    inside[np.flatnonzero(on)[first]] = True
    return inside


def guessed(field: Field, depth: Floats) -> Prices:
    """Return prices for the start: slopes at a list's depth, money's worth when it runs out."""
    slopes = field.worth * np.exp(-depth)
    value = np.asarray(field.logs @ slopes)
    per_price = value / np.maximum(field.prices, 1e-12)
    order = np.argsort(-per_price, kind="stable")
    spent = np.cumsum(field.prices[order])
    last = int(np.searchsorted(spent, field.budget))
    money = float(per_price[order[last]]) if last < len(order) else 0.0
    none = np.zeros(len(field.money))
    return Prices(slopes, money, none, none, np.zeros(field.languages))
