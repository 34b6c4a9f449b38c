"""Spark is asked for: `make test-spark`. One session for all tests, and none where nobody asked."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("JIFEN_SPARK"):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="make test-spark"))
