"""Writes the pages of docs/ that list things, from the code that is the truth about them.

`python tools/make_docs.py` writes commands.md, issue-codes.md, modules.md, schema.md and the tree in design.md;
`--check` writes nothing and exits 1 when a page no longer says what the code says.
"""

import ast
import importlib.util
import re
import sqlite3
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- 由 tools/make_docs.py 生成：改了程序以后执行 make docs，不要手改。 -->\n"


def cell(text: str) -> str:
    """Text inside a table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def rows(header: tuple[str, ...], body: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [header, tuple("---" for _ in header), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


# --- commands.md ---------------------------------------------------------------------------------------------------

EXITS = [
    ("0", "办成了（或试运行没有发现错误）"),
    ("1", "程序出错，请把屏幕上的内容发给维护的人"),
    ("2", "命令写法不对"),
    ("3", "按规则或当前状态不能办，什么也没有写入"),
    ("4", "表里有错，全部列出，什么也没有写入"),
    ("5", "账本找不到、是新版程序的、正在使用或已损坏"),
]


def commands() -> str:
    """Every command with its Chinese help, as `--help` gives it."""
    import typer

    from jifen.cli import main
    from jifen.cli.arguments import HELP

    root = typer.main.get_command(main.app)
    described = list(walk(root, "jifen", None))
    contents = "\n\n".join(f"**{heading}**\n\n{listed(described, names)}" for heading, names in main.staged().items())
    alone = "不写命令，只输入 `jifen`：在终端里是菜单，别处列出要办的事（同 `jifen status`）。"
    exits = rows(("退出码", "意思"), EXITS)
    head = f"{MADE}\n# 全部命令\n\n{HELP}。\n\n{alone}\n\n退出码：\n\n{exits}\n{contents}\n"
    return head + "".join(described_command(path, command, context) for path, command, context in described)


def listed(described: Sequence[tuple[str, Any, Any]], names: Sequence[str]) -> str:
    """The commands of these top-level names, each with its first line."""
    return "\n".join(
        f"- [`{path}`](#{path.replace(' ', '-')}) {first_line(command)}"
        for path, command, _ in described
        if path.split(" ")[1] in names
    )


def walk(command: Any, path: str, parent: Any) -> Iterator[tuple[str, Any, Any]]:
    """Commands that do something, depth first, in the order of the help."""
    context = command.make_context(path.rsplit(" ", 1)[-1], [], parent=parent, resilient_parsing=True)
    if not hasattr(command, "list_commands"):
        yield path, command, context
        return
    for name in command.list_commands(context):
        child = command.get_command(context, name) if parent or exists(name) else None
        if child is not None and not child.hidden:
            yield from walk(child, f"{path} {name}", context)


def exists(name: str) -> bool:
    """Whether the modules of a top-level command are written yet."""
    from jifen.cli.main import TREE

    return all(importlib.util.find_spec(f"jifen.cli.commands.{module}") for module in TREE[name])


def first_line(command: Any) -> str:
    text = (command.help or command.short_help or "").strip()
    return cell(text.split("\n")[0])


def described_command(path: str, command: Any, context: Any) -> str:
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    help_text = "\n".join(line.strip() for line in (command.help or "").strip().splitlines())
    parameters = [
        (f"`{cell(record[0])}`", cell(record[1]))
        for parameter in command.get_params(context)
        if (record := help_record(parameter, context)) and "--help" not in record[0]
    ]
    table = "\n" + rows(("参数、选项", "说明"), parameters) if parameters else ""
    return f"\n## {path}\n\n{help_text}\n\n```\n{usage}\n```\n{table}"


def help_record(parameter: Any, context: Any) -> tuple[str, str] | None:
    record = parameter.get_help_record(context)
    if record is not None or parameter.param_type_name == "option":
        return record  # type: ignore[no-any-return]
    return parameter.make_metavar(context), getattr(parameter, "help", None) or ""


# --- issue-codes.md ------------------------------------------------------------------------------------------------


def issue_codes() -> str:
    """Every issue code: its name, an example in the program's own sentence, what to do."""
    from issue_examples import EXAMPLES, GROUPS
    from jifen.messages.issues import message
    from jifen.messages.summaries.issues import where
    from jifen.reading.issues import CODES, Issue

    if list(EXAMPLES) != list(CODES):
        different = sorted(set(EXAMPLES) ^ set(CODES))
        sys.exit(f"tools/issue_examples.py 与 CODES 不一致：{'、'.join(different) or '先后不同'}")
    parts = [
        f"{MADE}\n# 问题代码\n\n导入时，程序一次列出全部问题，每个都指到要看的那一格。“错误”不改不能导入，"
        "“提醒”不影响导入。代码一经发布，意思不再变；脚本可以认代码（`--json` 里的 `code`）。\n\n"
        "加 `--report 文件名.xlsx`，可以得到一份标好颜色、写好批注的表，在上面改好直接导入。\n"
    ]
    for code in CODES:
        if code in GROUPS:
            parts.append(f"\n## {GROUPS[code]}\n")
        case = EXAMPLES[code]
        issue = Issue(code, case.path, case.sheet, case.cell, case.found, case.facts, case.suggestions)
        level = {"error": "错误", "warning": "提醒"}[issue.severity]
        parts.append(
            f"\n### {code}\n\n**{case.title}**（{level}）\n\n"
            f"> {where(issue)}：{message(issue)}\n\n改法：{case.remedy}\n"
        )
    return "".join(parts)


# --- schema.md -----------------------------------------------------------------------------------------------------

GUARDS = ("_no_update", "_no_delete", "_no_replace")


def schema() -> str:
    """Views, tables, indexes and triggers of a fresh book after every migration."""
    from jifen.store.connection import BOOK_VERSION
    from jifen.store.migrations.steps import upgrade

    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection)
    tables = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
    notes = table_notes()
    parts = [
        f"{MADE}\n# 账本的结构（第 {BOOK_VERSION} 版）\n\n"
        "账本是一个 SQLite 文件。积分以百分之一分、金额以分为单位存成整数；"
        "“只增不改”的表由触发器挡住修改、删除和覆盖。"
        "余额、名次、合计都是查询得来，没有一列存着。\n"
    ]
    for name, sql in tables:
        note = f"\n{notes[name]}\n" if name in notes else ""
        parts.append(f"\n## {name}\n{note}\n```sql\n{sql};\n```\n{attached(connection, name)}")
    parts.append(
        "\n# 给人和别的程序查的视图\n\n用任何能打开 SQLite 的程序打开账本，查这几个视图就有中文表头的结果。"
        "视图只能查，不能改；积分是平常说的分数（至多两位小数），不是表里存的整数。\n"
    )
    views = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    parts += [f"\n## {name}\n\n```sql\n{sql};\n```\n" for name, sql in views]
    connection.close()
    return "".join(parts)


def table_notes() -> dict[str, str]:
    """The comment above each CREATE TABLE in the migrations; a later step's words replace an earlier one's."""
    from jifen.store.migrations.steps import STEPS

    found = {}
    for step in STEPS:
        for script in (value for value in vars(step).values() if isinstance(value, str)):
            for comment, name in re.findall(r"((?:^--[^\n]*\n)+)CREATE TABLE (\w+)", script, re.MULTILINE):
                found[name] = " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
        found |= vars(step).get("NOTES", {})
    return found


def attached(connection: sqlite3.Connection, table: str) -> str:
    """Indexes and triggers of a table; the three guards together are one word."""
    said = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') "
        "AND sql IS NOT NULL ORDER BY type, rowid",
        (table,),
    ).fetchall()
    names = {name for _, name, _ in said}
    guarded = {table + guard for guard in GUARDS} <= names
    lines = ["\n只增不改。\n"] if guarded else []
    others = [(kind, name, sql) for kind, name, sql in said if not (guarded and name in {table + g for g in GUARDS})]
    if others:
        body = ";\n".join(sql for _, _, sql in others)
        lines.append(f"\n```sql\n{body};\n```\n")
    return "".join(lines)


# --- the rooms, in design.md ---------------------------------------------------------------------------------------

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "jifen"
FLOORS = ("cli", "messages", "services", "reading", "store", "printing", "domain")
ROOMS = re.compile(r"(<!-- rooms: [^>]*-->\n).*?(<!-- /rooms -->)", re.DOTALL)


def design() -> str:
    """The page as it stands, with the tree of rooms as it is."""
    page = (DOCS / "design.md").read_text(encoding="utf-8")
    lines = [line for floor in FLOORS for line in room(PACKAGE / floor)]
    top = [f"  {name}.py  {first_sentence(PACKAGE / f'{name}.py')}" for name in ("errors", "resources")]
    tree = "\n".join(["```", "src/jifen/", *lines, *top, "```"])
    return ROOMS.sub(lambda found: f"{found[1]}{tree}\n{found[2]}", page)


def room(folder: Path, depth: int = 1) -> Iterator[str]:
    """A room with its sentence and its modules, then the rooms in it."""
    indent = "  " * depth
    yield f"{indent}{folder.name}/  {first_sentence(folder / '__init__.py')}"
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    if modules:
        yield from textwrap.wrap(
            " ".join(modules), 116, initial_indent=indent + "    ", subsequent_indent=indent + "    "
        )
    for inner in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from room(inner, depth + 1)


def modules() -> str:
    """Every module with what it says it is for, room by room."""
    parts = [f"{MADE}\n# 每个模块一句话\n\nWhat each module is for; the tree stands in [design.md](design.md).\n"]
    for floor in FLOORS:
        for init in sorted((PACKAGE / floor).rglob("__init__.py")):
            named = sorted(path for path in init.parent.glob("*.py") if path != init)
            if named:
                body = [(f"`{path.stem}`", cell(first_sentence(path))) for path in named]
                title = init.parent.relative_to(PACKAGE).as_posix()
                parts.append(f"\n## {title}\n\n{first_sentence(init)}\n\n{rows(('module', 'for'), body)}")
    return "".join(parts)


def first_sentence(file: Path) -> str:
    """What a module says it is for."""
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


PAGES: dict[str, Callable[[], str]] = {
    "design.md": design,
    "modules.md": modules,
    "commands.md": commands,
    "issue-codes.md": issue_codes,
    "schema.md": schema,
}


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = []
    for name, make in PAGES.items():
        page = DOCS / name
        text = make().rstrip() + "\n"
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            DOCS.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
    verb = "过时了，请执行 make docs" if check else "已更新"
    print(f"docs/ {verb}：{'、'.join(stale)}" if stale else "docs/ 里生成的几页都是最新的")
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
