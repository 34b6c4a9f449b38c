"""The sentences a village may change (`templates/文字.toml`): titles, introductions, notes, signatures.

One file for the workbook and the PDF. A village's own file need only hold the lines it changes.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jifen.errors import JifenError
from jifen.printing.engine import placeholders
from jifen.printing.engine.filling import Value
from jifen.resources import data_dir

NAME = "文字.toml"
COMMON = "通用"


def load(section: str, own: Path | None = None, *, common: bool = True) -> dict[str, str]:
    """The texts of one kind of document, over those `common` to all; the village's own over the shipped ones.

    Raises `JifenError("template-unreadable")` where the village's file is no TOML.
    """
    texts: dict[str, str] = {}
    for folder in (data_dir("templates"), own):
        if folder is None or not (folder / NAME).is_file():
            continue
        found = _read(folder / NAME)
        for part in (COMMON, section) if common else (section,):
            texts.update({key: str(value) for key, value in found.get(part, {}).items()})
    return texts


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JifenError("template-unreadable", template=path.name, detail=str(error)) from None
    stray = [key for key, value in found.items() if not isinstance(value, dict)]
    if stray:
        raise JifenError("template-unreadable", template=path.name, detail=f'["{stray[0]}"]')
    return found


class Texts:
    """The texts of one section, ready to be filled."""

    def __init__(self, section: str, facts: Mapping[str, Value], own: Path | None = None) -> None:
        """`facts`: what the sentences may ask for."""
        self._section = section
        self._texts = load(section, own)
        self._facts = facts

    def __call__(self, key: str, **more: Value) -> str:
        """The sentence `key` with its placeholders filled; unknown ones raise as in a template."""
        text = self._texts[key]
        facts = {**self._facts, **more}
        placeholders.check(text, {"": frozenset(facts)}, NAME, f"{self._section}.{key}")
        return str(placeholders.resolve(text, {"": facts}) or "")

    def when(self, condition: object, key: str, **more: Value) -> str | None:
        """The sentence where `condition` holds and the village left one, else None: its row falls away."""
        return (self(key, **more) or None) if condition else None
