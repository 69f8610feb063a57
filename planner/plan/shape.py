"""Which fields may stand where in a plan: the model as a tree of key paths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.model.plan import SUGGESTED, Plan

Path = tuple[str | int, ...]
ANY = "*"
"""Stands for any key of a table or any place in a list."""
Model = type[BaseModel]
RESULTS = {(name,) for name in SUGGESTED}


def models_at(path: Path, root: Model = Plan) -> list[Model]:
    """Return the parts that may stand at `path` of a `root`, none where only values may."""
    kinds: list[object] = [root]
    for key in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, key)]
    return [kind for kind in kinds if _is_model(kind)]


def fields(model: Model) -> dict[str, object]:
    """Return the types of a part's fields by their names in the file."""
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


@cache
def home(name: str, root: Model = Plan) -> Path | None:
    """Return the path of the part in which a field `name` belongs, None where it may be several.

    Parts that a person writes come before results, and `film` and `goals` before what is in them.
    """
    found = [path for path, model in _walk(root, ()) if name in fields(model)]
    found = [path for path in found if path[:1] not in RESULTS] or found
    found = [path for path in found if len(path) <= 1] or found
    return found[0] if len(found) == 1 else None


@cache
def models(root: Model = Plan) -> dict[Model, Path]:
    """Return every part of a `root` and the first path at which it stands."""
    found: dict[Model, Path] = {}
    for path, model in _walk(root, ()):
        found.setdefault(model, path)
    return found


def is_required(path: Path, root: Model = Plan) -> bool:
    """Return whether the part that holds the field at `path` can't be without it."""
    return any(info.is_required() for info in _infos(path, root))


def is_share(path: Path, root: Model = Plan) -> bool:
    """Return whether the field at `path` is a share, which is at most 1."""
    return any(_most(info) == 1 for info in _infos(path, root))


def _infos(path: Path, root: Model) -> Iterator[FieldInfo]:
    for model in models_at(path[:-1], root):
        for name, info in model.model_fields.items():
            if path[-1:] == (info.alias or name,):
                yield info


def _most(kind: object) -> object:
    """Return the highest value that a type's rules allow, None where they set none."""
    if isinstance(kind, FieldInfo):
        inner = [*kind.metadata, kind.annotation]
    else:
        inner = list(get_args(kind)) if get_origin(kind) in (Annotated, Union, UnionType) else []
    found = [getattr(kind, "le", None), *map(_most, inner)]
    return next((one for one in found if one is not None), None)


def _walk(kind: object, path: Path) -> Iterator[tuple[Path, Model]]:
    for plain in _plain(kind):
        if _is_model(plain):
            yield path, plain
            for name, inner in fields(plain).items():
                yield from _walk(inner, (*path, name))
        elif get_origin(plain) in (dict, list):
            yield from _walk(get_args(plain)[-1], (*path, ANY))


def _inside(kind: object, key: str | int) -> list[object]:
    """Return the types that may stand at `key` of a `kind`."""
    found: list[object] = []
    for plain in _plain(kind):
        if _is_model(plain) and key in fields(plain):
            found += _plain(fields(plain)[str(key)])
        elif get_origin(plain) is dict:
            found += _plain(get_args(plain)[1])
        elif get_origin(plain) is list and isinstance(key, int):
            found += _plain(get_args(plain)[0])
    return found


def _plain(kind: object) -> list[object]:
    """Return a type without its rules, or the types that it is one of."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [plain for one in get_args(kind) for plain in _plain(one)]
    return [kind]


def _is_model(kind: object) -> TypeGuard[Model]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
