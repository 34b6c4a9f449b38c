"""What is wrong with a cell as a sentence: what was found, what was expected, what to do.

Where the cell is, is said by the caller. Facts may be missing: the sentence is then shorter, never wrong.
"""

import re
from collections import defaultdict

from jifen.messages.issue_sentences import FIELDS, SENTENCES, SOURCES, TABLES
from jifen.messages.labels import DEED_STATUS, EVERY, HOUSEHOLD_IS, MEETING_STATUS, period, worth
from jifen.reading.issues import Issue

_PIECE = re.compile(r"\[([^|\]]*)(?:\|([^\]]*))?\]")
_NAME = re.compile(r"{(\w+)}")


def message(issue: Issue) -> str:
    """The sentence of an issue, with its suggestions behind it."""
    template = SENTENCES.get(f"{issue.code}:{_variant(issue)}") or SENTENCES[issue.code]
    facts = defaultdict(str, {**issue.facts, **_words(issue)})

    def piece(match: re.Match[str]) -> str:
        known = all(facts[name] for name in _NAME.findall(match[1]))
        return match[1] if known else match[2] or ""

    sentence = _PIECE.sub(piece, template).format_map(facts)
    if issue.suggestions:
        sentence += f"可能是：{'；'.join(issue.suggestions)}。"
    return sentence


def _variant(issue: Issue) -> str:
    """Which of the sentences of a code: by its reason, as a rule."""
    facts = issue.facts
    match issue.code:
        case "hidden-content":
            one_row = facts.get("kind") not in ("sheet", "column") and facts.get("first", "") == facts.get("last", "")
            return "row" if one_row else facts.get("kind", "")
        case "cap-exceeded":
            return "category" if facts.get("per", "").startswith("category/") else facts.get("per", "")
        case "date-order":
            return facts.get("other", "")
        case "points-out-of-range" if "rule" not in facts:
            return facts.get("reason", "size")
        case "table-not-found" if facts.get("missing"):
            return "near"
        case "rule-unknown" if facts.get("proposed"):
            return "proposed"
        case "meeting-exists" | "meeting-closed" if "expected" in facts:
            return "differs"
    return facts.get("reason", "")


def _words(issue: Issue) -> dict[str, str]:
    """Facts as people say them, and those that several sentences put together alike."""
    facts = defaultdict(str, issue.facts)

    def joined(*names: str) -> str:
        return " ".join(filter(None, (facts[name] for name in names)))

    def by(table: dict[str, str], name: str) -> str:
        return table.get(facts[name], facts[name])

    found = f"“{issue.found}”" if issue.found else "空白"
    same_month = issue.code == "month-conflict" and facts["other_found"] == facts["other"]
    return {
        "found": found,
        "allowed": worth(facts["allowed"]) if facts["rule"] and facts["allowed"] else facts["allowed"],
        "place": joined("other_path", "other_sheet", "other"),
        "event": joined("household", "day", "rule"),
        "twice": facts["household"] or facts["rule"] or issue.found or "",
        "whose": facts["household"] or facts["rule"] or facts["item"],
        "who": f"{facts['household']} {facts['head']}".strip() or found,
        "rule_words": facts["rule"] + (f" {facts['wording']}" if facts["wording"] else ""),
        "field": by(FIELDS, "field"),
        "other_field": by(FIELDS, "other"),
        "household_is": HOUSEHOLD_IS.get(facts["status"], "不参评"),
        "deed_is": DEED_STATUS.get(facts["status"], "已评过"),
        "meeting_is": MEETING_STATUS.get(facts["status"], "公示或定案"),
        "source": SOURCES.get(facts["source"], "这里"),
        "other_source": SOURCES.get(facts["other_source"], "别处"),
        "other_found": "" if same_month else facts["other_found"],
        "other_period": period(facts["other"]) if facts["reason"] == "cycle" and facts["other"] else "",
        "in_period": period(facts["period"]) if facts["reason"] == "score" and facts["period"] else "上一期",
        "side": "扣分" if facts["reached"].startswith("-") else "加分",
        "every": EVERY.get(facts["per"], ""),
        "table": TABLES.get(facts["reason"], "要读的表格"),
        "missing_headers": "".join(f"“{FIELDS.get(key, key)}”" for key in facts["missing"].split()),
        "strange": facts["found"],
        "on_sheet": issue.found or "",
        "or_else": "（签领表则要有“A01 香皂（5分）”这样的物品列）" if facts["reason"] == "redemption" else "",
        "and_more": f"等 {facts['count']} 户" if facts["count"] not in ("", "1") else "",
    }
