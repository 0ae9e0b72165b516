# Two commands are all a newcomer needs: `make build` and `make test`.
# They install what is missing into .venv and node_modules, and system libraries through apt or brew.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: build test bench

build: $(VENV)/build.stamp
	$(BIN)/posada build
	$(BIN)/posada competency build
	$(BIN)/posada competency assess
	$(BIN)/posada competency fit key-account-manager

test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

bench: $(VENV)/test.stamp
	$(BIN)/pip install --quiet typst "python-redlines[docxodus]"
	$(BIN)/python benchmarks/run.py

$(VENV)/build.stamp: pyproject.toml setup.sh
	PYTHON=$(PYTHON) sh setup.sh build
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/build.stamp package.json
	PYTHON=$(PYTHON) sh setup.sh test
	$(BIN)/pip install --quiet --editable '.[test]'
	touch $@
