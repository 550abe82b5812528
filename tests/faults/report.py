"""What was measured, kept between the tests of one run and written as a table for people and for programs."""

import fcntl
import json
import os
import statistics
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[2] / "build"
IS_LONG = "HEADWAY_FAULTS" in os.environ


def note(promise: str, **figures: Any) -> None:
    """Keep what was measured of a promise; in the long form it is written down at once."""
    print(f"{promise}: {figures}")
    if not IS_LONG:
        return
    PLACE.mkdir(exist_ok=True)
    with open(PLACE / "faults.json", "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # tests of two processes write it
        file.seek(0)
        noted = json.loads(file.read() or "{}") | {promise: figures}
        file.truncate(0)
        file.write(json.dumps(noted, indent=1))
        (PLACE / "faults.md").write_text(table(noted))


def table(noted: dict[str, dict[str, Any]]) -> str:
    """The figures as Markdown."""
    lines = ["| promise | figures |", "|---|---|"]
    for promise, figures in noted.items():
        said = ", ".join(f"{name.replace('_', ' ')} {shown(value)}" for name, value in figures.items())
        lines.append(f"| {promise} | {said} |")
    return "\n".join(lines) + "\n"


def shown(value: Any) -> str:
    """A figure as one reads it."""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return "; ".join(f"{name} {shown(part)}" for name, part in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def percentile(values: list[float], part: float) -> float:
    """The value that `part` of all (0.95: 95 in a hundred) do not exceed."""
    return statistics.quantiles(values, n=1000, method="inclusive")[round(part * 1000) - 1]
