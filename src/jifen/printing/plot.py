"""A chart as SVG, drawn by pygal: for PDF and picture of a sheet that bears charts, and for pages on a screen.

It knows no subject. No script and no address remains in what it gives.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import Any, Literal
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
INK, MUTED, GUIDE = "#202124", "#5f6368", "#e3e5e8"
"""Colours of numbers, of labels, of the lines behind."""
_SPARE = 1.18
"""How far the axis reaches beyond the highest value, so that its number has room above it."""
_WIDEST = 3.4
"""Letters that a label of its own place takes; in less room some are left out, and bars bear no numbers."""
_CSS = (
    ".axis .line{stroke:none!important} "
    f".axis .guide.line{{stroke:{GUIDE}!important}} "
    ".bars .reactive{stroke-width:0!important} "
    # In ordinary letters nothing is left of a minus at some heights of a picture, and a deduction stands as points.
    ".text-overlay text.value{font-weight:bold}"
)
_UNNEEDED = ("script", "desc", "title")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values with its name; `color` as `3F8F5F`. A value that is None is a gap."""

    name: str
    color: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart: `columns` upright, `bars` across, `line`, or `pie` (of the first series). Sizes in points."""

    kind: Literal["columns", "bars", "line", "pie"]
    labels: Sequence[str]
    series: Sequence[Series]
    width: float
    height: float
    letters: float = 9.0
    legend: bool = True


def svg(plot: Plot, families: Sequence[str]) -> bytes:
    """The drawing as a file; `families`: the fonts of its letters, in order of preference."""
    root = ElementTree.fromstring(_chart(plot, families).render(is_unicode=False))
    _strip(root)
    ElementTree.register_namespace("", _SVG.strip("{}"))
    text = ElementTree.tostring(root, encoding="unicode").replace(str(root.get("id")), "chart")
    name = sha256(text.encode()).hexdigest()[:12]  # not at random: the same drawing is the same file
    return text.replace("chart", f"chart-{name}").encode("utf-8")


def _pygal() -> Any:
    """The library, without its finder of plug-ins: it is of an old kind, of which Python warns at later imports."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal


def _chart(plot: Plot, families: Sequence[str]) -> Any:
    pygal = _pygal()
    kinds = {"columns": pygal.Bar, "bars": pygal.HorizontalBar, "line": pygal.Line, "pie": pygal.Pie}
    chart = kinds[plot.kind](_config(plot, families))
    if plot.kind == "pie":
        for label, value in zip(plot.labels, plot.series[0].values, strict=True):
            chart.add(label, value)
        return chart
    turn = -1 if plot.kind == "bars" else 1  # pygal begins at the foot
    chart.x_labels = list(plot.labels)[::turn]
    for series in plot.series:
        chart.add(series.name, [value or None for value in series.values][::turn])
    return chart


def _config(plot: Plot, families: Sequence[str]) -> Any:
    from pygal import Config
    from pygal.style import Style

    size = plot.letters
    font = ", ".join(f"'{name}'" for name in families)
    style = Style(
        background="transparent", plot_background="transparent", transition="0s", opacity="1", opacity_hover="1",
        foreground=MUTED, foreground_strong=INK, foreground_subtle=GUIDE, guide_stroke_color=GUIDE,
        guide_stroke_dasharray="0", major_guide_stroke_color=GUIDE, major_guide_stroke_dasharray="0",
        font_family=font, value_font_family=font, label_font_size=size, major_label_font_size=size,
        legend_font_size=size, value_font_size=size - 0.5, no_data_font_size=size, stroke_width=2,
        colors=tuple(f"#{series.color}" for series in plot.series) or ("#888888",),
        value_colors=(INK,) * max(len(plot.series), 1),
    )  # fmt: skip
    config = Config()
    config.style, config.js, config.width, config.height = style, [], plot.width, plot.height
    config.explicit_size, config.disable_xml_declaration, config.pretty_print = True, True, False
    config.css = ["file://style.css", "file://graph.css", f"inline:{_CSS}"]
    config.truncate_label = config.truncate_legend = -1
    config.value_formatter = lambda value: f"{value:g}".replace("-", "\u2212") if value else "0"
    config.margin, config.spacing, config.no_data_text = 2, size * 0.6, ""
    config.rounded_bars, config.dots_size, config.zero = 1.5, 2.2, 0
    config.show_x_guides, config.min_scale, config.max_scale = False, 3, 6
    _legend(plot, config)
    _axes(plot, config)
    return config


def _legend(plot: Plot, config: Any) -> None:
    """At the foot; pygal measures no Chinese, so room for it is left here."""
    shown = plot.legend and (len(plot.series) > 1 or plot.kind == "pie")
    config.show_legend, config.legend_at_bottom, config.legend_at_bottom_columns = shown, True, 3
    config.legend_box_size = plot.letters * 0.8
    if shown:
        config.margin_bottom = plot.letters * 1.6


def _axes(plot: Plot, config: Any) -> None:
    """Numbers on the bars where there is room, else on the axis."""
    every = ceil(len(plot.labels) * plot.letters * _WIDEST / plot.width)
    config.print_values = plot.kind == "columns" and every == 1
    config.print_values_position = "top"
    config.show_y_labels = config.show_y_guides = not config.print_values
    if plot.kind == "bars":
        config.margin_left = max((_beyond(label) for label in plot.labels), default=0) * plot.letters
    elif every > 1:
        config.x_labels_major_every, config.show_minor_x_labels = every, False
    elif plot.kind == "line":
        config.margin_left = config.margin_right = max(map(_beyond, plot.labels[:1]), default=0) * plot.letters
    _range(plot, config)


def _beyond(text: str) -> float:
    """How much wider a text is than pygal takes it for, in letters: it counts 0.6 for each, whatever it is."""
    return sum(0.45 if ord(character) > 0x2E7F else 0.0 for character in text)


def _range(plot: Plot, config: Any) -> None:
    """From zero, with room for the numbers beyond the longest bar on each side."""
    found = [value for series in plot.series for value in series.values if value is not None]
    low, high = min([0.0, *found]), max([0.0, *found])
    if config.print_values and (low or high):
        config.range = (low * _SPARE, high * _SPARE)


def _strip(root: ElementTree.Element) -> None:
    """Away with scripts, tooltips, comments and names for scripts: a drawing is what is seen."""
    for parent in root.iter():
        if parent is not root:
            parent.attrib.pop("id", None)
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.removeprefix(_SVG) in _UNNEEDED:
                parent.remove(child)
