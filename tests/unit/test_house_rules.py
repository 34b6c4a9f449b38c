"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
PYPROJECT = ROOT / "pyproject.toml"
# What a person writes here: everything but what git ignores, workbooks and pictures.
WRITTEN = [
    path
    for pattern in ("src/**/*.py", "tests/**/*.py", "tools/**/*.py", "benchmarks/**/*.py", "sample_data/*.py",
                    "templates/**/*.toml", "docs/**/*.md", "*.md", "*.toml", "Makefile", ".ci/*")
    for path in ROOT.glob(pattern)
]  # fmt: skip


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text_of(path))))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 10
    assert PYPROJECT in WRITTEN


@pytest.mark.parametrize("layer", ["domain", "services", "store"])
def test_the_inner_layers_hold_no_word_of_chinese(layer: str) -> None:
    folder = ROOT / "src" / "jifen" / layer
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in sorted(folder.rglob("*.py"))
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if HAN.search(line)
    ]
    assert found == []


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {named(path): len(text_of(path).splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_nothing_catches_every_exception() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert found == []


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """`except:` or `except Exception` (alone or in a tuple); BaseException only where it is raised again at once."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {node.id if isinstance(node, ast.Name) else None if node is None else "?" for node in caught}
    if names & {None, "Exception"}:
        return True
    raises_again = any(isinstance(node, ast.Raise) and node.exc is None for node in handler.body)
    return "BaseException" in names and not raises_again


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("except:\n pass", True),
        ("except Exception:\n pass", True),
        ("except (OSError, Exception) as e:\n pass", True),
        ("except BaseException:\n pass", True),
        ("except BaseException:\n x()\n raise", False),
        ("except (OSError, zipfile.BadZipFile):\n pass", False),
    ],
)
def test_the_search_for_handlers_that_catch_everything_finds_them(handler: str, expected: bool) -> None:
    tree = ast.parse(f"try:\n pass\n{handler}")
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    assert [catches_everything(node) for node in found] == [expected]


def test_no_file_knows_a_folder_of_the_machine_it_was_written_on() -> None:
    machine = re.compile(r"""(?<![\w.<>/])/(home|root|Users|work|opt|mnt)/\w|[A-Z]:\\+Users\\""")
    assert lines_with(machine) == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_with(re.compile("pypi" + r"\.|python" + r"hosted\.|(mirrors?|simple)\.[a-z-]+\.(edu|com|org)")) == []


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{named(path)}:{number}: {line.strip()}"
        for path in WRITTEN
        if path != Path(__file__).resolve()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_dependency_says_why_it_is_there() -> None:
    text = PYPROJECT.read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    lines = text.splitlines()
    without = [d for d in wanted if not any(re.search(re.escape(f'"{d}",') + r"\s+# \w.{8,}", line) for line in lines)]
    assert without == []


@pytest.mark.parametrize(
    ("folder", "with_extras"), [("src", False), ("tests", True), ("tools", True), ("benchmarks", True)]
)
def test_everything_imported_is_a_declared_dependency(folder: str, with_extras: bool) -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lists = [project["dependencies"], *(extras.values() if with_extras else [])]
    # What a township installs besides is imported by one room, and need not be here.
    besides = {re.split(r"[^a-z]", text)[0] for name in ("rollup", "spark", "bench") for text in extras[name]}
    declared = {re.split(r"[^A-Za-z0-9._-]", text)[0].lower().replace("_", "-") for each in lists for text in each}
    ours = {
        path.stem for place in ("sample_data", "tools", "benchmarks", "tests") for path in (ROOT / place).rglob("*")
    }
    providers = packages_distributions()
    undeclared = {
        module
        for path in (ROOT / folder).rglob("*.py")
        for module in imported(path) - sys.stdlib_module_names - ours - {"jifen", ""}
        if not (module in besides and (with_extras or path.parent.name == "rollup"))
        if not {name.lower().replace("_", "-") for name in providers.get(module, [])} & declared
    }
    assert undeclared == set()


def test_imports_go_only_where_the_house_allows() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_stands_on_the_standard_library_without_files_clock_or_sql() -> None:
    allowed = sys.stdlib_module_names - {"sqlite3", "os", "pathlib", "io", "time", "subprocess", "socket"} | {"jifen"}
    found = [
        f"{named(path)}: {module}"
        for path in sorted((ROOT / "src" / "jifen" / "domain").glob("*.py"))
        for module in imported(path)
        if module not in allowed
    ]
    assert found == []
    clock = re.compile(r"\b(today|now|utcnow)\(\)|\bopen\(")
    sources = sorted((ROOT / "src" / "jifen" / "domain").glob("*.py"))
    assert [named(path) for path in sources if clock.search(path.read_text(encoding="utf-8"))] == []


@cache
def imported(path: Path) -> set[str]:
    """Top-level names of the modules a file imports."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_names_of_tests_are_sentences() -> None:
    short = [
        f"{named(path)}: {node.name}"
        for path in TESTS
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert short == []
