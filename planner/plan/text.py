"""A plan to YAML text: fixed key order, one fact per line, the same bytes for the same plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import yaml
from pydantic import BaseModel

from planner.model.plan import Plan
from planner.plan.scalars import of_plain

HEADER = "# yaml-language-server: $schema=../../planner/model/schema.json\n"
"""Tells editors where the schema lies, seen from campaigns/<slug>/plan.yaml."""


def dump(plan: Plan) -> str:
    """Return the YAML text of `plan`, ending in a newline."""
    return HEADER + yaml.dump(
        plain(plan),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10**9,
        default_flow_style=False,
    )


class OneLine(dict[str, object]):
    """A mapping that stands on one line of the file."""


def plain(value: object) -> object:
    """Return a model as plain data in file order, note last.

    A field is left out where it is absent, or empty as it is by default.
    """
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        names = [name for name in fields if name != "note" or isinstance(value, Plan)]
        names += [name for name in fields if name not in names]
        kept = {
            fields[name].alias or name: plain(item)
            for name in names
            if not _left_out(item := getattr(value, name), fields[name].default)
        }
        return OneLine(kept) if getattr(value, "one_line", False) else _lined(kept, value)
    if isinstance(value, dict):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _left_out(value: object, default: object) -> bool:
    return value is None or (value in ([], {}) and value == default)


def _lined(data: dict[str, object], part: BaseModel) -> dict[str, object]:
    in_line = getattr(part, "in_line", ())
    return {
        key: OneLine(item) if key in in_line and isinstance(item, dict) else item
        for key, item in data.items()
    }


def _key(key: object) -> object:
    return key if isinstance(key, date) else str(key)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002  # PyYAML's own signature
        super().increase_indent(flow, False)  # noqa: FBT003  # lists stand indented under their key

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        # In single quotes a text of several lines would stand on several, and lose some breaks.
        several = self.analysis is not None and self.analysis.multiline
        return '"' if style == "'" and several else style

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's own signature
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=_style(value))


def _style(value: str) -> str | None:
    """Return the quotes that `value` needs beside those that PyYAML gives it."""
    if "\n" in value:
        block = value == value.strip() + "\n" * value.endswith("\n")
        return "|" if block else '"'
    return None if isinstance(of_plain(value), str) else "'"


def _amount(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    if value == value.to_integral_value():
        digits = f"{value:.0f}" if value else "0"  # not -0
        return dumper.represent_scalar("tag:yaml.org,2002:int", digits)
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


def _float(dumper: yaml.SafeDumper, value: float) -> yaml.Node:
    return _amount(dumper, Decimal(repr(value)))


def _moment(dumper: yaml.SafeDumper, value: datetime) -> yaml.Node:
    text = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)


def _list(dumper: yaml.SafeDumper, value: list[object]) -> yaml.Node:
    flow = all(not isinstance(item, dict | list) for item in value) and not _long(value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


def _long(value: list[object]) -> bool:
    return any(isinstance(item, str) and (len(item) > 30 or "\n" in item) for item in value)


def _record(dumper: yaml.SafeDumper, value: OneLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


_Dumper.add_representer(OneLine, _record)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _amount)
_Dumper.add_representer(float, _float)
_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(list, _list)
