"""The facts of an issue as words: what stands in its cell, the field it is about."""

from jifen.reading.issues import Issue

FIELDS = {
    "grid": "网格", "rule_code": "编号", "category": "类别", "rule_text": "项目", "points": "分值", "head": "户主",
    "household": "户编号", "reason": "理由", "decision": "决定", "article": "条款", "fact": "事实", "told_on": "告知日期",
    "deadline": "整改期限", "outcome": "复查结果", "name": "名称", "unit": "单位", "price": "积分价", "quantity": "数量",
    "code": "户编号", "opening": "期初积分", "counted": "实盘数量", "seq": "序号",
    "occurred_on": "发生日期", "item": "物品编号", "day": "日期", "source": "来源", "relation": "关系", "spec": "规格", "receipt": "单据号",
}  # fmt: skip


def fact(issue: Issue, name: str, before: str = "", after: str = "") -> str:
    """A fact with words around it; nothing where it is missing."""
    value = issue.facts.get(name)
    return f"{before}{value}{after}" if value else ""


def found(issue: Issue) -> str:
    """What stands in the cell, in quotes."""
    return f"“{issue.found}”" if issue.found else "空白"


def field(issue: Issue) -> str:
    """The field an issue is about, as the header has it."""
    name = issue.facts.get("field", "")
    return FIELDS.get(name, name) or "这一项"
