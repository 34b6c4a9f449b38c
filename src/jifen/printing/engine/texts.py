"""The sentences a village may change (`templates/文字.toml`): titles, introductions, notes, signatures.

One file for the workbook and the PDF. A village's own file need only hold the lines it changes.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jifen import toml_file
from jifen.errors import JifenError
from jifen.messages import subjects
from jifen.printing.engine import placeholders
from jifen.printing.engine.checks import spelling
from jifen.printing.engine.filling import Value
from jifen.resources import data_dir
from jifen.toml_file import TomlFile

NAME = "文字.toml"
COMMON = "通用"


def load(section: str, own: Path | None = None, *, common: bool = True) -> dict[str, str]:
    """The texts of one kind of document, over those `common` to all; the village's own over the shipped ones.

    The shipped ones speak of whom the book is about; what the village wrote stays as it is.

    Raises `JifenError`: `template-unreadable` where the village's file is no TOML (`reason`, `line`, `text`), and
    `text-not-text` where something else than a text stands there.
    """
    texts: dict[str, str] = {}
    for folder in (data_dir("templates"), own):
        if folder is None or not (folder / NAME).is_file():
            continue
        file = toml_file.read(folder / NAME)
        for part in (COMMON, section) if common else (section,):
            found = _texts(file, part)
            texts.update(found if folder == own else subjects.texts(part, found))
    return texts


def _texts(file: TomlFile, section: str) -> dict[str, str]:
    found = file.values.get(section, {})
    if not isinstance(found, dict):
        raise JifenError("text-not-text", template=NAME, line=file.line_of(section), key=section)
    for key, value in found.items():
        if not isinstance(value, str):
            raise JifenError("text-not-text", template=NAME, line=file.line_of(section, key), key=key)
    return found


def speaking(book: Any) -> Any:
    """A template's workbook, what it says of its own in the words of whom the book is about; placeholders stay."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    for cell in cells if subjects.spoken_of() != subjects.HOUSEHOLD else ():
        if isinstance(cell.value, str) and (told := subjects.in_words(cell.value)) != cell.value:
            cell.value = told
    return book


def place(file: TomlFile, section: str, key: str) -> str:
    """Where a sentence stands, for whoever has to find it: `第 12 行（红榜 标题）`."""
    return f"第 {file.line_of(section, key)} 行（{section} {key}）"


class Texts:
    """The texts of one section, ready to be filled."""

    def __init__(self, section: str, facts: Mapping[str, Value], own: Path | None = None) -> None:
        """`facts`: what the sentences may ask for."""
        self._section = section
        self._texts = load(section, own)
        self._facts = facts
        self._own = own

    def __call__(self, key: str, **more: Value) -> str:
        """The sentence `key` with its placeholders filled; unknown ones raise as in a template, with their line."""
        text = self._texts[key]
        facts = {**self._facts, **more}
        try:
            spelling.check_text(text, {"": frozenset(facts)}, NAME, key)
        except JifenError as error:
            raise JifenError(error.code, **{**error.facts, "cell": self._place(key)}) from None
        return str(placeholders.resolve(text, {"": facts}) or "")

    def when(self, condition: object, key: str, **more: Value) -> str | None:
        """The sentence where `condition` holds and the village left one, else None: its row falls away."""
        return (self(key, **more) or None) if condition else None

    def _place(self, key: str) -> str:
        if self._own is not None and (self._own / NAME).is_file():
            file = toml_file.read(self._own / NAME)
            for section in (self._section, COMMON):
                if key in file.values.get(section, {}):
                    return place(file, section, key)
        return f"{self._section}.{key}"
