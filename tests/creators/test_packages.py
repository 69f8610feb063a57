from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators.packages import MOST_PACKAGES, Post, packages


def test_posts_of_one_creator_meet_the_same_followers() -> None:
    found = packages(
        [Post("video", 100, 2, {"MX/es": 500}), Post("story", 20, 1, {"MX/es": 100})],
        {"MX/es": 1000},
        creator="ana",
        region="MX",
        language="es",
    )
    by_name = {one.package: one for one in found}
    assert list(by_name) == [
        "1 story",
        "1 video",
        "1 video + 1 story",
        "2 video",
        "2 video + 1 story",
    ]
    assert by_name["2 video"].reach == {"MX/es": pytest.approx(750)}
    assert by_name["2 video + 1 story"].reach == {"MX/es": pytest.approx(775)}
    assert by_name["2 video + 1 story"].price == 220
    assert by_name["2 video + 1 story"].posts == {"video": 2, "story": 1}
    assert {(one.creator, one.region, one.language) for one in found} == {("ana", "MX", "es")}


def test_without_an_audience_nothing_adds_to_the_largest_post() -> None:
    posts = [Post("video", 100, 3, {"x": 500}), Post("story", 20, 2, {"x": 100})]
    assert [one.package for one in packages(posts)] == ["1 story", "2 story", "1 video"]
    small = packages(posts, {"x": 400})
    assert [one.reach["x"] for one in small] == pytest.approx([100, 180, 500])


def test_a_dearer_post_that_reaches_fewer_is_dropped_unless_elsewhere() -> None:
    posts = [Post("a", 10, 1, {"x": 100}), Post("b", 20, 1, {"x": 90})]
    assert [one.package for one in packages(posts)] == ["1 a"]
    posts = [Post("a", 10, 1, {"x": 100}), Post("b", 20, 1, {"x": 5, "y": 9})]
    assert [one.package for one in packages(posts)] == ["1 a", "1 b", "1 a + 1 b"]


def test_nothing_to_buy() -> None:
    assert packages([]) == []
    assert packages([Post("a", 10, 0, {"x": 100})]) == []
    assert [one.price for one in packages([Post("gift", 0, 2, {"x": 100})], {"x": 900})] == [0]


def test_many_posts_are_bounded_work() -> None:
    posts = [Post(f"f{i}", 10 + i, 1000, {"x": 5.0 + i, "y": 9.0 - i}) for i in range(6)]
    found = packages(posts, {"x": 1000, "y": 1000})
    assert len(found) == MOST_PACKAGES
    assert [one.price for one in found] == sorted(one.price for one in found)


@st.composite
def offers(draw: st.DrawFn) -> tuple[list[Post], dict[str, float]]:
    reach = st.dictionaries(st.sampled_from("xy"), st.floats(1, 500), min_size=1)
    price = st.one_of(st.just(0.0), st.floats(1, 100))
    rows = draw(st.lists(st.tuples(price, st.integers(0, 3), reach), max_size=3))
    audience = draw(st.dictionaries(st.sampled_from("xy"), st.floats(0, 2000)))
    return [Post(f"f{i}", *row) for i, row in enumerate(rows)], audience


@settings(max_examples=60)
@given(offers())
def test_every_bundle_is_covered_or_between_two_that_are_kept(
    offer: tuple[list[Post], dict[str, float]],
) -> None:
    posts, audience = offer
    found = packages(posts, audience)
    assert len(found) <= MOST_PACKAGES
    cells = {cell for post in posts for cell in post.reach}
    size = {
        cell: max([audience.get(cell, 0.0), *(post.reach.get(cell, 0.0) for post in posts)])
        for cell in cells
    }
    for counts in itertools.product(*(range(post.most + 1) for post in posts)):
        if not any(counts):
            continue
        bundle = list(zip(posts, counts, strict=True))
        price = sum(post.price * count for post, count in bundle)
        reach = {
            cell: a * (1 - math.prod((1 - p.reach.get(cell, 0.0) / a) ** n for p, n in bundle))
            for cell, a in size.items()
        }
        covering = [
            one
            for one in found
            if one.price <= price * (1 + 1e-9)
            and all(one.reach[cell] >= reach[cell] * (1 - 1e-9) for cell in cells)
        ]
        assert covering or len(found) == MOST_PACKAGES
    for one, other in itertools.permutations(found, 2):
        assert not (
            one.price <= other.price and all(one.reach[cell] >= other.reach[cell] for cell in cells)
        )
