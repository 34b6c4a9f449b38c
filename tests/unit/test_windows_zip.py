"""What `make windows` puts together, as far as it shows unbuilt; `make test-windows` tries the zip itself."""

import importlib
import re
import struct
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement

from jifen.cli.menu.steps import FIRST_DAY, STAGES

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tools" / "windows"


@pytest.fixture(scope="module")
def tools() -> Iterator[dict[str, ModuleType]]:
    """The builder's modules by name; they import one another as scripts of one folder do."""
    names = ("imports", "runtime", "wheels", "manual", "build")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        yield {name: importlib.import_module(name) for name in names}
    for name in names:
        del sys.modules[name]


def test_the_same_files_are_the_same_zip_whatever_order_they_come_in(
    tools: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    files = {"积分.cmd": b"a", "program/python.exe": b"b" * 999}
    packed = tools["build"].zipped(files, "积分")
    assert packed == tools["build"].zipped(dict(reversed(files.items())), "积分")
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == ["积分/program/python.exe", "积分/积分.cmd"]
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 6, 15, 15, 6, 40)}


def program(*libraries: str) -> bytes:
    """As much of a 64-bit program as says which libraries it loads: one section that begins at 0x1000."""
    table = b"".join(
        struct.pack("<12xLL", 0x1000 + 20 * (len(libraries) + 1) + 32 * n, 0) for n in range(len(libraries))
    )
    section = table + bytes(20) + b"".join(name.encode().ljust(32, b"\0") for name in libraries)
    optional = struct.pack("<H110xQL4x", 0x20B, 0, 0x1000)
    head = b"PE\0\0" + struct.pack("<HH12xHH", 0x8664, 1, len(optional), 0) + optional
    place = 0x40 + len(head) + 40
    header = struct.pack("<8sLLLL16x", b".rdata", len(section), 0x1000, len(section), place)
    return b"MZ".ljust(0x3C, b"\0") + struct.pack("<L", 0x40) + head + header + section


def test_a_library_that_is_neither_in_the_zip_nor_in_windows_is_named(tools: dict[str, ModuleType]) -> None:
    files = {
        "program/a.pyd": program("python313.dll", "KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "MSVCP140.dll"),
        "program/python313.dll": program("VCRUNTIME140.dll"),
        "program/vcruntime140.dll": program(),
    }
    assert tools["imports"].missing_libraries(files) == ["msvcp140.dll"]


def test_what_is_needed_on_windows_is_found_though_linux_does_not_ask_for_it(tools: dict[str, ModuleType]) -> None:
    wheels = tools["wheels"]
    packages = {
        "click": wheels.Package("click", "8.2", (Requirement('colorama; platform_system == "Windows"'),)),
        "uvloop": wheels.Package("uvloop", "1.0", ()),
    }
    wanted = [Requirement("click>=8"), Requirement('uvloop; sys_platform != "win32"'), Requirement("typst>=0.14")]
    there, missing = wheels.needed(wanted, packages, "3.13")
    assert there == {"click"}
    assert sorted(requirement.name for requirement in missing) == ["colorama", "typst"]


def test_every_wheel_and_every_file_from_elsewhere_is_pinned_by_its_hash() -> None:
    lines = (HERE / "wheels.txt").read_text(encoding="utf-8").splitlines()
    wheels = [line for line in lines if line and not line.startswith("#")]
    assert len(wheels) > 10
    assert [line for line in wheels if not re.fullmatch(r"[a-z0-9-]+==\S+ --hash=sha256:[0-9a-f]{64}", line)] == []
    bundle = tomllib.loads((HERE / "bundle.toml").read_text(encoding="utf-8"))
    assert all(re.fullmatch("[0-9a-f]{64}", bundle[kind]["sha256"]) for kind in ("python", "font"))
    assert (HERE / "files" / bundle["font"]["licence"]).is_file()
    assert all(part["why"] and part["files"] for part in bundle["trim"])


def test_bytes_that_are_not_those_that_were_pinned_end_the_build(tools: dict[str, ModuleType]) -> None:
    with pytest.raises(SystemExit, match="SHA-256"):
        tools["runtime"].pinned("包", b"x", "0" * 64)


def test_every_link_between_the_pages_of_the_manual_leads_somewhere(tools: dict[str, ModuleType]) -> None:
    pages = tools["manual"].pages(ROOT / "docs")
    texts = {name: data.decode("utf-8") for name, data in pages.items() if name.endswith(".html")}
    anchors = {(name, place) for name, text in texts.items() for place in re.findall(r' id="([^"]+)"', text)}
    dead = []
    for name, data in pages.items():
        for link in re.findall(r'href="([^"]+)"', data.decode("utf-8")) if name.endswith(".html") else ():
            page, _, place = unquote(link).partition("#")
            if ":" not in link and ((page or name) not in pages or (place and (page or name, place) not in anchors)):
                dead.append((name, unquote(link)))
    assert [(name, link) for name, link in dead if link != "#"] == []
    assert {f"pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()} >= {
        name for name in pages if name.startswith("pictures/")
    }


def test_what_the_first_page_names_is_what_the_menu_and_the_folder_have() -> None:
    text = (HERE / "files" / "先看这里.txt").read_text(encoding="utf-8")
    titles = {step.title.partition("（")[0] for stage in STAGES for step in stage.steps}
    titles |= {stage.title for stage in STAGES} | {step.title for step in FIRST_DAY}
    for named in ("建账", "出空表", "公示", "备份到 U 盘", "先建一个演示村看看"):
        assert f"“{named}”" in text
        assert named in titles
    assert "“积分.cmd”" in text
    assert (HERE / "files" / "积分.cmd").is_file()


def test_batch_files_reach_the_program_and_change_nothing_in_its_folder() -> None:
    for name, module in (("积分.cmd", "jifen.cli.desktop"), ("jifen.cmd", "jifen")):
        text = (HERE / "files" / name).read_text(encoding="utf-8")
        assert f"-m {module} %*\n" in text
        assert "pycache_prefix=%LOCALAPPDATA%" in text
        assert 'set "JIFEN_PROGRAM=%~dp0."' in text
        said = "".join(line for line in text.splitlines() if "echo " in line).encode("gbk")
        assert not set(b"|^&<>%") & set(said), "read in another code page than GBK, half a character would be a command"
