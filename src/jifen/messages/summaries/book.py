"""Checks, proofs and the log of operations in lines and tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from jifen.domain.chain import shown
from jifen.domain.money import show_yuan
from jifen.messages import labels
from jifen.messages.results import Table
from jifen.messages.shapes.book import totals
from jifen.messages.subjects import in_words, said

if TYPE_CHECKING:
    from jifen.services.book.books import BackedUp
    from jifen.services.book.compare import Compared
    from jifen.services.book.papers import Mended
    from jifen.services.book.restore import Replacement, Restored
    from jifen.services.book.verify import Check, Contained
    from jifen.services.office.undo import Undone, UndoPreview
    from jifen.services.publication.proof import Later, Proof
    from jifen.store.operations import Operation

DETAIL = {
    "alias": "编号", "allow": "放行", "by": "代领", "cents": "金额", "document": "依据", "folder": "文件夹", "source": "原表", "donor": "捐赠人",
    "entry": "明细", "ground": "事由", "head": "户主", "held_on": "评议日期", "household": "户", "into": "并入",
    "item": "物品", "line": "第几行", "list": "榜", "mode": "方式", "month": "月份", "name": "名称", "new": "新户",
    "objection": "异议", "origin": "来路", "outcome": "结果", "override": "提前", "path": "文件", "period": "时间",
    "points": "分", "policy": "办法", "quantity": "数量", "reason": "理由", "receipt": "单据", "rule": "细则", "value": "值",
    "village": "村名", "township": "乡镇", "county": "县", "hotline": "监督电话",
    "movement": "出入库", "fund": "收支", "deed": "登记号", "activity": "活动", "on": "日期",
    "veto": "一票否决", "year": "年度", "replaced": "换下的账链", "lost": "少掉的操作", "last_numbers": "已编到的文号",
}  # fmt: skip
"""What a command was given, by the name it is kept under."""
CODED: Mapping[str, Mapping[str, str]] = {
    "mode": labels.IMPORT_MODE,
    "outcome": labels.OBJECTION_OUTCOME,
    "origin": labels.GOODS_ORIGIN,
    "list": labels.LIST,
    "override": {"True": "是"},
}

MOST_CELLS = 20
_PERIOD = re.compile(r"\d{4}(?:-\d{2}|Q[1-4]|H[12])")


def log(values: Iterable["Operation"]) -> Table:
    """Operations, with times as clocks in China show them."""
    rows = [(o.id, _clock(o.at), o.operator, _did(o), "；".join(_details(o))) for o in values]
    return Table(("编号", "时间", "经办", "做了什么", "说明"), rows, (0,), ("经办",), ("做了什么", "说明"))


def _did(value: "Operation") -> str:
    """What was done; of what was taken back, and of what takes back, which of the two it is."""
    did = labels.operation(value.command)
    if value.undoes is not None:
        return f"{did}第 {value.undoes} 次操作"
    return did if value.undone_by is None else f"{did}（已由第 {value.undone_by} 次撤销）"


def undo_preview(value: "UndoPreview") -> Iterator[str]:
    """What is about to be taken back, and what that posts."""
    yield f"将撤销第 {value.operation.id} 次操作：{_told(value.operation)}"
    counts = (("积分", value.entries), ("出入库", value.movements), ("收支", value.fund))
    posted = "、".join(f"{word} {count} 笔" for word, count in counts if count)
    yield (
        f"  记下的不会抹去：{posted}各记一笔相反的。"
        if posted
        else "  这一步没有动积分、物资和钱，撤销后当它没有做过。"
    )


def _told(value: "Operation") -> str:
    about = "；".join(_details(value))
    return f"{labels.operation(value.command)}{f'（{about}）' if about else ''}，{value.operator}，{_clock(value.at)}"


def undone(value: "Undone") -> str:
    """What was taken back."""
    operation = value.operation
    return f"已撤销第 {operation.id} 次操作（{labels.operation(operation.command)}）。再撤销前一步，再输入一次 jifen undo。"


def backed_up(value: "BackedUp", *, applied: bool) -> Iterator[str]:
    """Where a copy lies, and how far it reaches."""
    yield f"{'已备份并核对' if applied else '将备份到'}：{value.path}"
    yield f"账链到 {shown(value.head)}。"
    if value.photos:
        yield f"照片一起备份了 {value.photos} 张（在备份旁的“照片”文件夹里）。"
    yield from _lost_photos(value.lost)


def _lost_photos(names: Sequence[str]) -> Iterator[str]:
    """Pictures that could not be taken along, because they lie nowhere."""
    if names:
        yield f"提醒：有 {len(names)} 张照片找不到了（{names[0]}{'……' if len(names) > 1 else ''}），账本旁的“照片”文件夹要和账本放在一起。"


def _clock(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M:%S")


def _details(value: "Operation") -> Iterator[str]:
    """What a command was given, for people to read; of files the name stands behind, with the digest."""
    restoring = value.command == "restore"
    for name, given in value.details.items():
        if restoring:
            yield _of_restoring(name, given)
            continue
        text = "、".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
        if name == "path" or not text:
            continue
        if name == "cents":
            text = f"{show_yuan(int(text))} 元"
        if name in ("period", "month"):
            text = _PERIOD.sub(lambda found: labels.period(found[0]), text)
        yield f"{in_words(DETAIL.get(name, name))} {CODED.get(name, {}).get(text, text)}"
    for file in value.files:
        yield f"{file.path} {file.sha256[:12]}"


def _of_restoring(name: str, given: Any) -> str:
    if name == "last_numbers":
        given = "、".join(f"{year}年{last}号" for year, last in given.items())
    if name in ("head", "replaced"):
        given = shown(given)
    return f"{'账链' if name == 'head' else DETAIL.get(name, name)} {given}"


def checks(values: Sequence["Check"], head: str) -> Iterator[str]:
    """Every check, and what they say together."""
    for check in values:
        name = labels.CHECK.get(check.name, check.name)
        if check.name.startswith("month "):
            erased = check.detail == "erased"
            name = f"{check.name[6:]} 的评议表已删去，没有比对" if erased else f"{check.name[6:]} 与评议表一致"
        yield f"{'对' if check.ok else '错'}　{name}" + ("" if check.ok else f"：{_wrong(check)}")
    lost = [check for check in values if check.name == "papers" and not check.ok]
    if lost:
        yield "编了号却没有放好的文件，用 jifen verify --mend 照存的内容再印一份。"
    if all(check.ok for check in values):
        yield f"账本核对无误。账链现在到 {shown(head)}。"
    elif len([check for check in values if not check.ok]) > len(lost):
        yield "账本有对不上的地方，见上面标“错”的行。请不要再写入，并用最近的备份比对。"


def _wrong(check: "Check") -> str:
    if check.name == "chain" and check.detail.isdigit():
        return f"从第 {check.detail} 次操作起，账和当时记的不一样（jifen log 可看是哪一次）"
    return check.detail.replace("unread ", "读不出来：")


def contained(value: "Contained") -> Iterator[str]:
    """Whether what a paper's head stands for is in the book."""
    if value.ok:
        yield f"这条账链到第 {value.operation} 次操作为止，那以前的账原样都在。"
    else:
        yield f"账里有这条账链（第 {value.operation} 次操作），但那以前的账被改动过，请不要采信！用 jifen verify 看从哪里起对不上。"


def copy_name(village: str) -> str:
    """What a copy of the book is called as a file, before its day."""
    return f"{village}积分账本备份"


def day(on: date) -> str:
    """`2025年07月28日`: names of copies stand in the order of their days."""
    return f"{on.year}年{on.month:02d}月{on.day:02d}日"


def replacement(value: "Replacement", backups: str) -> Iterator[str]:
    """What putting a copy in the book's place would lose."""
    yield f"备份 {value.source} 核对无误：{value.operations} 次操作，账链到 {shown(value.head)}。"
    present = value.present
    if present is None:
        return
    yield f"将用它换下 {value.path}；现在的账本会先存进“{backups}”。"
    if present.unread:
        yield "现在的账本读不出来，说不出会少掉什么。换回后的文号会接着备份里的编，请先看墙上最后一号，不要重号。"
    elif present.other:
        yield f"注意：这份备份不是这本账的，没有一次操作相同！现在账本里的 {present.lost} 次操作都不在里面。"
    elif present.lost:
        yield f"现在账本里最后 {present.lost} 次操作不在备份里，换回后要重做（jifen log 可看是哪些）。"
    else:
        yield "现在账本里的操作备份里都有，不会少。"
    if present.documents:
        yield f"其中已经编号公示的 {len(present.documents)} 份会查不到：{'、'.join(present.documents)}。以后的文号接在它们后面编。"


def restored(value: "Restored", *, applied: bool) -> Iterator[str]:
    """What came of it."""
    saved = f"；原账本存为 {value.saved}" if value.saved else ""
    yield f"{'已经' if applied else '可以'}换回：{value.path}{saved}"
    if value.photos:
        yield f"照片一起搬来 {value.photos} 张。"
    yield from _lost_photos(value.lost)


def mended(value: "Mended", *, applied: bool) -> Iterator[str]:
    """What was printed once more, and what is still to be asked for."""
    for path in value.paths:
        yield f"{'已补印' if applied else '将补印'}：{path}"
    for file in value.left:
        yield f"{file.place.name}（jifen {file.command} 时出的）这里印不了，还要的话请另外再出一份。"
    if not value.paths and not value.left:
        yield "没有要补的文件。"


def proof(value: "Proof") -> Iterator[str]:
    """What a check code proves, and what was lawfully corrected since."""
    held = value.document
    verdict = "与账本一致。" if value.ok else "与账本不一致，请不要采信！"
    status = labels.DOCUMENT_STATUS[value.status]
    yield f"{held.number} {labels.period(held.period)}{value.word}（{status}）：{verdict}"
    yield from _on_paper(held.content)
    yield from map(_later, value.later)
    own = held.content.get("honour", {}).get("name")
    for line in value.run_out:
        yield f"  {own or '黑榜'} {line.household} {line.head} 到 {line.until} 为止，已经过期。"
    if value.run_out and own:
        yield "请把到期的揭下来；没有整改好的，由评议会定要不要上黑榜。"
    elif value.run_out:
        yield f"请把这张榜揭下来；现行的榜用 jifen board notice {held.period} 打印张贴。"


TOTALS = {
    "households": "{sum}户", "awards": "加分{sum}", "deductions": "扣分{sum}", "points": "积分{sum}", "year": "本年累计{sum}",
    "available": "可用{sum}", "receipts": "{sum}单", "quantity": "{sum}件", "red": "红榜{sum}户", "black": "黑榜{sum}户",
    "lines": "更正{sum}处", "changes": "更正{sum}处", "ranked": "参加排名{sum}户",
}  # fmt: skip
"""What stands on a paper in sum."""


def _on_paper(content: Mapping[str, Any]) -> Iterator[str]:
    """Sums and black lines, to be compared with the paper in hand."""
    sums = totals(content)
    found = "，".join(said(text, sum=sums[name]) for name, text in TOTALS.items() if name in sums)
    if found:
        yield f"  纸上应当是：{found}。请与手里的纸对一对。"
    for line in content.get("black", ()):
        yield f"  黑榜：{line['household']} {line['head']}，{line['points']} 分，到 {line['until']} 为止"


def compared(value: "Compared") -> Iterator[str]:
    """Whether a workbook says what the book would print, and where not."""
    name = f"{value.document.number} {labels.period(value.document.period)}{value.word}"
    if value.ok:
        yield f"{name}：每一格都与账本里存的一样。"
        return
    yield f"{name}：有 {len(value.differs)} 格与账本里存的不一样，请不要采信！"
    for each in value.differs[:MOST_CELLS]:
        yield f"  {each.cell}：这份上是“{_cell(each.printed)}”，账本是“{_cell(each.book)}”"
    if len(value.differs) > MOST_CELLS:
        yield f"  ……还有 {len(value.differs) - MOST_CELLS} 格（--json 看全部）。删去、添加一行，下面各行都会错开。"
    yield "印过以后换过模板、改过文字的，固定的字也会列在这里；数字和姓名不会。"


def _cell(text: str) -> str:
    return text.replace("[hidden]", "藏起来了").replace("\n", " ") or "空"


def _later(value: "Later") -> str:
    if value.words:
        return f"  公示后依法更正：{value.household} 公示“{value.printed}”，现为“{value.now}”"
    now = labels.BOARD_LINE_NOW.get(value.now) or f"现为 {value.now} 分"
    return f"  公示后依法更正：{value.household} 公示 {value.printed} 分，{now}"
