"""Kinds of documents, one row a kind: what it is called, what its sheet says, how it is read out, what is guarded.

A new kind of document is a row here, its shape in `domain.documents`, its paper beside this module, and its proof in
`services/book/verify.py`. Nothing else knows the kinds as a list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jifen.printing import words
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.rewriting import texts_of
from jifen.printing.papers import board, honour, notice, phone, redemption, speech
from jifen.printing.papers.phone import Page

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FreeText:
    """Texts that a person wrote: `fields` of every line of the list `lines`, or of the content itself where it is None.

    `facts`: they say what somebody did, and are guarded most strictly; None: as each line's own `list` says.
    """

    lines: str | None
    fields: tuple[str, ...]
    facts: bool | None = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document. `lists` are the names of its lists of lines; `corrects`: it corrects an earlier document.

    `file_name` may say which honour (`{荣誉}`). `many`: a period may see several, so that the number is part of the
    file's name. `paper` takes the content, its code (None before publication), `own_templates` and `mask`; that of a
    list also `which` part of it.
    `phone` takes the same and gives the pages that become pictures.
    """

    word: str
    file_name: str
    paper: Callable[..., Paper]
    lists: tuple[str, ...] = ("lines",)
    texts: tuple[FreeText, ...] = ()
    speech: Callable[..., str] | None = None
    phone: Callable[..., list[Page]] | None = None
    corrects: bool = False
    many: bool = False


_BOARD_TEXTS = (FreeText("red", ("reason",)), FreeText("black", ("article", "fact"), facts=True))

KINDS: Mapping[str, DocumentKind] = {
    "monthly": DocumentKind("积分公示", "积分公示表", notice.monthly_paper, speech=speech.monthly, phone=phone.monthly),
    "correction": DocumentKind(
        *("更正公示", "积分更正公示", notice.correction_paper),
        texts=(FreeText("lines", ("why",)),),
        speech=speech.correction,
        corrects=True,
        many=True,
    ),
    "void": DocumentKind(
        *("作废公告", "积分公示作废公告", notice.void_paper, ()),
        texts=(FreeText(None, ("why",)),),
        speech=speech.void,
        corrects=True,
        many=True,
    ),
    "board": DocumentKind(
        *("红黑榜", "红黑榜", board.board_paper, ("red", "black")),
        texts=_BOARD_TEXTS,
        speech=speech.board,
        phone=phone.listed,
    ),
    "board-current": DocumentKind(
        *("红黑榜（现行）", "红黑榜", board.board_paper, ("red", "black")),
        texts=_BOARD_TEXTS,
        speech=speech.board,
        phone=phone.listed,
        many=True,
    ),
    "board-correction": DocumentKind(
        *("红黑榜更正公示", "红黑榜更正公示", board.correction_paper, ("changes",)),
        texts=(FreeText("changes", ("after", "why"), facts=None),),
        corrects=True,
        many=True,
    ),
    "honour": DocumentKind(
        *("荣誉公示", "{荣誉}公示", honour.notice_paper),
        texts=(FreeText("lines", ("reason", "person")), FreeText("lines", ("fact",), facts=True)),
    ),
    "honour-correction": DocumentKind(
        *("荣誉更正公示", "{荣誉}更正公示", honour.correction_paper, ("changes",)),
        texts=(FreeText("changes", ("after", "why", "person"), facts=None),),
        corrects=True,
        many=True,
    ),
    "redemption": DocumentKind(
        *("兑换公示", "积分兑换公示", redemption.redemption_paper), speech=speech.redemption, phone=phone.redeemed
    ),
}


def kind_of(content: Content) -> DocumentKind:
    """The row of a content's kind."""
    return KINDS[content["kind"]]


def word_of(content: Content) -> str:
    """What a document is called; one of what is to be rectified is no honour's."""
    kind = kind_of(content)
    return ("限期整改更正公示" if kind.corrects else "限期整改公示") if _rectifies(content) else kind.word


def lines_of(content: Content) -> Iterator[Content]:
    """Every line of a content, list by list."""
    for name in kind_of(content).lists:
        yield from content[name]


PLACES: Mapping[str, str] = {
    "contact": "异议受理人", "head": "户主", "reason": "理由", "article": "条款", "fact": "事实", "why": "原因",
    "after": "更正为", "items": "物品", "person": "姓名",
}  # fmt: skip
"""What the places of a document are called where people write."""


def free_texts(content: Content) -> tuple[dict[str, str], dict[str, str]]:
    """What a person wrote on a document, and what of that says what somebody did; by household and field."""
    texts = {PLACES["contact"]: content["contact"]} if content.get("contact") else {}
    facts: dict[str, str] = {}
    for line in lines_of(content):
        texts[f"{line['household']} {PLACES['head']}"] = line["head"]
        texts |= {f"{PLACES['items']} {item['item']}": item["name"] for item in line.get("items", ())}
    for text in kind_of(content).texts:
        for line in (content,) if text.lines is None else content[text.lines]:
            strict = _accuses(content, line) if text.facts is None else text.facts
            owner = "" if text.lines is None else f"{line['household']} "
            (facts if strict else texts).update({f"{owner}{PLACES[n]}": line[n] for n in text.fields if line.get(n)})
    return texts, facts


def _accuses(content: Content, line: Content) -> bool:
    """Whether a corrected line stood on the black list, or on one of what is to be rectified."""
    return bool(line["list"] == "black") or _rectifies(content)


def _rectifies(content: Content) -> bool:
    return bool(content.get("honour", {}).get("nature") == "rectify")


FREE_FIELDS = frozenset(
    {"户主", "捐赠人", "钱物", "名称", "理由", "事实", "上榜理由", "原因", "更正为", "内容", "答复", "获评"}
)
"""Fields of papers without a number whose texts people wrote."""
INTERNAL = frozenset({"会议记录", "积分明细单", "网格员考核表", "网格一张表"})
"""Papers for the files or for one household alone: the meeting judged what there is to judge about their texts."""


NOT_POSTED = INTERNAL | {"异议答复单", "整改通知书"}
"""Papers that tell what the book holds for good: a number in it is starred out, for it cannot be taken back there."""


def written_on(paper: Paper) -> dict[str, str]:
    """What a person wrote on a paper without a number, by field and, of a row, its household or number."""
    found: dict[str, str] = {}
    if paper.name in INTERNAL:
        return found
    for field, row, text in texts_of(paper.filling, FREE_FIELDS):
        owner = row.get("户编号") or row.get("编号") or row.get("序号") or ""
        found.setdefault(f"{owner} {field}".strip(), str(text))
    return found


PARTS: Mapping[str, str] = {"red": "红榜", "black": "黑榜", "both": "红黑榜"}
"""What a list may be printed as: one of the two, or both side by side."""


def file_name(content: Content, part: str | None = None) -> str:
    """`沙院村2025年7月积分公示表.xlsx`; what is not published yet says 送审稿."""
    kind, number = kind_of(content), str(content["number"] or "")
    title = PARTS[part] if part else kind.file_name.format(荣誉=content.get("honour", {}).get("name"))
    marks = [
        "现行" if content.get("current") else "",
        number.partition("〕")[2] if kind.many else "",
        "" if number else "送审稿",
    ]
    return marked(f"{content['village']}{words.period_of(content)}{title}.xlsx", marks)


def marked(name: str, marks: list[str]) -> str:
    """`沙院村红榜.xlsx` → `沙院村红榜（A3，大字）.xlsx`."""
    told = "，".join(mark for mark in marks if mark)
    return str(Path(name).with_stem(f"{Path(name).stem}（{told}）")) if told else name


def versions(*, large: bool, mask: bool) -> list[str]:
    """How the file names of other versions of a paper are marked."""
    return ["大字" if large else "", "打码" if mask else ""]


SPOKEN = ".广播稿.txt"
"""What the name of a reading copy ends with."""

TILED = "（拼贴）"
"""What the name of a poster in pieces ends with."""

PHONE = "（手机）"
"""What the names of pictures for telephones are marked with."""
