"""2,000 redemptions in one import, and what a receipt at the desk costs; medians, nothing asserted.

2,000 households with points take one piece each: half the pieces from one lot, half spread over a hundred.
"""

import os
import sys
import tempfile
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

from _measure import medians, table

from jifen.cli.main import run
from jifen.services.session import Folders, Session
from jifen.services.shop.redemption import add
from jifen.services.shop.redemption_import import import_redemptions
from jifen.services.shop.redemption_return import give_back
from jifen.store.connection import open_book

HOUSEHOLDS = 2000
LOTS = 100
ROUNDS = 5


def quietly(*arguments: str) -> None:
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = run(arguments)
    if code:
        sys.exit(f"{arguments}: {code}\n{out.getvalue()}")


def village(folder: Path) -> Path:
    """A book with 2,000 households, 100 points each, goods in one big lot and in a hundred small ones."""
    book = folder / "jifen.db"
    os.environ.update(JIFEN_DB=str(book), JIFEN_TODAY="2025-10-08")
    codes = [f"{n // 100 + 1:02d}-{n % 100 + 1:03d}" for n in range(HOUSEHOLDS)]
    roster, points = "网格,户编号,户主\n", "户编号,期初积分\n"
    roster += "".join(f"{code[:2]},{code},户{n}\n" for n, code in enumerate(codes))
    points += "".join(f"{code},100\n" for code in codes)
    files = {
        "花名册.csv": roster,
        "期初.csv": points,
        "物品.csv": "编号,名称,积分价,数量\nA01,香皂,5,5000\nB01,挂面,8,0\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    quietly("init", "测速村")
    quietly("roster", "import", str(folder / "花名册.csv"), "--yes")
    quietly("points", "opening", str(folder / "期初.csv"), "--yes")
    quietly("goods", "import", str(folder / "物品.csv"))
    for _ in range(LOTS):
        quietly("goods", "receive", "B01", "20", "--donation", "供销社", "--value", "6")
    quietly("redeem", "open", "2025Q3", "--yes")
    lines = "".join(f"2025-10-08,{code},{'A01' if n % 2 else 'B01'},1\n" for n, code in enumerate(codes))
    (folder / "登记.csv").write_text("日期,户编号,物品编号,数量\n" + lines, encoding="utf-8")
    sheet = "".join(f"{code},{'' if n % 2 else 1},{1 if n % 2 else ''}\n" for n, code in enumerate(codes))
    (folder / "签领.csv").write_text("户编号,A01 香皂（5分）,B01 挂面（8分）\n" + sheet, encoding="utf-8")
    return book


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = village(folder)
        with closing(open_book(book, folder)) as connection:
            folders = Folders(folder / "备份", folder, folder, folder)
            dry = Session(connection, book, "测速", date(2025, 10, 8), folders, dry_run=True)
            wet = Session(connection, book, "测速", date(2025, 10, 8), folders)

            def imported(file: str) -> None:
                found = import_redemptions(dry, file, (folder / file).read_bytes())
                if len(found.receipts) != HOUSEHOLDS:
                    sys.exit(f"{file}: {found.issues[:3]}")

            def at_the_desk() -> None:
                receipt = add(wet, "01-001", [("A01", "1")]).receipt.number
                give_back(wet, receipt, None, "测速")

            found = medians(
                {"register": lambda: imported("登记.csv"), "sheet": lambda: imported("签领.csv"), "desk": at_the_desk},
                ROUNDS,
            )
        empty = book.read_bytes()

        def whole() -> None:
            book.write_bytes(empty)
            quietly("redeem", "import", str(folder / "登记.csv"))

        command = medians({"command": whole}, 3)["command"]
    table(
        f"{HOUSEHOLDS} redemptions",
        ("what", "ms"),
        [
            ("import of a register (all but the commit)", found["register"]),
            ("import of a sign-out sheet (all but the commit)", found["sheet"]),
            ("jifen redeem import, reading to commit with its backup", command),
            ("one receipt at the desk and its return", found["desk"]),
        ],
    )


if __name__ == "__main__":
    main()
