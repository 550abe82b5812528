"""The tables of the READMEs, written between their markers from the results."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "latest.json"
DEEP = "page 2,500 of 50,000 tasks"
Row = tuple[Any, ...]


def write(results: dict[str, Any]) -> None:
    """Put the tables into `README.md` and `bench/README.md`."""
    _replace(ROOT / "README.md", {"measured": summary(results)})
    sections = {
        "goals": goals(results),
        "throughput": throughput(results),
        "mixed": mixed(results),
        "curves": curves(results),
    }
    _replace(ROOT / "bench" / "README.md", sections | {"machine": machine(results)})


def summary(results: dict[str, Any]) -> str:
    """The few figures that the front page has room for."""
    busy, latency, streams = results["throughput"], results["latency"], results["streams"]
    rows: list[Row] = [
        (name, f"{busy[name]['per_second']:,.0f} a second") for name in ("page of 20 tasks", "create", "update")
    ]
    highest, calm = results["mixed"]["highest"], results["mixed"]["calm"]
    rows += [
        ("people who read, think and write", f"{highest['per_second']:,.0f} requests a second"),
        ("… at 70 % of that", f"half within {calm['p50_ms']:.0f} ms, 99 % within {calm['p99_ms']:.0f} ms"),
        ("page 1, and page 2,500, of 50,000 tasks", f"{latency['page 1 of 50,000 tasks']} ms, {latency[DEEP]} ms"),
        ("leaderboard of 100,000 with your own place", f"{latency['leaderboard']} ms"),
        (f"{streams['streams']:,} open event streams", f"{streams['kb_a_stream']} KB each"),
        ("`make run` to the first answer", f"{results['starting']['seconds_to_first_answer']} s"),
        ("the whole idle service", f"{results['starting']['idle_mb']:.0f} MB"),
    ]
    return _table(("what", "measured"), rows)


def goals(results: dict[str, Any]) -> str:
    """Every goal beside its figure."""
    busy, ms, streams = results["throughput"], results["latency"], results["streams"]
    first, start = ms["page 1 of 50,000 tasks"], results["starting"]
    calm, highest = results["mixed"]["calm"], results["mixed"]["highest"]
    few = ms["page 1 with 10,000 tasks in all"]
    rows = [
        _least("page of 20 tasks, of the empty route's requests a second", busy["page of 20 tasks"]["of_empty"], 0.35),
        _least("create, of the same", busy["create"]["of_empty"], 0.20),
        _least("update, of the same", busy["update"]["of_empty"], 0.20),
        _least("mixed load: requests per CPU second of all parts", highest["per_cpu_second"], 500),
        _most("mixed load: p99 at 70 % of the highest rate, ms", calm["p99_ms"], 30),
        _most("page 2,500, of page 1", round(ms[DEEP] / first, 2), 1.2),
        _most("page 1 with 1,000,000 tasks in all, of that with 10,000", round(first / few, 2), 1.2),
        _most("leaderboard, ms above the empty route", round(ms["leaderboard"] - ms["empty route"], 2), 3),
        _most("… without Valkey", round(ms["leaderboard without Valkey"] - ms["empty route"], 2), 3),
        _most("completion, of an update", round(ms["completion"] / ms["update"], 2), 1.5),
        _most(f"{streams['streams']:,} event streams, KB each", streams["kb_a_stream"], 30),
        _most(f"API p99 meanwhile, {streams['rate']} requests a second, ms", streams["api_p99_ms_with"], 50),
        _most("`make run` to the first answer, s", start["seconds_to_first_answer"], 3),
        _most("the whole idle service, MB", start["idle_mb"], 250),
    ]
    return _table(("goal", "bound", "measured", ""), rows)


def throughput(results: dict[str, Any]) -> str:
    """Requests a second, their cost, and what stands below them."""
    rows: list[Row] = []
    for name, figure in results["throughput"].items():
        spent = figure.get("cpu_ms", {})
        alone = figure.get("postgres_alone_per_second")
        rows.append(
            (
                name,
                f"{figure['per_second']:,.0f}",
                f"{figure['of_empty']:.0%}",
                f"{alone:,.0f}" if alone else "",
                *(f"{spent[part]:.2f}" if spent else "" for part in ("server", "postgres", "valkey")),
                f"{figure['p50_ms']:.1f} / {figure['p99_ms']:.1f}" if spent else "",
            )
        )
    head = ("request", "a second", "of the empty route", "PostgreSQL alone", "CPU ms: server", "PostgreSQL", "Valkey")
    return _table((*head, "p50 / p99 ms"), rows)


def mixed(results: dict[str, Any]) -> str:
    """Each level of the mixed load."""
    load = results["mixed"]
    levels = [*load["levels"], load["calm"]]
    rows = [
        (
            f"{level['users'] * load['speed']:,}" + (" (70 %)" if level is levels[-1] else ""),
            f"{level['per_second']:,.0f}",
            f"{level['p50_ms']:.0f} / {level['p99_ms']:.0f}",
            f"{level['per_cpu_second']:,.0f}",
            level["failed"],
        )
        for level in levels
    ]
    return _table(("users", "requests a second", "p50 / p99 ms", "requests per CPU second", "failed"), rows)


def curves(results: dict[str, Any]) -> str:
    """Medians by number of tasks."""
    found = results["curves"]
    sizes = sorted(found, key=int)
    rows = [(kind, *(found[size][kind] for size in sizes)) for kind in found[sizes[0]]]
    return _table(("ms", *(f"{int(size):,} tasks" for size in sizes)), rows)


def machine(results: dict[str, Any]) -> str:
    """Where and when."""
    about = results["machine"]
    return (
        f"Measured {results['at']} on {about['cores']} cores ({about['processor']}), {about['memory_gb']} GB, "
        f"{about['system']}, Python {about['python']}; load of the machine before: {about['load_before']}."
    )


def _least(name: str, figure: float, bound: float) -> Row:
    return name, f"≥ {bound:g}", f"{figure:g}", "reached" if figure >= bound else "not reached"


def _most(name: str, figure: float, bound: float) -> Row:
    return name, f"≤ {bound:g}", f"{figure:g}", "reached" if figure <= bound else "not reached"


def _table(head: tuple[str, ...], rows: Iterable[Row]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _replace(path: Path, sections: dict[str, str]) -> None:
    """Put each section between `<!-- name -->` and `<!-- /name -->`."""
    text = path.read_text()
    for name, section in sections.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, found = place.subn(lambda match, new=section: f"{match[1]}{new}\n{match[2]}", text)
        assert found == 1, f"{path.name} has no place for {name}"
    path.write_text(text)


if __name__ == "__main__":
    write(json.loads(RESULTS.read_text()))
