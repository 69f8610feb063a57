"""The house keeps its order: thin pages, no arithmetic in them, modules of a readable length."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
MODULES = sorted((ROOT / "planner").rglob("*.py"))
LONGEST = 350
"""Lines of a module that a person still reads at one sitting; most have fewer than 250."""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def test_there_are_pages_for_every_step() -> None:
    names = [path.stem.split("_")[-1] for path in PAGES[1:]]
    steps = ["Film", "Audience", "Timing", "Spend", "Creators", "Plan", "Partners"]
    assert names[: len(steps)] == steps


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_imports_streamlit_and_the_dashboard_alone(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            assert [name.name for name in node.names] == ["streamlit"]
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert node.module == "planner.ui" or node.module.startswith("planner.ui.")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_frame_is_the_first_thing_that_a_page_calls(path: Path) -> None:
    body = [
        node
        for node in tree(path).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    first = body[0]
    if isinstance(first, ast.With):
        assert called(first.items[0].context_expr) == "frame.open_page"
        assert len(body) == 1
    else:
        assert isinstance(first, ast.Expr)
        assert called(first.value) == "frame.open_start"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_computes_nothing(path: Path) -> None:
    banned = (ast.BinOp, ast.AugAssign, ast.UnaryOp, ast.FunctionDef, ast.Lambda, ast.For)
    found = [node for node in ast.walk(tree(path)) if isinstance(node, banned)]
    assert not [ast.unparse(node) for node in found]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert ast.get_docstring(tree(path)) or path.name == "__main__.py"
