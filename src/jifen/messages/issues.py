"""A sentence for every issue code: what was found, what was expected, what to do.

Where the cell is, is said by the caller. A function takes the issue; the facts it reads are named in its docstring and
may be missing: the sentence is then shorter, never wrong.
"""

from collections.abc import Callable

from jifen.messages.issue_facts import fact as _fact
from jifen.messages.issue_facts import found as _found
from jifen.messages.issues_files import SENTENCES as FILES
from jifen.messages.issues_forms import SENTENCES as FORMS
from jifen.messages.labels import EVERY, HOUSEHOLD_IS
from jifen.reading.issues import Issue


def message(issue: Issue) -> str:
    """The sentence of an issue, with its suggestions behind it."""
    sentence = _SENTENCES[issue.code](issue)
    if issue.suggestions:
        sentence += f"可能是：{'；'.join(issue.suggestions)}。"
    return sentence


def _category_unknown(issue: Issue) -> str:
    """No facts beyond what was found."""
    return f"积分细则里没有{_found(issue)}这个类别。请改成细则里的类别名称，或先在细则里加上。"


def _category_repeated(issue: Issue) -> str:
    """`name`: the category; `other`: the other header."""
    return f"{_found(issue)}和前面的{_fact(issue, 'other', '“', '”') or '一列'}是同一类得分，会重复计算。请合并或删去一列。"


def _column_unclear(issue: Issue) -> str:
    """`reason`: no-header, several (`other`), other-time (`name`), claims-only, count (`expected`), deed, unit, unknown."""
    match issue.facts.get("reason"):
        case "deed":
            return f"一户一行的表里有{_found(issue)}一列，不知道各项得分该加、该减还是该乘。请直接填带正负的得分，删去这一列。"
        case "no-header":
            return f"这一列没有表头，却有数字{_found(issue)}，不知道算不算分。请写上表头，不要的就清空。"
        case "several":
            other = _fact(issue, "other", "“", "”") or "另一列"
            return f"{_found(issue)}和{other}都像是得分，不知道以哪一列为准。请只留一列，或把定下来的那列写成“核定分”。"
        case "unit":
            return f"{_found(issue)}：表里填的不是分，分数栏又没有写“次数”。请把表头写成“项目名称（次数）”，或填分数、把单位改成“分”。"
        case "other-time":
            name = _fact(issue, "name", "“", "”") or "下面各列"
            return f"{_found(issue)}下面的{name}，不知道是不是本月的分。是本月的请改成“本月”，不是的请删去这几列。"
        case "claims-only":
            return f"只有{_found(issue)}，没有评议会核定的分。请加一列“核定分”再导入。"
        case "count":
            expected = _fact(issue, "expected", "，按细则应得 ", " 分")
            return f"次数是{_found(issue)}{expected}，和分值对不上，不知道分值是一次的还是总共的。请把分值写成总分。"
        case _:
            return f"不认识{_found(issue)}这一列，里面却有数字，不知道算不算分。请改成细则里的名称，不算分的请改名“备注”或删去。"


def _rule_unknown(issue: Issue) -> str:
    """`reason`: unknown, contradiction, category, missing; `rule`: the code looked for; `proposed`: a rule that may be meant."""
    match issue.facts.get("reason"):
        case "category":
            return f"{_found(issue)}不是这一行写的类别里的项目。请核对类别和项目，改成一致的。"
        case "contradiction":
            return f"项目编号{_found(issue)}和旁边写的项目不是同一项。请核对后改成一致的。"
        case "missing" if issue.facts.get("proposed"):
            return (
                f"没有写是哪个项目，照细则的字句像是“{issue.facts['proposed']}”。请在标错表的“确认项目”一栏打 √，"
                "不对就写上项目编号，再导入那份表。"
            )
        case "missing":
            return "没有写是哪个项目。请填上积分细则里的项目编号，或照细则的原话写项目名称。"
        case _:
            return f"积分细则里没有{_fact(issue, 'rule', '“', '”') or _found(issue)}这一项。请填细则里的编号，或照细则的原话写。"


def _household_missing(issue: Issue) -> str:
    """`reason`: code, head, members (of one household, none its head); `household` or `head`: what is there."""
    match issue.facts.get("reason"):
        case "members":
            return f"{_fact(issue, 'household') or '这一户'} 有几行成员，看不出谁是户主。请在“与户主关系”一栏给户主写上“户主”。"
        case "head":
            return f"{_fact(issue, 'household') or '这一户'} 没有写户主姓名。请补上。"
        case "code":
            return f"{_fact(issue, 'head') or '这一户'} 没有写户编号。请补上。"
        case _:
            return "这一行没有写是哪一户，户编号和户主都是空的。请补上；不要的行请整行删去。"


def _household_unknown(issue: Issue) -> str:
    """`reason` date: a code that a spreadsheet turned into a day; digits: a number too long for a spreadsheet."""
    if issue.facts.get("reason") == "date":
        return f"户编号变成了日期{_found(issue)}。请把这一列设成“文本”格式，重新填写户编号。"
    if issue.facts.get("reason") == "digits":
        return (
            f"户编号{_found(issue)}存成了数字，超过 15 位，后面几位已经变成 0。"
            "请把这一列设成“文本”格式，重新填写户编号。"
        )
    return f"花名册里没有{_found(issue)}这一户。请核对户编号和姓名；新增的户先登记到花名册。"


def _household_ambiguous(issue: Issue) -> str:
    """`count`: how many households have the name; `reason` codes: on a roster without codes, in one `grid`."""
    count = _fact(issue, "count", "有 ", " 户")
    if issue.facts.get("reason") == "codes":
        where = _fact(issue, "grid", "网格 ", " 里")
        return f"{where}叫{_found(issue)}的{count or '不止一户'}，不能代编户编号。请在表里加“户编号”一列，给这几户写上编号。"
    return f"叫{_found(issue)}的{count or '不止一户'}，不知道是哪一户。请填上户编号，或在姓名后面写明网格。"


def _household_mismatch(issue: Issue) -> str:
    """`household`, `head`, `grid` as the roster has them; `reason`: name, grid, member, relation (`relation`)."""
    household, head = issue.facts.get("household", ""), issue.facts.get("head", "")
    actor = "写的是家里人的，请把这一栏的表头改成“行为人”，另用一栏写户编号或户主。"
    if issue.facts.get("reason") == "relation":
        relation = _fact(issue, "relation", "“", "”")
        return f"{_found(issue)}写明是{relation or '家里人'}，不是户主，不知道是哪一户。{actor}"
    if issue.facts.get("reason") == "member":
        return f"户编号和姓名对不上：花名册里 {household} 的户主是“{head}”，表上写的是{_found(issue)}。请核对后改正；{actor}"
    if issue.facts.get("reason") == "grid":
        grid = _fact(issue, "grid", "在第 ", " 网格")
        return f"花名册里 {household} {head} {grid}，和表上的网格对不上。请核对是不是同一户。"
    return f"户编号和姓名对不上：花名册里 {household} 的户主是“{head}”，表上写的是{_found(issue)}。请核对后改正。"


def _household_inactive(issue: Issue) -> str:
    """`household`, `head`, `status`; `reason` redemption: on a sign-out sheet or register."""
    status = HOUSEHOLD_IS.get(issue.facts.get("status", ""), "不参评")
    who = f"{issue.facts.get('household', '')} {issue.facts.get('head', '')}".strip() or _found(issue)
    if issue.facts.get("reason") == "redemption":
        return f"{who} {status}，不能兑换，表上却填了数量。请清空这一行，或先用 jifen roster return 恢复。"
    return f"{who} {status}，不参加评分，表上却有分。请清空这一行的分；评议会决定要记的，加 --allow household-inactive --reason 理由。"


def _row_repeated(issue: Issue) -> str:
    """`household` or `rule`; `other`, `other_sheet`, `other_path`: where it stood first."""
    if issue.facts.get("reason") == "both-lists":
        return f"{_fact(issue, 'household')} 又上红榜（{_fact(issue, 'other')}）又上黑榜。请核对，只留一边。"
    what = issue.facts.get("household") or issue.facts.get("rule") or issue.found or ""
    place = " ".join(filter(None, (issue.facts.get(k) for k in ("other_path", "other_sheet", "other"))))
    return f"{what} 出现了两次{f'，前一处在 {place}' if place else ''}，会重复计算。请留一处，删去另一处。"


def _decision_unclear(issue: Issue) -> str:
    """`reason`: blank, points (beside a decision against them), status, evidence, hides_actor; of a review: list, outcome, put-right."""
    match issue.facts.get("reason"):
        case "blank":
            return "没有填评议结果，不知道通过没有。请填“通过”或“不通过、退回、待定、撤回”。"
        case "points":
            return f"评议结果写{_found(issue)}，却填了分，不知道算不算。请核对：不算就清空这一行的分，算就把评议结果改成“通过”。"
        case "status":
            return f"看不懂参评状态{_found(issue)}。请填“参评、外出、暂停、迁出、注销”之一。"
        case "evidence":
            return f"“需佐证”一栏看不懂{_found(issue)}。请填“是”，或者留空。"
        case "hides_actor":
            return f"“不公示行为人”一栏看不懂{_found(issue)}。请填“是”，或者留空。"
        case "list":
            return f"看不懂决定{_found(issue)}。请填“上榜、不上榜、暂缓”之一。"
        case "outcome":
            return f"看不懂复查结果{_found(issue)}。请填“已整改、未整改”之一。"
        case "put-right":
            return "复查结果是“已整改”，不能上黑榜。请把决定改成“不上榜”，或核对复查结果。"
        case _:
            return f"评议结果是{_found(issue)}，不知道通过没有。请填“通过”或“不通过、退回、待定、撤回”。"


def _event_repeated(issue: Issue) -> str:
    """`household`, `rule`, `day`; `other`, `other_sheet`, `other_path`: the row before."""
    place = " ".join(filter(None, (issue.facts.get(k) for k in ("other_path", "other_sheet", "other"))))
    facts = " ".join(filter(None, (issue.facts.get(k) for k in ("household", "day", "rule"))))
    return f"{facts} 记了两次{f'，另一处在 {place}' if place else ''}。是两件事就不用管，是一件事请删去一行。"


_INVALID = {
    "blank": "，没有填分，别的行却都填了。请补上分数（是不是填到了别的栏里）；没有分就填“/”。",
    "footnote": "的分数后面带着上标脚注，不知道是几分。请把脚注移到“备注”里，这一格只填分数。",
    "forgotten": "，没有填分，这一项却已经评议通过。请补上分数；没有分就填“/”，或把评议结果改成“不通过”。",
    "merged": "是合并单元格，不知道分是哪一户、哪一类的。请取消合并，各填各的。",
    "tick": "打了勾，但这里要填分数（只有定值的项目列可以打勾）。请改成数字。",
    "date": "被当成了日期。请把单元格设成“常规”格式，重新填分数。",
    "percent": "是百分数，不是分数。请把单元格设成“常规”格式，重新填。",
    "bool": "是“真/假”，不是分数。请改成数字。",
    "count": "不是整数次数。请填 1、2、3 这样的次数。",
    "count-of-range": "是次数，但这一项的分值不是定数，算不出得分。请直接填得分。",
    "rule": "不是能读的分值。请写成 +2、-3~-15 或 +2/+5 这样。",
    "price": "不是能读的积分价。请填大于零的数，最多两位小数。",
    "yuan": "不是能读的金额。请填 3.5 这样的数，最多到分。",
    "cap": "不是能读的上限。请写成 6/月、10/年 或 10/次，40/年 这样。",
}


def _points_invalid(issue: Issue) -> str:
    """`reason`: a word of the table above; `rule` where a rule book is read."""
    reason = _INVALID.get(issue.facts.get("reason", ""))
    return (
        f"{_fact(issue, 'rule', '', ' ')}{_found(issue)}{reason or '不是能读的分数。请改成 2、-1、加2、扣1分 这样。'}"
    )


def _points_precision(issue: Issue) -> str:
    """No facts beyond what was found."""
    return f"{_found(issue)}的小数太多，分数最多两位小数。请改正。"


def _points_out_of_range(issue: Issue) -> str:
    """`rule`, `wording`, `allowed`: the rule and its value; `reason` size: no sane number at all."""
    if issue.facts.get("reason") == "size" or "rule" not in issue.facts:
        return f"{_found(issue)}太大，不像是分数。请核对。"
    return (
        f"{_found(issue)}和细则对不上：{issue.facts['rule']}{_fact(issue, 'wording', ' ')} 是"
        f" {issue.facts.get('allowed', '')} 分。请核对分数或项目。"
    )


def _sign_unclear(issue: Issue) -> str:
    """`reason`: award, deduction, mixed, direction, blank, both, format; or `rule`, `wording`, `allowed`."""
    match issue.facts.get("reason"):
        case "award":
            return f"加分栏里填了扣分{_found(issue)}。请核对是加还是扣，填到对应的栏里。"
        case "deduction":
            return f"扣分栏里填了{_found(issue)}，不知道是加还是扣。请填正数，或挪到加分栏。"
        case "mixed":
            return f"这一栏是扣分，有的带负号，{_found(issue)}没有带，不知道是加还是扣。请统一写法。"
        case "direction":
            return (
                f"加减不清楚：{_found(issue)}和“加/减”一栏对不上，或“加/减”写得看不懂。请只写“加”或“减”，分值填正数。"
            )
        case "blank":
            return "别的行都写了“加”或“减”，这一行空着，不知道是加还是减。请补上。"
        case "group":
            return f"{_found(issue)}和加分并列，下面的分不知道是加还是扣。请在表头写明“加分”或“扣分”。"
        case "both":
            return "同一行既有加分又有扣分。请分成两行填写。"
        case "format":
            return f"{_found(issue)}的单元格格式自带加减号、“扣”字，或藏起了数字，看到的和存的不一样。请设成“常规”格式，重新填。"
        case _:
            rule = f"{_fact(issue, 'rule')}{_fact(issue, 'wording', ' ')}"
            return f"正负和细则对不上：{rule or '这一项'} 是 {issue.facts.get('allowed', '')} 分，表上是{_found(issue)}。请核对。"


def _cell_error(issue: Issue) -> str:
    """No facts beyond what was found."""
    return f"是错误值{_found(issue)}。请改好公式，或直接填数字。"


def _cell_uncalculated(issue: Issue) -> str:
    """No facts beyond what was found."""
    return f"公式{_found(issue)}没有算过，没有结果。请用 WPS 或 Excel 打开，保存一次再导入；或直接填数字。"


def _date_invalid(issue: Issue) -> str:
    """`reason` held: the day of the meeting; session: outside `first` to `last` of a redemption session."""
    if issue.facts.get("reason") == "session":
        days = f"{_fact(issue, 'first', '', ' ')}到 {issue.facts.get('last', '')}"
        return f"日期{_found(issue)}不在这一场兑换的日子里（{days}）。请核对日期。"
    what = "评议日期" if issue.facts.get("reason") == "held" else "日期"
    return f"{_found(issue)}不是能读的{what}。请写成 2025年3月7日 这样，并核对有没有这一天。"


def _date_outside_month(issue: Issue) -> str:
    """`day`; `first` and `last`: the days allowed."""
    return (
        f"日期{_found(issue)}{_fact(issue, 'day', '（', '）')}不在可以评的日子里"
        f"（{issue.facts.get('first', '')} 至 {issue.facts.get('last', '')}）。请核对；评议会决定要记的，"
        "加 --allow date-outside-month --reason 理由。"
    )


def _cap_exceeded(issue: Issue) -> str:
    """`per` event, month, year or ceiling; `limit`, `reached`; `household`, `rule`, `wording`, `month`."""
    limit, reached = issue.facts.get("limit", ""), issue.facts.get("reached", "")
    allow = "请核对；评议会决定要记的，加 --allow cap-exceeded --reason 理由。"
    if issue.facts.get("per") == "ceiling":
        kind = "扣分" if reached.startswith("-") else "加分"
        return f"{issue.facts.get('household', '')} 本月{kind}共 {reached} 分，超过每户每月 {limit} 分的限额。{allow}"
    per = EVERY.get(issue.facts.get("per", ""), "")
    rule = f"{_fact(issue, 'rule')}{_fact(issue, 'wording', ' ')}"
    return f"{issue.facts.get('household', '')} 的 {rule} 累计 {reached} 分，超过{per}上限 {limit} 分。{allow}"


def _total_mismatch(issue: Issue) -> str:
    """`expected`: what the cells come to; `reason` unreadable, times (points by occurrences), unsigned."""
    if issue.facts.get("reason") == "times":
        return (
            f"合计对不上：表上是{_found(issue)}，分值乘次数是 {issue.facts.get('expected', '')}。请核对是哪一个错了。"
        )
    if issue.facts.get("reason") == "unsigned":
        return (
            f"合计{_found(issue)}是不管加减全加起来的数，按加减算是 {issue.facts.get('expected', '')}。"
            "请核对是合计错了，还是有的分不该带负号。"
        )
    if issue.facts.get("reason") == "unreadable":
        return f"合计{_found(issue)}不是数字。请改成数字，或清空。"
    return f"合计对不上：表上是{_found(issue)}，各项加起来是 {issue.facts.get('expected', '')}。请核对是合计错了还是得分错了。"


def _cell_unread(issue: Issue) -> str:
    """`reason`: column (a header nobody knows), cell, household, decision."""
    match issue.facts.get("reason"):
        case "column":
            return f"不认识{_found(issue)}这一列，里面却有分数、加扣或通过不通过，不知道该怎么算。请改成认得的名称；不用的删去。"
        case "household":
            return f"这里写着{_found(issue)}这一户，却不在表里，没有读。请移到表里，不要的就清空。"
        case "decision":
            return f"这里写着{_found(issue)}，这一行却记了分，不知道算不算。请写到“评议结果”一列，或清空。"
        case _:
            return f"这里有{_found(issue)}，不知道是什么，没有读。请移到表里、写上表头，不要的就清空。"


def _hidden_content(issue: Issue) -> str:
    """`kind`: sheet, column (`column`), rows (`first`, `last`)."""
    match issue.facts.get("kind"):
        case "sheet":
            return f"工作表{_found(issue)}是隐藏的，也照样读了。不该算的请删去。"
        case "column":
            return f"{_fact(issue, 'column')} 列{_found(issue)}是隐藏的，也照样读了。不该算的请删去。"
        case _:
            first, last = issue.facts.get("first", ""), issue.facts.get("last", "")
            rows = f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行"
            return f"{rows}是隐藏的，也照样读了。不该算的请删去。"


_SENTENCES: dict[str, Callable[[Issue], str]] = {
    **FILES,
    **FORMS,
    "category-unknown": _category_unknown,
    "category-repeated": _category_repeated,
    "column-unclear": _column_unclear,
    "rule-unknown": _rule_unknown,
    "household-missing": _household_missing,
    "household-unknown": _household_unknown,
    "household-ambiguous": _household_ambiguous,
    "household-mismatch": _household_mismatch,
    "household-inactive": _household_inactive,
    "row-repeated": _row_repeated,
    "decision-unclear": _decision_unclear,
    "event-repeated": _event_repeated,
    "points-invalid": _points_invalid,
    "points-precision": _points_precision,
    "points-out-of-range": _points_out_of_range,
    "sign-unclear": _sign_unclear,
    "cell-error": _cell_error,
    "cell-uncalculated": _cell_uncalculated,
    "date-invalid": _date_invalid,
    "date-outside-month": _date_outside_month,
    "cap-exceeded": _cap_exceeded,
    "total-mismatch": _total_mismatch,
    "hidden-content": _hidden_content,
    "cell-unread": _cell_unread,
}
