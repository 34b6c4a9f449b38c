"""Write src/jifen/reading/words/variants.txt: which forms of a character are one and the same.

Usage: python tools/make_variants.py FOLDER, where the folder holds Unihan_Variants.txt and Unihan_OtherMappings.txt of
the Unicode character database (Unihan). A form is folded where Unihan gives it exactly one simplified character
(kSimplifiedVariant) and only that one stands in the table of standard characters (kTGH, 通用规范汉字表): what is a
standard character of its own (喆, 堃, 昇, 甯) may stand in the name of a living person and is folded into nothing.
"""

import re
import sys
from pathlib import Path

PLACE = Path(__file__).resolve().parent.parent / "src/jifen/reading/words/variants.txt"
BY_HAND = "峯峰 羣群 竝并 畧略 秌秋 旾春 熈熙 煕熙 彊强 呉吴 寳宝 徳德 囯国 圀国 鷄鸡"
"""Unihan's kSemanticVariant and kZVariant, or 汉语大字典's 同: old forms of one character, none of them in kTGH."""
ONE_SURNAME = "阎闫"
"""One surname: 闫 is how the scheme of 1977, withdrawn in 1986, wrote 阎; registers mix them within one family."""
A_LINE = 24


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    lines = (folder / "Unihan_OtherMappings.txt").read_text(encoding="utf-8").splitlines()
    standard = {_character(line.split("\t")[0]) for line in lines if "\tkTGH\t" in line}
    pairs: list[str] = []
    for line in (folder / "Unihan_Variants.txt").read_text(encoding="utf-8").splitlines():
        if "\tkSimplifiedVariant\t" not in line:
            continue
        form, _, values = line.split("\t")
        targets = {_character(value) for value in re.findall(r"U\+[0-9A-F]+", values)} & standard
        if len(targets) == 1 and _character(form) not in standard:
            pairs.append(_character(form) + targets.pop())
    heading = "# Forms of a character and the one they are compared by; Unihan 14, see tools/make_variants.py."
    rows = [" ".join(pairs[start : start + A_LINE]) for start in range(0, len(pairs), A_LINE)]
    PLACE.write_text("\n".join([heading, *rows, "# by hand", BY_HAND, ONE_SURNAME]) + "\n", encoding="utf-8")


def _character(point: str) -> str:
    return chr(int(point.removeprefix("U+"), 16))


if __name__ == "__main__":
    main()
