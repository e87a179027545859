# Every command of the project. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html
JOBS ?= auto
BASE ?= main
# The value of a variable that must be a number, or “auto”.
number = $(if $(shell printf %s '$($(1):auto=)' | tr -d 0-9),$(error $(1) is “$($(1))”, which is not a number; write it in digits, or leave it out),$($(1)))
# Editions: their file name, the environment of the tools that print and check them, and the system packages needed for the PDF.
EDITION := _build/editions/s-2019-612-reference
TOOLS := .venv-editions
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-droid-fallback
BUILD = $(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet --jobs $(call number,JOBS) --doctree-dir _build/doctrees
# Report problems once: those in the log of the build or, if it has none, those that the rules find, or else the whole log, which may
# have a crash report.
PROBLEMS = sed -nE -e 's/^([^ ]+:[0-9]+): WARNING: (.*) \[dossier\.([a-z-]+)\]$$/\1: [\3] \2/p;t' -e '/^[^ ]+:[0-9]+: \[[a-z-]+\] /p'
ON_FAILURE = 2>$(@:%=_build/%.log) || { { $(PROBLEMS) $(@:%=_build/%.log) | grep . || { $(BIN)/python -m dossier check && cat $(@:%=_build/%.log); }; } >&2; exit 1; }
# The inputs of a build: files, and environment variables. If none has changed since, nor anything in the site, there is nothing to do.
# Folders with a __pycache__ are ignored, because Python changes their modification time; only the files in them count.
INPUTS = docs source _static dossier Makefile $(VENV)/ready _build/editions
SETTINGS = $(SITE_URL) $(SITE_REPOSITORY) $(SOURCE_DATE_EPOCH) $(shell git rev-parse HEAD 2>/dev/null)
NEWER = { find -L $(INPUTS) -name __pycache__ -prune -o -cnewer _build/read ! -exec test -d {}/__pycache__ \; -print; find $(SITE) -cnewer _build/written; } 2>&1 | head -1
# Make the output folder, or report what is in the way.
WRITABLE = { mkdir -p _build/editions && test -w _build; } 2>/dev/null || { echo "make: _build cannot be written; remove what is in the way, or make it writable" >&2; exit 1; }
CHECK_SCHEMA := $(BIN)/python -m check_jsonschema --quiet --builtin-schema

# Write bytecode even if the environment disables it; it saves a quarter of a second per command.
export PYTHONDONTWRITEBYTECODE :=
# Use UTF-8 for files and messages, whatever the locale.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve html check test coverage mutation bench bench-search lint clean lock schemas diff release linkcheck lint-workflows hooks sbom audit editions epub pdf zip newest gettext

## help     list these commands
help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)

## serve    build and serve the site, and rebuild and reload it after each change; prints the address
serve: $(VENV)/ready
	@$(BIN)/python -m dossier serve --watch _static --port $(or $(call number,PORT),8000)

## html     build the site in _build/html; warnings are errors
html: $(VENV)/ready
	@$(WRITABLE)
	@test "$$(cat _build/read 2>/dev/null)" = "$(SETTINGS)" && test -z "$$($(NEWER))" || { rm -f _build/read && echo "$(SETTINGS)" >_build/reading; \
		$(BUILD) -b html docs $(SITE) $(ON_FAILURE); touch _build/written && mv _build/reading _build/read; }
	@echo "$(SITE)/index.html"

## check    apply all rules to data and pages without building; fast
check: $(VENV)/ready
	@$(BIN)/python -m dossier check

## test     run all checks and tests; sets up its own environment
test: lint
	@if command -v node >/dev/null; then node --test --test-reporter=dot tests/js; else echo "make: Node.js is not installed; the scripts are tested only in a browser"; fi
	@$(BIN)/python -m pytest

## lint     check style, spelling, types and imports of the code, and the workflows
lint: $(VENV)/ready-dev lint-workflows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/typos && $(BIN)/python -m mypy
	@PYTHONPATH=.:docs/_ext $(BIN)/lint-imports --no-logo --no-cache

## coverage  run all Python tests, and list the lines and branches of the extension that they do not cover
coverage: $(VENV)/ready-dev
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(if $(GITHUB_STEP_SUMMARY),--cov-report=markdown-append:$(GITHUB_STEP_SUMMARY))

## mutation  mutate pages and data, and count the mutations that the rules catch; slow; REVIEW=1 includes the review
mutation: $(VENV)/ready-dev
	@$(BIN)/python -m tests.mutation $(if $(REVIEW),--review)

## diff     list as Markdown what has changed in the content since BASE (a branch, tag or commit)
diff: $(VENV)/ready
	@command -v git >/dev/null || { echo "make: git is not installed, but is needed to read the older state; install it" >&2; exit 1; }
	@git rev-parse --git-dir >/dev/null 2>&1 || { echo "make: this folder is not in a git repository, which has the older state; clone the repository with git" >&2; exit 1; }
	@git rev-parse --quiet --verify "$(BASE)^{commit}" >/dev/null 2>&1 || { echo "make: there is no branch, tag or commit “$(BASE)” here; name one that exists, as in BASE=main" >&2; exit 1; }
	@$(WRITABLE)
	@rm -rf _build/base && mkdir -p _build/base && git archive "$(BASE)" docs source | tar -x -C _build/base
	@$(BIN)/python -m dossier diff --base-docs _build/base/docs --base-source _build/base/source --limit $(or $(call number,LIMIT),0)

## release  record the content as a release: VERSION=1.3 DATE=2027-03-01; updates the ledger, CHANGELOG.md and CITATION.cff
release: $(VENV)/ready
	@test -n "$(VERSION)" && test -n "$(DATE)" || { echo "make: give the version and the date of the release, as in VERSION=1.3 DATE=2027-03-01" >&2; exit 1; }
	@$(BIN)/python -m dossier release "$(VERSION)" --date "$(DATE)"

## editions  make the EPUB, PDF and ZIP editions, which the next build offers for download
editions: epub pdf zip

# Their date is that of the last commit, so that they are reproducible; without a commit, the earliest date in a ZIP file.
ifeq ($(SOURCE_DATE_EPOCH),)
unexport SOURCE_DATE_EPOCH
epub pdf zip: export SOURCE_DATE_EPOCH = $(or $(shell git log -1 --no-show-signature --format=%ct 2>/dev/null),315532800)
else ifneq ($(shell printf %s '$(SOURCE_DATE_EPOCH)' | tr -d 0-9),)
$(error SOURCE_DATE_EPOCH is “$(SOURCE_DATE_EPOCH)”, which is not a number of seconds since 1970; set it to digits only, or unset it)
endif

## epub     make the EPUB edition; it is checked with EPUBCheck if Java is installed
epub: $(VENV)/ready
	@$(WRITABLE)
	@rm -rf _build/epub
	@$(BUILD)-epub -b epub -D epub_basename=$(notdir $(EDITION)) docs _build/epub $(ON_FAILURE)
	@if command -v java >/dev/null; then $(MAKE) --no-print-directory $(TOOLS)/ready && $(TOOLS)/bin/epubcheck _build/epub/*.epub; fi
	@cp _build/epub/$(notdir $(EDITION)).epub $(EDITION).epub
	@echo "$(EDITION).epub"

## pdf      make the PDF edition
pdf: $(VENV)/ready $(TOOLS)/ready
	@$(WRITABLE)
	@rm -rf _build/book
	@$(BUILD)-book -b book docs _build/book $(ON_FAILURE)
	@mkdir -p _build/book/_static/fonts && cp $(TOOLS)/lib/python*/site-packages/font_source_*/files/*.otf _build/book/_static/fonts
	@$(TOOLS)/bin/weasyprint --pdf-variant pdf/ua-1 _build/book/index.html $(EDITION).pdf 2>_build/book/log && ! grep -Eq 'ERROR|notdef' _build/book/log \
		|| { cat _build/book/log >&2; rm -f $(EDITION).pdf; echo "make: the PDF lacks a glyph or a link target (see above); for glyphs, install fonts (Debian, Ubuntu: apt-get install $(PANGO))" >&2; exit 1; }
	@echo "$(EDITION).pdf"

## zip      make an archive of the site for reading offline
zip: $(VENV)/ready
	@$(WRITABLE)
	@rm -rf _build/zip
	@$(BUILD)-zip -b html -D dossier_editions= docs _build/zip $(ON_FAILURE)
	@$(BIN)/python -m dossier zip _build/zip $(EDITION).zip
	@echo "$(EDITION).zip"

## newest   check and build with the newest versions of all packages instead of the locked ones, in a separate environment
newest:
	@rm -rf _build/newest && $(PYTHON) -m venv _build/newest
	@_build/newest/bin/pip install --quiet --disable-pip-version-check --pre ".[live]" -r requirements.in
	@_build/newest/bin/python -m dossier check
	@_build/newest/bin/python -m sphinx --fail-on-warning --keep-going --quiet -b html -d _build/newest/doctrees docs _build/newest/html
	@_build/newest/bin/pip list --format freeze | grep -iE '^(sphinx|docutils|myst|pybtex|pydantic)'

## linkcheck  check all external links; writes _build/linkcheck/output.txt
linkcheck: $(VENV)/ready
	@$(BUILD)-linkcheck -b linkcheck docs _build/linkcheck

## schemas  write the JSON Schemas beside the data files
schemas: $(VENV)/ready
	@$(BIN)/python -m dossier schemas

## gettext  write the translation template, dossier/locale/dossier.pot
gettext: $(VENV)/ready
	@$(WRITABLE)
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --sort-by-file --add-location file --no-wrap --project dossier \
		--header-comment "# What the extension says to readers." --output-file _build/dossier.pot dossier
	@sed '/^"POT-Creation-Date/d; /^"Generated-By/d; /^#, fuzzy/d' _build/dossier.pot >dossier/locale/dossier.pot
	@echo "dossier/locale/dossier.pot"

## lint-workflows  check the workflows and other configuration of GitHub, Read the Docs and pre-commit
lint-workflows: $(VENV)/ready-dev
	@$(CHECK_SCHEMA) vendor.github-workflows .github/workflows/*.yml
	@$(CHECK_SCHEMA) custom.github-workflows-require-timeout .github/workflows/*.yml
	@$(CHECK_SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(CHECK_SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(CHECK_SCHEMA) vendor.dependabot .github/dependabot.yml
	@$(CHECK_SCHEMA) vendor.readthedocs .readthedocs.yaml
	@$(BIN)/python -m pre_commit validate-config
	@$(BIN)/zizmor --quiet --offline --pedantic .github

## hooks    install the git hooks, which run the checks before each commit
hooks: $(VENV)/ready-dev
	@$(BIN)/python -m pre_commit install

## lock     compile the three requirements files into locked ones with hashes, for all supported Python versions
lock: $(VENV)/ready-dev
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra live pyproject.toml requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra live -c requirements.txt pyproject.toml requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-editions.in -o requirements-editions.txt

## bench    benchmark the build against other tools; SIZES= and TOOLS= select, RECORD=1 writes docs/contributing/speed.md
bench: $(VENV)/ready-dev
	@$(BIN)/python -m benchmarks.build $(if $(SIZES),--sizes $(SIZES)) $(if $(TOOLS),--tools $(TOOLS)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
		$(if $(LIMIT),--limit $(LIMIT)) $(if $(RECORD),--record)

## audit    audit all pages of the built site with axe-core, the Nu Html Checker, Lighthouse and more; slow; ONLY= selects
audit: $(VENV)/ready-dev html
	@$(BIN)/python -m audits $(ONLY)

## bench-search  benchmark the search against Sphinx's own on the same pages; RECORD=1 writes docs/contributing/search.md
bench-search: $(VENV)/ready-dev html
	@$(BIN)/python -m benchmarks.search.run --misses $(if $(RECORD),--record)

## sbom     write the software bill of materials of the locked packages as CycloneDX: _build/sbom.json
sbom: $(VENV)/ready
	@$(BIN)/python -m venv _build/sbom
	@_build/sbom/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	@_build/sbom/bin/cyclonedx-py requirements requirements.txt --output-reproducible --of JSON -o _build/sbom.json
	@echo "_build/sbom.json"

## clean    remove all build output and caches
clean:
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/ready: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not installed; install Python 3.11, 3.12, 3.13 or 3.14, or set PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; install Python 3.11, 3.12, 3.13 or 3.14, or set PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: this Python has no venv module; install it (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@echo "make: setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@echo "make: adding the test tools to $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(TOOLS)/ready: requirements-editions.txt
	@echo "make: setting up $(TOOLS)"
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-editions.txt
	@{ fc-list | grep -q DejaVuSans && fc-list | grep -q DroidSansFallback && $(TOOLS)/bin/python -c 'import weasyprint'; } >/dev/null 2>&1 \
		|| { test "$$(id -u)" = 0 && apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $(PANGO); } >/dev/null 2>&1 \
		|| $(TOOLS)/bin/python -c 'import weasyprint' >/dev/null 2>&1 \
		|| { echo "make: Pango is not installed, but is needed by WeasyPrint; install it (Debian, Ubuntu: apt-get install $(PANGO))" >&2; exit 1; }
	@touch $@
