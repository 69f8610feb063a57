import tomllib
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
Tree = dict[str, object]


def names(tree: Tree, prefix: str = "") -> list[str]:
    found: list[str] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        found += names(value, f"{name}.") if isinstance(value, dict) else [name]
    return found


@pytest.mark.parametrize("name", names(SETTINGS))
def test_streamlit_knows_every_setting(name: str) -> None:
    """Streamlit ignores a misspelt option with a line in its log that nobody reads."""
    assert name in config.get_config_options()


def test_the_dashboard_stays_on_this_computer_and_protected() -> None:
    assert SETTINGS["server"]["address"] == "localhost"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert not {"enableCORS", "enableXsrfProtection", "headless"} & set(SETTINGS["server"])
    assert SETTINGS["client"]["showErrorDetails"] == "none"
