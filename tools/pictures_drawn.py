"""Small pictures for the manual: a page cut to what matters, a screen as its letters stand on it. It knows no village.

Everything is drawn the same way every time, so that a picture changes only where the program does.
"""

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFont

from jifen.printing.engine.fontfile import faces
from jifen.printing.engine.fonts import Fonts

LARGEST = 60 * 1024
EDGE, LOWEST_SEARCHED = 20, 60
PAPER, RULE = (255, 255, 255), (205, 205, 205)
GROUND, LETTERS, TYPED = (30, 34, 39), (222, 222, 218), (152, 195, 121)
CELL, LINE, SIZE = 11, 27, 22
MARKS = "\x01\x02"
"""Around what a person typed."""
EIGHTHS = range(0x2588, 0x2590)
"""The blocks that bars are drawn of: the whole one, then seven eighths and less."""

Drawn = Image.Image


def opened(page: bytes) -> Drawn:
    return Image.open(io.BytesIO(page)).convert("RGB")


def cut(page: Drawn, top: int | None = None) -> Drawn:
    """Without most of the white around it; of a long page the upper part, `top` pixels of it, open at its foot."""
    dark = page.convert("L").point(lambda value: 255 if value < 245 else 0)
    left, upper, right, lower = dark.getbbox() or (0, 0, *page.size)
    whole = top is None or lower - upper <= top
    if not whole:
        lower = _quiet_row(dark, upper + (top or 0))
    box = (max(0, left - EDGE), max(0, upper - EDGE), min(page.width, right + EDGE), lower + (EDGE if whole else 0))
    return _framed(page.crop(box), closed=whole)


def _quiet_row(dark: Drawn, row: int) -> int:
    """Where a page may be cut: the row above with the least ink, so that no letter is torn."""
    ink = {y: sum(dark.crop((0, y, dark.width, y + 1)).histogram()[255:]) for y in range(row - LOWEST_SEARCHED, row)}
    return min(ink, key=lambda y: (ink[y], -y))


def _framed(page: Drawn, *, closed: bool) -> Drawn:
    pen = ImageDraw.Draw(page)
    right, foot = page.width - 1, page.height - 1
    corners = [(0, foot), (0, 0), (right, 0), (right, foot)]
    pen.line([*corners, (0, foot)] if closed else corners, fill=RULE)
    return page


def stacked(pages: Iterable[Drawn]) -> Drawn:
    """One below the other."""
    pages = list(pages)
    sheet = Image.new(
        "RGB", (max(p.width for p in pages), sum(p.height for p in pages) + EDGE * (len(pages) - 1)), PAPER
    )
    down = 0
    for page in pages:
        sheet.paste(page, (0, down))
        down += page.height + EDGE
    return sheet


def screen(lines: list[str], fonts: Fonts, columns: int = 84) -> Drawn:
    """A terminal: a cell a letter, two for a Chinese one; what a person typed, between \\x01 and \\x02, in green."""
    from rich.cells import cell_len

    lines = [piece for line in lines for piece in _wrapped(line, columns)]
    image = Image.new("RGB", (columns * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE), GROUND)
    pen, font = ImageDraw.Draw(image), _font(fonts)
    for number, line in enumerate(lines):
        across, colour = EDGE, LETTERS
        for letter in line:
            if letter in MARKS:
                colour = TYPED if letter == "\x01" else LETTERS
                continue
            width = cell_len(letter) * CELL
            place = (across, EDGE + number * LINE)
            if ord(letter) in EIGHTHS:
                eighths = 0x2590 - ord(letter)
                pen.rectangle((*place, across + width * eighths // 8, place[1] + LINE - 6), fill=colour)
            else:
                pen.text((across + width / 2, place[1] + LINE * 0.78), letter, font=font, fill=colour, anchor="ms")
            across += width
    return image


def _wrapped(line: str, columns: int) -> list[str]:
    """As a terminal folds a line: where the next letter has no room."""
    from rich.cells import cell_len

    pieces, used = [""], 0
    for letter in line:
        width = 0 if letter in MARKS else cell_len(letter)
        if used + width > columns:
            pieces, used = [*pieces, ""], 0
        pieces[-1] += letter
        used += width
    return pieces


def _font(fonts: Fonts) -> ImageFont.FreeTypeFont:
    """The face that heads are set in, found by name; better one of its file whose letters are equally wide."""
    face = next(own for own in fonts.used if fonts.head[0] in own.names)
    there = [
        ImageFont.truetype(face.path, SIZE, index=index, layout_engine=ImageFont.Layout.BASIC)
        for index in range(len(faces(face.path)))
    ]
    alike = [font for font in there if {"Mono", "SC"} <= set(str(font.getname()[0]).split())]
    return (alike or [font for font in there if font.getname()[0] in face.names])[0]


def packed(image: Drawn) -> bytes:
    """As PNG of few colours, fewer where it is still too large; the pale ones count as much as the frequent ones."""
    for colours in (32, 24, 16, 12, 8, 6):
        out = io.BytesIO()
        image.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"{out.tell()} bytes")
