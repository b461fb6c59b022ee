# PYTHONDONTWRITEBYTECODE, where set, would make every notebook kernel compile the whole library anew.
unexport PYTHONDONTWRITEBYTECODE
# Behind an institution's own certificate uv, unlike pip, asks the system for it only when it is told to.
export UV_SYSTEM_CERTS ?= 1
.DEFAULT_GOAL := help
.PHONY: help setup report test lint evaluate fuzz sbom audit lab dictionary docs lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= seeds
OUT ?= reports
# The shell reads them from the environment: a name may hold spaces, quotation marks or dollars.
export CORPUS OUT
READY := $(VENV)/.ready

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## make .venv with the pinned packages

# uv installs in seconds what pip takes a minute and a half for.
$(READY): requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "newsparallax needs Python 3.11 to 3.13; name one with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	UV_LINK_MODE=copy $(BIN)/uv pip sync --quiet --python $(BIN)/python --compile-bytecode --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

report: $(READY) ## tag, compare and write reports/report.html and .pdf (CORPUS=…, OUT=…, ARGS="--docx --no-full-text")
	$(BIN)/newsparallax report "$$CORPUS" --out "$$OUT" $(ARGS)

test: $(READY) ## run the tests
	$(BIN)/pytest

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: $(READY) ## measure the coding against hand-coded answers; fails below the pinned floors
	$(BIN)/newsparallax evaluate

fuzz: $(READY) ## try 10,000 spoilt inputs (at most 15 minutes)
	$(BIN)/python benchmarks/fuzz.py

sbom: $(READY) ## print the pinned packages as a CycloneDX bill of materials
	@$(BIN)/python .ci/sbom.py

audit: $(READY) ## look the pinned packages up among known vulnerabilities
	@$(BIN)/python .ci/audit.py $(BIN)/uv

lab: $(READY) ## open the notebooks in JupyterLab (ARGS="--no-browser --port 9999")
	$(BIN)/newsparallax explore "$$CORPUS" --out "$$OUT" $(ARGS)

dictionary: $(READY) ## print docs/data-dictionary.md from the table declarations
	$(BIN)/python docs/dictionary.py > docs/data-dictionary.md

docs: $(READY) ## build the documentation site, build/site/index.html (needs no network)
	$(BIN)/python docs/build.py

lock: $(READY) ## resolve the dependencies anew (hashes, no download addresses)
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --extra dev --extra cluster --output-file requirements.lock pyproject.toml

clean: ## remove everything that was made, .venv included
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find reports -mindepth 1 ! -name README.md -delete
