# Every command of the project. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html
JOBS ?= auto
BUILD := $(BIN)/sphinx-build --fail-on-warning --keep-going --quiet --jobs $(JOBS) --doctree-dir _build/doctrees

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve html check test lint clean lock schemas

## help     list these commands
help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)

## serve    build the site, serve it, rebuild and reload at each change; prints the address
serve: $(VENV)/ready
	@$(BIN)/sphinx-autobuild --quiet --port $${PORT:-8000} --watch source --watch _static --watch dossier \
		--ignore '*/__pycache__/*' --doctree-dir _build/doctrees docs $(SITE)

## html     build the site into _build/html; any warning fails
html: check
	@$(BUILD) -b html docs $(SITE)
	@echo "$(SITE)/index.html"

## check    apply every rule to data and pages, without building; fast
check: $(VENV)/ready
	@$(BIN)/python -m dossier check

## test     run every test, in an environment of its own making
test: $(VENV)/ready-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/pytest

## schemas  write the JSON Schemas beside the data files
schemas: $(VENV)/ready
	@$(BIN)/python -m dossier schemas

## lock     compile the two lists of requirements into locks with hashes, for every supported Python
lock: $(VENV)/ready-dev
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt

## clean    remove everything that was built
clean:
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/ready: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: there is no $(PYTHON); install Python 3.11, 3.12 or 3.13, or say PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; install Python 3.11, 3.12 or 3.13, or say PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: this Python has no venv module; install it (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@echo "make: setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@echo "make: adding the test tools to $(VENV)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
