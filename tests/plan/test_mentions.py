"""Where a name stands in a campaign's folder."""

from pathlib import Path

from planner.plan.contacts import FILE
from planner.plan.mentions import Mention, mentions


def test_every_line_with_the_name_is_found_but_not_in_contacts(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "v001.yaml").write_text("schema: 1\nauthor: Eva Lind\nnote: evaluated\n")
    (tmp_path / "records" / "one.yaml").write_text("by: EVA LIND\n")
    (tmp_path / "creators.csv").write_text("creator\nEva Lindqvist\n")
    (tmp_path / FILE).write_text("Eva Lind")
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "link.yaml").symlink_to("/etc/hostname")
    assert mentions(tmp_path, " eva lind ") == [
        Mention(tmp_path / "records" / "one.yaml", 1),
        Mention(tmp_path / "v001.yaml", 2),
    ]
    assert mentions(tmp_path, "  ") == []
    assert mentions(tmp_path, "E.a Lind") == []
