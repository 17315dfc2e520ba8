# Needs Python 3.11 or newer, make and git; the rest is put into .venv.

BIN := .venv/bin
READY := .venv/ready
BICYCLE := resources/templates/bicycle.journey.json
# The newest Python that is there and new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$name; break; }; done)
TOGETHER := -n auto --maxprocesses 4 --hypothesis-profile same
# Each law is tried with this many times as many examples.
SOAK ?= 50

.PHONY: help run test lint bench soak golden pictures clean
.DELETE_ON_ERROR:

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Touchline needs Python 3.11 or newer with venv" \
		"(Debian and Ubuntu: apt install python3 python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	PYTHONWARNINGS="ignore:Editable installation" \
		$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

run: $(READY) ## open the bicycle example; without a display write its poster into build/
	@mkdir -p build
	@test -e build/bicycle.journey.json \
		|| $(BIN)/touchline new build/bicycle.journey.json --template bicycle
	@if $(BIN)/python -m app.start; then \
		$(BIN)/touchline build/bicycle.journey.json; \
	else \
		$(BIN)/touchline export $(BICYCLE) -o build/bicycle.pdf && \
		$(BIN)/touchline export $(BICYCLE) -o build/bicycle.png; \
	fi

test: $(READY) ## run every test, and hold the core modules at full branch coverage
	@mkdir -p build
	@$(BIN)/python -m app.system
	$(BIN)/python -m pytest tests/model $(TOGETHER) \
		--cov --cov-report json:build/coverage.json --cov-report=
	@$(BIN)/python -m tools.check_coverage build/coverage.json
	$(BIN)/python -m pytest --ignore tests/model $(TOGETHER)

lint: $(READY) ## check style, types and the order of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(READY) ## print each figure beside a baseline of the same run
	@$(BIN)/python -m tests.bench $(ONLY)

soak: $(READY) ## try the laws with very many examples, new ones each time
	TOUCHLINE_SOAK=$(SOAK) TOUCHLINE_SEED=$$(date +%s) $(BIN)/python -m pytest -m "hypothesis or soak" -n auto --maxprocesses 4

golden: $(READY) ## keep the pictures of tests/golden as they are drawn now
	TOUCHLINE_RENEW_GOLDEN=1 $(BIN)/python -m pytest -q tests/model/layout/test_golden_scenes.py

pictures: $(READY) ## take the guide's pictures of the window; without a display: xvfb-run make pictures
	$(BIN)/python -m tests.pictures docs/pictures
	QT_SCALE_FACTOR=2 $(BIN)/python -m tests.pictures docs/pictures close-up

clean: ## remove what was made, the environment too
	rm -rf .venv build dist *.egg-info .coverage .coverage.* .hypothesis .benchmarks \
		.pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
