# The front door: every word here is also what CI calls.
.DEFAULT_GOAL := help
PYTHON := PYTHONPATH=. .venv/bin/python
PORT ?= 8000
INPUTS ?= 50000
# Where Python may not keep what it compiled, every command of the tests compiles it all again.
unexport PYTHONDONTWRITEBYTECODE

help:            ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run:             ## set up, then the demonstration province on http://127.0.0.1:8000
	@bin/mangnon demo --port $(PORT)

dev:             ## install what tests and checks need
	@bin/bootstrap dev
	@tools/system_packages

spark: dev       ## add PySpark, for `--engine spark` and its tests, which `make test` skips without
	@bin/bootstrap spark

test: dev        ## the whole suite, on a PostgreSQL that it starts itself
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q

check: dev       ## style, types, import order, migrations, catalogue, documentation, translations
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-types check-rest

check-types:
	@$(PYTHON) -m mypy mangnon

check-rest:
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(PYTHON) .venv/bin/lint-imports
	@.venv/bin/djlint mangnon --check --lint --quiet
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) tools/vendor.py --check
	@$(PYTHON) tools/translations.py --check
	@$(PYTHON) tools/generated_docs.py --check
	@bin/mangnon catalog check

golden: dev      ## rewrite the golden files; review the diff
	@$(PYTHON) -m pytest tests/engine -q --update-golden

docs: dev        ## rewrite the pages that are generated from the code
	@$(PYTHON) tools/generated_docs.py

soak: dev        ## long suites: kills and repeated starts
	@$(PYTHON) -m pytest -q -m soak

fuzz: dev        ## damaged plans, many more than the tests try; INPUTS=50000
	@$(PYTHON) -m tests.documents.fuzzer --inputs $(INPUTS)

bench: dev       ## measure everything of bench/, beside its limits; not part of CI
	@for file in bench/[a-z]*.py; do bin/mangnon bench $$(basename $$file .py) || exit 1; done

lock:            ## refresh requirements/*.lock from pyproject.toml
	@bin/bootstrap run && tools/lock

.PHONY: help run dev spark test check check-types check-rest golden docs soak bench fuzz lock
