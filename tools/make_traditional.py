"""Writes the table of traditional characters in `templates/把关词表.toml`: those whose simple form stands in its lists.

Source: TSCharacters.txt of OpenCC (Apache License 2.0), one line a character: traditional, tab, simple forms. It is not
part of this project; give its path: `python tools/make_traditional.py TSCharacters.txt`.
"""

import re
import sys
from pathlib import Path

LIST = Path(__file__).parents[1] / "templates" / "把关词表.toml"
START = '["繁体字"]\n'
WIDTH = 60


def pairs(source: Path, wanted: set[str]) -> list[tuple[str, str]]:
    """Traditional and simple character, where the simple one is wanted and no other meaning comes first."""
    found = []
    for line in source.read_text(encoding="utf-8").splitlines():
        traditional, _, simple = line.partition("\t")
        first = simple.split(" ")[0]
        if len(traditional) == len(first) == 1 and traditional != first and first in wanted:
            found.append((traditional, first))
    return sorted(found)


def main() -> None:
    text, _, _ = LIST.read_text(encoding="utf-8").partition(START)
    rows = pairs(Path(sys.argv[1]), set(re.findall(r"[\u4e00-\u9fff]", text)))
    sides = ["".join(side) for side in zip(*rows, strict=True)]
    lines = [[side[i : i + WIDTH] for i in range(0, len(side), WIDTH)] for side in sides]
    written = "".join(
        f'"{name}" = [\n' + "".join(f'  "{line}",\n' for line in side) + "]\n"
        for name, side in zip(("繁", "简"), lines, strict=True)
    )
    LIST.write_text(text + START + written, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
