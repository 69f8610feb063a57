"""Netflix's Top 10 lists: the share of titles like the film, by region and week."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.audience.netflix import SIGNAL, appetite, fetch
from planner.audience.netflix_charts import read_charts
from planner.audience.netflix_titles import Kind, Like, Titles, matches, read_titles
from planner.errors import InputError
from planner.facts.table import load

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "netflix"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared Netflix data is not here")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEADER = "country_name\tcountry_iso2\tweek\tcategory\tweekly_rank\tshow_title\tseason_title\tcum"
TITLES = (
    "title,type,original_language,production_countries\n"
    "Roma,Films,es,\"['Mexico', 'United States of America']\"\n"
    "Gravity,Films,en,\"['United States of America']\"\n"
    "Okja,Films,ko,KR|US\n"
    "Gravity,TV,de,DE\n"
)
FILMS = {1: "Roma", 2: "Gravity", 3: "Okja", 4: 'An "unknown" film'}
LIKE = Like("language", "es-MX", ("MX",))


def charts(weeks: dict[str, dict[int, str]], region: str = "NA") -> bytes:
    lines = [HEADER]
    for week, places in weeks.items():
        for rank, title in places.items():
            lines.append(f"Namibia\t{region}\t{week}\tFilms\t{rank}\t{title}\tN/A\t1")
            lines.append(f"Namibia\t{region}\t{week}\tTV\t{rank}\tSome series\tN/A\t1")
    return ("\n".join(lines) + "\n").encode()


def titles(text: str = TITLES) -> Titles:
    return read_titles(text.encode(), "titles.csv")


def shares(content: bytes, like: Like = LIKE, known: Titles | None = None) -> dict[str, float]:
    table, _ = appetite(read_charts(content, "n.tsv"), known or titles(), like, load())
    assert set(table["region"]) == {"NA"}
    assert set(table["signal"]) == {SIGNAL}
    return dict(zip(table["week"].dt.strftime("%Y-%m-%d"), table["value"], strict=True))


@pytest.mark.parametrize(
    ("kind", "ranks"), [("language", [1]), ("origin", [1]), ("non-english", [1, 3])]
)
def test_the_share_weighs_ranks_by_the_measured_exponent(kind: Kind, ranks: list[int]) -> None:
    exponent = load().number("netflix_rank_weight.films").value
    weight = {rank: rank**-exponent for rank in (1, 2, 3)}  # the fourth title is not known
    expected = sum(weight[rank] for rank in ranks) / sum(weight.values())
    got = shares(charts({"2022-04-24": FILMS}), Like(kind, "es", ("MX",)))
    assert got == {"2022-04-18": pytest.approx(expected, abs=1e-4)}


def test_a_week_of_mostly_unknown_titles_is_not_observed() -> None:
    weeks = {"2022-04-24": FILMS, "2022-05-01": {1: "Who knows", 2: "Gravity"}}
    got = shares(charts(weeks))
    assert {week: value >= 0 for week, value in got.items()} == {
        "2022-04-18": True,
        "2022-04-25": False,  # not a number
    }


def test_a_gzipped_file_gives_the_same() -> None:
    content = charts({"2022-04-24": FILMS})
    assert shares(gzip.compress(content)) == shares(content)


def test_fetching_says_from_what_and_how_much_is_unknown() -> None:
    found = fetch(charts({"2022-04-24": FILMS}), "n.tsv", titles(), LIKE, load(), NOW)
    assert found.source == "Netflix Top 10, films in the original language es-MX (n.tsv)"
    assert found.notes[0] == "1 of 4 titles are like this one."
    assert '1 title (25.0% of places) is not told by the table: An "unknown" film.' in found.notes
    with pytest.raises(InputError, match="no week of which enough titles are known"):
        fetch(charts({"2022-04-24": {1: "Who knows"}}), "n.tsv", titles(), LIKE, load(), NOW)


def test_netflixs_worldwide_list_tells_what_is_not_english_and_no_more() -> None:
    kinds = {name: "English" if name == "Gravity" else "Non-English" for name in FILMS.values()}
    header = "week\tcategory\tweekly_rank\tshow_title\tseason_title\tweekly_hours_viewed\n"
    world = header + "".join(
        f"2022-04-24\tFilms ({kind})\t1\t{name}\tN/A\t9\n" for name, kind in kinds.items()
    )
    known = read_titles(world.encode(), "global.tsv")
    assert (
        shares(charts({"2022-04-24": FILMS}), Like("non-english", "es"), known)["2022-04-18"] > 0.5
    )
    with pytest.raises(InputError, match="original_language and origin"):
        fetch(charts({"2022-04-24": FILMS}), "n.tsv", known, LIKE, load(), NOW)
    with pytest.raises(InputError, match="is the worldwide list, without countries"):
        read_charts(world.encode(), "global.tsv")


def test_titles_of_one_name_that_differ_are_not_known() -> None:
    known = titles(TITLES + "Roma,Films,it,IT\nOkja,Films,ko,KR|US\n")
    assert matches(known[("roma", "films")], LIKE) is None
    assert matches(known[("okja", "films")], LIKE) is False
    assert matches(titles()[("gravity", "")], LIKE) is None  # a film and a series
    assert matches(titles()[("roma", "films")], Like("origin", "en", ("US",))) is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,language\n", None),
        (b"title,genre\nRoma,Drama\n", "no table of titles"),
        (b"film,language\nRoma,es\n", "It needs the columns title"),
        (b"", "is empty"),
    ],
)
def test_a_table_of_titles_needs_a_language_or_an_origin(content: bytes, said: str | None) -> None:
    if said is None:
        assert read_titles(content, "t.csv") == {}
        return
    with pytest.raises(InputError, match=said):
        read_titles(content, "t.csv")


def test_faulty_rows_are_named_by_their_line() -> None:
    lines = charts({"2022-04-24": FILMS}).decode().splitlines()
    lines[1] = lines[1].replace("\tNA\t", "\tNarnia\t")
    lines[2] = lines[2].replace("2022-04-24", "24 April")
    lines[4] = lines[4].replace("\t2\t", "\ttwo\t")
    with pytest.raises(InputError) as caught:
        read_charts("\n".join(lines).encode(), "n.tsv")
    assert [str(problem).split(" (")[0] for problem in caught.value.problems] == [
        "n.tsv:2: country_iso2: is no known region",
        "n.tsv:3: week: is no date such as 2022-04-24",
        "n.tsv:5: weekly_rank: is no rank",
    ]
    text = "country_iso2\tweek\tcategory\tweekly_rank\tshow_title\n"
    with pytest.raises(InputError, match="no rows"):
        read_charts(text.encode(), "n.tsv")


@needs_data
def test_the_official_file_gives_a_share_for_every_country_and_week() -> None:
    known = read_titles((DATA / "titles.csv").read_bytes(), "titles.csv")
    content = (DATA / "all-weeks-countries.tsv.gz").read_bytes()
    found = fetch(content, "n.tsv", known, Like("language", "ko", ("KR",)), load(), NOW)
    assert len(found.table) >= 94 * 43 - 10
    assert found.table["region"].nunique() == 94
    assert found.table["value"].dropna().between(0, 1).all()
    mean = found.table.groupby("region")["value"].mean()
    assert mean.idxmax() == "KR"
    assert found.table["value"].notna().mean() > 0.99


@needs_data
def test_the_exponent_is_what_the_worldwide_list_says() -> None:
    options = {"sep": "\t", "quoting": 3, "keep_default_na": False}
    world = pd.read_csv(DATA / "all-weeks-global.tsv.gz", **options)  # type: ignore[call-overload]
    for name in ("Films", "TV"):
        rows = world[world["category"].str.startswith(name) & (world["weekly_hours_viewed"] > 0)]
        logs = np.log(rows[["weekly_rank", "weekly_hours_viewed"]].astype(float))
        lists = [rows["week"], rows["category"]]
        inner = logs - logs.groupby(lists).transform("mean")
        slope = (inner.prod(axis=1)).sum() / (inner["weekly_rank"] ** 2).sum()
        fact = load().number(f"netflix_rank_weight.{name.lower()}")
        assert fact.value == pytest.approx(-slope, abs=0.01)
