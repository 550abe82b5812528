"""Wapiti and sqlmap against a running server, each as somebody who has just signed in."""

import json
import subprocess
from pathlib import Path

from tests.service.running import Service, running
from tools.audit.environments import ROOT, environment
from tools.audit.target import SESSION_SECONDS, cookies_of, counted, furnished, starting

MODULES = "xss,sql,crlf,redirect,csrf,http_headers,exec,file,ssrf,xxe,timesql,permanentxss"
CRAWL_SECONDS, MODULE_SECONDS, INJECT_SECONDS = 60, 35, 150
LISTS = (
    "/api/tasks?q=a&sort=due&status=pending&limit=5&due_from=2026-01-01",
    "/api/analytics/leaderboard?window=week&limit=5",
    "/all?q=a&sort=due&status=pending",
)


def run() -> list[str]:
    """The names of the tools that found something."""
    tools = environment("audit")
    with running() as service:
        found = [] if scans_quietly(tools, service) else ["wapiti"]
        return found + [f"sqlmap on {path}" for path in LISTS if not injects_quietly(tools, service, path)]


def scans_quietly(tools: Path, service: Service) -> bool:
    """Wapiti on all pages and their forms; whether it ran, found nothing and brought about no fault."""
    report = ROOT / "build/wapiti.json"
    report.unlink(missing_ok=True)
    cookie, header = signed_in(service)
    command = [f"{tools}/wapiti", "-u", f"{service.url}/all", "-m", MODULES, "--scope", "domain", "--flush-session"]
    command += ["-H", f"Cookie: {cookie}", "-H", header, "-x", f"{service.url}/api/users/logout", "-f", "json"]
    command += ["-o", str(report), "--max-links-per-page", "60", "--no-bugreport"]
    command += ["--max-scan-time", str(CRAWL_SECONDS), "--max-attack-time", str(MODULE_SECONDS)]
    print("— wapiti", flush=True)
    with counted(service) as given:
        done = subprocess.run(command, capture_output=True, cwd=ROOT / "build", timeout=SESSION_SECONDS)
    said = json.loads(report.read_text())
    found = {kind: entries for kind, entries in said["vulnerabilities"].items() if entries}
    print(json.dumps(found, indent=1), f"{said['infos'].get('crawled_pages_nbr')} pages were crawled.", sep="\n")
    is_inside = given["401"] < given.total() / 2
    return not found and done.returncode == 0 and is_inside and not starting(given, "5")


def injects_quietly(tools: Path, service: Service, path: str) -> bool:
    """Sqlmap on every parameter of a list; whether it ran, found nothing and brought about no fault."""
    cookie, header = signed_in(service)
    command = [f"{tools}/sqlmap", "--batch", "--level", "2", "--risk", "1", "--flush-session", "--disable-coloring"]
    command += ["--output-dir", str(ROOT / "build/sqlmap"), "--cookie", cookie, "--headers", header, "--threads", "2"]
    command += ["--ignore-code", "404,422", "--time-limit", str(INJECT_SECONDS), "--dbms", "postgresql"]
    print(f"— sqlmap on {path}", flush=True)
    with counted(service) as given:
        whole = [*command, "-u", service.url + path]
        done = subprocess.run(whole, capture_output=True, text=True, cwd=ROOT / "build", timeout=SESSION_SECONDS)
    said = done.stdout + done.stderr
    print("\n".join(said.splitlines()[-8:]), flush=True)
    ended = any(words in said for words in ("do not appear to be injectable", "does not seem to be injectable"))
    has_ended = ended or "time limit" in said.lower()
    return has_ended and "is vulnerable" not in said and not given["401"] and not starting(given, "5")


def signed_in(service: Service) -> tuple[str, str]:
    """The cookies, and the header that unsafe requests need, of somebody new."""
    cookies = cookies_of(furnished(service))
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return cookie, f"X-CSRF-TOKEN: {cookies['csrf_access_token']}"
