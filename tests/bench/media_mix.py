"""What a better split of a real-sized media budget is worth: 40 regions x 5 channels, 156 weeks.

    python -m tests.bench.media_mix [meridian_geo_all_channels.csv] [--slsqp]

The data are simulated, by Google for Meridian: nobody's sales, but not made with our curves either.
`media_mix_model` fits them. A cell's curve is what its weeks bring where all of them get the same
multiple of their money, in revenue over the whole window, as Meridian draws it.

How sure: the 12 blocks of 13 weeks are dealt into two halves, many times. A split is chosen on one
half and judged by effects that are fitted to the other half alone, by least squares without bounds
or ridge, so that the judge is noisy but leans nowhere. A bootstrap of the whole would be judged by
what it was chosen on.

Beside it, on the same curves: a greedy grid, as Meridian's optimiser goes, and on request, since it
takes minutes, scipy's SLSQP from the observed split with PyMC-Marketing's settings (ftol 1e-9, at
most 1,000 iterations).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from planner.spend.allocate import allocate
from planner.spend.batch import Batch
from planner.spend.curves import Curve
from planner.spend.forms import Floats
from planner.spend.imports.shape import simplest
from tests.bench.media_mix_model import CHANNELS, Fit, Fitter, Index, Panel, read, saturated

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "mmm"
FILE = DATA / "meridian_geo_all_channels.csv"
BLOCK, DEALS, SEED, GRID = 13, 20, 1, 2_000
MULTIPLES = np.linspace(0, 1, 25) ** 2 * 3
BOXES = {"0.7 to 1.3 of the observed": (0.7, 1.3), "0 to 3 times the observed": (0.0, 3.0)}
Split = Callable[[Sequence[Curve], float], Floats]


def spent(panel: Panel) -> Floats:
    """Return region x channel: the money of the window."""
    return np.asarray(panel.money.sum(1) * panel.people[:, None])


def outcomes(panel: Panel, found: Fit) -> Floats:
    """Return region x channel x multiple: revenue of the window at multiples of the money."""
    worth = panel.price * panel.people[:, None]
    out = np.zeros((len(panel.regions), len(CHANNELS), len(MULTIPLES)))
    for (channel, option), (at, multiple) in product(enumerate(found.choice), enumerate(MULTIPLES)):
        share = saturated(panel, channel, *option, float(multiple))
        out[:, channel, at] = found.effect[:, channel] * (worth * share).sum(1)
    return out


def curves_of(panel: Panel, values: Floats, box: tuple[float, float]) -> list[Curve]:
    """Return the cells' curves, each between multiples of its money."""
    cells, money = [], spent(panel)
    for (row, region), (column, channel) in product(enumerate(panel.regions), enumerate(CHANNELS)):
        x = float(money[row, column])
        form = simplest(MULTIPLES * x, values[row, column])
        cells.append(
            Curve(
                f"{region}.{channel}",
                form.form,
                form.scale,
                form.k,
                form.s,
                box[0] * x,
                box[1] * x,
                region,
                channel,
                form.points,
            )
        )
    return cells


def judged(values: Floats, multiple: Floats) -> float:
    """Return revenue where each cell gets a multiple (region x channel) of its money."""
    return sum(
        float(np.interp(multiple[at], MULTIPLES, values[at])) for at in np.ndindex(multiple.shape)
    )


def ours(cells: Sequence[Curve], budget: float) -> Floats:
    """Split as Microhit does."""
    found = allocate(cells, budget)
    return np.array([found.spend[cell.cell] for cell in cells])


def greedy(cells: Sequence[Curve], budget: float) -> Floats:
    """Give each step of the grid to the cell that it brings most in."""
    spend = np.array([cell.lo for cell in cells])
    step = (budget - spend.sum()) / GRID
    gains = np.array(
        [float(c.value(x + step) - c.value(x)) for c, x in zip(cells, spend, strict=True)]
    )
    for _ in range(GRID):
        best = int(np.argmax(gains))
        cell, spend[best] = cells[best], spend[best] + step
        full = spend[best] + step > cell.hi
        more = float(cell.value(spend[best] + step) - cell.value(spend[best]))
        gains[best] = -np.inf if full else more
    return spend


def slsqp(cells: Sequence[Curve], budget: float) -> Floats:
    """Split by scipy's local optimiser from the observed split, all curves worked out at once."""
    low, high = (np.array([getattr(cell, end) for cell in cells]) for end in ("lo", "hi"))
    batch = Batch(cells)

    def slopes(x: Floats) -> Floats:
        return np.array([float(c.slope(one)) for c, one in zip(cells, x, strict=True)])

    start = low + (high - low) * (budget - low.sum()) / (high - low).sum()
    found = minimize(  # type: ignore[call-overload]  # its stubs know no bounds with constraints
        lambda x: -float(batch.value(x).sum()),
        start,
        jac=lambda x: -slopes(x),
        bounds=list(zip(np.maximum(low, 1e-9).tolist(), high.tolist(), strict=True)),
        constraints={"type": "eq", "fun": lambda x: x.sum() - budget, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-9, "maxiter": 1_000},
    )
    return np.asarray(np.clip(found.x, low, high))


def halves(weeks: int) -> Iterator[tuple[Index, Index]]:
    """Deal the blocks of weeks into two halves, many times."""
    source, blocks = np.random.default_rng(SEED), weeks // BLOCK
    for _ in range(DEALS):
        first = np.isin(np.arange(weeks) // BLOCK, source.permutation(blocks)[: blocks // 2])
        yield np.flatnonzero(first), np.flatnonzero(~first)


def told(more_than: Sequence[float], base: float) -> str:
    """Return the mean gain, and P5 to P95 in percent of what media bring by the same fits."""
    low, high = np.percentile(more_than, (5, 95)) / base
    mean, more = float(np.mean(more_than)), np.mean(np.array(more_than) > 0)
    return (
        f"{mean / 1e6:+.1f} million, {mean / base:+.1%} ({low:+.1%} to {high:+.1%}) of the "
        f"{base / 1e6:.0f} that media bring; a gain in {more:.0%}"
    )


def compare(panel: Panel, values: Floats, box: tuple[float, float], *, slow: bool) -> None:
    """Print value, gap and time of each way to split, on the curves of all weeks."""
    cells, budget = curves_of(panel, values, box), float(spent(panel).sum())
    bound = allocate(cells, budget).bound
    splits: dict[str, Split] = {"Microhit": ours, "greedy grid": greedy}
    for name, split in (splits | ({"SLSQP": slsqp} if slow else {})).items():
        start = time.perf_counter()
        spend = split(cells, budget)
        took = time.perf_counter() - start
        value = sum(float(c.value(x)) for c, x in zip(cells, spend, strict=True))
        gap = 1 - value / bound
        print(f"  {name:<12} {value / 1e6:9.3f} million, gap {gap:8.1e}, {took:6.2f} s")


def main(path: Path, *, slow: bool) -> None:
    """Fit, split, deal and print; without the data, say so."""
    if not path.exists():
        print(f"Skipped: {path.name} is not here; give its path.")
        return
    panel = read(path)
    weeks = np.arange(panel.money.shape[1])
    point = Fitter(panel, weeks).fit()
    values, money = outcomes(panel, point), spent(panel)
    now = judged(values, np.ones_like(money))
    print(f"{len(panel.regions)} regions x {len(CHANNELS)} channels, {len(weeks)} weeks")
    print(f"media money {money.sum() / 1e6:.1f} million, bringing {now / 1e6:.1f} million (fitted)")
    print(f"explained of what means and season leave: {point.explained:.1%}, ridge {point.ridge:g}")
    for words, box in BOXES.items():
        print(f"\n{words}, observed split {now / 1e6:.3f} million; curves of all weeks:")
        compare(panel, values, box, slow=slow)
    print(f"\nGain over the observed split, {DEALS} deals of the weeks into two halves:")
    gains(panel, list(halves(len(weeks))))
    print(
        "Far from the observed money the judge, too, goes beyond what it has seen: its shape there"
    )
    print(
        "is a guess, and the wide box says little. Media bring less by least squares than by fits"
    )
    print("whose effects can't be negative: noise that could go either way is counted upwards.")


def gains(panel: Panel, deals: Sequence[tuple[Index, Index]]) -> None:
    """Print what splits chosen on one part of the weeks bring by the other, and by their own."""
    money = spent(panel)
    budget, ones = float(money.sum()), np.ones_like(money)
    before: dict[str, list[float]] = {"promised by its own half": [], "judged by the other": []}
    after: dict[tuple[str, str], list[float]] = {(w, who): [] for w in BOXES for who in before}
    for one, other in deals:
        learnt = outcomes(panel, Fitter(panel, one).fit())
        judge = outcomes(panel, Fitter(panel, other).fit(plain=True))
        for who, curves in zip(before, (learnt, judge), strict=True):
            before[who].append(judged(curves, ones))
        for words, box in BOXES.items():
            multiple = ours(curves_of(panel, learnt, box), budget).reshape(money.shape) / money
            for who, curves in zip(before, (learnt, judge), strict=True):
                after[words, who].append(judged(curves, multiple))
    for (words, who), values in after.items():
        more = [new - old for new, old in zip(values, before[who], strict=True)]
        print(f"  {words}, {who}: {told(more, float(np.mean(before[who])))}")


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(paths[0] if paths else FILE, slow="--slsqp" in sys.argv)
