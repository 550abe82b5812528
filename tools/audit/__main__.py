"""Let tools of others attack and read Headway: `outside`, `fuzz`, `code` or `packages`; all that they say is shown.

Each set of tools lives in an environment of its own under build/, pinned and with sums. What is attacked is a server of
this checkout on a loopback address, with a home of its own, which ends with this program.
"""

import json
import subprocess
import sys
import time
import venv
from pathlib import Path

import requests

from tests.service.running import Service, Visitor, running

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (1, 20_260_304, 77_777)
EXAMPLES = 30
MODULES = "xss,sql,crlf,redirect,csrf,http_headers,exec,file,ssrf,xxe,timesql,permanentxss"
SESSION_SECONDS = 500  # below the life of an access token, by which the tools are signed in
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
CHECKS += ",negative_data_rejection,unsupported_method,response_headers_conformance"
# Ends the session, or the account, by which the tool is signed in; both are tried by our own tests.
LAST_ACTS = r"^/api/users/(logout|refresh|me/password|me/sessions)|^/api/events"


def main() -> None:
    """Run the part named on the command line; ends non-zero when a tool found something."""
    part = {"outside": outside, "fuzz": fuzz, "code": code, "packages": packages}[sys.argv[1]]
    if failed := part():
        sys.exit(f"Something was found by {', '.join(failed)}: see above.")
    print("Nothing was found.")


def outside() -> list[str]:
    """Wapiti and sqlmap against a running server, as somebody who is signed in."""
    tools = environment("audit")
    with running() as service:
        visitor = furnished(service)
        return [name for name, command in attacks(tools, service, visitor).items() if not is_quiet(name, command)]


def attacks(tools: Path, service: Service, visitor: Visitor) -> dict[str, list[str]]:
    """The commands by name: pages and their forms, then every parameter of the lists."""
    assert service.url.startswith("http://127."), "only servers on this machine are attacked"
    cookies = visitor.session.cookies.get_dict()
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    report = ROOT / "build/wapiti.json"
    header = f"X-CSRF-TOKEN: {cookies['csrf_access_token']}"
    scan = [f"{tools}/wapiti", "-u", f"{service.url}/all", "-m", MODULES, "--scope", "domain", "--flush-session"]
    scan += ["-H", f"Cookie: {cookie}", "-H", header, "-x", f"{service.url}/api/users/logout", "-f", "json"]
    scan += ["-o", str(report), "--max-scan-time", "180", "--max-links-per-page", "60", "--no-bugreport"]
    inject = [f"{tools}/sqlmap", "--batch", "--level", "2", "--risk", "1", "--flush-session", "--disable-coloring"]
    inject += ["--output-dir", str(ROOT / "build/sqlmap"), "--cookie", cookie, "--headers", header, "--threads", "2"]
    inject += ["--ignore-code", "401,404,422", "--time-limit", "150", "--dbms", "postgresql"]
    lists = {
        "sqlmap on lists": "/api/tasks?q=a&sort=due&status=pending&limit=5&due_from=2026-01-01",
        "sqlmap on the board": "/api/analytics/leaderboard?window=week&limit=5",
        "sqlmap on pages": "/all?q=a&sort=due&status=pending",
    }
    return {"wapiti": scan} | {name: [*inject, "-u", service.url + path] for name, path in lists.items()}


def is_quiet(name: str, command: list[str]) -> bool:
    """Run a tool; whether it ran and found nothing."""
    print(f"— {name}", flush=True)
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT / "build")
    said = done.stdout + done.stderr
    if name == "wapiti":
        report = json.loads((ROOT / "build/wapiti.json").read_text())
        found = {kind: entries for kind, entries in report["vulnerabilities"].items() if entries}
        print(json.dumps(found, indent=1), f"{report['infos'].get('crawled_pages_nbr')} pages were crawled.", sep="\n")
        return not found and done.returncode == 0
    print("\n".join(said.splitlines()[-12:]), flush=True)
    ended = "do not appear to be injectable" in said or "does not seem to be injectable" in said
    return (ended or "time limit" in said.lower()) and "is vulnerable" not in said


def fuzz() -> list[str]:
    """Schemathesis with three seeds against the OpenAPI document of a running server."""
    tools = environment("fuzz")
    found = []
    with running() as service:
        for seed in SEEDS:
            visitor = furnished(service)
            cookies = visitor.session.cookies.get_dict()
            cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
            command = [f"{tools}/schemathesis", "run", f"{service.url}/api/openapi.json", "--seed", str(seed)]
            command += ["-H", f"Cookie: {cookie}", "-H", f"X-CSRF-TOKEN: {cookies['csrf_access_token']}"]
            command += ["--checks", CHECKS, "--max-examples", str(EXAMPLES), "--exclude-path-regex", LAST_ACTS]
            command += [
                "--phases",
                "examples,coverage,fuzzing,stateful",
                "--suppress-health-check",
                "all",
                "--no-color",
            ]
            print(f"— schemathesis, seed {seed}", flush=True)
            if subprocess.run(command, timeout=SESSION_SECONDS, cwd=ROOT / "build").returncode:
                found.append(f"schemathesis with seed {seed}")
    return found


def code() -> list[str]:
    """Bandit and detect-secrets on our own files; `.secrets.baseline` lists what was looked at and is none."""
    tools = environment("audit")
    # These are judged where they stand, with the reason, by Ruff's rules of the same kind: addresses, places, markup.
    bandit = [f"{tools}/bandit", "-q", "-r", "headway", "wsgi.py", "--severity-level", "medium"]
    commands = {"bandit": [*bandit, "--skip", "B104,B108,B704"]}
    files = [str(path) for top in ("headway", "tools", "bench") for path in Path(top).rglob("*.py")]
    commands["detect-secrets"] = [f"{tools}/detect-secrets-hook", "--baseline", ".secrets.baseline", *files, "Makefile"]
    return [name for name, command in commands.items() if subprocess.run(command, cwd=ROOT).returncode]


def packages() -> list[str]:
    """Known holes of what is pinned; says so where the service that knows them cannot be reached."""
    tools = environment("audit")
    found = []
    for lock in ("requirements.txt", "requirements-dev.txt"):
        print(f"— {lock}", flush=True)
        command = [f"{tools}/pip-audit", "--disable-pip", "--require-hashes", "-r", lock, "--progress-spinner", "off"]
        done = subprocess.run([*command, "-f", "json", "--timeout", "15"], cwd=ROOT, capture_output=True, text=True)
        if not done.stdout.startswith("{"):
            sys.exit(f"NOT EXAMINED: the service with the advisories cannot be asked.\n{done.stderr.strip()[-500:]}")
        parts = json.loads(done.stdout)["dependencies"]
        unknown = [part["name"] for part in parts if "skip_reason" in part]
        holes = {part["name"]: [hole["id"] for hole in part["vulns"]] for part in parts if part.get("vulns")}
        print(f"{len(parts) - len(unknown)} of {len(parts)} packages were looked up: {holes or 'no hole is known'}.")
        if unknown:
            sys.exit(f"NOT EXAMINED: the service knows nothing of {len(unknown)} packages, such as {unknown[0]}.")
        if holes:
            found.append(f"pip-audit in {lock}")
    return found


def furnished(service: Service) -> Visitor:
    """Somebody who is signed in and has tasks."""
    visitor = Visitor(service.url)
    visitor.register()
    for title in ("apple", "pear"):
        reply = visitor.call("POST", "/api/tasks", {"title": title, "due_date": "2026-03-04"})
        assert reply.status_code == requests.codes.created
    return visitor


def environment(group: str) -> Path:
    """Where the programs of a group of tools are; installs them when they are missing or their lock has changed."""
    home, lock = ROOT / f"build/{group}-tools", ROOT / f"requirements-{group}.txt"
    mark = home / "installed"
    if not mark.exists() or mark.read_text() != lock.read_text():
        print(f"Installing {lock.name} …", flush=True)
        began = time.monotonic()
        venv.create(home, with_pip=True, clear=True)
        install = [home / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "-r", lock], check=True)
        mark.write_text(lock.read_text())
        print(f"  in {time.monotonic() - began:.0f} s", flush=True)
    return home / "bin"


if __name__ == "__main__":
    main()
