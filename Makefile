# Headway: one line a task. `make` lists them.
PYTHON ?= python3
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check bench lock sbom faults audit offline lighthouse screens media

help: ## List the tasks
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

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

faults: .venv/.dev ## The long form of the tests that kill, empty and play by chance
	@HEADWAY_FAULTS=1 $(PY) -m pytest -q tests/service/test_sudden_deaths.py tests/leaderboard/test_state_machine.py tests/tasks/test_walk.py tests/browser/test_live.py

audit: .venv/.dev ## All tests in the browser, those included that the suite leaves out
	@HEADWAY_AUDIT=1 $(PY) -m pytest -q -n 2 tests/browser

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
