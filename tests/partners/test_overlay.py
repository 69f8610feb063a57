"""Words are taken out of a picture with the places they had."""

from __future__ import annotations

import pytest

from planner.partners.overlay import split

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="-10 -5 100 50">
<g transform="translate(20,10)"><path d="M0,0"/>
<g transform="rotate(90)"><text transform="translate(4,3)" text-anchor="end" font-size="8px"
 font-weight="bold" fill="#123456">Turned</text></g>
<text transform="translate(1,2)" font-size="10px">Plain</text>
<text font-size="10px" opacity="0">Hidden</text><text font-size="10px"> </text></g></svg>"""


def test_words_keep_their_places_and_the_picture_keeps_none() -> None:
    picture = split(SVG)
    assert (picture.width, picture.height) == (100, 50)
    assert "<path" in picture.svg
    assert "text" not in picture.svg
    turned, plain = picture.words
    assert (plain.text, plain.x, plain.y, plain.angle, plain.anchor) == ("Plain", 31, 17, 0, 0)
    assert (turned.x, turned.y) == pytest.approx((27, 19))
    assert (turned.angle, turned.anchor, turned.size, turned.bold) == (90, 1, 8, True)
    assert turned.colour == "#123456"
