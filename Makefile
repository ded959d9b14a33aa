# Everything a person types here. `make help` lists it.
#
# Two commands matter: `make demo` and `make test`. Both build .venv from the hash-locked files in requirements/ the
# first time and whenever a lock changes; after that they start at once.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
RUN    := requirements/run.txt
DEV    := requirements/dev.txt
# On two cores three workers: many tests wait for a process of their own.
JOBS   ?= 3

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports check-tests postgres dovecot coverage mutants mutation crashtest faults soak hour fuzz lives \
	bench container pictures lock transcript dist audit clean

help:  ## what can be typed here
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- what is installed ------------------------------------------------------------------------------------------

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "learnaloud needs Python 3.11 or newer; say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# The last lines make this checkout importable in .venv and give it its command: all that an editable install would do, and in a folder
# with a blank in its name as well.
$(VENV)/run.stamp: $(RUN) Makefile | $(BIN)/python
	@echo "Installing what learnaloud needs (once) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r $(RUN)
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/learnaloud.pth"
	@printf '#!/bin/sh\nexec "%s" -P -c "from bot.cli import main; main()" "$$@"\n' "$$(cd $(BIN) && pwd)/python" > $(BIN)/bot && chmod +x $(BIN)/bot
	@touch $@

$(VENV)/dev.stamp: $(DEV) $(VENV)/run.stamp
	@echo "Installing what its checks need (once) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r $(DEV)
	@touch $@

# --- the two commands -------------------------------------------------------------------------------------------

demo: $(VENV)/run.stamp  ## the main job from nothing: a sample evening becomes two posts in the sandbox
	@$(BIN)/python -m bot demo

test: lint types imports check-tests  ## every check: style, types, import contract, tests
	@echo "All checks passed."

# --- its parts --------------------------------------------------------------------------------------------------

lint: $(VENV)/dev.stamp  ## style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/dev.stamp  ## mypy --strict
	@$(BIN)/mypy

imports: $(VENV)/dev.stamp  ## who may import whom
	@$(BIN)/lint-imports --no-cache

check-tests: $(VENV)/dev.stamp postgres dovecot  ## the tests alone, on SQLite and beside a PostgreSQL server of their own
	@tests/with_postgres.sh $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

postgres:  ## install PostgreSQL for the tests where it is missing and can be (Debian, as root); else they say so
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; } || true

dovecot:  ## install Dovecot, a mail server, in the same way
	@command -v dovecot >/dev/null || test -x /usr/sbin/dovecot || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null; } || true

coverage: $(VENV)/dev.stamp  ## the tests with branch coverage
	@$(BIN)/coverage erase
	@tests/with_postgres.sh $(BIN)/coverage run -m pytest -q
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutants: $(VENV)/dev.stamp  ## break each promise on purpose and see the tests notice (some minutes)
	@tests/with_postgres.sh $(BIN)/python -m tests.mutants

mutation: $(VENV)/dev.stamp  ## change every small thing in life cycle, slots, guard and fitting, and see the tests notice (an hour)
	@$(BIN)/python -m tests.mutation

crashtest: $(VENV)/dev.stamp  ## kill the program at every point of sending and at random, and hold it against the truth (half an hour)
	@tests/with_postgres.sh $(BIN)/python -m tests.crash.campaign

faults: $(VENV)/dev.stamp  ## the daemon on a full disk, a locked database and the like, exactly as it is; how long a yes waits (half an hour)
	@TEST_FAULTS=long tests/with_postgres.sh $(BIN)/python -m pytest -q -rA -n $(JOBS) --dist worksteal $(wildcard tests/crash/test_*daemon*.py)

soak: $(VENV)/dev.stamp  ## a year of the daemon's turns, with kills, outages and a forgetful person (half an hour)
	@$(BIN)/python -m tests.crash.soak

hour: $(VENV)/dev.stamp  ## an hour of the real daemon in real time, on four platforms, with kills
	@$(BIN)/python -m tests.crash.hour

fuzz: $(VENV)/dev.stamp  ## feed every reader what nobody would send, for an hour; SECONDS and SEED may be given
	@nice $(BIN)/python -m tests.fuzz $(or $(SECONDS),3600) $(or $(SEED),$(shell date +%s))

lives: $(VENV)/dev.stamp  ## a thousand made-up lives of posts against the model (some minutes)
	@tests/with_postgres.sh $(BIN)/python -m tests.store.test_life

bench: $(VENV)/dev.stamp  ## start-up, the roadmap reader, a sync with GitHub, the guard, a simulated year, sending, an idle daemon
	@$(BIN)/python bench/startup.py
	@$(BIN)/python -m bench.roadmap
	@$(BIN)/python -m bench.sync
	@$(BIN)/python -m bench.guard
	@$(BIN)/python -m bench.simulate
	@$(BIN)/python -m bench.publish
	@$(BIN)/python -m bench.daemon

container: $(VENV)/dev.stamp  ## build the image without Docker, run it like an engine and say what was seen (root on Debian; minutes)
	@tests/with_postgres.sh $(BIN)/python -m tests.container.check

# --- now and then -----------------------------------------------------------------------------------------------

# What only the image needs, in the versions the tests ran on.
ALIKE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock' --constraint $(DEV) -

lock:  ## resolve requirements/*.txt anew, with hashes, for every Python and platform
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv; }
	@.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--upgrade --custom-compile-command 'make lock' pyproject.toml --output-file $(RUN)
	@.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--upgrade --custom-compile-command 'make lock' pyproject.toml --group dev --output-file $(DEV)
	@echo hatchling | $(ALIKE) --output-file requirements/build.txt
	@echo 'psycopg[binary]' | $(ALIKE) --output-file requirements/postgres.txt

pictures: $(VENV)/dev.stamp  ## make the README's pictures from the program (pages need Chromium)
	@$(BIN)/python -m tests.pictures

transcript: $(VENV)/dev.stamp  ## write what the demo prints into docs/demo.md
	@$(BIN)/python -m tests.test_story

dist: $(VENV)/dev.stamp  ## the wheel, the sdist, and the list of what they need (CycloneDX), into dist/
	@rm -rf dist && $(BIN)/python -m hatchling build --directory dist
	@test -x .venv-audit/bin/cyclonedx-py || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet cyclonedx-bom; }
	@.venv-audit/bin/cyclonedx-py requirements $(RUN) --pyproject pyproject.toml --output-reproducible --output-file dist/learnaloud.cdx.json

audit:  ## known vulnerabilities in the locked packages (asks a public database)
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet pip-audit; }
	@.venv-audit/bin/pip-audit --require-hashes --disable-pip --requirement $(DEV)

clean:  ## remove what the commands above made
	@rm -rf $(VENV) .venv-lock .venv-audit build dist .coverage* .mypy_cache .ruff_cache .hypothesis
