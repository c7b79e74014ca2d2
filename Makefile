# make demo: build everything for the KI programme with example answers, into out/
# make test: everything that must hold; make bench: the figures in the README
# On Windows, without make: see README.md, "On Windows".

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
NODE_MODULES := node_modules/.package-lock.json

.PHONY: demo test bench check format texts tools clean

demo: $(INSTALLED)
	$(BIN)/toolkit demo

test: $(INSTALLED_DEV) tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# Compiled first, as an installed program is: a shell may forbid Python to keep what it compiles.
bench: $(INSTALLED_DEV) $(NODE_MODULES)
	$(BIN)/python -m compileall -q toolkit
	$(BIN)/python benchmarks/run.py

format: $(INSTALLED_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

texts: $(INSTALLED_DEV)
	for po in templates/text/*/LC_MESSAGES/*.po; do $(BIN)/pybabel compile -i $$po -o $${po%.po}.mo; done

# What the tests need from npm and Debian. A tool that cannot be had is named by the test that needs it.
tools:
	@$(MAKE) --no-print-directory $(NODE_MODULES) || echo "npm's packages are not here: tests of validity will say so"
	@sh .ci/install-tools

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(INSTALLED)

# Once more where the registry did not answer.
$(NODE_MODULES): package.json package-lock.json
	npm install --no-save --no-fund --no-audit --loglevel=error || \
		npm install --no-save --no-fund --no-audit --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) node_modules out .mypy_cache .ruff_cache .pytest_cache .hypothesis
