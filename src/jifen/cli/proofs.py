"""verify at the screen."""

from typing import Any

from jifen.cli.arguments import Common
from jifen.cli.output import show, show_json

CHECKS = {
    "integrity": "账本文件完好",
    "foreign-keys": "各表之间对得上",
    "triggers": "防改写的锁都在",
    "entries": "每笔冲正都有来历",
    "numbers": "文号不断号",
    "documents": "公示文件没有被改过",
    "stock": "库存由进出逐笔算得",
    "points": "兑换积分与流水一致",
    "money": "资金由收支逐笔算得",
}
KINDS = {
    "monthly": "积分公示",
    "correction": "更正公示",
    "void": "作废公告",
    "board": "红黑榜",
    "board-correction": "红黑榜更正公示",
    "board-current": "红黑榜（现行）",
    "redemption": "兑换公示",
}
TAKEN_OFF = {"removed": "已从榜上撤下", "delisted": "已撤榜"}
"""What the `now` of a list's line may be besides points."""
STATUS = {"in-force": "有效", "corrected": "已有更正", "void": "已作废"}


def tell_checks(common: Common, checks: list[Any]) -> bool:
    """All checks; true when all hold."""
    ok = all(check.ok for check in checks)
    if common.json:
        show_json({"ok": ok, "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]})
        return ok
    for check in checks:
        name = CHECKS.get(check.name, check.name)
        if check.name.startswith("month "):
            name = f"{check.name[6:]} 与评议表一致"
        show(f"{'对' if check.ok else '错'}　{name}" + ("" if check.ok else f"：{check.detail}"))
    show("账本核对无误。" if ok else "账本有对不上的地方，见上面标“错”的行。请不要再写入，并用最近的备份比对。")
    return ok


def tell_proof(common: Common, proof: Any) -> bool:
    """What a check code proves."""
    from jifen.messages.shapes import period_words

    document = proof.document
    if common.json:
        show_json(
            {
                "ok": proof.ok,
                "document": {
                    "kind": document.kind,
                    "period": document.period,
                    "number": document.number,
                    "status": proof.status,
                },
                "later": [{"household": x.household, "printed": x.printed, "now": x.now} for x in proof.later],
            }
        )
        return bool(proof.ok)
    name = f"{document.number} {period_words(document.period)}{KINDS[document.kind]}"
    show(f"{name}（{STATUS[proof.status]}）：" + ("与账本一致。" if proof.ok else "与账本不一致，请不要采信！"))
    for line in proof.later:
        if line.words:
            show(f"  公示后依法更正：{line.household} 公示“{line.printed}”，现为“{line.now}”")
            continue
        now = TAKEN_OFF.get(line.now) or f"现为 {line.now} 分"
        show(f"  公示后依法更正：{line.household} 公示 {line.printed} 分，{now}")
    return bool(proof.ok)
