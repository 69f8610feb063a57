"""A git repository of its own for a test, which knows nothing of the user's configuration."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from planner.model.plan import Plan
from planner.plan.gitsetup import pieces, repository
from planner.plan.text import dump

PLAN = "campaigns/quince-spring/plan.yaml"
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{
        f"GIT_{who}_{what}": f"{who}@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


@dataclass(frozen=True)
class Repo:
    """A repository whose branch is called main."""

    top: Path

    def git(self, *words: str, code: int | None = 0, **env: str) -> str:
        """Run git; return what it says on both streams."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.top,
            env=os.environ | ALONE | env,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, said
        return said

    def write(self, name: str, content: str | Plan) -> None:
        """Write a file, or a plan into it."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else dump(content)
        path.write_text(text, encoding="utf-8", newline="\n")

    def read(self, name: str = PLAN) -> str:
        """Return what a file holds."""
        return (self.top / name).read_text(encoding="utf-8")

    def commit(self, content: str | Plan, name: str = PLAN) -> None:
        """Commit one file, and whatever else was changed."""
        self.write(name, content)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"Change {name}")


def repo_at(top: Path, *, hook: bool = False) -> Repo:
    """Make a repository that is set up for plans."""
    repo = Repo(top)
    (top / "campaigns").mkdir(parents=True)
    repo.git("-c", "init.defaultBranch=main", "init", "-q")
    for piece in pieces(repository(top), hook=hook, workflow=False):
        if piece.change and not piece.ready:
            piece.change()
    return repo
