"""Admissions without media: what all curves, fitted ones too, leave of the potential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.spend.curves import Curve, Key
from planner.spend.fitted import put_in, times


@dataclass(frozen=True, slots=True)
class Settled:
    """All curves, admissions without media by region, and what had to give.

    `elasticity` is of those regions where it is no longer the prior's; `notes` say why.
    """

    curves: dict[Key, Curve]
    base: dict[str, float]
    elasticity: dict[str, float]
    notes: tuple[str, ...]


def settled(
    curves: Mapping[Key, Curve],
    usual: Mapping[Key, float],
    potential: Mapping[str, float],
    fitted: Mapping[Key, Curve],
) -> Settled:
    """Return our curves, fitted ones in place of some, and what comes without media.

    The potential comes at the reference plan (`usual` money in each cell). Nobody comes less than
    not at all: where our curves bring more than the potential they are lowered together until they
    bring just that; where fitted ones do they are left as they are and the sum is above it.
    """
    ours, notes = _within(curves, usual, potential)
    whole, unused = put_in(ours, fitted)
    taken = {code for code, _ in fitted.keys() & ours.keys()}
    lifts = dict.fromkeys(potential, 0.0)
    for key, curve in whole.items():
        lifts[key[0]] += _lift(curve, usual[key])
    base = {code: max(potential[code] - lift, 0.0) for code, lift in lifts.items()}
    elasticity = {
        code: _elasticity(code, whole, usual, potential[code])
        for code in sorted(taken | set(notes))
    }
    beyond = _beyond(lifts, potential, taken)
    return Settled(whole, base, elasticity, (*notes.values(), *beyond, *unused))


def _lift(curve: Curve, usual: float) -> float:
    if usual <= 0:
        return 0.0
    if curve.form == "reach":  # arrays of one number are slow, and draws ask for many
        return float(curve.scale * (usual / (curve.k + usual)) ** curve.s)
    return float(curve.value(usual))


def _within(
    curves: Mapping[Key, Curve], usual: Mapping[Key, float], potential: Mapping[str, float]
) -> tuple[dict[Key, Curve], dict[str, str]]:
    """Lower the curves of regions where media alone would bring more than the potential."""
    brought = dict.fromkeys(potential, 0.0)
    for key, curve in curves.items():
        brought[key[0]] += _lift(curve, usual[key])
    over = {
        code: potential[code] / lift for code, lift in brought.items() if lift > potential[code]
    }
    notes = {
        code: f"{code}: with so high an elasticity media alone would bring {1 / part:.1f} times "
        "the potential at the reference plan; its effect is lowered until nobody comes without it."
        for code, part in over.items()
    }
    if not over:
        return dict(curves), {}
    return {key: times(curve, over.get(key[0], 1.0)) for key, curve in curves.items()}, notes


def _elasticity(
    code: str, curves: Mapping[Key, Curve], usual: Mapping[Key, float], potential: float
) -> float:
    own = [(curve, usual[key]) for key, curve in curves.items() if key[0] == code and usual[key]]
    return sum(money * float(curve.slope(money)) for curve, money in own) / potential


def _beyond(
    lifts: Mapping[str, float], potential: Mapping[str, float], codes: set[str]
) -> tuple[str, ...]:
    """Say where fitted curves bring more than the potential, beyond rounding."""
    return tuple(
        f"{code}: its curves, fitted ones among them, bring {lifts[code]:,.0f} admissions at the "
        f"reference plan, more than the potential of {potential[code]:,.0f}; nobody is counted "
        "to come without media."
        for code in sorted(codes)
        if lifts[code] > potential[code] * (1 + 1e-9)
    )
