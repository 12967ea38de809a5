.PHONY: help setup up demo test check soak bench docs pins clean wipe

BIN := .venv/bin
STAMP := .venv/.installed

help:            ## show what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

setup: $(STAMP)  ## make .venv with kuaibao in it; every other target does so where needed

up: $(STAMP)     ## start everything on this machine: watcher, worker, Prefect and its UI
	@$(BIN)/kuaibao up

demo: $(STAMP)   ## start everything, drop the five sample documents in, show what became of them
	@$(BIN)/python -m flows.demo

test: $(STAMP)   ## all checks and all tests
	@deploy/check.sh

check: $(STAMP)  ## the checks without the tests
	@deploy/check.sh style types layers

soak: $(STAMP)   ## random actions and kills against a model of what must be true: make soak RUNS=1000
	@KUAIBAO_SOAK=$(or $(RUNS),200) deploy/check.sh soak

bench: $(STAMP)  ## measure latency and throughput
	@deploy/check.sh bench

docs: $(STAMP)   ## write what the program prints today into README.md and deploy/env.example
	@$(BIN)/python -m tests.test_readme && $(BIN)/python -m tests.test_deploy

pins: $(STAMP)   ## write deploy/constraints.txt anew from what resolves today
	@deploy/pins.sh

clean:           ## remove the environment and what was built; ./var stays, with every document in it
	rm -rf .venv build dist

wipe:            ## destroy ./var for good: vault, database, and the inbox with what was not taken yet: make wipe SURE=yes
	@test "$(SURE)" = yes || { echo "every document in ./var would be gone for good: make wipe SURE=yes"; exit 1; }
	@! test -e var/data/up.lock || flock -n var/data/up.lock true || { echo "kuaibao works on ./var: end it first"; exit 1; }
	rm -rf var

$(STAMP): pyproject.toml deploy/constraints.txt deploy/setup.sh
	@deploy/setup.sh
