# Every target does its own set-up; `make run` and `make test` are all a new machine needs.
.DEFAULT_GOAL := help
.PHONY: help setup train db run chat check format test test-conversations test-live bench simulate lock clean
PYTHON := .venv/bin/python
N := 1000
SEED := 1
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3

help:                 ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup:
	@scripts/setup

train: db             ## train the model if what it is trained from has changed
	@$(PYTHON) -m launcher.training

db: setup             ## bring the database up to date; the default one gets the demo orders
	@.venv/bin/aftersales db upgrade
	@test -n "$$DATABASE_URL" || .venv/bin/aftersales db fill-demo --refresh

run: train            ## start the assistant and chat with it; Ctrl-C stops everything
	@$(PYTHON) -m launcher.run

chat: setup           ## open another chat on the running assistant
	@$(PYTHON) -m launcher.chat

check: setup          ## style, types, import directions, training data, policies
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) -m serving.rasa_command data validate --fail-on-warnings
	.venv/bin/aftersales policy check

format: setup         ## put the code into the common format
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

test: train           ## units and written conversations; gets the browser for test-live where it can
	@scripts/chromium
	$(PYTHON) -m pytest -n auto --dist loadfile
	scripts/test-conversations

test-conversations: train
	scripts/test-conversations

test-live: train      ## the tests that drive the running system, some in a browser
	@scripts/chromium
	$(PYTHON) -m pytest -m live

bench: train          ## measure speed and memory
	$(PYTHON) -m evaluation.bench

simulate: train       ## let N simulated customers (drawn by SEED) talk to the assistant, and judge what comes of it
	AFTERSALES_TODAY=2025-03-04 $(PYTHON) -m evaluation.customers -n $(N) --seed $(SEED) $(SIMULATE)

lock: setup           ## compile requirements/*.in again
	scripts/lock

clean:                ## remove models, database, logs and caches; .venv stays
	rm -rf models var results .rasa .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
