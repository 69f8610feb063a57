"""Commands about where a title travels: travel fit, travel rank."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planner.cli.base import FILE, Summary, json_option, main, out_option, report, say, told
from planner.errors import InputError, Problem
from planner.model.base import is_language, territories

SHOWN = 8
"""Regions that are printed with their evidence; all of them are in the file."""


@main.group()
def travel() -> None:
    """Rank the regions that a title is likely to reach."""


@travel.command()
@click.argument("charts", metavar="CHARTS.tsv", type=FILE)
@click.argument("titles", metavar="TITLES.csv", type=FILE)
@out_option
@json_option
@told
def fit(charts: Path, titles: Path, out: Path, *, as_json: bool) -> None:
    """Learn from Netflix's weekly lists by country and a table of titles."""
    from planner.audience.netflix_charts import read_charts  # noqa: PLC0415  # slow to load
    from planner.audience.netflix_titles import read_titles  # noqa: PLC0415  # slow to load
    from planner.travel.fit import fit as learn  # noqa: PLC0415  # slow to load
    from planner.travel.model import write  # noqa: PLC0415  # as above

    lists = read_charts(charts.read_bytes(), charts.name)
    known = read_titles(titles.read_bytes(), titles.name)
    report("Learning which titles reach which regions")
    model = learn(lists, known, datetime.now().astimezone().date())
    report("")
    write(out, model)
    first, last = model.period
    text = (
        f"Learnt from {model.titles:,} titles in {len(model.regions)} regions, weeks of {first} to "
        f"{last}. {model.still_charting} were in the lists' last week and may go on."
    )
    summary: Summary = {
        "titles": model.titles,
        "regions": len(model.regions),
        "period": [first, last],
        "still_charting": model.still_charting,
    }
    say(summary | {"out": out}, f"{text}\n{out}", as_json=as_json)


@travel.command("rank")
@click.option("--language", required=True, help="Original language: es, pt-BR.")
@click.option("--origin", multiple=True, required=True, help="Countries: MX, or MX,ES.")
@click.option("--genres", multiple=True, help="Such as Drama,Comedy.")
@click.option("--seen", multiple=True, help="Where it does well already: ES,FR.")
@click.option("--model", "path", type=FILE, help="A model of your own, from travel fit.")
@out_option
@json_option
@told
def rank_regions(  # one option each
    language: str,
    origin: tuple[str, ...],
    genres: tuple[str, ...],
    seen: tuple[str, ...],
    path: Path | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Rank regions by streaming appetite: where titles like this one entered Netflix's lists."""
    from planner.plan.exports import write_csv  # noqa: PLC0415  # slow to load
    from planner.travel.model import load, read  # noqa: PLC0415  # as above
    from planner.travel.rank import Title, notes, rank  # noqa: PLC0415  # as above

    title = Title(
        _language(language), _places(origin, "origin"), _split(genres), _places(seen, "seen")
    )
    model = read(path) if path else load()
    found = rank(title, model)
    write_csv(
        out, ["region", "score"], [(code, _rounded(one.value)) for code, one in found.items()]
    )
    away = sorted(set(territories()) - set(found))
    lines = [f"{code}  {one.value:.0%}  {' '.join(one.evidence)}" for code, one in found.items()]
    text = "\n".join(
        [
            *notes(title, model),
            *lines[:SHOWN],
            f"{len(found)} regions in {out}. Not known, since the lists don't cover them: CN and "
            f"{len(away) - 1} others."
            if "CN" in away
            else f"{len(found)} regions in {out}.",
        ]
    )
    summary: Summary = {
        "scores": {code: _rounded(one.value) for code, one in found.items()},
        "evidence": {code: list(one.evidence) for code, one in found.items()},
        "notes": list(notes(title, model)),
        "not_known": away,
        "source": model.source,
        "period": list(model.period),
    }
    say(summary | {"out": out}, text, as_json=as_json)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _language(code: str) -> str:
    if not is_language(code.strip()) and code.strip() != "cn":  # what tables call Cantonese
        hint = "Use an ISO 639 code such as es, ko or pt-BR."
        raise InputError(Problem("is no language", field="--language", value=code, hint=hint))
    return code.strip()


def _places(values: tuple[str, ...], field: str) -> tuple[str, ...]:
    codes = tuple(part.upper() for part in _split(values))
    problems = [
        Problem(
            "is no country",
            field=f"--{field}",
            value=code,
            hint="Use ISO 3166 codes such as MX, or several as MX,ES.",
        )
        for code in codes
        if code not in territories()
    ]
    if problems:
        raise InputError(problems)
    return codes
