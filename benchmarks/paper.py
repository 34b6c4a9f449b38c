"""How long a notice takes from its content to workbook, PDF and pictures, for villages of several sizes; and the cards
of as many households, whose thousands of merged cells once took longer than all the rest."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _measure import medians, table

from jifen.printing.engine import typeset
from jifen.printing.papers import handed, notice

VILLAGE = Path(__file__).resolve().parents[1] / "tests" / "unit" / "printing" / "village.py"
CODE = "3F2A-9C1D-07BE-55A0"
ROUNDS = 5


def village() -> Any:
    spec = importlib.util.spec_from_file_location("village", VILLAGE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def content(invented: Any, households: int) -> Any:
    """The invented notice, its lines repeated until there are so many."""
    found = invented.monthly()
    lines = found["lines"] * (households // len(found["lines"]) + 1)
    return found | {"lines": lines[:households]}


def cards(households: int) -> Any:
    """Cards of so many households."""
    lines = [
        {
            "household": f"{n % 35 + 1:02}-{n // 35 + 1:02}",
            "head": "王建国",
            "grid": str(n % 35 + 1),
            "group": "一组",
            "people": 3,
            "available": "12.5",
            "year": "30",
        }
        for n in range(households)
    ]
    told = {"village": "沙院村", "as_of": "2025-07-20", "hotline": "0000-0000000", "single": False, "grid": None}
    return told | {"lines": lines}


def works(invented: Any, households: int) -> dict[str, Callable[[], object]]:
    paper = notice.monthly_paper(content(invented, households), CODE)
    workbook, fonts = paper.xlsx(), typeset.fonts_for(None)
    return {
        "cards": handed.card_paper(cards(households)).xlsx,
        "workbook": paper.xlsx,
        "PDF of it": lambda: typeset.pdf(workbook, fonts=fonts),
        "pictures of it": lambda: typeset.png(workbook, fonts=fonts),
    }


def main() -> int:
    invented = village()
    sizes = (60, 180, 620)
    found = {size: medians(works(invented, size), ROUNDS) for size in sizes}
    names = list(found[sizes[0]])
    rows = [[name, *(found[size][name] for size in sizes)] for name in names]
    table("monthly notice, milliseconds", ["", *(f"{size} households" for size in sizes)], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
