"""Whether a village's own `文字.toml` can be taken: names that exist, texts, and what each sentence must go on to say.

Without this a misspelled name would be passed over and the shipped sentence printed instead of the village's.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jifen import toml_file
from jifen.errors import JifenError
from jifen.printing.engine.checks.spelling import check_braces
from jifen.printing.engine.placeholders import tables_in
from jifen.printing.engine.texts import COMMON, NAME, place
from jifen.resources import data_dir
from jifen.toml_file import TomlFile

Kept = Mapping[str, tuple[str, ...]]
"""Name of a sentence that may not be left empty → the fields it must ask for."""
KeptHere = Mapping[tuple[str, str], tuple[str, ...]]
"""The same for a sentence of one section."""


def check(own: Path | None, kept: Kept, kept_here: KeptHere) -> None:
    """Refuse a village's file that would not be printed as it is written, or would leave out what a paper must say.

    Raises `JifenError`: `text-unknown` (a section or name there is none of), `text-not-text`, `template-braces`,
    `text-field-missing`; each with `template`, `line` or `cell`.
    """
    if own is None or not (own / NAME).is_file():
        return
    shipped = toml_file.read(data_dir("templates") / NAME).values
    file = toml_file.read(own / NAME)
    for section, texts in file.values.items():
        if section not in shipped or not isinstance(texts, dict):
            names = shipped if isinstance(texts, dict) else ()
            raise _unknown(file, section, None, names)
        known = set(shipped[section]) | set(shipped[COMMON])
        if section == COMMON:
            known = {name for part in shipped.values() for name in part}
        for key, text in texts.items():
            if key not in known:
                raise _unknown(file, section, key, known)
            if not isinstance(text, str):
                raise JifenError("text-not-text", template=NAME, line=file.line_of(section, key), key=key)
            check_braces(text, NAME, place(file, section, key))
            before = shipped[section].get(key, shipped[COMMON].get(key))
            needed = kept_here.get((section, key), kept.get(key))
            if needed is not None and before != "":
                _check_kept(file, section, key, text, needed)


def _unknown(file: TomlFile, section: str, key: str | None, names: Any) -> JifenError:
    found = key or section
    near = get_close_matches(found, list(names), 1, 0.5)
    line = file.line_of(section, key)
    return JifenError(
        "text-unknown", template=NAME, line=line, section=section if key else "", found=found, meant=(near or [""])[0]
    )


def _check_kept(file: TomlFile, section: str, key: str, text: str, needed: tuple[str, ...]) -> None:
    asked = {name for _, name in tables_in(text)}
    missing = [field for field in needed if field not in asked]
    if missing or not text.strip():
        line = file.line_of(section, key)
        raise JifenError("text-field-missing", template=NAME, line=line, section=section, key=key, fields=missing)
