# `make app` opens the app, `make test` runs every check. Each sets up what it needs, once.
# Needed beforehand: make and Python 3.11 or newer.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# A pyenv shim answers to `command -v` yet may not run, so each name is tried for real.
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11 python3.14 python3 python

.DEFAULT_GOAL := help
.PHONY: help app test check fix messages bench lock clean

help:
	@echo "make app    open the app in the browser, with a sample text"
	@echo "make test   run all tests and checks, the browser test too"
	@echo "make check  run the linter and the type checker alone"
	@echo "make fix    let the linter mend what it can"
	@echo "make messages  bring the catalogues of the interface up to date"
	@echo "make bench  measure speed, memory, loading and calibration"
	@echo "make lock   write requirements.lock anew from pyproject.toml"
	@echo "make clean  remove the environment and all that was built"

# Installed again only when what is wanted changes.
$(INSTALLED): pyproject.toml requirements.lock
	@for p in $(CANDIDATES); do \
	  if $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$p; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer (with its venv module) was not found: install it, or say where it is with 'make PYTHON=/path/to/python3'." >&2; exit 1; \
	fi; \
	test -x $(BIN)/python || $$found -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

app: $(INSTALLED)
	$(BIN)/annotator review

# Both halves run, so that one look shows all that is wrong.
test: $(INSTALLED)
	@$(BIN)/python tests/programs.py $(BIN)/python -m pytest; tests=$$?; \
	$(MAKE) --no-print-directory check && exit $$tests

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: $(INSTALLED)
	$(BIN)/ruff check --fix .

messages: $(INSTALLED)
	$(BIN)/python tests/web/catalogues.py

# What is slow stays printed even where another one fails.
bench: $(INSTALLED)
	@for name in loading search throughput linear hostile calibration; do \
	  echo; echo "== $$name"; $(BIN)/python benchmarks/$$name.py; \
	done
	@echo; echo "== review"; $(BIN)/python tests/programs.py $(BIN)/python benchmarks/review.py

lock:
	@rm -rf $(VENV)/lock && $(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check '.[dev]'
	$(VENV)/lock/bin/python -m pip freeze --exclude annotator > requirements.lock
	@rm -rf $(VENV)/lock

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
