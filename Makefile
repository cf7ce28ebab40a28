# Coolspot. `make` lists what there is; everything works from a bare Debian with Python 3.11, as root or not.
SHELL  := /bin/bash
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
            $(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(p))) python3)
PY     := .venv/bin/python
RUN    := .venv/bin
FLASK  := $(PY) -m flask --app app
T      ?= tests

.DEFAULT_GOAL := help
.PHONY: help run test check bench chaos demo import prepare

help:  ## List these
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

run: prepare  ## Open the shop on this machine: HOST, PORT and the rest of .env.example
	@exec $(PY) app.py

test:  ## Run all tests, or some: make test T=tests/ledger
	@$(PYTHON) marketplace/onemachine/prepare.py browser
	@$(PY) -m pytest $(T)

check: prepare  ## Format, lint, types, floors, templates, migrations and the other house rules
	@$(MAKE) --no-print-directory -s _format _lint _types _floors _templates _rules

bench: prepare  ## Measure against limits measured in the same run; writes docs/benchmarks.md
	@$(PY) -m tests.bench $(ARGS)

chaos: prepare  ## Kill everything at random while people buy, then count the money
	@$(PY) -m tests.chaos $(ARGS)

demo: prepare  ## Load demo data into the running shop: make demo ARGS="--products 10000"
	@$(FLASK) demo load $(ARGS)

import: prepare  ## Put a catalogue file on the shelf of the running shop: make import FILE=x.csv [SUPPLIER=… MAPPING=…]
	@test -n "$(FILE)" || { echo 'Which file? make import FILE=fridges.csv [SUPPLIER=… MAPPING=…]'; exit 2; }
	@$(FLASK) catalog import "$(FILE)" $(if $(SUPPLIER),--supplier "$(SUPPLIER)") $(if $(MAPPING),--mapping "$(MAPPING)")

prepare:
	@$(PYTHON) marketplace/onemachine/prepare.py

.PHONY: _format _lint _types _floors _templates _rules
_format:
	@echo '  format'; $(RUN)/ruff format --check --quiet --output-format concise . || { echo 'Mend it: .venv/bin/ruff format .'; exit 1; }
_lint:
	@echo '  lint'; $(RUN)/ruff check --quiet .
_types:
	@echo '  types'; $(RUN)/mypy --no-error-summary
_floors:
	@echo '  floors'; out=$$($(RUN)/lint-imports 2>&1) || { echo "$$out"; exit 1; }
_templates:
	@echo '  templates'; out=$$($(RUN)/djlint templates --lint --quiet 2>&1) || { echo "$$out"; exit 1; }
_rules:
	@echo '  migrations and house rules'; $(PY) -m pytest tests/house --ignore=tests/house/test_hostile.py --ignore=tests/house/test_routes.py
