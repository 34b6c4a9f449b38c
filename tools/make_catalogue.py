"""Compile src/jifen/cli/locale/zh_CN.po into the .mo that gettext reads; `--check` exits 1 when it is stale."""

import ast
import struct
import sys
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "src" / "jifen" / "cli" / "locale"
SOURCE = LOCALE / "zh_CN.po"
TARGET = LOCALE / "zh_CN" / "LC_MESSAGES" / "jifen.mo"
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def messages(text: str) -> dict[str, str]:
    """Texts by key; of a message with a plural the key holds both forms, Chinese has one."""
    found = {"": HEADER}
    key = ""
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        if name == "msgid":
            key = ast.literal_eval(value)
        elif name == "msgid_plural":
            key += "\0" + ast.literal_eval(value)
        elif name in ("msgstr", "msgstr[0]"):
            found[key] = ast.literal_eval(value)
    return found


def compiled(found: dict[str, str]) -> bytes:
    keys = sorted(found)
    ids = b"".join(key.encode() + b"\0" for key in keys)
    texts = b"".join(found[key].encode() + b"\0" for key in keys)
    start = 28 + 16 * len(keys)
    tables: list[list[int]] = [[], []]
    for table, offset, values in ((0, start, keys), (1, start + len(ids), [found[key] for key in keys])):
        for value in values:
            tables[table] += [len(value.encode()), offset]
            offset += len(value.encode()) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    flat = tables[0] + tables[1]
    return head + struct.pack(f"<{len(flat)}I", *flat) + ids + texts


def main() -> int:
    wanted = compiled(messages(SOURCE.read_text("utf-8")))
    if "--check" in sys.argv:
        return 0 if TARGET.is_file() and TARGET.read_bytes() == wanted else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
