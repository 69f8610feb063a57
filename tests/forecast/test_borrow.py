from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from planner.forecast.borrow import LENDERS, LIKENESS_WEEKS, SURPRISE, Loan, borrow, lend, nearest
from planner.forecast.spread import NORMAL, QUANTILES
from tests.forecast.made import ahead, design_of, mondays, noise, summer

Array = NDArray[np.float64]
HISTORY, HORIZON, YEAR = 312, 26, 52
ALL = pd.DatetimeIndex([*mondays(HISTORY), *ahead(HORIZON)])
NOTHING: pd.Series[float] = pd.Series(np.empty(0), pd.DatetimeIndex([]))


class Family:
    """Three lenders and a borrower: seasons alike, surprises that correlate at 0.3."""

    def __init__(self, seed: int, shared: float = 0.11) -> None:
        rng = np.random.default_rng(seed)
        angle = 2 * np.pi * np.asarray(ALL.day_of_year) / 365.25
        shape = sum(
            rng.normal(0, 0.3 / term) * np.cos(term * angle + rng.uniform(0, 7))
            for term in range(1, 7)
        )
        surprise = shared * rng.normal(size=len(ALL))
        own = [0.1 * np.cos(angle + rng.uniform(0, 7)) for _ in range(4)]
        series = [10 + shape + one + surprise + 0.17 * rng.normal(size=len(ALL)) for one in own]
        self.truth = series[0][HISTORY:]
        self.core = 10 + (shape + own[0])[HISTORY:]
        self.borrower = np.asarray(series[0][HISTORY - YEAR : HISTORY])
        self.loans = [lend(design_of(HISTORY, HORIZON, "ZZ"), one[:HISTORY]) for one in series[1:]]

    def forecast(self, loans: list[Loan]) -> tuple[Array, Array]:
        """Median and spread with a year of its own and these loans."""
        return borrow(design_of(YEAR, HORIZON, "ZZ"), self.borrower, loans)

    def error(self, median: Array) -> float:
        """How far off what can be known of the weeks ahead: without noise."""
        return float(np.abs(self.core - median).mean())


FAMILIES = [Family(seed) for seed in range(24)]
FLAT = Loan(pd.Series(0.0, ALL), NOTHING, 0.38)


def test_a_year_and_a_loan_together_beat_either_alone() -> None:
    both = [one.error(one.forecast(one.loans)[0]) for one in FAMILIES]
    alone = [one.error(one.forecast([FLAT])[0]) for one in FAMILIES]
    season = []
    for one in FAMILIES:
        lent = np.mean([loan.season.to_numpy() for loan in one.loans], axis=0)
        level = (one.borrower - lent[HISTORY - YEAR : HISTORY]).mean()
        season.append(one.error(level + lent[HISTORY:]))
    assert np.mean(both) < 0.97 * np.mean(alone)
    assert np.mean(both) < 0.97 * np.mean(season)


def test_surprises_that_all_shared_are_not_taken_for_a_season() -> None:
    with_surprises = [one.error(one.forecast(one.loans)[0]) for one in FAMILIES]
    without = [
        one.error(one.forecast([Loan(loan.season, NOTHING, loan.noise) for loan in one.loans])[0])
        for one in FAMILIES
    ]
    assert np.mean(with_surprises) < np.mean(without)


@pytest.mark.parametrize("shared", [0.0, 0.11, 0.3])
def test_intervals_of_a_borrower_hold_as_many_weeks_as_they_say(shared: float) -> None:
    """However much of what surprised it in the past surprised its lenders too."""
    held = []
    low, high = (NORMAL[QUANTILES.index(share)] for share in (0.10, 0.90))
    for one in (Family(seed, shared) for seed in range(24)):
        median, spread = one.forecast(one.loans)
        held.append((one.truth >= median + low * spread) & (one.truth <= median + high * spread))
    assert 0.70 < np.mean(held) < 0.90


def test_a_lenders_season_and_surprises_are_told_apart() -> None:
    weeks = mondays(HISTORY)
    quiet = 5 + summer(weeks, 0.4) + noise(1, HISTORY, 0.02)
    quiet[HISTORY - 30] += 1.0
    loan = lend(design_of(HISTORY, HORIZON, "ZZ"), quiet)
    assert np.array_equal(loan.season.index, ALL)
    assert loan.season.to_numpy() == pytest.approx(summer(ALL, 0.4), abs=0.2)
    assert loan.season.mean() == pytest.approx(0)
    assert len(loan.surprises) == HISTORY
    assert loan.surprises.idxmax() == weeks[HISTORY - 30]
    assert loan.surprises.max() > 0.7
    assert 0.02 < loan.noise < 0.12


def test_weeks_that_a_lender_did_not_observe_hold_no_surprise() -> None:
    logs = 5 + summer(mondays(HISTORY)) + noise(1, HISTORY)
    logs[100:120] = np.nan
    loan = lend(design_of(HISTORY, HORIZON, "ZZ"), logs)
    assert np.array_equal(loan.surprises.to_numpy()[100:120], np.zeros(20))
    assert np.isfinite(loan.season).all()


def test_a_few_weeks_take_their_level_and_the_lenders_season() -> None:
    loan = lend(design_of(HISTORY, HORIZON, "ZZ"), 5 + summer(mondays(HISTORY)) + noise(1, HISTORY))
    logs = 8 + summer(mondays(6)) + noise(2, 6, 0.05)
    median, spread = borrow(design_of(6, YEAR, "ZZ"), logs, [loan])
    season = loan.season.reindex(ahead(YEAR)).fillna(0.0).to_numpy()[:HORIZON]
    assert np.corrcoef(median[:HORIZON], season)[0, 1] > 0.95
    assert median[:HORIZON].mean() == pytest.approx((8 + season).mean(), abs=0.25)
    assert (spread > loan.noise).all()


def test_a_few_weeks_that_were_good_everywhere_are_not_the_level() -> None:
    """The lender had half a unit more than usual in just these weeks: some of it is taken off."""
    weeks = mondays(8)
    calm = Loan(pd.Series(0.0, ALL), pd.Series(0.0, weeks), 0.2)
    good = Loan(pd.Series(0.0, ALL), pd.Series(0.5, weeks), 0.2)
    logs = 9 + noise(3, 8, 0.05)
    medians = [borrow(design_of(8, HORIZON, "ZZ"), logs, [one])[0].mean() for one in (calm, good)]
    assert medians[0] - medians[1] == pytest.approx(SURPRISE * 0.5, abs=0.1)


def loan_of(season: Array, weeks: pd.DatetimeIndex = ALL) -> Loan:
    return Loan(pd.Series(season, weeks), NOTHING, 0.2)


def test_the_nearest_are_those_that_went_alike() -> None:
    winter = [loan_of(-summer(ALL, 0.2 + 0.1 * number)) for number in range(5)]
    alike = [loan_of(summer(ALL) + noise(number, len(ALL), 0.05)) for number in range(LENDERS)]
    logs = pd.Series(9 + summer(mondays(YEAR)), mondays(YEAR))
    found = nearest(logs, [*winter, *alike])
    assert len(found) == LENDERS
    assert {id(one) for one in found} == {id(one) for one in alike}


def test_surprises_tell_who_is_near_too() -> None:
    weeks = mondays(YEAR)
    shocks = noise(5, YEAR, 0.5)
    flat = pd.Series(0.0, ALL)
    loans = [Loan(flat, pd.Series(noise(n, YEAR), weeks), 0.2) for n in range(10, 18)]
    loans.append(Loan(pd.Series(0.0, ALL), pd.Series(shocks, weeks), 0.2))
    assert nearest(pd.Series(3 + shocks, weeks), loans)[0] is loans[-1]


def test_few_lenders_or_few_weeks_leave_the_order() -> None:
    loans = [loan_of(-summer(ALL)) for _ in range(LENDERS + 2)]
    loans.append(loan_of(summer(ALL)))
    short = mondays(LIKENESS_WEEKS - 1)
    assert nearest(pd.Series(summer(short), short), loans) == loans[:LENDERS]
    year = mondays(YEAR)
    assert nearest(pd.Series(summer(year), year), loans[-3:]) == loans[-3:]


def test_a_lender_from_another_time_is_the_last_to_be_asked() -> None:
    old = [loan_of(summer(mondays(100, ALL[0])), mondays(100, ALL[0])) for _ in range(LENDERS)]
    near = loan_of(summer(ALL))
    year = mondays(YEAR)
    assert nearest(pd.Series(summer(year), year), [*old, near])[0] is near


def test_lenders_of_different_length_lend_together() -> None:
    """Pandas warns where it has to guess an order, and a warning fails a test here."""
    loans = [Loan(pd.Series(0.0, ALL), pd.Series(noise(n, n), mondays(n)), 0.2) for n in (160, 170)]
    median, spread = borrow(design_of(30, HORIZON, "ZZ"), 9 + noise(3, 30, 0.05), loans)
    assert np.isfinite(median).all()
    assert (spread > 0).all()
