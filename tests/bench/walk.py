"""How long the sample takes from `suggest` to a saved plan, step by step.

    .venv/bin/python -m tests.bench.walk

Goal: 12 regions cold within 10 s on 2 cores. Cold is a fresh process, imports included; the peer is
Prophet with its defaults on the same series, in a fresh process too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "campaigns" / "walnut-winter"
GOAL = 10.0
RUNS = 3

OURS = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from planner.plan import store
from planner.suggest import read_inputs, suggest
marks = [("imports", time.perf_counter())]
path = Path(sys.argv[1]) / "plan.yaml"
snapshot = store.load(path)
inputs = read_inputs(snapshot.plan, path.parent)
marks.append(("read plan, tables, sheet", time.perf_counter()))
seen = []
def report(progress):
    if not seen or seen[-1][0] != progress.step:
        seen.append((progress.step, time.perf_counter()))
outcome = suggest(snapshot.plan, inputs, progress=report)
ends = [at for _, at in seen[1:]] + [time.perf_counter()]
for (step, _), end in zip(seen, ends):
    marks.append((step, end))
store.save(path.parent, outcome.plan, read=snapshot.digest, drop_comments=True)
marks.append(("save", time.perf_counter()))
before = began
for name, at in marks:
    print(f"{name}\\t{at - before:.3f}")
    before = at
"""

PEER = """
import sys, time, logging
began = time.perf_counter()
logging.disable(logging.CRITICAL)
from pathlib import Path
import pandas as pd
from prophet import Prophet
from planner.audience.files import read_many
table = read_many(sorted((Path(sys.argv[1]) / "audience").glob("*.csv"))).dropna()
for _, rows in table.groupby(["region", "signal"]):
    model = Prophet().fit(rows.rename(columns={"week": "ds", "value": "y"})[["ds", "y"]])
    model.predict(model.make_future_dataframe(60, freq="7D", include_history=False))
print(f"all\\t{time.perf_counter() - began:.3f}")
"""


def run(script: str) -> dict[str, float]:
    """Run `script` in a fresh process on a copy of the sample; return seconds by step."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(SAMPLE, Path(folder) / SAMPLE.name))
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", script, str(copy)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        whole = time.perf_counter() - began
    pairs = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    return {name: float(seconds) for name, seconds in pairs} | {"whole process": whole}


def main() -> None:
    """Print the median of each step over a few fresh processes."""
    runs = [run(OURS) for _ in range(RUNS)]
    print(f"Sample campaign, from a fresh process to a saved plan ({os.cpu_count()} cores)\n")
    middle = {step: median(one[step] for one in runs) for step in runs[0]}
    for step, seconds in middle.items():
        print(f"{step:<28}{seconds:>8.2f} s")
    peer = median(run(PEER)["whole process"] for _ in range(RUNS))
    print(f"{'peer: default Prophet alone':<28}{peer:>8.2f} s")
    print(f"\ngoal {GOAL:.0f} s: {'met' if middle['whole process'] <= GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
