"""The village's own folder of templates: what lies there and is not used, because it is called or saved otherwise.

Which names count is what ships. A file that is passed over is named, so that nobody waits for a change in vain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jifen.errors import JifenError
from jifen.resources import data_dir

Why = Literal["format", "name", "folder", "old"]
_FONTS = (".ttf", ".otf", ".ttc")
_TABLES = (
    ".xls",
    ".et",
    ".ett",
    ".xlsm",
    ".xltx",
    ".xlt",
    ".xlsb",
    ".ods",
    ".csv",
    ".wps",
    ".doc",
    ".docx",
    ".pdf",
    ".txt",
)
_IGNORED = ("~$", ".", "_", "Thumbs.db", "desktop.ini")
"""Beginnings of what office programs and systems leave behind."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is not used. `why`: another format, another name, a folder, or left from an earlier version.

    `meant`: the template it seems to be; empty where it is like none.
    """

    name: str
    why: Why
    meant: str


def template_names() -> tuple[str, ...]:
    """The files a village may put into its folder: templates, sentences, lists of words."""
    found = (
        path.name for path in data_dir("templates").iterdir() if path.suffix in (".xlsx", ".toml", ".html", ".css")
    )
    return tuple(sorted(found))


def refuse_other_format(own: Path | None, *names: str) -> None:
    """Refuse where a template of one of these names lies in the folder in another format and would be passed over.

    Raises `JifenError("template-other-format")`: `found`, `template`.
    """
    if own is None or not own.is_dir():
        return
    for name in names:
        if (own / name).is_file():
            continue
        for stray in strays(own):
            if stray.why == "format" and stray.meant == name:
                raise JifenError("template-other-format", found=stray.name, template=name)


def strays(own: Path | None) -> tuple[Stray, ...]:
    """All that lies in the folder and is not used, by name."""
    return tuple(_strays(own)) if own is not None and own.is_dir() else ()


def meant_for(own: Path | None, name: str) -> tuple[Stray, ...]:
    """What lies there, is not used, and seems to be this file."""
    return tuple(stray for stray in strays(own) if stray.meant == name)


def _strays(own: Path) -> Iterator[Stray]:
    names = template_names()
    by_stem = {Path(name).stem: name for name in names}
    for path in sorted(own.iterdir()):
        name = path.name
        if name.startswith(_IGNORED) or name in names or path.suffix.lower() in _FONTS:
            continue
        if path.is_dir():
            if any((path / each).is_file() for each in names):
                yield Stray(name, "folder", "")
            continue
        stem, suffix = name.partition(".")[0], path.suffix.lower()
        if suffix == ".typ":
            yield Stray(name, "old", "")
        elif stem in by_stem and (suffix in _TABLES or name.lower().startswith(by_stem[stem].lower() + ".")):
            yield Stray(name, "format", by_stem[stem])
        else:
            yield Stray(name, "name", _near(stem, by_stem))


def _near(stem: str, by_stem: dict[str, str]) -> str:
    """The template whose name begins or is like this one: `积分公示表 (1)`, `积分公示`."""
    from difflib import get_close_matches

    inside = [name for name in by_stem if stem.startswith(name)]
    near = [max(inside, key=len)] if inside else get_close_matches(stem, list(by_stem), 1, 0.6)
    return by_stem[near[0]] if near else ""
