# `make demo` and `make test` set up what they need; a second run does no set-up again.
PYTHON ?= python3
PEERS ?= $(HOME)/.cache/communique-peers
BIN := .venv/bin
export OMP_WAIT_POLICY ?= PASSIVE

.PHONY: demo all serve test bench bench-peers ftm dist check-dist sbom licences clean

demo: .venv/.core
	@rm -rf corpus-demo
	$(BIN)/communique run corpus/samples --corpus corpus-demo
	@echo
	$(BIN)/communique register --corpus corpus-demo
	@echo
	$(BIN)/communique search "한국과 중국은 희토류 공급망에 대해 무엇에 합의했나" --corpus corpus-demo -k 3
	@echo
	$(BIN)/communique search "new joint research projects on carbon capture" --corpus corpus-demo -k 3
	@echo
	$(BIN)/communique search "中韩海洋事务对话 热线" --corpus corpus-demo -k 3

# Every part: pages and API, MCP, all export formats, data frames.
all: .venv/.all

serve: .venv/.all
	@test -d corpus-demo || $(MAKE) demo
	$(BIN)/communique serve --corpus corpus-demo

test: .venv/.dev .venv/.ftm
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile --max-worker-restart 0

bench: .venv/.dev
	$(BIN)/python tests/benchmarks/extraction.py
	$(BIN)/python tests/benchmarks/command.py
	$(BIN)/python -m tests.benchmarks.growth --peers "$$(test -x $(PEERS)/bin/python && echo $(PEERS) || echo .venv)/bin/python"

# What the growth measurement is compared with, in an environment of its own that also sees the packages of this one.
bench-peers: .venv/.dev
	$(BIN)/python -m venv $(PEERS)
	$(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" \
		> "$$(echo $(PEERS)/lib/python3*/site-packages)/communique.pth"
	$(PEERS)/bin/pip install --quiet --constraint constraints.txt -r tests/benchmarks/growth/peers/requirements.txt

# Source package and wheel; the same commit gives the same wheel, to the byte.
dist: .venv/.dev
	rm -rf build dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --no-isolation --outdir dist

# The wheel in an empty environment: everything it needs is there, and the main job runs outside of the project.
check-dist: .venv/.dev
	$(BIN)/pytest -q tests/distribution -m "slow or not slow" --installed

sbom: .venv/.dev
	$(BIN)/python -m tests.distribution.materials --bill dist/communique.cdx.json

licences: .venv/.dev
	$(BIN)/python -m tests.distribution.materials --page docs/licences.md

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.core: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.all: .venv/.core
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[exports,frames,mcp,web]'
	@touch $@

.venv/.dev: .venv/.core
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

# FollowTheMoney's own model, against which its export is checked, is built with ICU: libicu-dev and pkg-config.
ftm: .venv/.dev
	$(BIN)/pip install --quiet --constraint constraints.txt 'followthemoney>=4.11,<5'

.venv/.ftm: .venv/.dev
	@$(BIN)/pip install --quiet --constraint constraints.txt 'followthemoney>=4.11,<5' 2>/dev/null \
		|| echo "FollowTheMoney could not be installed (it needs libicu-dev): the check of its export is skipped"
	@touch $@

clean:
	rm -rf .venv corpus-demo .mypy_cache .ruff_cache .pytest_cache
