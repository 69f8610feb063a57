from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import nan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.audience.fetched import Fetched, keep
from planner.audience.youtube_analytics import SIGNAL, fetch
from planner.errors import Cancelled, InputError, NetError, RateLimited, SignInNeeded
from planner.net.google import YOUTUBE
from planner.net.google_sign_in import sign_in
from tests.servers.base import Fault
from tests.servers.google import ANALYTICS, used_up
from tests.servers.google import YOUTUBE as HOST
from tests.servers.google_data import Statistics
from tests.servers.google_rig import Browser, Rig, rig

TRAILER, TEASER, FOREIGN, GONE = "trailer0001", "teaser-0002", "foreign0003", "gone0000004"
MONDAY = date(2026, 3, 2)
TODAY = date(2026, 4, 20)
OWN = "UC0123456789abcdefghijkl"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Rig]:
    with rig(monkeypatch, tmp_path) as made:
        made.google.statistics = statistics()
        made.sign_in(YOUTUBE)
        yield made


def statistics() -> Statistics:
    made = Statistics(last=MONDAY + timedelta(days=20))
    made.videos = {
        TRAILER: (OWN, "Trailer"),
        TEASER: (OWN, "Teaser"),
        FOREIGN: ("UCforeign", "Not ours"),
    }
    made.fill("FR", TRAILER, MONDAY, [10] * 21)
    made.fill("FR", TEASER, MONDAY, [1] * 21)
    made.fill("DE", TRAILER, MONDAY + timedelta(days=7), [0, 5, 0, 0, 0, 0, 2])
    made.fill("AT", TRAILER, MONDAY, [3] * 7)
    made.fill("US-CA", TRAILER, MONDAY, [4] * 14)
    return made


def read(
    here: Rig,
    regions: Sequence[str],
    videos: Sequence[str] = (TRAILER,),
    **more: Any,  # noqa: ANN401  # options of fetch
) -> Fetched:
    given = {"start": MONDAY - timedelta(days=30), "end": TODAY, "today": TODAY} | more
    with here.client(YOUTUBE) as client:
        return fetch(videos, regions, client=client, **given)


def values(fetched: Fetched, region: str) -> dict[str, float]:
    rows = fetched.table[fetched.table["region"] == region]
    weeks = rows["week"].dt.strftime("%m-%d")
    return dict(zip(weeks, rows["value"], strict=True))


def test_days_of_a_country_become_weeks(here: Rig) -> None:
    fetched = read(here, ["FR"])
    assert values(fetched, "FR") == {"03-02": 70, "03-09": 70, "03-16": 70}
    assert set(fetched.table["signal"]) == {SIGNAL}
    assert str(fetched.table["week"].dtype) == "datetime64[us]"
    assert fetched.source == (
        f"YouTube Analytics, views of the video {TRAILER} on the channel Roma Film"
    )
    assert fetched.fetched.tzinfo is UTC
    assert fetched.fetched <= datetime.now(UTC)
    queries = [request.query for request in here.web.asked(ANALYTICS)]
    assert [query.get("filters") for query in queries] == [
        f"video=={TRAILER}",
        f"country==FR;video=={TRAILER}",
    ]
    assert {query["ids"] for query in queries} == {"channel==MINE"}


def test_days_without_views_count_as_none(here: Rig) -> None:
    assert values(read(here, ["DE"]), "DE") == {"03-02": 0, "03-09": 7, "03-16": 0}


def test_the_whole_channel_counts_without_videos(here: Rig) -> None:
    fetched = read(here, ["FR"], ())
    assert values(fetched, "FR") == {"03-02": 77, "03-09": 77, "03-16": 77}
    assert "all views of the channel Roma Film" in fetched.source
    assert not here.web.asked(HOST, "/videos")


def test_videos_are_added_up(here: Rig) -> None:
    fetched = read(here, ["FR"], (TRAILER, f"https://youtu.be/{TEASER}"))
    assert values(fetched, "FR")["03-02"] == 77
    assert "views of 2 videos" in fetched.source


def test_a_group_is_the_sum_of_its_countries(here: Rig) -> None:
    fetched = read(here, ["DACH", "DE"], groups={"DACH": ["DE", "AT", "CH"]})
    assert values(fetched, "DACH") == {"03-02": 21, "03-09": 7, "03-16": 0}
    assert values(fetched, "DE") == {"03-02": 0, "03-09": 7, "03-16": 0}
    asked = [request.query["filters"].split(";")[0] for request in here.web.asked(ANALYTICS)][1:]
    assert asked == ["country==AT", "country==CH", "country==DE"]


def test_a_state_of_the_us_counts(here: Rig) -> None:
    assert values(read(here, ["US-CA"]), "US-CA")["03-02"] == 28


def test_regions_that_youtube_does_not_count_are_noted(here: Rig) -> None:
    fetched = read(here, ["FR", "CA-QC"])
    assert set(fetched.table["region"]) == {"FR"}
    assert any(note.startswith("CA-QC was left out") for note in fetched.notes)
    with pytest.raises(InputError, match=r"none of these regions.*CA-QC"):
        read(here, ["CA-QC"])


def test_weeks_that_are_not_complete_are_missing(here: Rig) -> None:
    here.google.statistics.views.clear()
    here.google.statistics.fill("FR", TRAILER, MONDAY + timedelta(days=2), [1] * 14)
    weeks = values(read(here, ["FR"]), "FR")
    assert weeks == pytest.approx({"03-02": nan, "03-09": 7, "03-16": nan}, nan_ok=True)


def test_days_that_are_not_final_are_missing(here: Rig) -> None:
    sunday = MONDAY + timedelta(days=13)
    final = read(here, ["FR"], today=sunday + timedelta(days=4))
    assert values(final, "FR")["03-09"] == 70
    early = read(here, ["FR"], today=sunday + timedelta(days=3))
    assert pd.isna(values(early, "FR")["03-09"])
    assert any("not final" in note for note in early.notes)


def test_a_period_in_the_future_ends_today(here: Rig) -> None:
    read(here, ["FR"], end=date(2030, 1, 1))
    assert {request.query["endDate"] for request in here.web.asked(ANALYTICS)} == {
        f"{TODAY}",
        f"{MONDAY + timedelta(days=20)}",
    }
    with pytest.raises(InputError, match="holds no day"):
        read(here, ["FR"], start=date(2030, 1, 1))


def test_columns_are_taken_by_name(here: Rig) -> None:
    here.google.statistics.columns = ("views", "day")
    assert values(read(here, ["FR"]), "FR")["03-02"] == 70


def test_a_report_of_another_form_is_told(here: Rig) -> None:
    here.google.statistics.columns = ("day",)
    with pytest.raises(NetError, match="another form"):
        read(here, ["FR"])


def test_no_views_at_all_is_told(here: Rig) -> None:
    here.google.statistics.views.clear()
    with pytest.raises(NetError, match="no final views"):
        read(here, ["FR"])


def test_a_region_without_any_views_is_zero(here: Rig) -> None:
    assert values(read(here, ["JP"]), "JP") == {"03-02": 0, "03-09": 0, "03-16": 0}


def test_an_account_without_a_channel_is_told(here: Rig) -> None:
    here.google.statistics.channel = None
    with pytest.raises(NetError, match="has no YouTube channel"):
        read(here, ["FR"])
    assert not here.web.asked(ANALYTICS)


def test_videos_of_another_channel_are_told(here: Rig) -> None:
    with pytest.raises(InputError) as told:
        read(here, ["FR"], (TRAILER, FOREIGN, GONE))
    assert [problem.value for problem in told.value.problems] == [FOREIGN, GONE]
    assert "not on your channel Roma Film" in str(told.value)
    assert "no video that YouTube shows you" in str(told.value)


def test_many_videos_are_asked_for_in_one_report(here: Rig) -> None:
    many = [f"video{number:06}" for number in range(300)]
    here.google.statistics.videos |= {one: (OWN, one) for one in many}
    assert values(read(here, ["FR"], [TRAILER, *many]), "FR")["03-02"] == 70
    assert len(here.web.asked(HOST, "/videos")) == 7
    assert len(here.web.asked(ANALYTICS)) == 2
    with pytest.raises(InputError, match="more than YouTube takes"):
        read(here, ["FR"], [f"video{number:06}" for number in range(501)])


def test_a_quota_of_the_day_is_told_at_once(here: Rig) -> None:
    reply = used_up()
    fault = Fault(status=reply.status, body=reply.body, headers=reply.headers)
    here.web.fail(ANALYTICS, fault, times=None)
    with pytest.raises(RateLimited, match="YouTube Analytics is used up"):
        read(here, ["FR"])
    assert len(here.web.asked(ANALYTICS)) == 1


@pytest.mark.parametrize(
    ("host", "title"), [(ANALYTICS, "YouTube Analytics API"), (HOST, "YouTube Data API")]
)
def test_an_api_that_is_switched_off_is_told(here: Rig, host: str, title: str) -> None:
    here.google.switched_off.add(host)
    with pytest.raises(NetError, match=rf"{title} is not switched on.*https://console"):
        read(here, ["FR"])


def test_a_passing_fault_is_tried_again(here: Rig) -> None:
    here.web.fail(ANALYTICS, Fault(status=503))
    here.web.fail(ANALYTICS, Fault(half=True))
    assert values(read(here, ["FR"]), "FR")["03-02"] == 70


def test_progress_is_told(here: Rig) -> None:
    told: list[tuple[int, int, str]] = []
    read(here, ["FR", "DE"], progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert told[-1][2] == "Views in DE"


def test_it_can_be_cancelled(here: Rig) -> None:
    told: list[str] = []
    with pytest.raises(Cancelled):
        fetch(
            [TRAILER],
            ["FR", "DE"],
            MONDAY,
            TODAY,
            today=TODAY,
            progress=lambda _, __, what: told.append(what),
            cancelled=lambda: "Views in DE" in told,
        )
    assert len(here.web.asked(ANALYTICS)) == 2


def test_nobody_signed_in_is_told(here: Rig) -> None:
    here.google.revoke()
    for _ in range(2):  # revoked; then forgotten
        with pytest.raises(SignInNeeded, match="sign-in youtube"):
            fetch([TRAILER], ["FR"], MONDAY, TODAY, today=TODAY)


def test_a_person_signs_in_and_reads(here: Rig) -> None:
    here.google.revoke()
    here.google.write_client(here.home / "google-client.json")
    browser = Browser()
    sign_in(YOUTUBE, open_browser=False, show=browser.open, limit=20)
    browser.close()
    fetched = fetch([TRAILER], ["FR"], MONDAY, TODAY, today=TODAY)
    assert values(fetched, "FR")["03-02"] == 70


def test_what_is_kept_holds_no_secret(here: Rig, tmp_path: Path) -> None:
    here.google.expire()
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    keep(campaign, "trailers", read(here, ["FR"]))
    here.google.expire()
    keep(campaign, "trailers", read(here, ["FR", "DE"]))
    kept = [path for path in campaign.rglob("*") if path.is_file()]
    texts = [path.read_text() for path in kept]
    assert any("trailer_views" in text for text in texts)
    assert not [text for text in texts for secret in here.google.secrets() if secret in text]
