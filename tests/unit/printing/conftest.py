import importlib.util
import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest


def beside(name: str) -> ModuleType:
    """A module beside this file (tests are imported by path, so it is loaded by path)."""
    spec = importlib.util.spec_from_file_location(f"printing_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def village() -> ModuleType:
    """The invented village."""
    return beside("village")


@pytest.fixture(scope="session")
def pages() -> ModuleType:
    """What reads a PDF beside its workbook."""
    return beside("pages")


@pytest.fixture
def opened() -> Callable[[bytes], Any]:
    """Bytes → the workbook they are."""
    return lambda data: openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def text_of(opened: Callable[[bytes], Any]) -> Callable[[bytes], str]:
    """Bytes → all text of all sheets, a line a row."""

    def read(data: bytes) -> str:
        rows = (row for sheet in opened(data) for row in sheet.iter_rows(values_only=True))
        return "\n".join("|".join("" if v is None else str(v) for v in row) for row in rows)

    return read


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., Path]:
    """A template of one sheet from rows of texts."""

    def make(*rows: list[Any], merges: tuple[str, ...] = (), name: str = "模板.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        path = tmp_path / name
        book.save(path)
        return path

    return make
