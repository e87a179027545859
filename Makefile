# Every command of the project. `make help` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE := _build/html
JOBS ?= auto
BASE ?= main
# Other forms of the site: what they are called, and what prints and checks them.
EDITION := _build/editions/s-2019-612-reference
TOOLS := .venv-editions
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-droid-fallback
BUILD := $(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet --jobs $(JOBS) --doctree-dir _build/doctrees
# What is wrong is told once: by the rules, and only if they find nothing by Sphinx, whose words may be a report of its crash.
TELLING = 2>$(@:%=_build/%.log) || { $(BIN)/python -m dossier check >/dev/null && cat $(@:%=_build/%.log) >&2; exit 1; }
# What a build reads: files, and what the environment says. With nothing newer, and nothing in the site changed since, it is done.
# A folder of code is changed by what Python compiles into it, and counts by its files alone.
READ = docs source _static dossier Makefile $(VENV)/ready _build/editions
SAID = $(SITE_URL) $(SITE_REPOSITORY) $(SOURCE_DATE_EPOCH) $(shell git rev-parse HEAD 2>/dev/null)
NEWER = { find -L $(READ) -name __pycache__ -prune -o -cnewer _build/read ! -exec test -d {}/__pycache__ \; -print; find $(SITE) -cnewer _build/written; } 2>&1 | head -1
CHECK_SCHEMA := $(BIN)/python -m check_jsonschema --quiet --builtin-schema

# What Python has compiled is kept, whatever the environment says: every command is a quarter of a second quicker.
export PYTHONDONTWRITEBYTECODE :=
# Files and messages are UTF-8, whatever the locale.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve html check test coverage mutation bench bench-search lint clean lock schemas diff release linkcheck lint-workflows hooks sbom audit

## help     list these commands
help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)

## serve    build the site, serve it, rebuild and reload at each change; prints the address
serve: $(VENV)/ready
	@$(BIN)/python -m dossier serve --watch _static --port $${PORT:-8000}

## html     build the site into _build/html; any warning fails
html: $(VENV)/ready
	@mkdir -p _build/editions
	@test "$$(cat _build/read 2>/dev/null)" = "$(SAID)" && test -z "$$($(NEWER))" || { rm -f _build/read && echo "$(SAID)" >_build/reading; \
		$(BUILD) -b html docs $(SITE) $(TELLING); touch _build/written && mv _build/reading _build/read; }
	@echo "$(SITE)/index.html"

## check    apply every rule to data and pages, without building; fast
check: $(VENV)/ready
	@$(BIN)/python -m dossier check

## test     run every test, in an environment of its own making
test: lint
	@if command -v node >/dev/null; then node --test --test-reporter=dot tests/js; else echo "make: there is no node; the scripts are tested in a browser alone"; fi
	@$(BIN)/python -m pytest

## lint     find faults in the layout, the types and the form of code and workflows, without running anything
lint: $(VENV)/ready-dev lint-workflows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/typos && $(BIN)/python -m mypy
	@PYTHONPATH=.:docs/_ext $(BIN)/lint-imports --no-logo --no-cache

## coverage  run every test, and say which lines and branches of the extension none of them reaches
coverage: $(VENV)/ready-dev
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered $(if $(GITHUB_STEP_SUMMARY),--cov-report=markdown-append:$(GITHUB_STEP_SUMMARY))

## mutation  damage pages and data in many small ways, and count what the rules stop; slow; REVIEW=1 counts the review too
mutation: $(VENV)/ready-dev
	@$(BIN)/python -m tests.mutation $(if $(REVIEW),--review)

## diff     say as Markdown what changes in all that is said, from BASE (a branch, tag or commit) to the files as they are
diff: $(VENV)/ready
	@command -v git >/dev/null || { echo "make: there is no git, and the older state is read with it; install git" >&2; exit 1; }
	@git rev-parse --quiet --verify "$(BASE)^{commit}" >/dev/null 2>&1 || { echo "make: git knows no branch, tag or commit “$(BASE)” here; name one that it knows, as in BASE=main" >&2; exit 1; }
	@rm -rf _build/base && mkdir -p _build/base && git archive "$(BASE)" docs source | tar -x -C _build/base
	@$(BIN)/python -m dossier diff --base-docs _build/base/docs --base-source _build/base/source --limit $(or $(LIMIT),0)

## release  write down everything as it stands: VERSION=1.2 DATE=2027-03-01; writes the ledger, CHANGELOG.md and CITATION.cff, too
release: $(VENV)/ready
	@test -n "$(VERSION)" && test -n "$(DATE)" || { echo "make: say which release and on which day, as in VERSION=1.2 DATE=2027-03-01" >&2; exit 1; }
	@$(BIN)/python -m dossier release "$(VERSION)" --date "$(DATE)"

## editions  the site in other forms, which the next build offers for download: epub, pdf and zip
.PHONY: editions epub pdf zip
editions: epub pdf zip

# Their date is that of the last commit, so that the same files give the same bytes; without one, the first that a zip file can hold.
ifeq ($(SOURCE_DATE_EPOCH),)
unexport SOURCE_DATE_EPOCH
epub pdf zip: export SOURCE_DATE_EPOCH = $(or $(shell git log -1 --no-show-signature --format=%ct 2>/dev/null),315532800)
else ifneq ($(shell printf %s '$(SOURCE_DATE_EPOCH)' | tr -d 0-9),)
$(error SOURCE_DATE_EPOCH is “$(SOURCE_DATE_EPOCH)”, which is no number of seconds since 1970; give it in digits, or leave it out)
endif

## epub     the pages as a book for reading devices; checked by EPUBCheck where there is Java
epub: $(VENV)/ready
	@rm -rf _build/epub && mkdir -p $(dir $(EDITION))
	@$(BUILD)-epub -b epub -D epub_basename=$(notdir $(EDITION)) docs _build/epub $(TELLING)
	@if command -v java >/dev/null; then $(MAKE) --no-print-directory $(TOOLS)/ready && $(TOOLS)/bin/epubcheck _build/epub/*.epub; fi
	@cp _build/epub/$(notdir $(EDITION)).epub $(EDITION).epub
	@echo "$(EDITION).epub"

## pdf      the pages as one document to print
pdf: $(VENV)/ready $(TOOLS)/ready
	@rm -rf _build/book && mkdir -p $(dir $(EDITION))
	@$(BUILD)-book -b book docs _build/book $(TELLING)
	@mkdir -p _build/book/_static/fonts && cp $(TOOLS)/lib/python*/site-packages/font_source_*/files/*.otf _build/book/_static/fonts
	@$(TOOLS)/bin/weasyprint --pdf-variant pdf/ua-1 _build/book/index.html $(EDITION).pdf 2>_build/book/log && ! grep -Eq 'ERROR|notdef' _build/book/log \
		|| { cat _build/book/log >&2; rm -f $(EDITION).pdf; echo "make: the PDF lacks a glyph or a target, as said above; for glyphs install fonts (Debian, Ubuntu: apt-get install $(PANGO))" >&2; exit 1; }
	@echo "$(EDITION).pdf"

## zip      the site as an archive, to be read without a network
zip: $(VENV)/ready
	@rm -rf _build/zip && mkdir -p $(dir $(EDITION))
	@$(BUILD)-zip -b html -D dossier_editions= docs _build/zip $(TELLING)
	@$(BIN)/python -m dossier zip _build/zip $(EDITION).zip
	@echo "$(EDITION).zip"

## newest   check and build with the newest version of everything, whatever the lock says, in an environment of its own
.PHONY: newest
newest:
	@rm -rf _build/newest && $(PYTHON) -m venv _build/newest
	@_build/newest/bin/pip install --quiet --disable-pip-version-check --pre ".[live]" -r requirements.in
	@_build/newest/bin/python -m dossier check
	@_build/newest/bin/python -m sphinx --fail-on-warning --keep-going --quiet -b html -d _build/newest/doctrees docs _build/newest/html
	@_build/newest/bin/pip list --format freeze | grep -iE '^(sphinx|docutils|myst|pybtex|pydantic|pagefind)'

## linkcheck  try every link to another site; writes _build/linkcheck/output.txt
linkcheck: $(VENV)/ready
	@$(BUILD)-linkcheck -b linkcheck docs _build/linkcheck

## schemas  write the JSON Schemas beside the data files
schemas: $(VENV)/ready
	@$(BIN)/python -m dossier schemas

## gettext  write the template for translators, dossier/locale/dossier.pot; it bears no date
.PHONY: gettext
gettext: $(VENV)/ready
	@mkdir -p _build
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --sort-by-file --add-location file --no-wrap --project dossier \
		--header-comment "# What the extension says to readers." --output-file _build/dossier.pot dossier
	@sed '/^"POT-Creation-Date/d; /^"Generated-By/d; /^#, fuzzy/d' _build/dossier.pot >dossier/locale/dossier.pot
	@echo "dossier/locale/dossier.pot"

## lint-workflows  check the workflows and the other files of the public host
lint-workflows: $(VENV)/ready-dev
	@$(CHECK_SCHEMA) vendor.github-workflows .github/workflows/*.yml
	@$(CHECK_SCHEMA) custom.github-workflows-require-timeout .github/workflows/*.yml
	@$(CHECK_SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(CHECK_SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(CHECK_SCHEMA) vendor.dependabot .github/dependabot.yml
	@$(CHECK_SCHEMA) vendor.readthedocs .readthedocs.yaml
	@$(BIN)/python -m pre_commit validate-config
	@$(BIN)/zizmor --quiet --offline --pedantic .github

## hooks    have git run the checks before each commit
hooks: $(VENV)/ready-dev
	@$(BIN)/python -m pre_commit install

## lock     compile the three lists of requirements into locks with hashes, for every supported Python
lock: $(VENV)/ready-dev
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra live pyproject.toml requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra live -c requirements.txt pyproject.toml requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-editions.in -o requirements-editions.txt

## bench    measure the build beside other tools; SIZES= and TOOLS= choose, RECORD=1 writes docs/contributing/speed.md
bench: $(VENV)/ready-dev
	@$(BIN)/python -m benchmarks.build $(if $(SIZES),--sizes $(SIZES)) $(if $(TOOLS),--tools $(TOOLS)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
		$(if $(LIMIT),--limit $(LIMIT)) $(if $(RECORD),--record)

## audit    judge every page of the built site by axe-core, the Nu Html Checker, Lighthouse and more; slow; ONLY= chooses
audit: $(VENV)/ready-dev html
	@$(BIN)/python -m audits $(ONLY)

## bench-search  measure the search beside Sphinx's own on the same pages; RECORD=1 writes docs/contributing/search.md
bench-search: $(VENV)/ready-dev html
	@$(BIN)/python -m benchmarks.search.run --misses $(if $(RECORD),--record)

## sbom     write the bill of materials of the build, from the lock: _build/sbom.json, as CycloneDX
sbom: $(VENV)/ready
	@$(BIN)/python -m venv _build/sbom
	@_build/sbom/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	@_build/sbom/bin/cyclonedx-py requirements requirements.txt --output-reproducible --of JSON -o _build/sbom.json
	@echo "_build/sbom.json"

## clean    remove everything that was built
clean:
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/ready: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: there is no $(PYTHON); install Python 3.11, 3.12, 3.13 or 3.14, or say PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; install Python 3.11, 3.12, 3.13 or 3.14, or say PYTHON=/path/to/python3" >&2; exit 1; }
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
		|| { echo "make: there is no Pango, with which WeasyPrint sets text; install it (Debian, Ubuntu: apt-get install $(PANGO))" >&2; exit 1; }
	@touch $@
