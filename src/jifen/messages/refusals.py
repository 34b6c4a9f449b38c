"""Every refusal as a sentence: what, where, and what to do next.

A sentence is a format string over the refusal's facts, or a function of them. Files, publication, the shop, what
happens between meetings and templates keep theirs in `refusals_files`, `refusals_publication`, `refusals_shop` and so
on; all are looked up here.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jifen.domain.points import show, show_signed
from jifen.errors import JifenError
from jifen.messages.labels import (
    CHECK,
    DEED_STATUS,
    EVERY,
    HOUSEHOLD_IS,
    HOUSEHOLD_STATUS,
    MEETING_STATUS,
)
from jifen.messages.subjects import grid, in_words, said, unit

if TYPE_CHECKING:
    from jifen.services.session import Doubt

Sentence = str | Callable[[Mapping[str, Any]], str]

TABLES = (".xlsx", ".xls", ".csv", ".ods", ".et", ".xlsm")


MOST_NAMED = 12
"""How many households a sentence names."""


def _candidates(facts: Mapping[str, Any]) -> str:
    """`03-07 王建国（第3网格）、05-02 王建国（第5网格，迁出）`."""
    found = [each.household for each in facts["candidates"]]
    status = {h.code: "" if h.status == "active" else f"，{HOUSEHOLD_STATUS[h.status]}" for h in found}
    named = [f"{h.code} {h.head}（{grid(h.grid)}{status[h.code]}）" for h in found[:MOST_NAMED]]
    return "、".join(named) + ("……" if len(found) > MOST_NAMED else "")


def _ambiguous(facts: Mapping[str, Any]) -> str:
    return f"“{facts['found']}”合得上的有 {len(facts['candidates'])} {unit()}：{_candidates(facts)}。{in_words('请写户编号。')}"


def _unknown(facts: Mapping[str, Any]) -> str:
    if facts["gone"]:
        return f"“{facts['found']}”{in_words('只有已迁出或已注销的户')}：{_candidates(facts)}。{in_words('要查它请写户编号。')}"
    unknown = said("花名册里没有“{found}”。", found=facts["found"])
    if facts["candidates"]:
        return f"{unknown}相近的有：{_candidates(facts)}。{in_words('请写户编号；新来的户用 jifen roster add 立户。')}"
    return unknown + in_words("请用 jifen roster list 查户编号；新来的户用 jifen roster add 立户。")


def _month_state(facts: Mapping[str, Any]) -> str:
    month, status = facts["month"], facts["status"]
    state = f"{month} {MEETING_STATUS[status]}，"
    if status == "recorded" and "final" not in facts["wanted"]:
        return f"{state}请先用 jifen meeting publish {month} 公示。"
    if status == "recorded":
        return f"{state}还没有公示。没公示的月份用 jifen points add、points reverse 或 meeting import --replace 来改。"
    if facts.get("doing") == "publish":
        return f"{state}已经编号公示过，不能再公示一次。要再印一份，用 jifen meeting notice {month}；要改，用 jifen meeting correct {month}。"
    if status == "published":
        if "recorded" in facts["wanted"] and "published" not in facts["wanted"]:
            return f"{state}不能再直接改。请用 jifen meeting correct {month} 更正（会出更正公示），或 meeting void {month} 作废。"
        return f"{state}现在不能这样做。"
    return f"{state}只能用 jifen meeting correct {month} 更正。"


def _damaged(facts: Mapping[str, Any]) -> str:
    if str(facts["path"]).lower().endswith(TABLES):
        return f"{facts['path']} 是表格，不是账本。账本是 .db 文件，请核对 --db 后面写的文件名。"
    return f"{facts['path']} 不是完好的积分账本。请用 jifen restore 备份文件 换回最近的备份（在“备份”文件夹里）。"


def _altered(facts: Mapping[str, Any]) -> str:
    names = facts.get("names")
    if not names:
        return f"{facts['path']} 不是积分账本，或者结构被别的程序改过，读不下去。没有动它。"
    more = f"等 {facts['count']} 处" if facts["count"] != len(names) else ""
    return (
        f"{facts['path']} 的结构被别的程序改过（{'、'.join(names)}{more}），没有再读下去，也没有动它。"
        "用 jifen verify 看哪些对不上，用 jifen restore 备份文件 换回最近的备份。"
    )


def _unproved(facts: Mapping[str, Any]) -> str:
    wrong = [CHECK.get(name, name.replace("month ", "") + " 与评议表一致") for name in facts["checks"]]
    return (
        f"备份 {facts['path']} 里的账对不上，没有换：{'、'.join(wrong)}。"
        f"请换一份更早的备份；要看哪里不对：jifen --db {facts['path']} verify。"
    )


def _entry_reversed(facts: Mapping[str, Any]) -> str:
    if facts["kind"] == "reversal":
        return f"第 {facts['entry']} 条本身就是冲正，不能再冲正。要恢复原来的分，请重新记一条。"
    if facts.get("objection") is None:
        return f"第 {facts['entry']} 条已由第 {facts['by']} 条冲正，不能再冲一次。"
    met = f"异议所指的第 {facts['entry']} 条已由第 {facts['by']} 条冲正。"
    return met + _met_by(facts, f"jifen objection decide {facts['objection']} --uphold")


def _met_by(facts: Mapping[str, Any], decide: str) -> str:
    """How an objection is ended that a correction met already."""
    if not facts["numbers"]:
        return in_words("还没有写到这一户的更正公示：改另一笔请写 --entry 编号，漏记的用 --extra。")
    known = "、".join(facts["numbers"])
    return f"已经出过更正公示的（{known}），写明文号办结：{decide} --document {facts['numbers'][-1]} --reason 核查结论"


def _entry_needed(facts: Mapping[str, Any]) -> str:
    """The lines that stand there, and the commands to go on with, as they are typed."""
    posting, entries = facts["posting"], facts["entries"]
    command, why = f"jifen {facts['command']}", f'--reason "{facts["why"]}"'
    points = f" --points {show(posting.points)}" if posting else ""
    told = [
        f"{facts['household']} {facts['head']} {facts['month']} 这里已经有 {len(entries)} 笔，"
        "请写明改哪一笔（--entry 编号），还是另加一笔（--extra）："
    ]
    told += [f"  {_entry(entry)}" for entry in entries]
    first = entries[0].id if entries else "编号"
    told.append(
        f"改一笔：{command} --entry {first}{points or ' --points 分'} {why}　　（不写 --points 就是取消这一笔）"
    )
    if posting is None:
        what = " --points 分 --rule 细则编号"
    else:
        what = points + (f" --rule {posting.rule}" if posting.rule else f" --category {posting.category}")
    told.append(f"另加一笔：{command} --extra{what} {why}")
    return "\n".join(told)


def _entry(entry: Any) -> str:
    what = " ".join(part for part in (entry.category, entry.rule, entry.wording) if part)
    reason = f"（{entry.reason}）" if entry.reason and entry.reason != entry.wording else ""
    day = f"{entry.occurred_on} " if entry.occurred_on else ""
    return f"第 {entry.id} 条　{day}{what} {show_signed(entry.points)} 分{reason}"


def _entry_elsewhere(facts: Mapping[str, Any]) -> str:
    month = f"在 {facts['month']} 的" if facts["month"] else "的，不在任何一个月里"
    return (
        f"第 {facts['entry']} 条是 {facts['household']} {month}，{in_words('和写的户或月份对不上。')}"
        f"{in_words('请用 jifen points entries --household 户 查编号。')}"
    )


def _limit(facts: Mapping[str, Any]) -> str:
    per = EVERY.get(facts["per"] or "", "")
    if facts["per"] == "ceiling":
        side = "加分上限" if not str(facts["bound"]).startswith("-") else "扣分下限"
        return f"{facts['household']} 本月合计到 {facts['reached']} 分，超过{in_words('一户')}一月{side} {facts['bound']}。"
    if facts["per"] == "term":
        return f"{facts['household']} 这一期合计到 {facts['reached']} 分，超过{in_words('一户')}一期 {facts['bound']} 分的限额（每月的限额乘月数）。"
    if str(facts["per"]).startswith("category/"):
        return (
            f"{facts['household']} 的“{facts['category']}”到 {facts['reached']} 分，超过{per}上限 {facts['bound']} 分。"
        )
    return f"{facts['household']} 的 {facts['rule']} 到 {facts['reached']} 分，超过{per}上限 {facts['bound']} 分。"


def _setting_invalid(facts: Mapping[str, Any]) -> str:
    expected = {
        "days": "1 到 365 的整数",
        "number": "数字，最多两位小数",
        "not-negative": "不小于 0 的数",
        "not-positive": "不大于 0 的数",
        "selector": "share:20、top:10、min:30、grid:2 或 level:五星 这样的写法",
        "text": "不为空的文字",
    }.get(facts["expected"], facts["expected"])
    return f"“{facts['name']}”不能是“{facts['value']}”，应写 {expected}。"


def _repeated_just_now(facts: Mapping[str, Any]) -> str:
    who = f"{facts['household']} {facts['head']}"
    if facts.get("receipt"):
        return f"{who} 刚刚开过一样的单据 {facts['receipt']}，像是又输了一遍。"
    return f"{who} {facts['entry'].month} 刚刚记过一样的一笔，像是又输了一遍：{_entry(facts['entry'])}。"


def _event_repeated(facts: Mapping[str, Any]) -> str:
    if "deed" in facts:
        return f"{facts['household']} {facts['head']} 这件事平时登记里已经有了：{_deed(facts['deed'])}。"
    entry = facts["entry"]
    if entry.by_hand:
        return f"{facts['household']} {facts['head']} 这件事 {entry.month} 已经手工记了分：{_entry(entry)}。"
    source = f"（{entry.source.path} {entry.source.sheet or ''} {entry.source.cell or ''}）" if entry.source else ""
    return f"{facts['household']} {facts['head']} 这件事 {entry.month} 的评议表上已经记了{source}：{_entry(entry)}。"


def _deed(deed: Any) -> str:
    what = " ".join(part for part in (deed.category, deed.rule, deed.note) if part)
    return f"第 {deed.id} 号登记　{deed.occurred_on} {what} {show_signed(deed.points)} 分（{DEED_STATUS[deed.status]}）"


def _receipt_entered(facts: Mapping[str, Any]) -> str:
    return (
        f"{facts['party']} 的票据 {facts['receipt']} 已经入过库（{facts['day']}，{facts['item']}）。"
        "同一张票上的另一种货可以再记，同一批货不要记两次。"
    )


DOUBTS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "repeated-just-now": _repeated_just_now,
    "event-repeated": _event_repeated,
    "receipt-entered": _receipt_entered,
}
"""What a person is asked about; where nobody can be asked it is a refusal."""


def _unasked(code: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda facts: f"{DOUBTS[code](facts)}确实是两回事、还要再记的，请加 --yes。"


def doubt(value: "Doubt") -> Iterator[str]:
    """What there is to say yes to."""
    yield f"提醒：{DOUBTS[value.refusal.code](value.refusal.facts)}"


SENTENCES: dict[str, Sentence] = {
    **{code: _unasked(code) for code in DOUBTS},
    # the book
    "book-not-found": "在 {path} 和上级文件夹里找不到账本 jifen.db。新建请输入 jifen init 村名；账本在别处请加 --db 文件。",
    "book-missing": "没有账本 {path}。新建请输入 jifen init 村名；账本在别处请加 --db 文件。",
    "book-is-folder": "{path} 是文件夹，不是账本。请写到里面的 .db 文件。",
    "book-exists": "{path} 已经有了，不会覆盖。要另建一本，请换个文件夹或用 --db 指定新文件名。",
    "book-newer": "账本 {path} 是更新的程序写的（第 {found} 版，本程序只懂到第 {known} 版），没有动它。请升级 jifen。",
    "book-locked": "账本 {path} 正被另一个窗口使用，等了 {seconds} 秒还没放开。请关掉另一个 jifen 再试。",
    "book-damaged": _damaged,
    "book-altered": _altered,
    "restore-unproved": _unproved,
    "book-unreadable": "打不开账本 {path}。请看看磁盘是否拔出、是否有权限。",
    "system": "{detail}：{path}",
    "demo-broken": "演示做到 jifen {command} 做不下去，请重装 jifen。{detail}",
    "restore-onto-itself": "{path} 就是现在的账本。请写备份文件。",
    # asking
    "confirmation-needed": "这一步要有人确认，但现在没有终端可问。确定要做请加 --yes；只看结果请加 --dry-run。",
    "period-not-begun": "{period} 还没有开始（{first} 才开始，今天是 {today}），没有数字可出。请核对年份和月份。",
    "declined": "已取消，什么也没有写入。",
    "reason-missing": "请用 {option} 写明理由。",
    # usage
    "head-invalid": "“{found}”不像账链。请照公示表上的写，至少 {least} 位，只有 0–9 和 a–f，例如 3f2a 9c1d 07be。",
    "verify-one": "--code、--head、--paper、--mend 一次只能写一个。",
    "argument-unreadable": "命令里有认不出的字符：{found}。请重新输入，或把文件改个名字。",
    "option-empty": "选项 {option} 后面要写内容。",
    "period-invalid": (
        "看不懂时间“{found}”。要带年份，可以写 2025-07、2025Q3、2025H1、2025，或 2025年7月、2025年三季度；最近的也可以写 7月、上月。"
    ),
    "month-invalid": "这里要写一个月份，例如 2025-07；“{found}”不是。",
    "day-invalid": "看不懂日期“{found}”，或没有这一天。请写 2025-07-28、7月28日 这样。",
    "day-unclear": "“{found}”说不准是哪年哪月的。请写全：2025-07-28 这样。",
    "left-out-none": "没有写是哪一期，账上也没有等着 jifen {command} 办的，不知道取哪个。请在后面写上，例如 2025-07、2025Q3、2025H1。",
    "left-out-several": lambda f: (
        f"没有写是哪一期，可以办的不止一个：{'、'.join(f['choices'])}。请写上一个：jifen {f['command']} {f['choices'][0]}"
    ),
    "today-invalid": "环境变量 JIFEN_TODAY 写得不对：“{found}”。请写 2025-07-28 这样。",
    "today-far": lambda f: (
        f"今天是 {f['day']} 吗？"
        + ("请改环境变量 JIFEN_TODAY。" if f["told"] else "电脑的日期不对，请先在系统里调好。")
    ),
    "points-invalid": "“{found}”不是分数。请写 2、-2 或 0.5 这样。",
    "points-precision": "“{found}”的小数太多，积分最多两位小数。",
    "points-range": "“{found}”太大了，请看看是否多写了数字。",
    "points-zero": "0 分不用记。",
    "points-negative": "“{found}”是负数，这里要写 0 或更多的分。",
    "grid-invalid": "网格不能是空的。",
    "grid-unknown": lambda f: said(
        "没有网格“{grid}”，或者里面没有在册的户。有户的网格：{known}。", grid=f["grid"], known="、".join(f["known"])
    ),
    "household-or-grid": "户和 --grid 只能写一个：印一户，或印一个网格。",
    "times-invalid": "“{found}”不是次数，请写大于零的数。",
    "count-invalid": "“{found}”不是人数，请写整数。",
    "nothing-given": "没有写要记什么。请看 jifen meeting record --help。",
    "recusal-form": "回避要写成 户=姓名，例如 --recuse 03-07=王建国；“{found}”不是。",
    "entry-or-extra": "--entry 和 --extra 只能写一个：改原有的一笔，或另加一笔。",
    "extra-needs-points": "另加一笔（--extra）要写多少分：--points 分，和 --rule 细则编号或 --category 类别。",
    "correct-what": (
        "请写要更正什么：改原有的一笔用 --entry 编号（加 --points 分，不写就是取消这一笔）；"
        "漏记的另加一笔用 --extra --points 分 和 --rule 或 --category。编号用 jifen points entries 查。"
    ),
    "setting-unknown": lambda f: f"没有“{f['name']}”这项规定。有的是：{'、'.join(f['known'])}。",
    "setting-invalid": _setting_invalid,
    "replace-or-add": "--replace 和 --add 只能写一个：换下旧表，或补上没上表的户。",
    "allow-unknown": lambda f: f"“{f['found']}”不能放行。可以写 {'、'.join(f['known'])}。",
    "sort-unknown": lambda f: f"没有“{f['found']}”这一栏。可以按这些栏排：{'、'.join(f['known'])}。",
    "sort-missing": "请用 --sort 写明按哪一栏从大到小排。",
    "paper-kind": "“{found}”这样的文件名打不开：这里出的是电子表，请以 .xlsx 结尾；要 PDF 或图片，以 .pdf 或 .png 结尾。",
    "list-kind": lambda f: f"“{f['found']}”不是能写的表。文件名请以 {' 或 '.join(f['known'])} 结尾。",
    "month-or-period": "--month 和 --period 只能写一个。",
    "layout-unknown": "没有“{found}”这种版式。可以写 wide、grids、items、events、deeds。",
    # roster
    "household-unknown": _unknown,
    "household-ambiguous": _ambiguous,
    "household-later": "{household} 自 {on} 起才立户，这一天还没有这一户。",
    "household-exists": "户编号 {household} 已经有了。编号一户一个，永不改动；换户主用 jifen roster rename。",
    "household-code-invalid": "户编号“{found}”不行：要 1 到 20 个字符，中间没有空格。",
    "household-closed": "{household} {head} 已注销，不能再变动。",
    "household-inactive": lambda f: f"{f['household']} {f['head']} {HOUSEHOLD_IS[f['status']]}，不能这样做。",
    "nothing-changes": "{household} {head} 本来就是这样，没有变动。",
    "head-missing": "户主姓名不能是空的。",
    "date-before-recorded": "{day} 早于已录入的最后一个月（{month}）。变动不能改到已经评议过的月份，请写 {month} 起的日子。",
    "merge-with-itself": "{household} 不能并入自己。",
    "transfer-later": "{day} 还没有到（今天 {today}）。分户、并户要带走积分，只能写今天或以前的日期；请到那天再办。",
    "points-pending": "{household} {head} 还有没定案或有异议的积分，现在不能并户。请先把那几个月定案。",
    "roster-empty": "花名册还是空的，不知道表里的人是哪一户。请先 jifen roster import 花名册.xlsx。",
    "points-short": "{household} 可用积分 {available} 分，不够 {wanted} 分。",
    "source-unknown": "没有第 {id} 份。请用 jifen source list 查。",
    "source-not-kept": lambda f: (
        f"{f['path']} {'已经删去过了' if f['status'] == 'erased' else '本来就没有存内容'}，没有可删的。"
    ),
    "alias-unknown": "没有第 {id} 条。请用 jifen alias list 查。",
    # rules
    "cap-exceeded": _limit,
    # meetings
    "month-not-recorded": "{month} 还没有录入评议会。请先用 jifen meeting import 导入评议表。",
    "month-not-published": "{month} 还没有公示。",
    "month-state": _month_state,
    "window-open": "{month} 的公示期到 {last} 为止，今天是 {today}，次日起才能定案。要提前，请加 --override --reason 理由。",
    "objection-open": lambda f: (
        f"{f['month']} 还有没答复的异议（第 {'、'.join(map(str, f['objections']))} 号）。请先用 jifen objection decide 办结。"
    ),
    "held-on-missing": "{month} 没有评议日期，会议记录印不出来。请用 jifen meeting record {month} --held-on 日期 补上。",
    "held-on-outside": "{month} 的评议日期不会是 {day}。",
    "more-present-than-expected": "实到 {present} 人，比应到 {expected} 人还多。请核对。",
    "date-outside-month": "行为日期 {day} 不在 {first} 到 {last} 之间（评议会前 62 天以内，不晚于评议会）。",
    # entries
    "entry-unknown": "账上没有第 {entry} 条。请用 jifen points entries 查。",
    "entry-elsewhere": _entry_elsewhere,
    "entry-kind": "第 {entry} 条不是评议的加减分，不能这样冲正。兑换用 jifen redeem return，年度结转用 jifen year close --revert。",
    "entry-reversed": _entry_reversed,
    "entry-needed": _entry_needed,
    # documents
    "paper-without-code": "{path} 上没有校验码，认不出是哪一份。请用 jifen 印的公示文件（xlsx），校验码在页脚。",
    "paper-unreadable": "{path} 不是 jifen 印的电子表（xlsx），没法逐格比。纸、PDF、图片请用 jifen verify --code 校验码。",
    "code-unknown": "账本里没有校验码是 {found} 的文件。请核对页脚的校验码。",
    "head-unknown": (
        "账本里没有账链 {found}。请核对公示表上的那十二位；核对无误的，说明出那张表时的账不在这本账里（换回过更早的备份，或者被人重写过）。"
    ),
    "template-missing": "找不到模板“{template}”。",
    "template-merge-across-lines": "模板“{template}”的 {cell} 合并单元格跨了要重复的行，请拆开。",
}


def every_sentence() -> Mapping[str, Sentence]:
    """Code → sentence, of every part of the program. Read late: a refusal is rare, its sentences are many."""
    from jifen.messages import (
        refusals_files,
        refusals_honours,
        refusals_life,
        refusals_matters,
        refusals_publication,
        refusals_rollup,
        refusals_rules,
        refusals_shop,
        refusals_templates,
        refusals_undo,
    )

    parts = (
        refusals_files,
        refusals_honours,
        refusals_life,
        refusals_matters,
        refusals_publication,
        refusals_rollup,
        refusals_rules,
        refusals_shop,
        refusals_templates,
        refusals_undo,
    )
    return SENTENCES | {code: found for part in parts for code, found in part.SENTENCES.items()}


def sentence(refusal: JifenError) -> str:
    """The sentence of a refusal; one without a sentence of its own tells its code and facts."""
    found = every_sentence().get(refusal.code)
    if found is None:
        return str(refusal)
    return found(refusal.facts) if callable(found) else in_words(found).format(**refusal.facts)
