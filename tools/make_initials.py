"""Writes src/jifen/cli/initials.txt: the first letter of the pinyin of every character U+4E00 to U+9FFF, in order.

Only for whoever changes the table; needs pypinyin, which the program itself does not: importing it takes 0.2 s and it
reads surnames wrong. Surnames with a reading of their own stand in `jifen/cli/initials.py`.
"""

from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
WIDTH = 96
TARGET = Path(__file__).resolve().parents[1] / "src" / "jifen" / "reading" / "words" / "initials.txt"


def main() -> None:
    from pypinyin import Style, pinyin

    letters = []
    for code in range(FIRST, LAST + 1):
        read = pinyin(chr(code), style=Style.FIRST_LETTER, strict=False, errors="ignore")
        letter = read[0][0][:1].lower() if read and read[0] else ""
        letters.append(letter if letter.isascii() and letter.isalpha() else "-")
    text = "".join(letters)
    TARGET.write_text("\n".join(text[i : i + WIDTH] for i in range(0, len(text), WIDTH)) + "\n", encoding="ascii")
    print(TARGET, len(text), text.count("-"))


if __name__ == "__main__":
    main()
