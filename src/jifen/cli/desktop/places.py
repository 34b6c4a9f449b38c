"""Which folder is the village's: one with a book, found again wherever the next version of the program is unzipped.

A book may lie beside the program's folder (a stick that is carried about), where it was put the last time on this
computer, or among the user's documents. Nothing of the village's lies in the program's folder.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from jifen.cli.context import BOOK_NAME, has_screen, program_folder
from jifen.cli.output import say
from jifen.cli.questions import choose_by_number, choose_or_first, line

BESIDE = "积分账本"
"""The village's folder beside the program's."""
AMONG_DOCUMENTS = "积分"
"""The village's folder among the user's documents."""
_MEMORY = "village-folder.txt"


def village_folder() -> Path | None:
    """The village's folder, asked for where no book is found or several are; None where nobody chose one."""
    if told := os.environ.get("JIFEN_DB"):
        return Path(told).absolute().parent
    found = [folder for folder in _known() if (folder / BOOK_NAME).is_file()]
    if len(found) == 1:
        if not _is_writable(found[0]):
            say(f"{found[0]} 写不进去（只读的 U 盘？）：这本账现在只能看，不能记。")
        return _kept(found[0])
    if not has_screen():
        return Path.cwd()
    return _one_of(found) if found else _first_time()


def _known() -> list[Path]:
    """Where a book may lie: where it was put last, beside the program, among the documents."""
    last = remembered()
    return list(dict.fromkeys([*([last] if last else []), *filter(None, (_beside(),)), _among_documents()]))


def _one_of(found: list[Path]) -> Path | None:
    place = choose_by_number("有几本账本，用哪一本？", [str(folder) for folder in found])
    return None if place is None else _kept(found[place])


def _first_time() -> Path | None:
    last = remembered()
    if last is not None and not (last.is_dir() and _is_writable(last)):
        say(f"上次的账本在 {last}，现在找不到。在 U 盘上的，先关掉这个窗口，插好 U 盘再打开。")
        say("账本真的换了地方的，下面选“别的文件夹”，指给程序看。")
    elif last is not None:
        return last
    else:
        say("第一次用，先定下村里的文件夹：账本、印好的表、备份都放在里面，以后自动找到。")
    while (place := _asked()) is not None:
        if _made(place):
            return _kept(place)
    return None


def _asked() -> Path | None:
    """One of the usual places, or a typed one; None where somebody leaves."""
    usual = [(f"{_among_documents()}（这台电脑的“文档”里）", _among_documents())]
    beside = _beside()
    if beside is not None and _is_writable(beside.parent):
        usual.append((f"{beside}（程序旁边；程序在 U 盘上的，账本跟着 U 盘走）", beside))
    elif beside is not None:
        say(f"程序所在的 {beside.parent} 写不进去，账本要放在别处。")
    chosen = choose_or_first("放在哪里？", [*(title for title, _ in usual), "别的文件夹"])
    if chosen is None or chosen < len(usual):
        return None if chosen is None else usual[chosen][1]
    typed = (line("请打文件夹的路径，或把它拖进窗口（0 返回）：") or "0").strip("\"'“”")
    return None if typed == "0" else _as_folder(Path(typed))


def _as_folder(typed: Path) -> Path:
    """The folder somebody means who names it, or the book in it."""
    return (typed.parent if typed.name == BOOK_NAME else typed).absolute()


def _made(place: Path) -> bool:
    """Whether a village's files can lie there; what is wrong is said."""
    program = program_folder()
    if program is not None and place.resolve().is_relative_to(program):
        say("那里是程序自己的文件夹，换新版程序时会整个换掉，账本不能放在里面。")
        return False
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
    if not (place.is_dir() and _is_writable(place)):
        say(f"{place} 写不进去，请另选一处。")
        return False
    return True


def _is_writable(folder: Path) -> bool:
    """Whether files can be made there: what the folder says of itself is no proof on Windows."""
    trial = folder / f"jifen-{os.urandom(8).hex()}.part"
    with suppress(OSError):
        trial.touch(exist_ok=False)
        trial.unlink()
        return True
    return False


def remembered() -> Path | None:
    """Where the village's folder was the last time."""
    with suppress(OSError, UnicodeDecodeError):
        told = _memory().read_text(encoding="utf-8").strip()
        return Path(told) if told else None
    return None


def _kept(folder: Path) -> Path:
    """Remember the folder; where that cannot be written it is asked for again."""
    if folder != remembered():
        with suppress(OSError):
            _memory().parent.mkdir(parents=True, exist_ok=True)
            _memory().write_text(f"{folder}\n", encoding="utf-8")
    return folder


def _memory() -> Path:
    """A line of the user's own: it tells where a folder is and nothing else."""
    own = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    return (Path(own) if own else Path.home() / ".config") / "jifen" / _MEMORY


def _beside() -> Path | None:
    program = program_folder()
    return None if program is None else program.parent / BESIDE


def _among_documents() -> Path:
    return _documents() / AMONG_DOCUMENTS


def _documents() -> Path:
    """The user's documents, also where Windows was told to keep them on another disk."""
    if sys.platform == "win32":
        import ctypes

        found = ctypes.create_unicode_buffer(260)
        # CSIDL_PERSONAL of the current user
        if ctypes.windll.shell32.SHGetFolderPathW(None, 5, None, 0, found) == 0 and found.value:
            return Path(found.value)
    return Path.home() / "Documents"
