"""Forecasting on a Dask cluster: the same answers, and words where there is none."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator

import pandas as pd
import pytest

from planner.errors import Cancelled, InputError, MissingPackage
from planner.forecast import engine, kept
from planner.forecast.engine import Result
from planner.forecast.run import Order, forecast
from planner.forecast.series import Task
from tests.forecast.made import made_up, table_of

# Dask's own loops and sockets end after the test that they belong to.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers, each a process of its own."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def series() -> pd.DataFrame:
    return table_of(made_up("FR", 160), made_up("JP", 170), made_up("NO", 30))


def test_two_workers_give_the_same_forecasts(
    address: str, series: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.forget()
    here = forecast(series, horizon=8, regions=["SE"])
    kept.forget()
    main = os.getpid()

    def elsewhere(task: Task) -> Result:
        assert os.getpid() != main
        return importlib.import_module("planner.forecast.engine").run(task)  # type: ignore[no-any-return]  # the worker's own

    monkeypatch.setattr(engine, "run", elsewhere)
    told: list[tuple[int, int, str]] = []
    order = Order(horizon=8, regions=["SE"], dask=address, progress=lambda *call: told.append(call))
    there = forecast(series, order)
    pd.testing.assert_frame_equal(here, there)
    assert [done for done, _, _ in told] == [1, 2, 3, 4]
    assert {total for _, total, _ in told} == {4}


def test_a_person_can_stop_the_cluster(address: str, series: pd.DataFrame) -> None:
    kept.forget()
    answers = iter([False, True])
    with pytest.raises(Cancelled, match="Stopped after 1 of 3 series"):
        forecast(series, Order(horizon=8, dask=address, cancelled=lambda: next(answers)))


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nonsense", "tcp://"])
def test_where_nobody_answers_the_address_is_named(wrong: str, series: pd.DataFrame) -> None:
    kept.forget()
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match="no dask scheduler answers") as caught:
        forecast(series, horizon=1, dask=wrong)
    assert caught.value.problems[0].value == wrong


def test_without_the_package_it_is_named(
    series: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.forget()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackage, match="pip install"):
        forecast(series, horizon=1, dask="tcp://127.0.0.1:8786")
