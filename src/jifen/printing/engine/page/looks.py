"""How a cell looks, as plain data: font, size, colours, alignment, fill. The edges of cells are in `edges`."""

import colorsys
import re
from dataclasses import asdict, dataclass
from typing import Any
from xml.etree import ElementTree

_TITLE = re.compile(r"小标宋|XiaoBiaoSong|中宋|Zhongsong|大标宋", re.IGNORECASE)
_HEAD = re.compile(r"黑|雅|等线|Hei|YaHei|DengXian|Sans|PingFang|圆", re.IGNORECASE)
TITLE, BODY, HEAD = "title", "body", "head"
_ACROSS = {
    "left": "left", "center": "center", "right": "right", "justify": "justify", "distributed": "center",
    "centerContinuous": "center", "fill": "left",
}  # fmt: skip
_DOWN = {"top": "top", "center": "center", "bottom": "bottom", "justify": "center", "distributed": "center"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points; `turn` as Excel counts: 90 upwards, -90 downwards, 255 characters one under another.

    `across` may be `general`: what stands in the cell decides.
    """

    font: str
    size: float
    bold: bool
    italic: bool
    underline: bool
    color: str
    across: str
    down: str
    wrap: bool
    shrink: bool
    indent: int
    turn: int
    fill: str | None

    def data(self) -> dict[str, Any]:
        """As JSON tells it."""
        return asdict(self)


def role(name: str) -> str:
    """What a font is for in a public document: `title` (小标宋), `head` (黑体), `body` (仿宋, 宋体 and all others)."""
    return TITLE if _TITLE.search(name) else HEAD if _HEAD.search(name) else BODY


def look(cell: Any, colors: "Colors") -> Look:
    """The look of an openpyxl cell."""
    font, alignment = cell.font, cell.alignment
    turn = int(alignment.textRotation or 0)
    return Look(
        font=str(font.name or ""),
        size=float(font.sz or 11),
        bold=bool(font.b),
        italic=bool(font.i),
        underline=bool(font.u) and font.u != "none",
        color=colors.of(font.color) or "#000000",
        across=_ACROSS.get(alignment.horizontal or "", "general"),
        down=_DOWN.get(alignment.vertical or "", "bottom"),
        wrap=bool(alignment.wrap_text) or alignment.horizontal in ("justify", "distributed"),
        shrink=bool(alignment.shrink_to_fit),
        indent=int(alignment.indent or 0),
        turn=turn if turn <= 90 or turn == 255 else 90 - turn,
        fill=_fill(cell.fill, colors),
    )


def _fill(fill: Any, colors: "Colors") -> str | None:
    pattern = getattr(fill, "fill_type", None)
    if pattern in (None, "none"):
        return None
    return colors.of(fill.fgColor) if pattern == "solid" else "#d9d9d9"


class Colors:
    """The colours of a workbook: of their own, of its theme, or of Excel's old palette; as `#rrggbb`."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = _theme(theme) if theme else []

    def of(self, color: Any) -> str | None:
        """None where a colour is left to the program (black on white)."""
        from openpyxl.styles.colors import COLOR_INDEX

        kind = getattr(color, "type", None)
        if kind == "rgb":
            text = str(color.rgb)[-6:]
        elif kind == "theme" and 0 <= int(color.theme) < len(self._theme):
            text = self._theme[int(color.theme)]
        elif kind == "indexed" and 0 <= int(color.indexed) < len(COLOR_INDEX):
            text = COLOR_INDEX[int(color.indexed)][-6:]
        else:
            return None
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", text):
            return None
        return "#" + _tinted(text, float(color.tint or 0)).lower()


def _theme(data: bytes) -> list[str]:
    scheme = ElementTree.fromstring(data).find(f".//{_DRAWING}clrScheme")
    found = {} if scheme is None else {part.tag.removeprefix(_DRAWING): part[0] for part in scheme if len(part)}
    return [
        str(node.get("lastClr") or node.get("val") or "000000")
        for name in _THEME
        if (node := found.get(name)) is not None
    ]


def _tinted(text: str, tint: float) -> str:
    if not tint:
        return text
    parts = (int(text[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(*parts)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, full))
