from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from planner.creators.youtube_data import Channel, Found, Query, Video
from planner.creators.youtube_export import COLUMNS, write_found
from planner.errors import InputError

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
VIDEOS = (
    Video("v1", "One", NOW, 61.0, 100, 10, 1),
    Video("v2", "Two", None, None, 300, None, None),
    Video("v3", "Three"),
)
ANNA = Channel("UCa", "=HYPERLINK(1)", "@anna", "MX", None, 12, 3, VIDEOS, NOW)
NEW = Channel("UCb", "Boris", None, None, 5, None, None, (), NOW)
FOUND = Found(Query("food", "es", "MX"), (ANNA, NEW), NOW, notes=("One is gone.",))


def test_averages_are_plain_and_over_what_is_told() -> None:
    assert (ANNA.counted, ANNA.mean_views, ANNA.median_views) == (2, 200.0, 200.0)
    assert (ANNA.mean_likes, ANNA.mean_comments) == (10.0, 1.0)
    assert (NEW.counted, NEW.mean_views, NEW.median_views, NEW.mean_likes) == (0, None, None, None)


def test_a_csv_has_raw_fields_averages_times_and_links_and_no_formula(tmp_path: Path) -> None:
    write_found(tmp_path / "out.csv", FOUND)
    text = (tmp_path / "out.csv").read_text("utf-8")
    first, second = csv.DictReader(StringIO(text))
    assert tuple(first) == COLUMNS
    assert first["title"] == "'=HYPERLINK(1)"
    assert first["link"] == "https://www.youtube.com/channel/UCa"
    assert (first["subscribers"], first["views"], first["videos_counted"]) == ("", "12", "2")
    assert (first["fetched"], first["delete_by"]) == ("2026-03-02T12:00:00+00:00", "2026-04-01")
    assert second["mean_views"] == ""


def test_a_json_has_the_videos_too(tmp_path: Path) -> None:
    write_found(tmp_path / "out.JSON", FOUND)
    content = json.loads((tmp_path / "out.JSON").read_text("utf-8"))
    assert content["source"] == "YouTube Data API"
    assert content["query"]["topic"] == "food"
    assert content["notes"] == ["One is gone."]
    first = content["channels"][0]
    assert first["title"] == "=HYPERLINK(1)"
    assert [video["views"] for video in first["recent"]] == [100, 300, None]
    assert first["recent"][0]["link"] == "https://www.youtube.com/watch?v=v1"
    assert first["recent"][0]["published"] == "2026-03-02T12:00:00+00:00"


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv or \.json"):
        write_found(tmp_path / "out.xlsx", FOUND)
    assert list(tmp_path.iterdir()) == []
