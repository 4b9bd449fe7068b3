# What can be done here: `make` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
ROOMS := ledger importers plugins reports
# Stamps tell which set of packages the venv holds; they are older than a changed pyproject.toml or constraints.txt.
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

.PHONY: help setup demo test torture lint bench pages clean links

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(DEV) ## make .venv with all that development needs (Python 3.11 or later)

demo: $(RUNTIME) ## two programmes in one set of books, from bank file to money back, in a fresh folder
	@books=demo-books; n=1; while [ -e "$$books" ]; do n=$$((n + 1)); books=demo-books-$$n; done; \
	$(BIN)/earmark demo "$$books"

test: $(DEV) ## all tests, with branch coverage (ARGS='-m "not slow"' leaves out packaging and browsers)
	$(BIN)/pytest -n 3 --dist loadgroup --cov --cov-report=term $(ARGS)

torture: $(DEV) ## faults, power cuts, hostile files: a tenth of all cases, one table (FULL=1: all; ATTACK=powercut: one)
	$(BIN)/python -m tests.torture $(if $(FULL),--full) $(ATTACK)

lint: $(DEV) ## style, formatting, types, and the order of the four rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV) ## measure: every script in bench/
	@for script in $(wildcard bench/*.py); do echo "== $$script"; $(BIN)/python $$script || exit; done

pages: $(DEV) ## write the generated part of each rule's page (docs/rules/)
	$(BIN)/python -m tests.plugins.pages

clean: ## remove .venv, caches, built packages and the books of make demo
	rm -rf $(VENV) dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache demo-books demo-books-*
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

links: ## make the links in src/earmark again, where git or an archive lost them
	@mkdir -p src/earmark
	@cd src/earmark && for room in $(ROOMS); do rm -rf "$$room" && ln -s "../../$$room" "$$room"; done

# --- what the above stand on

.PHONY: check-links
check-links:
	@for room in $(ROOMS); do [ -f src/earmark/$$room/__init__.py ] && continue; \
	echo "src/earmark/$$room is not a link to the folder $$room. git on Windows and some archive programs write links"; \
	echo "as small text files. Run 'make links'; on Windows: 'git config core.symlinks true' with developer mode on,"; \
	echo "then 'git checkout -- src'. (An ordinary 'pip install .' needs no links.)"; exit 1; done

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Earmark needs Python 3.11 or later: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python check-links
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python check-links
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $(RUNTIME) $@
