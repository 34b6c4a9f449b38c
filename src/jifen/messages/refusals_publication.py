"""Sentences of refusals about publication, objections and lists; see `refusals`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jifen.messages.labels import GUARD, LIST
from jifen.messages.refusals import Sentence
from jifen.messages.subjects import in_words, unit


def households(found: list[str], most: int = 20) -> str:
    """Codes of households; of many the first, and how many there are."""
    shown = "、".join(found[:most])
    return f"{shown} 等 {len(found)} {unit()}" if len(found) > most else shown


_SHOWN, _LONGEST = 5, 40
"""How many findings are told, and how much of the text each stands in."""
_PUT_RIGHT = {
    "monthly": "jifen meeting correct {period}", "correction": "jifen meeting correct {period}", "void": "jifen meeting correct {period}",
    "redemption": "jifen redeem return 单据号",
}  # fmt: skip
"""How a document that hangs is put right; of all others, lists, the last."""
_CORRECT_LIST = "jifen board correct {period} 户"


_PLACES = {
    "": "广播稿", "reason": "理由", "text": "内容", "note": "说明", "by": "姓名", "name": "网格名称", "lead": "网格长",
    "worker": "网格员", "present": "到会的人", "place": "地点", "document": "决定书",
}  # fmt: skip
"""What the places of texts are called that have no household and no number."""


def _guard_refused(facts: Mapping[str, Any]) -> str:
    """Which text, which word, on what ground, and how to go on: differently for rules, for texts and for prints."""
    offences, about = facts["offences"], facts.get("about")
    told = "；".join(_finding(offence, rule=about == "rules") for offence in offences[:_SHOWN])
    more = f"另有 {len(offences) - _SHOWN} 处。" if len(offences) > _SHOWN else ""
    first = f"有 {len(offences)} 处不能公示，什么也没有写入。{told}。{more}"
    if about == "rules":
        names = "、".join(f"allow-{name}" for name in dict.fromkeys(o.guard for o in offences))
        return f"{first}请改掉（见 jifen rules lint）；细则确要放行，用 jifen settings set {names} yes（会留下记录）。"
    if about == "frozen":
        how = _PUT_RIGHT.get(facts.get("kind", ""), _CORRECT_LIST).format(period=facts.get("period", ""))
        return f"{first}这份是以前公示的，照原样再印会把它再贴一次。请先更正（{how}），再印更正后的。"
    definite = any(offence.definite for offence in offences)
    hard = "号码、证件号、未成年人的姓名不能上纸，也放行不了，请从原来填写的地方删掉。" if definite else ""
    soft = [offence for offence in offences if not offence.definite]
    return f"{first}{hard}{_go_on(soft) if soft else ''}"


def _finding(offence: Any, *, rule: bool) -> str:
    """`09-08 事实“……”里有“懒汉”（侮辱性的话；依据：……）`."""
    text = offence.text if len(offence.text) <= _LONGEST else f"{offence.text[:_LONGEST]}…"
    where = _PLACES.get(offence.where, offence.where)
    inside = f"{where}：" if rule or text == offence.found else f"{where}“{text}”里有"
    return f"{inside}“{offence.found}”（{GUARD.get(offence.guard, offence.guard)}；依据：{offence.basis}）"


def allowances(facts: Mapping[str, Any]) -> list[str]:
    """What `--allow-text` is given to let refused texts through; none where they cannot be let through."""
    offences = facts["offences"]
    final = facts.get("about") in ("rules", "frozen") or any(offence.definite for offence in offences)
    return [] if final else _options(offences)


def _options(offences: Sequence[Any]) -> list[str]:
    """The guard of each text; the text's place, too, where a guard found several."""
    texts = dict.fromkeys((offence.guard, offence.text) for offence in offences)
    alone = Counter(guard for guard, _ in texts)
    places = {(offence.guard, offence.text): offence.where for offence in reversed(offences)}
    return [guard if alone[guard] == 1 else f"{guard}={places[guard, text]}" for guard, text in texts]


def _go_on(offences: list[Any]) -> str:
    """The options that let these texts through."""
    options = [f'"{option}"' if "=" in option else option for option in _options(offences)]
    told = " ".join(f"--allow-text {option}" for option in options)
    return f'请改掉；评议会斟酌过、确要照印的，在原来的命令后面加上 {told} --reason "理由"（原来写了 --reason 的不用再写；只放行所列的文字，记在账上，印在会议记录里）。'


def _months(facts: Mapping[str, Any]) -> str:
    return "、".join(facts["months"])


def _changed(facts: Mapping[str, Any]) -> str:
    found = facts["households"]
    who = f"{in_words('变动的户')}：{households(found)}。" if found else "评选规定或缺的月份变了。"
    return f"拟榜以后 {facts['period']} 又有变动，不能照原来的决定公示。{who}请重新 jifen board draft，再评议一次。"


def _grades(known: Sequence[str]) -> str:
    return f"没有这个等级，有的是：{'、'.join(known)}" if known else "没有写等级"


def _line_missing(facts: Mapping[str, Any]) -> str:
    period = facts["period"]
    return f"{period} 的{LIST[facts['list']]}上现在没有 {facts['household']}。请用 jifen board show {period} 核对。"


def _answers(facts: Mapping[str, Any]) -> str:
    """Which documents might have been meant."""
    if not facts["numbers"]:
        return f"还没有写到 {facts['household']} 的更正公示；要更正，写 --entry 编号 或 --extra。"
    return f"写到 {facts['household']} 的更正公示有：{'、'.join(facts['numbers'])}。"


SENTENCES: dict[str, Sentence] = {
    "tiles-need-large-paper": "拼贴（--tiled）是把 A3 拆成两张 A4，不能同时写 --paper A4。去掉其中一个。",
    "paper-unknown": "没有“{found}”这种纸。可以写 A3、A4。",
    "font-not-found": (
        "这台电脑上没有中文字体，出不了 PDF 和图片。请装一种中文字体（例如思源宋体、文泉驿），"
        "或把字体文件（.ttf、.otf、.ttc）放进账本旁的“模板”文件夹；也可以直接打印工作簿。"
    ),
    "paper-undelivered": (
        "账已记下，文号也编了，只是 {path} 放不进去（多半在 WPS 或 Excel 里开着，或者文件夹不在了）。"
        "关掉它以后，下一条 jifen 命令会把文件补上；文件夹不在了的，用 jifen verify --mend 再印一份。"
    ),
    "guard-refused": _guard_refused,
    "allow-without-meeting": "还没有评议会，放行没有地方记。文字要由评议会斟酌过才能放行，请先导入或登记（jifen meeting record）一次评议。",
    "days-order": "起止日子反了：{first} 在 {last} 以后。",
    # objections
    "objection-unknown": "没有第 {id} 号异议。请用 jifen objection list 查。",
    "objection-exists": "第 {entry} 条明细已有第 {id} 号异议在处理，不用再提。",
    "objection-decided": "第 {id} 号异议已在 {on} 办结，不能再办一次。",
    "uphold-or-reject": "请写一个：--uphold 成立，或 --reject 不成立。",
    "reject-corrects-nothing": "异议不成立就不更正：--entry、--extra、--points、--rule、--category、--document、--reason-text 都不用写。",
    "document-alone": "--document 是说已经更正过了：--entry、--extra、--points、--rule、--category、--reason-text 都不用写。",
    "document-unknown": lambda f: f"账本里没有文号是“{f['found']}”的公示。{_answers(f)}",
    "document-no-answer": lambda f: (
        f"{f['number']} 不是 {f['period']} 写到 {f['household']} 的更正公示，不能用它办结。{_answers(f)}"
    ),
    "uphold-what": (
        "第 {id} 号异议：榜上没有这一户，也没有写改哪一笔，不知道更正什么。某个月的分记错了的，写 --entry 编号；"
        "漏记的先用 jifen meeting correct 更正那个月，再用 --document 文号 办结。"
    ),
    "points-without-month": (
        "第 {id} 号异议是对红黑榜的，没有写改哪一笔，不知道分要更正在哪个月。请写 --entry 编号；"
        "漏记的先用 jifen meeting correct 更正那个月，再用 --document 文号 办结。"
    ),
    "text-for-lists-only": "{option} 只用于红黑榜的异议。积分的更正请用 --points。",
    # vetoes
    "veto-unknown": "没有第 {id} 条一票否决。请用 jifen veto list 查。",
    "veto-lifted": "第 {id} 条一票否决已在 {on} 解除。",
    "veto-text-missing": "请用 {option} 写明：一票否决要有事由和依据的文书。",
    # lists
    "board-period": "红黑榜按半年（例如 2025H1）评，不按月；{period} 不行。",
    "period-not-over": "{period} 到 {last} 才满，满了以后才能拟榜。",
    "months-open": lambda f: (
        f"{f['period']} 还有没定案的月份：{_months(f)}。请先公示、定案（jifen meeting finalize），再拟榜。"
    ),
    "months-missing": lambda f: (
        f"{f['period']} 缺这些月份的评议：{_months(f)}。请补上；确实没有评议的，加 --allow-missing（榜上会写明）。"
    ),
    "board-published": "{period} 的红黑榜已经公示（{number}），不能再来一次。改动用 jifen board correct，整改好的用 jifen board delist。",
    "board-not-published": "{period} 还没有公示。",
    "board-not-drafted": "{period} 还没有拟榜。请先 jifen board draft {period}。",
    "board-not-reviewed": "{period} 的评议结果还没有读回（或拟榜后又重拟过）。请先 jifen board review {period} 填好的评议表。",
    "board-undecided": lambda f: (
        f"{f['period']} {in_words('黑榜还有没决定的户')}：{households(f['households'])}。请在评议表上{in_words('逐户')}填“上榜、不上榜、暂缓”，再 jifen board review。"
    ),
    "board-changed": _changed,
    "board-line-missing": _line_missing,
    "red-level-unknown": lambda f: (
        f"红榜要按等级选 {'、'.join(f['found'])}，可是办法里{_grades(f['known'])}。"
        "请用 jifen rules scheme 查，再 jifen settings set red level:等级。"
    ),
    "red-list-empty": "{period} 的红榜上现在没有户，没有证书可印。请用 jifen board show {period} 核对。",
    "nothing-to-rectify": (
        "{household} {head} 在 {period} 没有公示过的扣分可以告知。请用 jifen points entries --household {household} 核对；"
        "不公示行为人的扣分要用 --entry 写明。"
    ),
    "entry-not-deduction": "第 {entry} 条不是扣分，不用整改。请用 jifen points entries 查编号。",
    "deadline-past": "整改期限 {deadline} 不在今天（{today}）以后。请留出整改的日子。",
    "list-unknown": "没有“{found}”这种榜。写 red（红榜）或 black（黑榜）；jifen board notice 还可以写 both（合榜）。",
    "speech-reads-both": "广播稿红榜、黑榜一起念，请不要和 --list 一起用。",
    "remove-or-text": "请写一个：--remove 撤下，或 --reason-text 新的文字。",
    "text-missing": "请用 {option} 写明文字。",
}
