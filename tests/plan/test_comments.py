"""Comments are found, and nothing else is taken for one."""

import pytest
import yaml

from planner.plan import comments
from planner.plan.comments import lost_comments
from planner.plan.text import HEADER, dump
from tests.plan.samples import GOLDEN, NASTY, small


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "LOADER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# top\na: b\n", [(1, "# top")]),
        ("a: b # after\n", [(1, "# after")]),
        ("a: b\t# after a tab\n", [(1, "# after a tab")]),
        ("a:\n  # inside\n  b: c\n", [(2, "# inside")]),
        ("a: [b, # in a list\n  c]\n", [(1, "# in a list")]),
        ("a: 'b # c' # d # e\n", [(1, "# d # e")]),
        ('a: "b # c"\n', []),
        ('a: "b\n  # c"\n', []),
        ("a: b#c\n", []),
        ("a: https://x.org/#about\n", []),
        ("a: https://x.org/ #about\n", [(1, "#about")]),
        ("a: |\n  # text\n  b # text\n# comment\nc: d\n", [(4, "# comment")]),
        ("a: |  # on its header\n  # text\n", [(1, "# on its header")]),
        ("a: >-  # on its header\n  # text\n", [(1, "# on its header")]),
        ("a: b\n# last", [(2, "# last")]),
        ("a: b\r\n# with CR\r\n", [(2, "# with CR")]),
        ("'#a': b\n", []),
        (HEADER + "a: b\n", []),
        ("\ufeff" + HEADER + "a: b # c\n", [(2, "# c")]),
        ("a: ü😀 # c\nd: 'x\n\n  # y' # z\n", [(1, "# c"), (4, "# z")]),
        ("a: |\r\n  # text\r\n# c\r\n", [(3, "# c")]),
        ("a: b\r# c\r", [(2, "# c")]),
        ("#\n", [(1, "#")]),
        ("", []),
        ("a: [ # broken\n", [(1, "# broken")]),
        ('a: "\\UFFFFFFFF" # broken\n', [(1, "# broken")]),
    ],
)
def test_comments_are_found(text: str, found: list[tuple[int, str]]) -> None:
    assert list(lost_comments(text)) == found


def test_a_file_that_microhit_wrote_holds_none() -> None:
    assert lost_comments(GOLDEN.read_text(encoding="utf-8")) == ()
    for text in NASTY:
        assert lost_comments(dump(small(note=text))) == (), text
