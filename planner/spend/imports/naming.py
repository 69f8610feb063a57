"""Our names and units for the cells of a model, and what was made of each in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import InputError, Problem
from planner.facts.table import Facts
from planner.spend.curves import Curve
from planner.spend.imports.wanted import Fit, Wanted

REGION = re.compile(r"[A-Z][A-Z0-9_-]{1,19}")
"""A code as plans have it (`planner.model.base.RegionCode`)."""


@dataclass(slots=True)
class Faults:
    """What is wrong with the names, one problem for each."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, kind: str, what: str, value: str | None, hint: str) -> None:
        """Add a fault of a `channel` or `region`."""
        self.found.append(Problem(what, self.file, field=kind, value=value, hint=hint))


def named(fits: Sequence[Fit], path: Path, wanted: Wanted, facts: Facts) -> list[Curve]:
    """Return the curves by our names, in admissions; raises `InputError` with every bad name."""
    faults = Faults(str(path))
    channels = list(dict.fromkeys(fit.channel for fit in fits))
    regions = list(dict.fromkeys(fit.region for fit in fits))
    _check_channels(channels, wanted, sorted(facts.table("channel_share")), faults)
    _check_regions(regions, wanted, faults)
    _check_there("channel", channels, wanted.channels, faults)
    _check_there("region", regions, wanted.regions, faults)
    if not faults.found:
        _check_once(fits, wanted, faults)
    if faults.found:
        raise InputError(faults.found)
    return [_curve(fit, wanted) for fit in fits]


def _check_channels(
    names: Sequence[str], wanted: Wanted, known: Collection[str], faults: Faults
) -> None:
    for name in names:
        ours = wanted.channels.get(name, name)
        if ours not in known:
            hint = f"Say which it is: --channel {name}=ID, or {name}= to leave it out; "
            faults.add("channel", "is no channel", ours, f"{hint}IDs are {', '.join(known)}")


def _check_regions(names: Sequence[str], wanted: Wanted, faults: Faults) -> None:
    for name in names:
        if REGION.fullmatch(wanted.regions.get(name, name)):
            continue
        if name:
            faults.add("region", "is no region code", name, f"Give --region {name}=CODE")
        else:
            hint = "Give --region CODE, such as MX"
            faults.add("region", "the model names no region", None, hint)


def _check_there(kind: str, there: Sequence[str], given: Mapping[str, str], faults: Faults) -> None:
    for name, ours in given.items():
        if name not in there and ours:
            named_there = ", ".join(one for one in there if one)
            hint = f"The file has {named_there or 'one region, without a name: --region CODE'}"
            what = "is not in the file" if name else "several regions are in the file"
            faults.add(kind, what, name or None, hint)


def _check_once(fits: Sequence[Fit], wanted: Wanted, faults: Faults) -> None:
    first: dict[tuple[str, str], Fit] = {}
    for fit in fits:
        key = _key(fit, wanted)
        other = first.setdefault(key, fit)
        if other is not fit:
            one, two = (f"{part.region} {part.channel}".strip() for part in (other, fit))
            what = f"both {one} and {two} would be {key[1]} in {key[0]}"
            faults.add("channel", what, None, f"Leave one out: --channel {fit.channel}=")


def _key(fit: Fit, wanted: Wanted) -> tuple[str, str]:
    channel = wanted.channels.get(fit.channel, fit.channel)
    return wanted.regions.get(fit.region, fit.region), channel


def _curve(fit: Fit, wanted: Wanted) -> Curve:
    region, channel = _key(fit, wanted)
    shape, worth = fit.shape, wanted.per_admission
    return Curve(
        cell=f"{region}.{channel}",
        form=shape.form,
        scale=shape.scale / worth,
        k=shape.k,
        s=shape.s,
        lo=0.0,
        hi=fit.seen,
        region=region,
        channel=channel,
        points=tuple((x, y / worth) for x, y in shape.points),
    )


def line(fit: Fit, curve: Curve) -> str:
    """Return what was made of one cell, in one sentence."""
    middle = curve.hi / 2
    text = f"{curve.cell} ({fit.channel}): {fit.shape}"
    if fit.shape.error:
        text += f", at most {fit.shape.error:.1%} of its top off"
    text += f"; {float(curve.value(middle)):,.0f} admissions for {middle:,.0f}"
    if fit.interval:
        low, high = fit.interval
        text += f" ({low - 1:+.0%} to {high - 1:+.0%}, {fit.interval_is})"
    return f"{text}; {fit.carry}; seen up to {curve.hi:,.0f}."
