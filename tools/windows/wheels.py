"""What jifen needs on Windows, as wheels: locked with their hashes in `wheels.txt`, anew where pyproject changed.

pip answers `sys_platform == "win32"` for the machine it runs on. So its resolver is asked again and again, each time
with what the wheels it found need on Windows and it did not see, until nothing is missing.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import compat32
from io import BytesIO
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from runtime import download

LOCK = Path(__file__).with_name("wheels.txt")
_HEAD = "# The wheels of the zip for Windows; `make windows` writes them anew where pyproject.toml asks for others."


def wheels(root: Path, version: str, cache: Path) -> dict[str, bytes]:
    """Every wheel by file name, those of the lock if they are what `pyproject.toml` asks for and no more."""
    wanted = _wanted(root)
    found = _of_lock(version, cache)
    if not _fits(wanted, found, version):
        print("依赖变了：重新定下各个包的版本，写进 tools/windows/wheels.txt，请一起提交。")
        _lock(wanted, version)
        found = _of_lock(version, cache)
        if not _fits(wanted, found, version):
            sys.exit("tools/windows/wheels.txt 里的包还是不合 pyproject.toml。")
    return found


def _fits(wanted: Iterable[Requirement], found: Mapping[str, bytes], version: str) -> bool:
    packages = {told.name: told for told in map(_package, found.values())}
    there, missing = needed(wanted, packages, version)
    return not missing and there == packages.keys()


@dataclass(frozen=True)
class Package:
    """What a wheel says of itself; `line` is its line of the lock."""

    name: str
    version: str
    needs: tuple[Requirement, ...]
    line: str = ""


def _wanted(root: Path) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in project["dependencies"]]


def _on_windows(version: str, extra: str = "") -> dict[str, str]:
    return {
        "implementation_name": "cpython", "os_name": "nt", "platform_machine": "AMD64", "platform_system": "Windows",
        "platform_python_implementation": "CPython", "python_version": version, "python_full_version": f"{version}.0",
        "sys_platform": "win32", "extra": extra,
    }  # fmt: skip


def _of_lock(version: str, cache: Path) -> dict[str, bytes]:
    """The locked wheels, fetched once; pip refuses one whose hash is another."""
    if not LOCK.is_file():
        return {}
    folder = cache / "wheels" / hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
            download(fresh, *_for_windows(version), "--require-hashes", "-r", str(LOCK))
            shutil.copytree(fresh, folder)
    found = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
    locked = LOCK.read_text(encoding="utf-8")
    if changed := [name for name, data in found.items() if hashlib.sha256(data).hexdigest() not in locked]:
        sys.exit(f"缓存里的包被改过：{'、'.join(changed)}。请 make clean 再试。")
    return found


def _for_windows(version: str) -> tuple[str, ...]:
    return ("--only-binary=:all:", "--platform=win_amd64", f"--python-version={version}", "--implementation=cp")


def _package(wheel: bytes) -> Package:
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1]
        told = BytesParser(policy=compat32).parsebytes(archive.read(name))
    needs = tuple(map(Requirement, told.get_all("Requires-Dist") or []))
    return Package(canonicalize_name(told["Name"]), told["Version"], needs)


def needed(
    wanted: Iterable[Requirement], packages: Mapping[str, Package], version: str
) -> tuple[set[str], list[Requirement]]:
    """The packages that are needed on Windows, and what is asked for there that no package is."""
    open_ones: list[tuple[Requirement, str]] = [(requirement, "") for requirement in wanted]
    reached: set[tuple[str, str]] = set()
    missing: list[Requirement] = []
    while open_ones:
        requirement, extra = open_ones.pop()
        if requirement.marker is not None and not requirement.marker.evaluate(_on_windows(version, extra)):
            continue
        package = packages.get(canonicalize_name(requirement.name))
        if package is None or not requirement.specifier.contains(package.version, prereleases=True):
            missing.append(requirement)
            continue
        for own in ("", *sorted(requirement.extras)):
            if (package.name, own) not in reached:
                reached.add((package.name, own))
                open_ones += [(need, own) for need in package.needs]
    return {name for name, _ in reached}, missing


def _lock(wanted: Sequence[Requirement], version: str) -> None:
    """Choose the releases, newest that go together, and write them down."""
    asked = [r for r in wanted if r.marker is None or r.marker.evaluate(_on_windows(version))]
    while True:
        packages = _resolved(asked, version)
        there, missing = needed(wanted, packages, version)
        if not missing:
            break
        if all(requirement in asked for requirement in missing):
            sys.exit(f"这几个包合不到一起：{'、'.join(map(str, missing))}")
        asked += missing
    lines = [packages[name].line for name in sorted(there)]
    LOCK.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8")


def _resolved(asked: Iterable[Requirement], version: str) -> dict[str, Package]:
    """What pip would install for these on Windows, as far as it sees."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--dry-run"]
    bare = [f"{r.name}{'[' + ','.join(sorted(r.extras)) + ']' if r.extras else ''}{r.specifier}" for r in asked]
    with tempfile.TemporaryDirectory() as nowhere:
        options = ["--ignore-installed", "--report", "-", "--target", nowhere, *_for_windows(version)]
        done = subprocess.run([*pip, *options, *bare], check=True, capture_output=True, text=True)
    found: dict[str, Package] = {}
    for item in json.loads(done.stdout)["install"]:
        told, digest = item["metadata"], item["download_info"]["archive_info"]["hashes"]["sha256"]
        name = canonicalize_name(told["name"])
        line = f"{name}=={told['version']} --hash=sha256:{digest}"
        found[name] = Package(name, told["version"], tuple(map(Requirement, told.get("requires_dist", []))), line)
    return found
