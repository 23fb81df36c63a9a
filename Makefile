# `make run` and `make test` are all one needs to know; `make help` names the rest.
# Another interpreter or folder: make PYTHON=python3.12 VENV=.venv312 test

PYTHON ?= python3
VENV   ?= .venv
# one more than the server has cores: servers, browsers and databases are waited for
JOBS   ?= 3
MEASURES ?= 20000
SIZES ?= 100 $(MEASURES)

BIN := $(VENV)/bin
BENCH = $(BIN)/python -m benchmarks
RESULTS := benchmarks/results
# What was installed last, word for word: cheaper and surer than comparing file times.
INSTALLED := $(VENV)/installed-lock.txt
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header

.DEFAULT_GOAL := help
.PHONY: help run test load lint format bench lock clean venv runtime development system

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: runtime ## start the dashboard on 127.0.0.1:8050 (OGP_HOST, OGP_PORT)
# Exit code 1 means "loaded, with rows not understood": the Sources page shows them.
	@$(BIN)/python -m etl load --if-empty || [ $$? -eq 1 ]
	@exec $(BIN)/python app.py

load: runtime ## read the bundled documents into the database again
	@$(BIN)/python -m etl load

test: system lint ## everything that must hold: format, lint, types, tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(PYTEST_ARGS)

lint: development ## format, lint and types, changing nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: development ## let ruff rewrite the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: development ## measure everything, about half an hour (MEASURES=20000, SIZES="100 20000 1000000")
	@mkdir -p $(RESULTS)
	@$(BENCH).pages --measures $(SIZES) --json $(RESULTS)/pages.json
	@$(BENCH).queries --measures $(SIZES) --json $(RESULTS)/queries.json
	@$(BENCH).snapshot --measures $(MEASURES) --json $(RESULTS)/snapshot.json
	@$(BENCH).browser --measures $(MEASURES) --json $(RESULTS)/browser.json
	@$(BENCH).viewers --measures $(MEASURES) --json $(RESULTS)/viewers.json
	@$(BENCH).load --measures $(MEASURES) --json $(RESULTS)/load.json
	@$(BENCH).readers --json $(RESULTS)/readers.json
	@$(BENCH).values --json $(RESULTS)/values.json
	@[ -x .venv-bench/bin/python ] || { $(PYTHON) -m venv .venv-bench \
		&& .venv-bench/bin/pip install --disable-pip-version-check --quiet -r benchmarks/requirements.txt; }
	@$(BENCH).others --measures $(MEASURES) --json $(RESULTS)/others.json

lock: development ## write both requirements files anew (UPGRADE=1: newest versions)
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements.txt
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

clean: ## remove the environment and caches (never the database)
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

system: # browser, database server and fonts of the test layers that need them
	@.ci/system-packages

# A working environment is kept; a PYTHON that was named asks for that very version.
venv:
	@if [ -x $(BIN)/pip ] && $(BIN)/python -c '' 2>/dev/null; then \
		[ "$(origin PYTHON)" = file ] && exit 0; \
		[ "$$($(BIN)/python -V)" = "$$($(PYTHON) -V)" ] && exit 0; \
	fi; \
	command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) was not found. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1)." \
			"Name another: make PYTHON=python3.12 …" >&2; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }; \
	echo "Making $(VENV) with $$($(PYTHON) -V)" >&2; \
	$(PYTHON) -m venv --clear $(VENV)

# The development lock contains the runtime lock, so either satisfies `make run`.
runtime: venv
	@cmp -s requirements.txt $(INSTALLED) \
		|| cat requirements.txt requirements-dev.txt | cmp -s - $(INSTALLED) \
		|| { echo "Installing requirements.txt" >&2; rm -f $(INSTALLED); \
			$(PIP_INSTALL) -r requirements.txt && cp requirements.txt $(INSTALLED); }

development: venv
	@cat requirements.txt requirements-dev.txt | cmp -s - $(INSTALLED) \
		|| { echo "Installing requirements-dev.txt" >&2; rm -f $(INSTALLED); \
			$(PIP_INSTALL) -r requirements-dev.txt && cat requirements.txt requirements-dev.txt > $(INSTALLED); }
