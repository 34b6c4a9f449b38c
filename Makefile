# 积分：make demo 看演示，make test 跑测试。只需要 Python 3.11 以上和 make，其余自己准备。
#
# Everything runs in an own .venv. Its stamp depends on pyproject.toml, so a second run installs nothing. Recipes keep
# to what GNU make 3.81 and a POSIX shell know. `make PYTHON=/path/to/python3.12 test` names the interpreter.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo demo-township test test-fast test-spark soak lint check bench docs pictures wheel windows test-windows clean

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PY := $(BIN)/python
STAMP := .venv/.installed
PYTHON ?= python3
# Scripts beside the package whose types are checked as strictly.
TYPED := sample_data tools/set_up.py tools/make_docs.py tools/issue_examples.py tools/make_layout_pictures.py \
  tools/make_manual_pictures.py tools/windows \
  benchmarks/_measure.py benchmarks/startup.py benchmarks/ledger.py benchmarks/batch.py benchmarks/scale.py

# One process a core; a process without work takes some from another, so what is made once a process is made seldom.
PYTEST := -m pytest -n auto --maxprocesses 4 --dist worksteal
# For work in between: what takes no second, and one way through the command line from the sheet to the wall and the shop.
FAST := $(filter-out %_house_rules.py %_sample_data.py %_docs.py,$(wildcard tests/unit/test_*.py)) tests/unit/domain \
  $(filter-out %_figures.py %_checks.py %_backups.py,$(wildcard tests/store/test_*.py)) \
  $(filter-out %_hostile.py %_random_months.py %_nothing_unread.py %_traps.py %_columns_by_contents.py, \
  $(wildcard tests/unit/reading/test_*.py)) tests/unit/printing/papers/test_masking.py \
  tests/cli/test_messages.py tests/cli/test_main_job.py \
  tests/cli/test_redeem.py::test_the_close_leaves_notice_settlement_and_register

export PYTHONUTF8 := 1

help:
	@echo '积分：村级积分制的记账、公示与兑换程序'
	@echo '  make demo   新建一个演示村（demo-1、demo-2……），从评议表做到公示表'
	@echo '  make demo-township  五个村一年的账，汇总到乡镇（几分钟；demo-township-1、-2……）'
	@echo '  make test   跑全部测试'
	@echo '  make test-spark  同样的汇总查询在 Spark 上跑，答案与 DuckDB 逐位相同（要有 Java 17）'
	@echo '  make test-fast  跑快的一部分，改代码时用'
	@echo '  make soak   杀进程、抢最后一件、改账、随机过一年的测试多跑，大村的表也排（二十分钟以内）'
	@echo '  make lint   格式、静态检查、类型、分层、生成的文档是否最新'
	@echo '  make check  lint 和 test'
	@echo '  make bench  量速度'
	@echo '  make docs   重新生成 docs/ 里由程序写的几页'
	@echo '  make wheel  打安装包到 dist/'
	@echo '  make windows  打 Windows 用的压缩包到 dist/（解压、双击就能用）'
	@echo '  make test-windows  在 wine 里试那个压缩包（没有 wine 的跳过）'
	@echo '  make clean  删去 .venv 和缓存（不动演示村）'

# The first interpreter that is new enough; tools/set_up.py does the rest and says what is missing.
$(STAMP): pyproject.toml tools/set_up.py
	@for py in '$(PYTHON)' python3 python python3.14 python3.13 python3.12 python3.11; do \
	  if "$$py" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    exec "$$py" tools/set_up.py; \
	  fi; \
	done; \
	echo '没有找到 Python 3.11 或更新的版本。请先安装，或用 make PYTHON=/路径/python3 指明。' >&2; exit 1

demo: $(STAMP)
	@n=1; while [ -e "demo-$$n" ]; do n=$$((n + 1)); done; \
	$(PY) -m jifen demo "demo-$$n" && \
	echo "jifen 没有装进系统时，在这里这样用：$(BIN)/jifen --db demo-$$n/jifen.db points balance"

demo-township: $(STAMP)
	@n=1; while [ -e "demo-township-$$n" ]; do n=$$((n + 1)); done; $(PY) tools/demo_township.py "demo-township-$$n"

test: $(STAMP)
	@$(PY) $(PYTEST)

test-fast: $(STAMP)
	@$(PY) $(PYTEST) $(FAST)

# Spark is half a gigabyte, so it is installed for this target alone, into the same .venv.
test-spark: $(STAMP)
	@$(PY) -m pip install --disable-pip-version-check --quiet --quiet -e '.[spark]'
	@JIFEN_SPARK=1 $(PY) -m pytest tests/spark -n 0

soak: $(STAMP)
	@JIFEN_SOAK=1 $(PY) $(PYTEST) tests/cli/test_redeem_race.py tests/cli/test_processes.py \
	  tests/cli/test_killed.py tests/cli/test_tampers.py tests/cli/test_year_model.py tests/cli/test_shop_model.py \
	  tests/cli/test_scheme_model.py tests/store/test_figures.py tests/unit/reading/test_nothing_unread.py tests/unit/reading/test_hostile.py \
	  tests/unit/printing

lint: $(STAMP)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m mypy $(TYPED)
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) tools/make_docs.py --check

check: lint test

bench: $(STAMP)
	@for script in $(filter-out benchmarks/_%.py,$(wildcard benchmarks/*.py)); do echo "== $$script"; $(PY) "$$script" || exit 1; done

docs: $(STAMP)
	@$(PY) tools/make_docs.py

# Only for whoever changes a layout, a paper or a screen. The layouts need LibreOffice and poppler, the page Chromium.
pictures: $(STAMP)
	@$(PY) tools/make_layout_pictures.py
	@$(PY) tools/make_manual_pictures.py

wheel: $(STAMP)
	@$(PY) -m pip wheel -qq --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist

# CPython's embeddable files come from a package pinned by its SHA-256; EMBED=FILE names another archive, FONT=FILE the font.
windows: $(STAMP)
	@$(PY) tools/windows/build.py

# The zip as it is in dist/, built first where there is none; not on real Windows.
test-windows: $(STAMP)
	@[ -n "$$(ls dist/积分-*-windows.zip 2>/dev/null)" ] || $(PY) tools/windows/build.py
	@JIFEN_TEST_WINDOWS=1 $(PY) -m pytest -n 0 tests/windows

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
