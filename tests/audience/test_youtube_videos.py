from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.youtube_places import places_of
from planner.audience.youtube_videos import video_id, video_ids
from planner.errors import InputError

IDS = st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True)
FORMS = st.sampled_from(
    [
        "{}",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube.com/watch?list=PL123&v={}&t=10s",
        "http://m.youtube.com/watch?v={}",
        "youtube.com/watch?v={}",
        "https://youtu.be/{}",
        "youtu.be/{}?si=abc",
        "https://www.youtube.com/shorts/{}",
        "https://www.youtube.com/embed/{}?rel=0",
        "https://www.youtube.com/live/{}",
        "https://studio.youtube.com/video/{}/analytics",
        "  https://youtu.be/{}  ",
    ]
)


@given(IDS, FORMS)
def test_every_form_names_its_video(video: str, form: str) -> None:
    assert video_id(form.format(video)) == video


@given(st.text())
def test_any_text_names_a_video_or_none(text: str) -> None:
    found = video_id(text)
    assert found is None or found in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "https://vimeo.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=too-short",
        "https://www.youtube.com/shorts",
        "https://[broken",
        "ftp://youtu.be/dQw4w9WgXcQ",
    ],
)
def test_what_names_no_video(text: str) -> None:
    assert video_id(text) is None


def test_all_that_name_no_video_are_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        video_ids(["https://youtu.be/dQw4w9WgXcQ", "one", "two"])
    assert [problem.value for problem in told.value.problems] == ["one", "two"]


def test_a_video_counts_once() -> None:
    assert video_ids(["dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ"]) == ["dQw4w9WgXcQ"]


def test_places_are_countries_states_and_groups_of_them() -> None:
    groups = {"DACH": ["DE", "AT", "CH"], "NORTH": ["US-AK", "CA-QC"], "EMPTY": []}
    places, notes = places_of(["FR", "US-CA", "DACH", "CA-QC", "NORTH", "EMPTY", "FR"], groups)
    assert {region: [one.filter for one in found] for region, found in places.items()} == {
        "FR": ["country==FR"],
        "US-CA": ["province==US-CA"],
        "DACH": ["country==AT", "country==CH", "country==DE"],
    }
    assert [note.split(" was")[0] for note in notes] == ["CA-QC", "NORTH (CA-QC)", "EMPTY"]
