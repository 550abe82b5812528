# Headway: one line a task. `make` lists them.
PYTHON ?= python3
PY := .venv/bin/python

# What measures time has the machine for itself; what plays by chance is long when it is asked to be.
ALONE := tests/faults/test_overload.py tests/faults/test_migrating_under_load.py tests/browser/test_live.py
BY_CHANCE := tests/leaderboard/test_state_machine.py tests/tasks/test_walk.py tests/deploy

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check bench lock sbom faults offline lighthouse screens media
.PHONY: audit audit-browser audit-attacks audit-outside audit-fuzz audit-code audit-packages

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: .venv/.run ## Install what running needs

.venv/.run: requirements.txt pyproject.toml
	@$(PYTHON) tools/setup.py requirements.txt
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	@$(PYTHON) tools/setup.py requirements-dev.txt
	@touch $@

run: .venv/.run ## Serve on http://127.0.0.1:5000 (PORT=8080 make run: there)
	@exec .venv/bin/headway serve

lint: .venv/.dev ## Check form, types and scripts
	@$(PY) tools/check.py lint

test: .venv/.dev ## Check everything: lint, types, Python, JavaScript, browser
	@$(PY) tools/check.py all

check: .venv/.dev ## The quick part of the tests: no browser
	@$(PY) tools/check.py quick

faults: .venv/.dev ## The long form of the tests that kill, cut off, overload and play by chance; figures in build/faults.md
	@rm -f build/faults.json build/faults.md
	@failed=0; \
	HEADWAY_FAULTS=1 $(PY) -m pytest -q $(ALONE) || failed=1; \
	HEADWAY_FAULTS=1 $(PY) -m pytest -q -n 2 --dist worksteal tests/faults $(BY_CHANCE) $(ALONE:%=--deselect %) || failed=1; \
	HEADWAY_SERVERS=3 $(PY) -m pytest -q -n 2 tests/accounts tests/activity tests/analytics tests/export tests/leaderboard tests/security tests/tasks -k "not cost" || failed=1; \
	cat build/faults.md; exit $$failed

audit: audit-browser audit-attacks audit-outside audit-fuzz audit-code audit-packages ## All long examinations, as below

audit-browser: .venv/.dev ## All tests in the browser, those included that the suite leaves out, and testssl.sh
	@HEADWAY_AUDIT=1 $(PY) -m pytest -q -n 2 tests/browser tests/deploy/test_tls.py

audit-attacks: .venv/.dev ## Every attack of docs/security.md, in its long form; figures in build/audit.md
	@$(PY) -m tools.audit attacks

audit-outside: .venv/.dev ## Wapiti and sqlmap against a server of this checkout
	@$(PY) -m tools.audit outside

audit-fuzz: .venv/.dev ## Schemathesis with three seeds, and 200 games of two people beside a dictionary
	@HEADWAY_AUDIT=1 $(PY) -m pytest -q tests/tasks/test_state_machine.py
	@$(PY) -m tools.audit fuzz

audit-code: .venv/.dev ## Bandit and detect-secrets
	@$(PY) -m tools.audit code

audit-packages: .venv/.dev ## Known holes of the pinned packages
	@$(PY) -m tools.audit packages

offline: .venv/.dev ## The long form of the game without a network: 20 seeds of 300 operations
	@HEADWAY_OFFLINE=1 $(PY) -m pytest -q -n 2 tests/browser/test_offline_by_chance.py

.venv/.bench: .venv/.dev requirements-bench.txt
	@$(PYTHON) tools/setup.py requirements-bench.txt
	@touch $@

bench: .venv/.bench ## Measure with 100,000 people and 1,000,000 tasks: ten minutes (bench/README.md)
	@$(PY) -m bench

sbom: .venv/.dev ## List all parts as CycloneDX, in build/headway.cdx.json
	@$(PY) tools/sbom.py

lock: .venv/.dev ## Resolve the dependencies anew
	@$(PY) tools/lock.py

lighthouse: .venv/.dev ## Measure the pages with Lighthouse
	@$(PY) tools/lighthouse/run.py

screens: .venv/.dev ## Pictures of all screens, in build/screens
	@$(PY) tools/screens.py

media: .venv/.dev ## Pictures of the README
	@$(PY) tools/readme_media.py
