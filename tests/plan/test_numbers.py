"""Which versions lie in a folder, by the names of their files."""

from pathlib import Path

import pytest

from planner.errors import StoreError
from planner.plan.numbers import free_number, names, numbered, version_path


def test_only_names_that_a_save_gives_are_versions(tmp_path: Path) -> None:
    for name in (
        "v001.yaml",
        "v1000.yaml",
        "v0002.yaml",
        "v٣٣٣.yaml",
        "V003.YAML",
        "v004 (1).yaml",
    ):
        (tmp_path / name).write_text("")
    assert sorted(numbered(tmp_path)) == [
        (1, tmp_path / "v001.yaml"),
        (1000, tmp_path / "v1000.yaml"),
    ]
    assert len(names(tmp_path)) == 6
    assert list(numbered(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], 1),
        (["plan.yaml", "v9.yaml", "v004 (1).yaml", "v1234567.yaml"], 1),
        (["v001.yaml", "v007.yaml"], 8),
        (["v001.yaml", "V007.YAML"], 8),
        (["v0012.yaml"], 13),
        (["v999.yaml"], 1000),
    ],
)
def test_the_next_number_is_after_all_that_are_taken(taken: list[str], free: int) -> None:
    assert free_number(taken) == free


def test_there_is_a_last_number() -> None:
    with pytest.raises(StoreError, match=r"v999999\.yaml leaves no number"):
        free_number(["v999999.yaml"])


def test_numbers_have_three_digits_at_least(tmp_path: Path) -> None:
    assert [version_path(tmp_path, n).name for n in (1, 1000)] == ["v001.yaml", "v1000.yaml"]
