"""What the papers on the wall share: letters, opening, end. Sizes are those of the page as printed (GB/T 9704 where it
applies: title 22 pt, text 16 pt); the program makes them bigger where a page has room.
"""

from dataclasses import replace

from template_layouts.build import HEAD, TITLE, Look, Page

RED, PALE = "C00000", "FBE9E7"
BIG = Look(TITLE, 22, across="center")
DRAFT = Look(HEAD, 14, bold=True, color=RED, across="right")
PARA = Look(size=16)
NOTE = Look(size=12)
PHONE = Look(size=14)
SIGN = Look(size=16, across="right")
COLUMN = Look(HEAD, 14, across="center", box=True)
CELL = Look(size=14, across="center", box=True)
NAME = CELL
TEXT = replace(CELL, across="left", indent=1)
SUBTOTAL = replace(CELL, font=HEAD, fill="F2F2F2")
TOTAL = replace(CELL, font=HEAD, fill="D9D9D9")
ROW, LOW = 26, 24
"""Heights of rows; the lower one for big letters, of which a page holds few rows."""
PERIOD = "　　{公示期}{监督电话}"
NUMBER = Look(size=11)


def opening(page: Page, *paragraphs: str, title: Look = BIG, height: float = 46) -> Page:
    """Draft mark, title, paragraphs."""
    page.whole("{送审稿}", DRAFT, 22).whole("{标题}", title, height)
    for key in paragraphs:
        told = PERIOD if key == "公示期" else f"　　{{{key}}}"
        page.whole(told, PARA, 28)
    return page


def ending(page: Page, *texts: str, code: int = 2) -> Page:
    """The end of a posted sheet: notes, signatures with 40 mm for the seal, day, number and check code.

    `code`: over how many columns the QR code stands, left of the day.
    """
    for key in (*texts, "节假日", "补录"):
        page.whole(f"{{{key}}}", NOTE, 20)
    signed(page, code)
    return page.whole("{编号行}", NUMBER, 22)


def signed(page: Page, code: int = 0) -> Page:
    """Signatures and day, with room for the seal: 40 mm in all, so that it covers nothing else."""
    page.whole("", PARA, 26).whole("{落款一}", SIGN, 38)
    if not code:
        return page.whole("{落款日期}", SIGN, 38).whole("", PARA, 12)
    last = len(page.widths)
    page.parts([(1, code, "{二维码}", NUMBER), (code + 1, last, "{落款日期}")], SIGN, 38)
    page.parts([(1, code, "", NUMBER), (code + 1, last, "")], PARA, 18)
    return page.join(1, code, rows=2)
