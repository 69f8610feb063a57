from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.creators.declaration import Declaration, declare, declared, withdraw
from planner.creators.derived import LABEL, derive
from planner.creators.youtube_data import Channel, Video
from planner.errors import InputError, StoreError

TODAY = date(2026, 3, 2)
WORD = Declaration("123456789012", date(2026, 2, 1), "Ana Petrova", TODAY)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path))
    return tmp_path


def channel(*videos: Video, subscribers: int | None = 1000) -> Channel:
    fetched = datetime(2026, 3, 2, tzinfo=UTC)
    return Channel("UCa", "Anna", "@anna", "MX", subscribers, 9, 3, videos, fetched)


VIDEOS = (
    Video("a", "A", views=100, likes=8, comments=2),
    Video("b", "B", views=200, likes=50, comments=10),
    Video("c", "C", views=900, likes=40, comments=None),
    Video("d", "D"),
)


def test_nobody_declared_anything() -> None:
    assert declared() is None
    assert withdraw() is False


def test_a_declaration_is_kept_until_it_is_taken_back() -> None:
    made = declare(" 123456789012 ", date(2026, 2, 1), "  Ana\nPetrova ", TODAY)
    assert made == WORD
    assert declared() == WORD
    assert "123456789012" in str(made)
    assert withdraw() is True
    assert declared() is None


@pytest.mark.parametrize(
    ("project", "accepted", "by", "fields"),
    [
        ("my-project", TODAY, "Ana", ["project"]),
        ("12345", TODAY, "Ana", ["project"]),
        ("١٢٣٤٥٦٧٨٩٠١٢", TODAY, "Ana", ["project"]),
        ("123456789012", date(2026, 3, 3), "Ana", ["accepted"]),
        ("123456789012", TODAY, " ", ["by"]),
        ("", date(2027, 1, 1), "", ["project", "accepted", "by"]),
    ],
)
def test_what_cannot_be_right_is_told_and_not_kept(
    project: str, accepted: date, by: str, fields: list[str]
) -> None:
    with pytest.raises(InputError) as told:
        declare(project, accepted, by, TODAY)
    assert [problem.field for problem in told.value.problems] == fields
    assert declared() is None


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[1]", '{"project_number": "1", "accepted": "2026-02-01", "by": "A", "on": "x"}'],
)
def test_a_damaged_file_is_no_declaration(home: Path, content: str) -> None:
    (home / "youtube-declaration.json").write_text(content)
    with pytest.raises(InputError, match="damaged"):
        declared()


def test_a_file_written_by_hand_is_checked_too(home: Path) -> None:
    text = '{"project_number": "1", "accepted": "2026-03-02", "by": "A", "on": "2026-02-01"}'
    (home / "youtube-declaration.json").write_text(text)
    with pytest.raises(InputError, match=r"declaration.json: project.*\n.*accepted"):
        declared()


def test_a_declaration_that_cannot_be_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MICROHIT_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreError, match="could not be read or written"):
        declare("123456789012", TODAY, "Ana", TODAY)


def test_nothing_is_derived_without_a_declaration() -> None:
    with pytest.raises(InputError, match=r"unless it accepted them.*creators declare"):
        derive(channel(*VIDEOS), None)


def test_derived_figures_are_labelled_as_ours_and_explained() -> None:
    figures = derive(channel(*VIDEOS), WORD)
    assert [figure.value for figure in figures] == [pytest.approx(0.2), 0.2, None]
    assert {figure.label for figure in figures} == {LABEL}
    assert all(figure.how for figure in figures)


def test_what_youtube_hides_gives_no_figure() -> None:
    assert [figure.value for figure in derive(channel(), WORD)] == [None, None, None]
    hidden = derive(channel(VIDEOS[0], subscribers=None), WORD)
    assert [figure.value for figure in hidden] == [pytest.approx(0.1), None, None]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # home is not used
@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=50))
def test_three_of_four_videos_have_the_views_to_expect(views: list[int]) -> None:
    videos = [Video(str(at), "", views=count) for at, count in enumerate(views)]
    expected = derive(channel(*videos), WORD)[2].value
    assert expected is not None
    assert 4 * sum(count >= expected for count in views) >= 3 * (len(views) - 1)
    assert min(views) <= expected <= median(views)
