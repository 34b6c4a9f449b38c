"""Months, imports of scoring sheets, what comes of them, and objections in lines and tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jifen.domain.points import show, show_signed
from jifen.messages import labels
from jifen.messages.results import Block, Table
from jifen.messages.subjects import in_words, unit
from jifen.messages.summaries.ledger import entries, entry
from jifen.messages.summaries.sources import not_kept

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from jifen.domain.documents.published import CorrectionLine
    from jifen.reading.meeting.model import LeftColumn
    from jifen.services.meeting.aftermath import ObjectionView
    from jifen.services.meeting.corrections import CorrectPreview
    from jifen.services.meeting.import_model import ImportResult
    from jifen.services.meeting.meetings import FinalizePreview, MonthView
    from jifen.services.meeting.publishing import PublishPreview, VoidPreview
    from jifen.services.meeting.score_decisions import ScorePreview, ScoreSet


def months(values: Iterable["MonthView"]) -> Table:
    """Every month: state, households, points, window."""
    rows = [
        (v.meeting.covers, labels.MEETING_STATUS[v.meeting.status], v.meeting.held_on, v.households, v.entries)
        + (show(v.points), _window(v), v.notice.number if v.notice else None)
        for v in values
    ]
    return Table(
        ("月份", "状态", "评议日期", "户数", "条数", "分数", "公示期", "文号"),
        rows,
        (3, 4, 5),
        ("条数", "评议日期", "公示期"),
    )


def _window(value: "MonthView") -> str:
    notice = value.notice
    return f"{notice.notice_from} 至 {notice.notice_to}" if notice and notice.notice_from else ""


def month(value: "MonthView") -> Iterator[Block]:
    """One month: the meeting, its notice, the sheets it was taken from, its corrections and objections."""
    meeting, notice = value.meeting, value.notice
    yield (
        f"{meeting.covers} {labels.MEETING_STATUS[meeting.status]}　"
        f"{value.households} {unit()} {value.entries} 条 {show(value.points)} 分"
    )
    yield f"  评议日期 {meeting.held_on or '（没有写）'}"
    if notice and notice.number:
        yield f"  {notice.number}　公示 {notice.notice_from} 至 {notice.notice_to}　校验码 {notice.code}"
    for sheet in value.sheets:
        yield f"  来自 {sheet.path} {sheet.name}：{sheet.rows} 行 {sheet.entries} 条"
    for document in value.corrections:
        yield f"  更正 {document.number}（{document.content['published_on']}）"
        yield from (f"    {line}" for line in corrected(document.content["lines"]))
    if value.objections:
        yield "  异议："
        yield objections(value.objections)


def import_preview(value: "ImportResult", today: "date") -> Iterator[str]:
    """What an import would write, and what a person should look at before it does."""
    yield "读到："
    for file in value.files:
        yield f"  {file.reading.path}：{labels.FILE_STATUS[file.status]}"
        yield from not_kept(file.reading.path, file.kept.columns, file.kept.starred)
        for sheet in file.reading.sheets:
            left = [_left_aside(c) for c in sheet.left if c.numbers or c.texts]
            if left:
                yield f"    “{sheet.name}”里不计分的列：{'、'.join(left)}"
    for m in value.meetings:
        held = f"评议日期 {m.held_on.isoformat()}" if m.held_on else "没有写评议日期（可加 --held-on 日期）"
        yield f"  {m.covers}：{held}，{m.households} {unit()}、{m.entries} 条、合计 {show(m.points)} 分"
    for change in value.changes:
        what = change.category + (f" {change.rule}" if change.rule else "")
        yield f"  改 {change.month} {change.household} {what}：{show(change.before)} → {show(change.after)}"
    yield from _reckoned(value)
    if value.decided or value.refused:
        yield f"  平时登记：通过 {value.decided} 件，没有通过 {value.refused} 件。"
    if value.skipped > value.refused:
        yield f"  另有 {value.skipped - value.refused} 行评议没有通过，不记分。"
    yield from _import_warnings(value, today)


def _left_aside(column: "LeftColumn") -> str:
    """A column that counts nothing, with what stands in it: `F 列“备注”（备注，1 处文字）`."""
    counted = (f"{column.numbers} 个数" if column.numbers else "", f"{column.texts} 处文字" if column.texts else "")
    return f"{column.column} 列“{column.header}”（{'，'.join((column.meaning, *filter(None, counted)))}）"


MOST_TOLD = 40
"""How many lines of reckoning a preview shows; the book has them all."""


def _reckoned(value: "ImportResult") -> Iterator[str]:
    """What quantities gave, and what counted twice, with the day of the deed before it."""
    for each in value.reckoned[:MOST_TOLD]:
        measure, line = each.rule.points.measure, each.line
        told = (
            f"  按量 {line.month} {line.household} {each.rule.code} {each.rule.wording}：{show(each.quantity)}{measure}"
        )
        if each.rule.points.form == "ladder":
            told += f"，今年累计 {show(each.before + each.quantity)}{measure}"
        yield told + (f"，记 {show_signed(line.points)} 分" if line.points else "，没有到下一档，不记分")
    if len(value.reckoned) > MOST_TOLD:
        yield f"  按量计分的共 {len(value.reckoned)} 笔，其余不列。"
    for twice in value.repeated:
        told = f"{twice.line.household} {twice.rule.code} {twice.rule.wording}：上一次是 {twice.first}"
        once = "" if twice.stated == twice.line.points else f"（表上 {show_signed(twice.stated)} 分）"
        yield f"  加倍 {told}，{twice.rule.double_months} 个月内再犯（再做），记 {show_signed(twice.line.points)} 分{once}"
    for off in value.off_ladders:
        yield (
            f"  提醒：{off.household} 的 {off.rule} {off.year}年累计 {show(off.quantity)}，照细则该有 {show(off.worth)} 分，"
            f"各月一共记了 {show(off.posted)} 分（前面的月份后来改过）。请核对，要补要扣的用手工记分或更正。"
        )


def _import_warnings(value: "ImportResult", today: "date") -> Iterator[str]:
    for m in value.meetings:
        if (m.held_on or m.month.first) > today:
            yield f"  提醒：今天是 {today}，{m.held_on or m.month} 还没有到，请核对年份和月份。"
    for month, told, other in value.held_twice:
        yield f"  提醒：{month} 的表里写的评议日期是 {told}，另外记的是 {other}，请核对（meeting record --held-on 可改）。"
    for month in value.inquorate:
        yield f"  提醒：{month} 实到不足应到的一半。"
    if any(sheet.layout == "wide" for file in value.files for sheet in file.reading.sheets):
        yield "  按类别填的表不分细则，单条细则的上限核对不了；要核对的，用一件事一行的表。"
    if value.missing_earlier:
        months = "、".join(f"{m.number}月" for m in value.missing_earlier)
        yield f"  提醒：年度上限未含{months}（那几个月只有类别分，没有细则编号）。"


def imported(value: "ImportResult") -> Iterator[str]:
    """What an import did, and what comes next."""
    if all(file.status == "unchanged" for file in value.files):
        yield "这些表已经导入过，没有变化。"
        return
    done = "已写入" if value.applied else "可以写入（只检查，没有写入）"
    for m in value.meetings:
        figures = f"{m.households} {unit()}、{m.entries} 条、合计 {show(m.points)} 分"
        yield f"{done} {m.covers}：{figures}（第 {m.revision} 次导入）。"


def publish_preview(value: "PublishPreview") -> Iterator[str]:
    """What publishing freezes."""
    totals, content = value.content["totals"], value.content
    yield (
        f"将公示 {value.content.get('covers', value.month)}：{totals['households']} {unit()}，加分 {totals['awards']}、扣分 {totals['deductions']}、"
        f"合计 {totals['points']}；公示 {content['notice_from']} 至 {content['notice_to']}，文号 {content['number']}。"
    )
    if not value.held:
        yield "提醒：没有评议日期，公示表上写不出哪天评议。可先用 jifen meeting record 补上。"
    if content["backdated"]:
        yield "提醒：公示期从今天或更早开始，公示表会注明“补录”。"
    yield from whom_to_turn_to(content)


def whom_to_turn_to(content: Mapping[str, Any]) -> Iterator[str]:
    """What a notice cannot say because nobody told the book."""
    if not content["hotline"]:
        yield "提醒：没有填监督电话，公示表上就没有。可先 jifen settings set hotline 电话。"
    if not content["contact"]:
        yield in_words("提醒：没有填异议受理人，村民不知道找谁。可先 jifen settings set contact 受理人。")


def void_preview(value: "VoidPreview") -> Iterator[str]:
    """What a void takes back."""
    yield f"将作废 {value.month}：{value.entries} 条、合计 {show(value.points)} 分全部冲正。"


def finalize_preview(value: "FinalizePreview") -> Iterator[str]:
    """What becomes spendable."""
    spent = {
        "above": f"得分超过 {show(value.spendable.above)} 分的部分折成 {show(value.points)} 分，从此可以兑换。",
        "best": (
            f"得分在前 {show(value.spendable.share)}% {in_words('的户每户')}记 {show(value.spendable.each)} 分，"
            f"一共 {show(value.points)} 分，从此可以兑换。"
        ),
        "none": "本村的办法，积分不兑换。",
    }
    told = spent.get(value.spendable.kind, f"{show(value.points)} 分加分从此可以兑换。")
    yield f"将定案 {value.covers}：{told}"
    if value.overridden:
        yield "这是提前（或有异议时）定案，理由会留在账本里。"


def correct_preview(value: "CorrectPreview") -> Iterator[str]:
    """What a correction changes."""
    for line in corrected(value.lines):
        yield f"将更正 {value.month} {line}"


def corrected(lines: "Iterable[CorrectionLine]") -> Iterator[str]:
    """What a correction notice shows, a sentence a cell."""
    for line in lines:
        what = line["category"] + (f"“{line['wording']}”" if line["wording"] else "")
        yield f"{line['household']} {line['head']}：{what}原 {line['before']} 分，更正为 {line['after']} 分。"


def score_preview(value: "ScorePreview") -> Iterator[str]:
    """What a decision about a score does to it, and what is posted; in a published month what its notice will say."""
    act = "清零" if value.kind == "cleared" else "修复"
    before, after = map(_graded, (value.before, value.after), value.grades)
    who, what = f"{value.who.code} {value.who.head}", value.posting.rule or value.posting.category
    yield f"{who} {labels.period(str(value.covers))}：{act}前得分 {before} → {after}，记 {show_signed(value.posting.points)} 分（{what}）。"
    yield f"依据：{value.evidence}。这是评议会的决定，不受细则分值和上限的限制。"
    for line in corrected(value.lines):
        yield f"将出更正公示：{line}"


def _graded(score: "Decimal", grade: str | None) -> str:
    return show(score) + (f"（{grade}）" if grade else "")


def score_set(value: "ScoreSet") -> Iterator[str]:
    """The entry that set a score, the score before and after, the correction that tells it."""
    yield f"{entry(value.entry)}，得分 {show(value.before)} → {show(value.after)}。"
    if value.issued is not None:
        content = value.issued.content
        yield f"{content['number']}：更正 {content['corrects_number']}，校验码 {value.issued.code}。"
        yield from corrected(content["lines"])
        yield "请打印更正公示，盖章、张贴。"


def filed(value: "ObjectionView") -> Iterator[Block]:
    """What comes after an objection was taken: which of the household's lines it may be about, and where the ways to
    decide it stand. The command itself is the next step, said behind all."""
    o = value.objection
    if value.entries:
        yield f"{o.household} {value.head} 这一期的各笔（对哪一笔有异议，办结时用它的编号）："
        yield entries(value.entries)
    yield "先核查，再办结。成立的改一笔、取消一笔还是另加一笔，写法见 jifen objection decide --help 和使用手册“异议”。"


def objections(values: Iterable["ObjectionView"]) -> Table:
    """Every objection in the order of filing."""
    rows = [
        (o.id, o.number, f"{o.household} {value.head}", o.entry_id, o.filed_on, o.due_on)
        + (labels.OBJECTION_STATUS[o.status] + ("（逾期提出）" if o.late else ""), o.reason)
        for value in values
        for o in (value.objection,)
    ]
    return Table(
        ("编号", "对哪份公示", "户", "明细", "提出", "答复期限", "状态", "理由"),
        rows,
        (0, 3),
        ("明细", "提出"),
        ("理由",),
    )
