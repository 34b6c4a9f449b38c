"""Fixtures for the zip for Windows, and why its tests are skipped."""

import pytest
from cli_support import demonstration, settled_book
from laptop_support import laptop, why_not, zip_file

__all__ = ["demonstration", "laptop", "settled_book", "zip_file"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot be tried, and say why."""
    reason = why_not()
    for item in items:
        if reason is not None and item.path.parent.name == "windows":
            item.add_marker(pytest.mark.skip(reason=reason))
