# Thin: every recipe is one command of toolchain/, which does the work and says what it does.
SHELL := bash
.DEFAULT_GOAL := help
STACK ?= dev
run := toolchain/run

.PHONY: help
help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/; s/\$$\$$/$$/' | \
		while IFS='|' read -r target text; do printf '%-24s %s\n' "$$target" "$$text"; done
	@echo
	@echo "  STACK=dev|test|prod chooses the stack (default: dev)."

.PHONY: up
up: setup dependencies base-images ## Bring the stack up, with everything that it needs.
	@$(run) toolchain/up.sh $(STACK)

.PHONY: preview
preview: setup dependencies base-images ## Show what `make up` would change.
	@$(run) bash -c 'pulumi stack select --create $(STACK) && pulumi preview --stack $(STACK)'

.PHONY: down
down: setup dependencies ## Destroy the stack; its volumes stay, unless VOLUMES=remove.
	@$(run) toolchain/down.sh $(STACK) $(VOLUMES)

.PHONY: test
test: setup dependencies base-images ## Run every check and test.
	@$(run) toolchain/test.sh

.PHONY: lint
lint: dependencies ## Check style and types.
	@$(run) --only node npm run --silent lint
	@$(run) --only node npm run --silent typecheck
	@toolchain/lint.sh

.PHONY: fmt
fmt: dependencies ## Format the sources.
	@$(run) --only node npm run --silent format

.PHONY: etl
etl: setup dependencies ## Run one command of the ETL: make etl ARGS="materialize sbir_graph".
	@$(run) npm run --silent etl -- $(ARGS)

.PHONY: bench
bench: setup dependencies base-images ## Measure.
	@$(run) npm run --silent bench

.PHONY: doctor
doctor: ## Say which prerequisites are there, and what to do about the others.
	@toolchain/doctor.sh

.PHONY: env
env: ## Print the environment for work by hand: eval "$$(make -s env)"
	@toolchain/env

.PHONY: engine-start
engine-start: ## Find or start a Docker engine.
	@toolchain/engine.sh start

.PHONY: engine-stop
engine-stop: ## Stop the project's own Docker engine.
	@toolchain/engine.sh stop

.PHONY: clean-toolchain
clean-toolchain: ## Stop the project's own engine and remove the toolchain's cache.
	@toolchain/clean.sh

# Steps of the targets above.
.PHONY: setup dependencies base-images
setup:
	@toolchain/setup
dependencies:
	@toolchain/dependencies.sh
base-images: setup
	@$(run) toolchain/base-images.sh ensure
