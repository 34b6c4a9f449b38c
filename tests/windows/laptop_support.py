"""The zip for Windows unzipped on a laptop that is none: wine on Linux. See `make test-windows`."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
import tty
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SHIM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""
"""What typst asks `bcryptprimitives.dll` for and wine 8 lacks; Windows 10 has it."""
_COMPILER = "x86_64-w64-mingw32-gcc"
_DRAWN = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r")


def why_not() -> str | None:
    """Why the zip cannot be tried here; None where it can."""
    if not os.environ.get("JIFEN_TEST_WINDOWS"):
        return "make test-windows tries the zip for Windows under wine"
    if lacking := [tool for tool in ("wine", "wineserver", "localedef", _COMPILER) if shutil.which(tool) is None]:
        return f"not there: {', '.join(lacking)} (Debian: wine64 wine locales gcc-mingw-w64-x86-64)"
    return None


@dataclass(frozen=True)
class Ran:
    """What a program gave; `out` and `err` as a console of its code page reads them."""

    code: int
    out: str
    err: str
    raw: bytes


@dataclass
class Laptop:
    """A Windows with the zip unzipped in `program`, and the village's files in `desk`."""

    folder: Path
    program: Path
    desk: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, cwd: Path | None = None, code: int | None = 0, **more: str) -> Ran:
        """A program of Windows with no terminal, its console GBK: what is written is read as GBK."""
        done = subprocess.run(
            ["wine", *words],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd=cwd or self.desk,
            env=self.environment | more,
            timeout=600,
        )
        ran = Ran(done.returncode, done.stdout.decode("gbk"), done.stderr.decode("gbk"), done.stdout)
        assert code is None or ran.code == code, f"{words}: {ran}"
        return ran

    def jifen(self, *words: str, cwd: Path | None = None, code: int | None = 0, **more: str) -> Ran:
        """`jifen.cmd` as it is typed."""
        return self.run("cmd", "/c", self.named(self.program / "jifen.cmd"), *words, cwd=cwd, code=code, **more)

    def named(self, path: Path) -> str:
        """A path as Windows names it."""
        return "Z:" + str(path).replace("/", "\\")

    def typed(self, words: Sequence[str], answers: Sequence[tuple[str, str]], seconds: float = 240, **more: str) -> str:
        """What stands on the console while each question is answered; ends behind the last answer's echo."""
        child, screen = pty.fork()
        if child == 0:
            tty.setraw(0)  # else Linux makes a line feed of Enter, which a console of Windows takes for Ctrl-J
            os.chdir(self.desk)
            os.execvpe("wine", ["wine", *words], self.environment | {"TERM": "xterm", **more})
        shown, start = b"", 0
        try:
            for question, answer in answers:
                shown, place = _until(screen, shown, question, start, seconds)
                start = place + len(question.encode())
                os.write(screen, answer.encode() + b"\r" if answer else b"\r")
        finally:
            os.close(screen)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return shown.decode("utf-8", "replace")


def _until(screen: int, shown: bytes, question: str, start: int, seconds: float) -> tuple[bytes, int]:
    latest = time.monotonic() + seconds
    while (place := shown.find(question.encode(), start)) < 0:
        if time.monotonic() > latest:
            pytest.fail(f"“{question}” was not asked:\n{shown.decode('utf-8', 'replace')}")
        if select.select([screen], [], [], 1)[0]:
            try:
                read = os.read(screen, 65536)
            except OSError:  # what Linux says of a terminal whose program has ended
                pytest.fail(f"ended before “{question}”:\n{shown.decode('utf-8', 'replace')}")
            shown = _DRAWN.sub(b"", shown + read)
    return shown, place


@pytest.fixture(scope="session")
def zip_file() -> Path:
    """The zip that was built last."""
    found = sorted((ROOT / "dist").glob("积分-*-windows.zip"), key=lambda path: path.stat().st_mtime)
    if not found:
        pytest.skip("no zip in dist/: make windows")
    return found[-1]


@pytest.fixture(scope="session")
def laptop(zip_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A Windows of China, made once: the zip lies where paths have blanks and Chinese characters."""
    folder = tmp_path_factory.mktemp("laptop")
    home, stick, desk = folder / "home", folder / "U 盘（村）", folder / "村 甲"
    for place in (home, stick, desk):
        place.mkdir()
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(stick)
    (program,) = stick.iterdir()
    locales = folder / "locales"
    locales.mkdir()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(locales / "zh_CN.UTF-8")], check=False)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("JIFEN_", "PYTHON"))},
        "WINEPREFIX": str(folder / "windows"),
        "WINEDEBUG": "-all",
        "HOME": str(home),
        "WINEDLLOVERRIDES": "mscoree,mshtml=;bcryptprimitives=n",
        "LOCPATH": str(locales),
        "LC_ALL": "zh_CN.UTF-8",
    }
    found = Laptop(folder, program, desk, environment)
    quiet = {
        "env": environment,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    (folder / "windows").mkdir()
    # One server for all programs: each would start its own, which takes longer than jifen does. What starts with the
    # first program lives as long as the server, and keeps what that program writes to: so the first one is this.
    subprocess.run(["wineserver", "-p"], check=True, **quiet)  # type: ignore[call-overload]
    subprocess.run(["wine", "wineboot", "-i"], check=False, timeout=600, **quiet)  # type: ignore[call-overload]
    _lay_shim(folder)
    yield found
    subprocess.run(["wineserver", "-k"], check=False, **quiet)  # type: ignore[call-overload]


def _lay_shim(folder: Path) -> None:
    """Into wine's own folder: the program's stays as it was unzipped."""
    source = folder / "shim.c"
    source.write_text(_SHIM, encoding="ascii")
    place = folder / "windows" / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll"
    subprocess.run([_COMPILER, "-shared", "-O2", "-o", str(place), str(source), "-ladvapi32"], check=True)
