# make demo: build everything for the KI programme with example answers, into out/
# make test: everything that must hold; make bench: the figures in the README
# make lock: move the lock files to the newest versions; make test-newest: everything on the newest versions, without them
# On Windows, without make: see README.md, "On Windows".

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
NODE_MODULES := node_modules/.package-lock.json

# A file's tests stay together on one core, since they share what they build.
PYTEST_ON_ALL_CORES := -m pytest --numprocesses auto --dist loadscope
PYTEST := $(BIN)/python $(PYTEST_ON_ALL_CORES)

.PHONY: demo test test-newest bench format texts tools lock clean

demo: $(INSTALLED)
	$(BIN)/toolkit demo

test: $(INSTALLED_DEV) tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST)

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

# Exactly what the lock files hold, hatchling among it, so that nothing else is asked for while the project is built.
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL_PROJECT = $(PIP_INSTALL) --no-deps --no-build-isolation --editable .

$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL_PROJECT)
	@touch $@

$(INSTALLED_DEV): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	$(INSTALL_PROJECT)
	@touch $@ $(INSTALLED)

# For every platform and each Python that the project takes; no package index is named in them.
LOCK = printf 'hatchling>=1.24\neditables\n' | $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' pyproject.toml -

lock:
	test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(PIP_INSTALL) uv; }
	$(LOCK) --extra postgresql --output-file requirements.lock
	$(LOCK) --extra postgresql --extra dev --output-file requirements-dev.lock

# What the lock files will meet one day; in an environment of its own.
test-newest: tools
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --editable '.[dev]'
	.venv-newest/bin/python $(PYTEST_ON_ALL_CORES)

# Once more where the registry did not answer.
$(NODE_MODULES): package.json package-lock.json
	npm install --no-save --no-fund --no-audit --loglevel=error || \
		npm install --no-save --no-fund --no-audit --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) .venv-newest node_modules out .mypy_cache .ruff_cache .pytest_cache .hypothesis
