from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.forecast import engine
from planner.forecast.design import STEADY
from tests.forecast.made import design_of, mondays, noise, summer

engine.quiet()
from planner.forecast import prophet_model, stan  # noqa: E402  # Prophet chatters when it loads

WEEKS = 160


def logs() -> np.ndarray:
    return summer(mondays(WEEKS)) + noise(1, WEEKS, 0.15)


def test_the_search_comes_to_the_same_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    near = prophet_model.fit(design_of(WEEKS), logs(), STEADY, seed=1)
    starts: list[dict[str, Any]] = []

    def far(known: Any, scale: float) -> dict[str, Any]:  # noqa: ANN401, ARG001  # as `_start`
        beta = [0.01] * (len(known.coefficients) - 1)
        starts.append({"k": 0.0, "m": 0.5, "delta": [0.0], "beta": beta, "sigma_obs": 1.0})
        return starts[-1]

    monkeypatch.setattr(prophet_model, "_start", far)
    found = prophet_model.fit(design_of(WEEKS), logs(), STEADY, seed=2)
    assert len(starts) == 1
    assert found.median == pytest.approx(near.median, abs=2e-3)


def test_an_answer_is_read_by_its_names(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("# stan_version = 2\nlp__,k,beta.1,beta.2\n# done\n1.5,0,-2e-3,7\n#\n")
    found = stan._read(path)
    assert list(found) == ["lp__", "k", "beta"]
    assert found["beta"].tolist() == [[-2e-3, 7.0]]
    assert found["lp__"].tolist() == [[1.5]]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    used: list[Path] = []
    search = stan.DirectBackend._search

    def watched(self: stan.DirectBackend, folder: Path, *rest: Any) -> stan.Params:  # noqa: ANN401
        used.append(folder)
        found = search(self, folder, *rest)
        assert any(folder.iterdir())
        return found

    monkeypatch.setattr(stan.DirectBackend, "_search", watched)
    prophet_model.fit(design_of(WEEKS), logs(), STEADY, seed=1)
    assert [folder.parent for folder in used] == [tmp_path]
    assert list(tmp_path.iterdir()) == []
