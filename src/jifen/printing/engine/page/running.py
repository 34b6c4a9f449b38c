"""Page headers and footers as plain data: their texts, with the marks for the number of the page and of all pages."""

import re
from typing import Any

from jifen.printing.engine.page.looks import BODY

Run = str | int
PAGE, PAGES = 1, 2
"""What stands in a text for the number of the page, and for how many there are."""
_CODE = re.compile(r"&(?:&|[PNA]|[BIUESXYDTFZGOH]|K[0-9A-Fa-f]{6}|\d+|\"[^\"]*\")")
_SIZE = 10.0


def running(part: Any, title: str) -> dict[str, dict[str, Any]]:
    """`left`, `center` and `right` of a header or footer, those that say something."""
    found = {"left": part.left, "center": part.center, "right": part.right}
    return {where: _data(item, title) for where, item in found.items() if item.text and item.text.strip()}


def _data(item: Any, title: str) -> dict[str, Any]:
    name = str(item.font or "")
    color = str(item.color or "000000")
    return {
        "runs": _runs(item.text, title),
        "font": name.partition(",")[0] or BODY,
        "size": float(item.size or _SIZE),
        "bold": "Bold" in name or "加粗" in name,
        "color": f"#{color[-6:]}" if re.fullmatch(r"[0-9A-Fa-f]{6,8}", color) else "#000000",
    }


def _runs(text: str, title: str) -> list[Run]:
    runs: list[Run] = []
    marks: dict[str, Run] = {"&&": "&", "&P": PAGE, "&N": PAGES, "&A": title}
    place = 0
    for match in _CODE.finditer(text):
        runs += [text[place : match.start()], marks.get(match[0], "")]
        place = match.end()
    runs.append(text[place:])
    return [run for run in runs if run != ""]
