# Every target sets up what it needs; "make help" lists them.
PYTHON ?= python3
BIN := .venv/bin
# The folder the command was typed in, also after "make -C …": its .claude is offered for import.
FOLDER ?= $(if $(PWD),$(PWD),.)

.PHONY: up test suite check format bench help lock frontend

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: .venv/.installed ## start agentsite; the browser opens signed in (ARGS="--port 9000" …)
	@$(BIN)/agentsite up --folder "$(FOLDER)" $(ARGS)

test: check suite ## everything that must hold: checks, then the whole suite

suite: .venv/.developing ## the whole suite without the checks
	@$(BIN)/python -m pytest -n $${PYTEST_WORKERS:-auto} --dist loadgroup $(ARGS)

check: .venv/.developing ## formatting, ruff, mypy, import contracts, migrations, deployment settings
	@sh .ci/check

format: .venv/.developing ## put the code into its form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format .

bench: .venv/.developing ## measure: tables with ratios, nothing asserted
	@sh bench/run $(ARGS)

lock: .venv/.developing ## resolve the dependencies anew into the lock files
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --group build --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --all-extras --group dev --no-header pyproject.toml -o requirements-dev.lock

frontend: ## build the source editor anew (needs Node); its result is committed
	@cd frontend && npm ci --ignore-scripts && npm run build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "agentsite needs Python 3.11 or newer. Say which with: make up PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing what agentsite needs (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.developing: .venv/bin/python requirements-dev.lock pyproject.toml
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/.installed $@
