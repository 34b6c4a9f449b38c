"""`make windows`: the folder that a village unzips, as one zip, the same bytes for the same checkout.

It takes nothing from the machine it runs on but Python and pip: CPython for Windows and every wheel are pinned by
their SHA-256, times are the commit's, names are in order.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path
from typing import Any

from imports import missing_libraries
from manual import pages, typeset
from runtime import pinned, runtime
from wheels import wheels

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = ROOT / "build" / "windows"
PROGRAM = "program/"


def main() -> None:
    """Build, and say what costs what."""
    bundle = tomllib.loads((HERE / "bundle.toml").read_text(encoding="utf-8"))
    version = _version()
    files = _program(bundle) | _around(bundle, version)
    if lacking := missing_libraries({n: d for n, d in files.items() if n.startswith(PROGRAM)}):
        sys.exit(f"这些库 Windows 10 没有，包里也没有：{'、'.join(lacking)}")
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / f"积分-{version}-windows.zip"
    place.parent.mkdir(parents=True, exist_ok=True)
    data = zipped(files, f"积分-{version}-windows")
    if len(data) > bundle["most_bytes"]:
        sys.exit(f"{len(data):,} 字节，超过 {bundle['most_bytes']:,}。看看 bundle.toml 里还能去掉什么。")
    place.write_bytes(data)
    _say_costs(data)
    print(f"{place}：{len(data):,} 字节，{len(files)} 个文件，SHA-256 {hashlib.sha256(data).hexdigest()}")


def _version() -> str:
    text = (ROOT / "src" / "jifen" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def _program(bundle: Mapping[str, Any]) -> dict[str, bytes]:
    """Python, every package unpacked, the font; trimmed."""
    python = bundle["python"]
    files = runtime(python, CACHE)
    number = python["version"].replace(".", "")
    # Nothing of the machine's own Python, nor of its environment, is ever looked at.
    files[f"python{number}._pth"] = f"python{number}.zip\r\n.\r\nsite-packages\r\n".encode()
    for data in [*wheels(ROOT, python["version"], CACHE).values(), _own_wheel()]:
        files |= {f"site-packages/{name}": content for name, content in _installed(data)}
    files[f"site-packages/jifen/_data/fonts/{bundle['font']['file']}"] = font(bundle["font"]).read_bytes()
    patterns = [pattern for part in bundle["trim"] for pattern in part["files"]]
    if idle := [p for p in patterns if not any(fnmatchcase(name, p) for name in files)]:
        print(f"bundle.toml 里这几行已经没有用了：{'、'.join(idle)}")
    kept = {n: d for n, d in files.items() if not any(fnmatchcase(n, pattern) for pattern in patterns)}
    return {f"{PROGRAM}{name}": data for name, data in kept.items()}


def _own_wheel() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--wheel-dir", folder, str(ROOT)], check=True)
        (file,) = Path(folder).iterdir()
        return file.read_bytes()


def _installed(wheel: bytes) -> Iterable[tuple[str, bytes]]:
    """The files of a wheel where an installer would lay them; scripts and headers are left away."""
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        for name in archive.namelist():
            top, _, rest = name.partition("/")
            if top.endswith(".data"):
                kind, _, rest = rest.partition("/")
                if kind in ("purelib", "platlib"):
                    yield rest, archive.read(name)
            elif not name.endswith("/"):
                yield name, archive.read(name)


def font(pin: Mapping[str, str]) -> Path:
    """The font, as it was pinned: `FONT=FILE`, else where Debian lays it, else from Debian's package."""
    place = CACHE / "font" / pin["file"]
    if not place.is_file():
        named = os.environ.get("FONT")
        known = [Path(named)] if named else sorted(Path("/usr/share/fonts").rglob(pin["file"]))
        data = known[0].read_bytes() if known else _from_debian(pin)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pinned(pin["file"], data, pin["sha256"]))
    pinned(pin["file"], place.read_bytes(), pin["sha256"])
    return place


def _from_debian(pin: Mapping[str, str]) -> bytes:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        sys.exit(f"没有字体 {pin['file']}。请用 FONT=文件 指明（Debian 的 {pin['debian']} 里有）。")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "-qq", pin["debian"]], check=True, cwd=folder)
        (package,) = Path(folder).glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)
        return next(Path(folder).rglob(pin["file"])).read_bytes()


def _around(bundle: Mapping[str, Any], version: str) -> dict[str, bytes]:
    """What a person sees who opens the folder."""
    found = {}
    for file in sorted((HERE / "files").iterdir()):
        text = file.read_text(encoding="utf-8").replace("{version}", version).replace("\n", "\r\n")
        # Notepad takes a text for GBK that has no mark of UTF-8; the command prompt of a Chinese Windows reads GBK.
        found[file.name] = text.encode("utf-8-sig" if file.suffix == ".txt" else "gbk")
    found |= {f"使用手册/{name}": data for name, data in pages(ROOT / "docs").items()}
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    found["使用手册.pdf"] = typeset(manual, ROOT / "docs", font(bundle["font"]), version)
    samples = [f for f in sorted((ROOT / "sample_data").iterdir()) if f.suffix in (".xlsx", ".csv")]
    found |= {f"样例/{file.name}": file.read_bytes() for file in samples}
    found["许可-积分.txt"] = (ROOT / "LICENSE").read_bytes()
    return found


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """One zip with everything in one folder; its times are the commit's."""
    when = time.gmtime(_commit_time())[:6]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, files[name], compresslevel=9)
    return packed.getvalue()


def _commit_time() -> int:
    """`SOURCE_DATE_EPOCH`, else the last commit's; of a checkout without history the first day a zip knows."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(git, check=False, capture_output=True, text=True)
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else 315532800


def _say_costs(data: bytes) -> None:
    """What is how big in the zip, and unpacked."""
    costs: dict[str, list[int]] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            parts = entry.filename.split("/")[1:]
            depth = 3 if parts[:2] == ["program", "site-packages"] else 2 if parts[0] == "program" else 1
            name = "/".join(parts[:depth]) if depth != 2 else "program/（Python）"
            cost = costs.setdefault(name, [0, 0])
            cost[0] += entry.compress_size
            cost[1] += entry.file_size
    for name, (packed, unpacked) in sorted(costs.items(), key=lambda item: -item[1][0]):
        if packed > 200_000:
            print(f"  {packed / 1e6:6.1f} MB（解开 {unpacked / 1e6:6.1f} MB）  {name}")


if __name__ == "__main__":
    main()
