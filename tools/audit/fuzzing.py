"""Schemathesis with three seeds against the OpenAPI document: as somebody who is signed in, and as a stranger."""

import os
import subprocess
from pathlib import Path

from tests.service.running import Service, running
from tools.audit.environments import ROOT, environment
from tools.audit.target import SESSION_SECONDS, cookies_of, counted, furnished, starting

SEEDS = (1, 20_260_304, 77_777)
EXAMPLES = 30
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
CHECKS += ",negative_data_rejection,unsupported_method,response_headers_conformance,ignored_auth"
DOORS = "^/api/users/(register|login)$"
# Whoever goes through a door ends the session that they came with, as these acts do: our own tests try them.
LAST_ACTS = "^/api/users/(register|login|logout|refresh|me/password|me/sessions)|^/api/events"
ROLES = {"a person": ["--exclude-path-regex", LAST_ACTS], "a stranger": ["--include-path-regex", DOORS]}


def run() -> list[str]:
    """The seeds, and as whom, with which something was found."""
    tools = environment("fuzz")
    with running() as service:
        return [
            f"schemathesis as {role} with seed {seed}"
            for seed in SEEDS
            for role in ROLES
            if not fuzzes_quietly(tools, service, seed, role)
        ]


def fuzzes_quietly(tools: Path, service: Service, seed: int, role: str) -> bool:
    """One run; whether it found nothing and brought about no fault."""
    command = [f"{tools}/schemathesis", "--config-file", str(ROOT / "tools/audit/schemathesis.toml"), "run"]
    command += [f"{service.url}/api/openapi.json", "--seed", str(seed), *ROLES[role], "--checks", CHECKS]
    command += ["--max-examples", str(EXAMPLES), "--phases", "examples,coverage,fuzzing,stateful"]
    command += ["--suppress-health-check", "all", "--no-color"]
    environ = os.environ | tokens(service)
    print(f"— schemathesis as {role}, seed {seed}", flush=True)
    with counted(service) as given:
        done = subprocess.run(command, cwd=ROOT / "build", env=environ, timeout=SESSION_SECONDS)
    return not done.returncode and not starting(given, "5")


def tokens(service: Service) -> dict[str, str]:
    """What the tool signs in with, as its configuration names it."""
    visitor = furnished(service)
    cookies = cookies_of(visitor)
    person = visitor.call("GET", "/api/users/me").json()["id"]
    values = {"ACCESS": cookies["access_token_cookie"], "CSRF": cookies["csrf_access_token"], "PERSON": person}
    return {f"HEADWAY_{name}": value for name, value in values.items()}
