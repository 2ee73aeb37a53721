# `make serve` and `make test` are all that is needed on a machine with git, make and Python 3.11.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test check install index benchmark clean

serve: install index
	$(BIN)/passerelle serve

test: install check
	$(BIN)/python -m pytest -q

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/passerelle corpus check

# The environment and the embedding model; nothing is done again while neither changed.
install: $(VENV)/model

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test,check]"
	touch $@

$(VENV)/model: $(VENV)/installed
	$(BIN)/passerelle model
	touch $@

# A new generation only when a document or the catalogue changed.
index: install
	$(BIN)/passerelle index

benchmark: install
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) index .mypy_cache .ruff_cache .pytest_cache .hypothesis
