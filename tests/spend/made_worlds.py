"""Made worlds for tests: a few cells whose curves follow from drawn facts and potentials."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from planner.facts.table import Facts, load
from planner.model.base import Range
from planner.spend.curves import Curve, Form
from planner.spend.draws import Build, Draws, Part, World, draw

FACTS = load()
RANGES = {
    code: Range(low=base / wide, base=base, high=wide * base)
    for code, base, wide in (("FR", 3000.0, 1.5), ("MX", 9000.0, 4.0), ("GE", 800.0, 2.0))
}
CHANNELS = ("paid_social", "search")
TICKET = 7.0


def build(facts: Facts, potentials: Mapping[str, float]) -> tuple[World, World]:
    """A simple response: dearer channels need more money, more potential brings more."""
    curves = {
        (code, name): Curve(
            cell=f"{code}.{name}",
            form="reach",
            scale=0.4 * people,
            k=30 * facts.number(f"cpm.{name}").value * people / 1000,
            s=facts.number("frequency.effective").value,
            lo=0.0,
            hi=10_000.0,
            region=code,
            channel=name,
        )
        for code, people in potentials.items()
        for name in CHANNELS
    }
    base = {code: 0.6 * people for code, people in potentials.items()}
    worth = {key: replace(curve, scale=TICKET * curve.scale) for key, curve in curves.items()}
    return World(curves, base), World(worth, {code: TICKET * x for code, x in base.items()})


def made(count: int = 30, seed: int = 1, ranges: Mapping[str, Range] = RANGES) -> Draws:
    """Worlds of `build`."""
    return draw(build, FACTS, ranges, seed, count)


def point_curves(build: Build = build, least: float = 0.0) -> list[Curve]:
    """The valued curves for the most likely facts and potentials."""
    _, value = build(FACTS, {code: known.base for code, known in RANGES.items()})
    return [replace(curve, least=least) for curve in value.curves.values()]


def alike(worlds: Sequence[Sequence[Curve]], base: float = 0.0) -> Draws:
    """Draws with these curves by world and cell, and `base` without media in each region."""
    regions = dict.fromkeys(curve.region for curve in worlds[0])
    worlds_of = [
        World({(c.region, c.channel): c for c in own}, dict.fromkeys(regions, base))
        for own in worlds
    ]
    return Draws(Part.of(worlds_of), Part.of(worlds_of))


def random_curves(seed: int, cells: int, count: int, forms: Sequence[Form]) -> list[list[Curve]]:
    """Curves by world and cell, of one form a cell; each cell in a region of its own."""
    source = np.random.default_rng(seed)
    kinds = [forms[int(at)] for at in source.integers(len(forms), size=cells)]
    return [[_curve(source, at, form) for at, form in enumerate(kinds)] for _ in range(count)]


def _curve(source: np.random.Generator, at: int, form: Form) -> Curve:
    scale, k = np.exp(source.normal(4, 1)), np.exp(source.normal(3, 0.8))
    s = float(source.uniform(1.0, 4.0))
    xs = np.cumsum(source.uniform(0.5, 30, 6))
    points = tuple(zip(xs.tolist(), np.cumsum(source.uniform(0, 30, 6)).tolist(), strict=True))
    name = f"R{at}.c"
    return Curve(name, form, float(scale), float(k), s, 0.0, 100.0, f"R{at}", "c", points)


seeds = st.integers(0, 2**32 - 1)
