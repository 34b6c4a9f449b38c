"""The manual from its Markdown: pages for a browser, and one PDF set by typst. Both are the same for the same text."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGES = {
    "manual": "使用手册",
    "commands": "命令一览",
    "layouts": "认得哪些表",
    "issue-codes": "表里的错怎么改",
    "templates": "改模板",
    "privacy": "个人信息",
    "trust": "凭什么相信这本账",
    "other-programs": "用别的程序看账本",
}
"""Pages of `docs/` that a village reads, each with the name of its file."""
_STYLE = (Path(__file__).parent / "manual.css").read_text(encoding="utf-8")


def parsed(text: str) -> list[Token]:
    """The page as tokens of CommonMark with tables."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)


def pages(docs: Path) -> dict[str, bytes]:
    """The pages by file name, and the pictures they show."""
    found: dict[str, bytes] = {}
    for stem, title in PAGES.items():
        text = (docs / f"{stem}.md").read_text(encoding="utf-8")
        found[f"{title}.html"] = _page(title, text).encode("utf-8")
        for picture in re.findall(r"\]\((pictures/[^)\s]+)\)", text):
            found[picture] = (docs / picture).read_bytes()
    return found


def _page(title: str, text: str) -> str:
    tokens = parsed(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(_plain(tokens[place + 1])))
        for inner in token.children or []:
            if inner.type == "link_open":
                inner.attrSet("href", _target(str(inner.attrGet("href"))))
    body = MarkdownIt("commonmark").enable("table").renderer.render(tokens, MarkdownIt("commonmark").options, {})
    links = " ".join(f'<a href="{name}.html">{name}</a>' for name in PAGES.values())
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{html.escape(title)}</title>'
    )
    whole = f"<head>{head}<style>{_STYLE}</style></head><body><nav>{links}</nav>{body}</body>"
    return f'<!doctype html><html lang="zh-CN">{whole}</html>\n'


def anchor(heading: str) -> str:
    """What a link to a heading names it, as where the pages are read on the web."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _target(link: str) -> str:
    """A page of ours by its name here; one that stays in the checkout leads nowhere."""
    page, hash_mark, place = link.partition("#")
    if re.match(r"[a-z]+:", link) or not page:
        return link
    name = PAGES.get(page.removesuffix(".md"))
    return f"{name}.html{hash_mark}{place}" if name else "#"


def _plain(inline: Token) -> str:
    return "".join(inner.content for inner in inline.children or [] if inner.type in ("text", "code_inline"))


def typeset(text: str, docs: Path, font: Path, version: str) -> bytes:
    """The manual as a PDF, its pictures in it."""
    import typst

    source = (Path(__file__).parent / "manual.typ").read_text(encoding="utf-8").replace("VERSION", version)
    source += "".join(_blocks(parsed(text)))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font.parent)])
    compile_all: Any = typst.compile  # its types want a path for a root beside bytes
    done = compile_all(
        source.encode("utf-8"), root=str(docs), format="pdf", font_paths=fonts, ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(done, bytes)
    return done


_OPEN = {
    "strong_open": "#strong[", "em_open": "#emph[", "bullet_list_open": "#list(", "ordered_list_open": "#enum(",
    "list_item_open": "[", "blockquote_open": "#quote(block: true)[",
}  # fmt: skip
_CLOSE = {
    "strong_close": "];", "em_close": "];", "bullet_list_close": ");\n", "ordered_list_close": ");\n",
    "list_item_close": "],", "blockquote_close": "];\n",
}  # fmt: skip


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Typst's own markup, every text a string: nothing that stands in the manual is run."""
    for place, token in enumerate(tokens):
        if token.type in _OPEN or token.type in _CLOSE:
            yield _OPEN.get(token.type) or _CLOSE[token.type]
        elif token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type == "heading_open":
            yield f"#heading(level: {token.tag[1:]})["
        elif token.type == "heading_close":
            yield f"]; <{_label(_plain(tokens[place - 1]))}>\n"
        elif token.type == "paragraph_close":
            yield "\n\n"
        elif token.type in ("fence", "code_block"):
            yield f"#raw(block: true, {_string(token.content.rstrip())});\n"
        elif token.type == "hr":
            yield "#line(length: 100%);\n"
        elif token.type == "table_open":
            yield f"#table(columns: {_columns(tokens[place:])},"
        elif token.type == "table_close":
            yield ");\n"
        elif token.type in ("th_open", "td_open"):
            yield "[" if token.type == "td_open" else "table.cell(fill: luma(243))["
        elif token.type in ("th_close", "td_close"):
            yield "],"


def _inline(children: Sequence[Token]) -> Iterator[str]:
    for place, token in enumerate(children):
        if token.type == "text":
            yield f"#{_string(token.content)};" if token.content else ""
        elif token.type == "code_inline":
            yield f"#raw({_string(token.content)});"
        elif token.type == "softbreak":
            yield _joint(children, place)
        elif token.type == "hardbreak":
            yield "#linebreak();"
        elif token.type == "image":
            yield f'#align(center, image("/{unquote(str(token.attrGet("src")))}", width: 88%));'
        elif token.type == "link_open":
            link = str(token.attrGet("href"))
            yield f"#link({_destination(link)})["
        elif token.type == "link_close":
            yield "];"
        else:
            yield _OPEN.get(token.type) or _CLOSE[token.type]


def _joint(children: Sequence[Token], place: int) -> str:
    """A line break of the source: a space between letters, nothing between Chinese characters."""
    around = [children[place - 1].content[-1:], children[place + 1].content[:1]]
    return " " if all(c and c.isascii() for c in around) else ""


def _destination(link: str) -> str:
    """Within the PDF by its label, everything else by its name; a page of the folder beside it by its file."""
    if link.startswith("#"):
        return f"<{_label(unquote(link[1:]))}>"
    return _string(link if re.match(r"[a-z]+:", link) else f"使用手册/{_target(link)}")


def _label(heading: str) -> str:
    return "p-" + anchor(heading).encode("utf-8").hex()


def _columns(tokens: Sequence[Token]) -> str:
    """Widths by the longest text of each column, within bounds."""
    widths: list[int] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            length = sum(1 if c.isascii() else 2 for c in _plain(tokens[place + 1]))
            widths += [0] * (column + 1 - len(widths))
            widths[column] = max(widths[column], min(max(length, 12), 60))
            column += 1
    return f"({', '.join(f'{width}fr' for width in widths)})"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
