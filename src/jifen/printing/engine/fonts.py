"""Finds a Chinese font: in the templates' folders, in Windows' and in the usual places of Linux and macOS.

Three roles, as public documents have them: title (小标宋), body (仿宋), head (黑体); each falls back to what there is.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

from jifen.errors import JifenError
from jifen.printing.engine.fontfile import Face, characters, faces

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_LIKELY = re.compile(
    r"simsun|simhei|simfang|simkai|fangsong|msyh|deng|^fz|方正|仿宋|宋体|黑体|小标宋|cjk|sourcehan|source-han|notos.*sc"
    r"|wqy|wenquanyi|stfang|stsong|stheiti|stzhong|songti|heiti|pingfang|hiragino.*gb|uming|ukai|lxgw|droidsansfallback"
    r"|harmonyos|misans|alibaba|sarasa",
    re.IGNORECASE,
)
"""File names of fonts with Chinese characters."""
_BOLD = re.compile(r"bold|black|heavy|light|thin|medium|semi|demi", re.IGNORECASE)
_TITLE = ("方正小标宋", "FZXiaoBiaoSong", "STZhongsong", "华文中宋")
_BODY = ("仿宋", "FangSong", "STFangsong")
_SERIF = ("宋", "SimSun", "Song", "Serif", "Ming")
_HEAD = ("黑体", "SimHei", "Heiti", "Hei", "YaHei", "雅黑", "Sans", "PingFang", "DengXian", "等线")
_SIMPLIFIED = re.compile(r"\b(?:SC|GB|CN)\b|宋|黑|仿|等线|雅黑")
_OTHERS = re.compile(r"\b(?:JP|KR|TC|HK|TW|K|J)\b|Mono")
_HEAVY = 600
"""The weight from which on a face is bold."""
_PROBE = frozenset(map(ord, "村积分公示"))


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts to set a sheet with: family names in order of preference for each role, and the folders they lie in.

    `families`: every family in these folders, and whether it has a bold face.
    """

    title: tuple[str, ...]
    body: tuple[str, ...]
    head: tuple[str, ...]
    folders: tuple[Path, ...]
    used: tuple[Face, ...]
    families: Mapping[str, bool] = field(default_factory=dict)

    def has_bold(self, names: Iterable[str]) -> bool:
        """Whether the first of these families that is there has a bold face."""
        return next((self.families[name] for name in names if name in self.families), False)

    def missing(self, text: Iterable[str]) -> str:
        """The characters of the text that none of the fonts has, each once, in code order."""
        known = frozenset().union(*(_known(face) for face in self.used))
        return "".join(sorted({c for part in text for c in part if ord(c) not in known and not c.isspace()}))


def machine_folders() -> tuple[Path, ...]:
    """Where this machine keeps its fonts."""
    home = Path.home()
    windows = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    if local := os.environ.get("LOCALAPPDATA"):
        windows.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    shared = map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"))
    personal = (home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts")
    found = windows if os.name == "nt" else [*shared, *personal]
    return tuple(place for place in found if place.is_dir())


def find_fonts(own: Sequence[Path] = (), machine: Sequence[Path] | None = None) -> Fonts:
    """The fonts to use: those in the `own` folders (any file), else the machine's (files called like Chinese fonts).

    Raises `JifenError("font-not-found", searched=[…])` where none has Chinese characters.
    """
    places = machine_folders() if machine is None else tuple(machine)
    files = [*_files(own, None), *_files(places, _LIKELY)]
    candidates = sorted((face for file in files for face in faces(file)), key=_strangeness)
    if not any(_is_chinese(face) for face in candidates):
        raise JifenError("font-not-found", searched=[str(place) for place in (*own, *places)])
    body = _chosen(candidates, (*_BODY, *_SERIF))
    title = _chosen(candidates, (*_TITLE, *_SERIF))
    head = _chosen(candidates, _HEAD)
    used = tuple(dict.fromkeys((body, title, head)))
    families = tuple(dict.fromkeys(name for face in used for name in face.names))
    folders = tuple(dict.fromkeys(face.path.parent for face in used))
    return Fonts(
        title=_first(title, families),
        body=_first(body, families),
        head=_first(head, families),
        folders=folders,
        used=used,
        families=_bold([face for face in candidates if face.path.parent in folders]),
    )


def _bold(there: Sequence[Face]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for face in there:
        for name in face.names:
            found[name] = found.get(name, False) or face.weight >= _HEAVY
    return found


def _files(folders: Sequence[Path], likely: re.Pattern[str] | None) -> list[Path]:
    found = []
    for folder in folders:
        for place, _, names in os.walk(folder):
            kept = (n for n in sorted(names) if Path(n).suffix.lower() in _SUFFIXES)
            found += [Path(place) / n for n in kept if likely is None or likely.search(n)]
    return found


def _strangeness(face: Face) -> tuple[bool, bool, bool]:
    """Fonts for other places' characters, and bold or light ones, come last."""
    names = " ".join(face.names)
    return bool(_OTHERS.search(names)), bool(_BOLD.search(face.path.stem)), not _SIMPLIFIED.search(names)


def _chosen(candidates: Sequence[Face], preferred: Sequence[str]) -> Face:
    """The first face called like one of the preferred words, in their order, else the first with Chinese characters."""
    named = (face for word in preferred for face in candidates if word.lower() in " ".join(face.names).lower())
    return next(face for face in chain(named, candidates) if _is_chinese(face))


@lru_cache(maxsize=256)
def _known(face: Face) -> frozenset[int]:
    return characters(face)


def _is_chinese(face: Face) -> bool:
    return _known(face) >= _PROBE


def _first(face: Face, families: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*face.names, *families)))
