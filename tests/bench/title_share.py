"""How much of a film's success is the film's own, in all countries at once, and not the country's.

    python -m tests.bench.title_share [FOLDER]

FOLDER holds Netflix's Top 10 lists by country (all-weeks-countries.tsv.gz) and titles.csv, which
adds each title's original language. Films not in English alone. Two measures stand beside the fact
common_share.potential: of the variance of log chart points (1 / rank^0.7 summed over weeks) among
the countries where a film charts, the part that is the film's; and the correlation between two
countries of what lies behind charting at all (tetrachoric, median of pairs).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "netflix"
COUNTRIES = (10, 30)
PAIRS = 150


def points(folder: Path) -> pd.DataFrame:
    """Return chart points: a row for each film, a column for each country, NaN where it is not."""
    charts = pd.read_csv(
        folder / "all-weeks-countries.tsv.gz", sep="\t", quoting=3, keep_default_na=False
    )
    titles = pd.read_csv(folder / "titles.csv", keep_default_na=False)
    films = titles[(titles["type"] == "Films") & ~titles["original_language"].isin(["", "en"])]
    rows = charts[(charts["category"] == "Films") & charts["show_title"].isin(films["title"])]
    rows = rows.assign(points=rows["weekly_rank"].astype(float) ** -0.7)
    return rows.groupby(["show_title", "country_iso2"])["points"].sum().unstack()


def share_of_title(found: pd.DataFrame, countries: int) -> float:
    """Return the title's part of the variance, for films that chart in so many countries."""
    logs = np.log(found[found.notna().sum(axis=1) >= countries])
    logs = logs - logs.mean(axis=0)
    number, mean = logs.notna().sum(axis=1), logs.mean(axis=1)
    left = float(((logs.sub(mean, axis=0)) ** 2).sum(axis=0).sum())
    own = left / float((number - 1).sum())
    title = float(mean.var()) - float((own / number).mean())
    return title / (title + own)


def alike(found: pd.DataFrame, seed: int = 1) -> float:
    """Return the median correlation between two countries of what lies behind charting."""
    charted = found.notna()
    usual = [str(code) for code in charted if 0.05 < charted[code].mean() < 0.6]
    source = np.random.default_rng(seed)
    pairs = [source.choice(usual, 2, replace=False) for _ in range(PAIRS)]
    return float(np.nanmedian([_tetrachoric(charted[one], charted[other]) for one, other in pairs]))


def _tetrachoric(one: pd.Series, other: pd.Series) -> float:
    ends = [norm.ppf(one.mean()), norm.ppf(other.mean())]
    both = float((one & other).mean())

    def over(part: float) -> float:
        return float(multivariate_normal.cdf(ends, cov=[[1, part], [part, 1]])) - both

    return float(brentq(over, -0.99, 0.99)) if over(-0.99) * over(0.99) < 0 else float("nan")


def main() -> None:
    """Print both measures."""
    found = points(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    print(f"{len(found)} films in {found.shape[1]} countries")
    for number in COUNTRIES:
        print(
            f"the title's part, films in {number} or more countries: "
            f"{share_of_title(found, number):.2f}"
        )
    print(f"correlation of charting at all, median of pairs of countries: {alike(found):.2f}")


if __name__ == "__main__":
    main()
