"""Names and links that lead out of the campaigns' folder are refused, and said why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.errors import InputError, StoreError
from planner.plan import safe


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of campaigns that holds one, and a secret beside it."""
    (tmp_path / "secret.yaml").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "campaigns" / "walnut-winter"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text("schema: 2\n")
    return folder.parent


def test_an_ordinary_campaign_and_a_new_one_are_fine(root: Path) -> None:
    for slug in ("walnut-winter", "plum-summer"):
        assert safe.campaign_folder(root, slug) == root / slug
    assert safe.campaign_folder(root / "not-yet", "plum-summer").name == "plum-summer"


@pytest.mark.parametrize(
    "slug",
    ["..", "../x", "a/b", "a\\b", "/etc", "", ".", "A", "ａ", "é", "a b", "x" * 64, "a\n", "-a"],
)
def test_a_name_that_is_no_folder_inside_is_refused(root: Path, slug: str) -> None:
    with pytest.raises(InputError, match=r"no campaign name.*walnut-winter"):
        safe.campaign_folder(root, slug)


@pytest.mark.parametrize("slug", ["con", "nul", "com1", "lpt9"])
def test_device_names_of_windows_are_refused(root: Path, slug: str) -> None:
    with pytest.raises(InputError, match="Windows"):
        safe.campaign_folder(root, slug)


@pytest.mark.parametrize("other", ["Plum-Summer", "ｐlum-summer"])
def test_a_folder_that_other_systems_take_for_the_same_is_named(root: Path, other: str) -> None:
    (root / other).mkdir()
    with pytest.raises(InputError, match=rf"'{other}' on Windows and macOS.*Rename"):
        safe.campaign_folder(root, "plum-summer")
    assert safe.campaign_folder(root, "walnut-winter")


def test_a_campaign_that_is_a_link_out_is_refused(root: Path) -> None:
    (root / "plum-summer").symlink_to(root.parent / "elsewhere")
    with pytest.raises(StoreError, match=r"elsewhere, outside .* Put the folder itself"):
        safe.campaign_folder(root, "plum-summer")


@pytest.mark.parametrize("name", ["plan.yaml", "v004.yaml", "contacts.yaml", ".lock", "records"])
def test_a_file_of_a_campaign_that_is_a_link_out_is_refused(root: Path, name: str) -> None:
    path = root / "walnut-winter" / name
    path.unlink(missing_ok=True)
    path.symlink_to(root.parent / "secret.yaml")
    with pytest.raises(StoreError, match=r"secret\.yaml, outside of the campaigns"):
        safe.campaign_folder(root, "walnut-winter")
    with pytest.raises(StoreError, match="outside"):
        safe.ordinary_file(path)


def test_links_inside_the_campaigns_and_to_their_folder_are_fine(root: Path) -> None:
    (root / "twin").symlink_to(root / "walnut-winter")
    (root / "walnut-winter" / "v001.yaml").symlink_to("plan.yaml")
    (root.parent / "shortcut").symlink_to(root)
    for home in (root, root.parent / "shortcut"):
        assert safe.campaign_folder(home, "twin") == home / "twin"
        safe.ordinary_file(home / "twin" / "v001.yaml")


def test_a_link_to_itself_is_told(root: Path) -> None:
    path = root / "walnut-winter" / "v001.yaml"
    path.symlink_to(path)
    with pytest.raises(StoreError, match=r"circle|outside"):
        safe.campaign_folder(root, "walnut-winter")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_told(root: Path) -> None:
    path = root / "walnut-winter" / "pipe"
    os.mkfifo(path)
    with pytest.raises(StoreError, match="no ordinary file"):
        safe.ordinary_file(path)
    safe.ordinary_file(root / "walnut-winter" / "plan.yaml")
    safe.ordinary_file(root / "walnut-winter" / "missing.yaml")
