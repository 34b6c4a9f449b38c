"""An invented village, as the contents of its documents: 180 households in eighteen grids under `JIFEN_SOAK`, else the
forty of four of these grids, which fill some pages as well.
"""

import csv
import os
from decimal import Decimal

from jifen.domain.documents.blank import Blank, BlankItem, BlankLine
from jifen.domain.documents.bulletin import Bulletin
from jifen.domain.documents.grids import Assessment, GridSheet, WorkLine
from jifen.domain.documents.handed import Cards, Certificates, Rectification
from jifen.domain.documents.lines import PeriodScore
from jifen.domain.documents.minutes import Minutes, MinutesItem
from jifen.domain.documents.objection import Reply
from jifen.domain.documents.published import (
    BlackLine,
    Board,
    BoardCorrection,
    Correction,
    Head,
    Honour,
    HonourCorrection,
    Monthly,
    MonthlyLine,
    Reason,
    Redemption,
    RedemptionLine,
    RedLine,
    Void,
)
from jifen.domain.documents.review import BlackCandidate, RedCandidate, Review
from jifen.domain.documents.shop import (
    Catalogue,
    CountingSheet,
    Donors,
    Register,
    RegisterLine,
    Settlement,
    SignOut,
    Slip,
)
from jifen.domain.documents.statement import Statement, StatementLine
from jifen.domain.points import show, total
from jifen.resources import data_dir

GRIDS = tuple(range(1, 19)) if os.environ.get("JIFEN_SOAK") else (1, 2, 5, 11)
SURNAMES = "胡贺刘陈萧曾沈白乔张王李赵周吴郑孙马"
GIVEN = ["国", "瑞年", "新", "有福", "满仓", "存", "桂兰", "秀英", "建国", "翠花"]
WORDINGS = [
    ("环境卫生", "HJ05", "参加集体环境整治", "4"),
    ("公益志愿", "GY01", "志愿服务每满4小时", "3"),
    ("移风易俗", "YF05", "超桌数、超标准操办", "-3"),
    ("邻里和睦", None, None, "2"),
    ("发展经济", "FZ01", "新发展种养、庭院经济达到村定规模", "10"),
    ("环境卫生", "HJ10", "乱堆乱放、占道晒粮经提醒不改", "-2"),
    ("遵规守法", "ZF02", None, "5"),
    ("村务参与", "CW03", "义务出工修路渠等公益设施", "12.5"),
]


def households() -> list[tuple[str, str, str]]:
    """Code, head, grid of each household, two of them of the same name."""
    found = []
    for n in range(180):
        grid, seat = n // 10 + 1, n % 10 + 1
        head = SURNAMES[(n * 7 + grid) % len(SURNAMES)] + GIVEN[n % len(GIVEN)]
        found.append((f"{grid:02d}-{seat:02d}", head, str(grid)))
    special = {12: "王建国", 108: "王建国", 3: "欧阳修远", 44: "阿不都·热合曼"}
    unique, seen = [], set()
    for n, (code, head, grid) in enumerate(found):
        name = special.get(n, head)
        while n not in special and name in seen:
            name += GIVEN[len(seen) % 7][-1]
        seen.add(name)
        unique.append((code, name, grid))
    return [household for household in unique if int(household[2]) in GRIDS]


def head(kind: str, period: str = "2025-07", *, published: bool = True) -> Head:
    return {
        "kind": kind,
        "village": "沙院村",
        "township": "红旗镇",
        "county": "康保县",
        "period": period,
        "number": "沙院村公示〔2025〕7号" if published else None,
        "published_on": "2025-07-28" if published else None,
        "notice_from": "2025-07-29" if published else None,
        "notice_to": "2025-07-31" if published else None,
        "backdated": False,
        "workdays": "no",
        "hotline": "0313-5551234",
        "contact": "村务监督委员会",
        "rulebook_from": None,
    }


def reasons(n: int) -> list[Reason]:
    picked = [WORDINGS[(n + k) % len(WORDINGS)] for k in range(n % 5)]
    ordered = sorted(picked, key=lambda item: -abs(Decimal(item[3])))
    return [{"category": c, "rule": r, "wording": w, "points": p} for c, r, w, p in ordered]


def monthly_line(n: int, code: str, name: str, grid: str) -> MonthlyLine:
    why = reasons(n)
    values = [Decimal(r["points"]) for r in why]
    awards, deductions = total(v for v in values if v > 0), total(v for v in values if v < 0)
    return {
        "household": code,
        "head": name,
        "grid": grid,
        "status": "away" if n == 20 else "active",
        "awards": show(awards),
        "deductions": show(deductions),
        "points": show(awards + deductions),
        "year": show(awards + deductions + n),
        "available": "-5" if n == 7 else str(n),
        "reasons": why,
    }


def monthly(*, published: bool = True, met: bool = True, count: int | None = None) -> Monthly:
    lines = [monthly_line(n, *h) for n, h in enumerate(households()[:count])]
    totals = {k: show(total(Decimal(x[k]) for x in lines)) for k in ("awards", "deductions", "points")}  # type: ignore[literal-required]
    return {
        **head("monthly", published=published),
        "met": met,
        "held_on": "2025-07-28",
        "lines": lines,
        "totals": totals,
    }


def graded() -> Monthly:
    """The notice of a quarter whose scheme counts from 100 and gives stars."""
    content = monthly()
    lines: list[MonthlyLine] = [
        {**line, "score": show(100 + Decimal(line["points"])), "grade": "五星" if n % 3 else None}
        for n, line in enumerate(content["lines"])
    ]
    scheme = {"period": "quarter", "base": "100", "floor": "0", "grades": "五星:95", "spendable": "above:100"}
    return {**content, "covers": "2025Q3", "scheme": scheme, "lines": lines}


def ranked(content: Monthly, apart: str = "") -> Monthly:
    """The same where the scheme shows places: every seventh household is away and has none, a third are on a streak."""
    lines: list[MonthlyLine] = []
    for n, line in enumerate(content["lines"]):
        placed: MonthlyLine = {**line, "rank": n // 2 + 1} if n % 7 else {**line}
        if apart:
            placed["among"] = line["grid"] if apart == "grid" else f"{n % 3 + 1}"
        if line.get("grade") and n % 3 == 1:
            placed["streak"] = n % 5 + 2
        lines.append(placed)
    scheme = {**content.get("scheme", {}), "apart": apart, "ranks": "yes"}
    return {**content, "scheme": {key: text for key, text in scheme.items() if text}, "lines": lines}


def scored_statement() -> Statement:
    """Of a household with a score a quarter, the last one's notice still out."""
    quarters = [("2025Q1", "108", "五星", True), ("2025Q2", "104", "五星", True), ("2025Q3", "88", None, False)]
    scores: list[PeriodScore] = [
        {"period": period, "score": score, "grade": grade, "final": final} for period, score, grade, final in quarters
    ]
    return {**statement(), "course": {"scores": scores, "streak": 3}}


def scored_cards(count: int = 180) -> Cards:
    """Cards of a village with scores; every fourth household has none."""
    content = cards(count)
    for n, line in enumerate(content["lines"]):
        if n % 4:
            line["last"] = {"period": "2025Q2", "score": str(90 + n % 30), "grade": "五星", "final": True}
    return content


def correction() -> Correction:
    return {
        **head("correction"),
        "number": "沙院村公示〔2025〕8号",
        "corrects_number": "沙院村公示〔2025〕7号",
        "corrects_published_on": "2025-07-28",
        "lines": [
            {
                "household": "02-03",
                "head": "王建国",
                "grid": "2",
                "category": "环境卫生",
                "rule": "HJ05",
                "wording": "参加集体环境整治",
                "before": "4",
                "after": "6",
                "why": "7月12日整治漏记一次，经核对签到表更正",
            },
            {
                "household": "11-09",
                "head": "王建国",
                "grid": "11",
                "category": "遵规守法",
                "rule": "ZF02",
                "wording": None,
                "before": "5",
                "after": "0",
                "why": "重名误记",
            },
        ],
    }


def void() -> Void:
    return {
        **head("void"),
        "number": "沙院村公示〔2025〕9号",
        "corrects_number": "沙院村公示〔2025〕7号",
        "corrects_published_on": "2025-07-28",
        "why": "评议表录入时整列错位，须重新评议",
    }


def minutes() -> Minutes:
    lines = []
    for n, (code, name, grid) in enumerate(households()):
        why = reasons(n)
        items: list[MinutesItem] = [
            {
                "category": r["category"],
                "rule": r["rule"],
                "wording": r["wording"],
                "points": r["points"],
                "occurred_on": "2025-07-03" if k == 0 else None,
                "reason": "东沟修渠" if k == 0 else None,
            }
            for k, r in enumerate(why)
        ]
        if items:
            points = show(total(Decimal(r["points"]) for r in why))
            lines.append({"household": code, "head": name, "grid": grid, "items": items, "points": points})
    return {
        "village": "沙院村",
        "township": "红旗镇",
        "month": "2025-07",
        "status": "recorded",
        "held_on": "2025-07-28",
        "place": "村党群服务中心",
        "chair": "李长河",
        "recorder": "赵敏",
        "expected": 15,
        "present": 7,
        "panel": ["李长河", "赵敏", "胡国", "贺瑞年", "欧阳修远"],
        "supervisors": ["沈存", "白满仓"],
        "recusals": [{"household": "01-01", "head": "胡国", "name": "胡国"}],
        "allowed": [
            {
                "household": "03-04",
                "head": "周有福",
                "guard": "cap-exceeded",
                "points": "8",
                "reason": "连续三天抢修水渠，会议一致同意",
            }
        ],
        "notes": ["下月起评议会改在每月25日召开。"],
        "lines": lines,  # type: ignore[typeddict-item]
        "totals": {
            "households": str(len(lines)),
            "entries": "360",
            "awards": "1800",
            "deductions": "-220",
            "points": "1580",
        },
        "objections": [
            {
                "household": "05-06",
                "head": "张存",
                "reason": "6月志愿服务漏记",
                "outcome": "upheld",
                "answer": "补记3分",
            }
        ],
        "corrections": [
            {
                "household": "01-02",
                "head": "赵敏",
                "grid": "1",
                "category": "环境卫生",
                "rule": None,
                "wording": None,
                "before": "8",
                "after": "7",
                "why": "复核",
                "number": "沙院村公示〔2025〕8号",
                "published_on": "2025-08-06",
            }
        ],
    }


def statement() -> Statement:
    lines: list[StatementLine] = []
    running = Decimal(10)
    kinds = ["award", "award", "deduction", "redemption", "reversal", "award", "return"]
    for n in range(30):
        kind = kinds[n % 7]
        _, rule, wording, _ = WORDINGS[n % 2]
        points = Decimal(-3 if kind in ("deduction", "redemption", "reversal") else 4)
        running += points
        scored = kind in ("award", "deduction", "reversal")
        lines.append(
            {
                "id": 100 + n,
                "on": f"2025-{n // 5 + 1:02d}-{n % 5 * 5 + 1:02d}",
                "month": f"2025-{n // 5 + 1:02d}" if scored else None,
                "kind": kind,
                "category": "环境卫生" if scored else None,
                "rule": rule if scored else None,
                "wording": wording if scored else None,
                "reason": "东沟修渠清淤" if scored else "A01 香皂 2块",
                "points": show(points),
                "running": show(running),
                "pending": n >= 28,
                "pending_until": "2025-07-31" if n == 28 else None,
                "disputed": n == 27,
                "reverses": 101 if kind == "reversal" else None,
            }
        )
    return {
        "village": "沙院村",
        "household": "02-03",
        "head": "王建国",
        "grid": "2",
        "group": "一组",
        "people": 4,
        "status": "active",
        "period": "2025H1",
        "as_of": "2025-07-28",
        "before": "10",
        "lines": lines,
        "deeds": [
            {
                "deed": 7,
                "on": "2025-07-02",
                "category": "环境卫生",
                "wording": "参加集体环境整治",
                "note": "清理村道水沟",
                "points": "2",
                "status": "decided",
                "month": "2025-07",
                "given": "2",
                "reason": None,
            },
            {
                "deed": 9,
                "on": "2025-07-20",
                "category": "邻里和睦",
                "wording": None,
                "note": "",
                "points": "3",
                "status": "refused",
                "month": "2025-07",
                "given": None,
                "reason": "没有调解成",
            },
        ],
        "figures": {
            "opening": "10",
            "earned": "52",
            "deducted": "-6",
            "redeemed": "-8",
            "expired": "0",
            "transferred": "0",
            "pending": "4",
            "disputed": "4",
            "available": "40",
        },
        "hotline": "0313-5551234",
    }


def blank() -> Blank:
    """The shipped rule book over all households."""
    caps = {"次": "event", "月": "month", "年": "year"}
    with (data_dir("templates") / "积分细则.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items: list[BlankItem] = [
        {
            "code": row["编号"],
            "category": row["类别"],
            "wording": row["项目"],
            "points": row["分值"],
            "unit": row["单位"],
            "caps": ",".join(
                f"{part.split('/')[0].lstrip('-')}/{caps[part.split('/')[1]]}"
                for part in row["上限"].split("，")
                if part
            ),
        }
        for row in rows
    ]
    lines: list[BlankLine] = [
        {"household": code, "head": name, "grid": grid, "status": "active"} for code, name, grid in households()
    ]
    categories = list(dict.fromkeys(item["category"] for item in items))
    return {"village": "沙院村", "month": "2025-08", "lines": lines, "categories": categories, "items": items}


PRAISE = (
    "门前三包落实好，庭院常年整洁",
    "积极参加志愿服务和义务劳动",
    "邻里有事热心相帮",
    "红白事简办，不铺张",
    "按时参加村民会议，积极建言",
)


def red_line(n: int, code: str, name: str, grid: str) -> RedLine:
    points = 90 - n // 3 * 2
    return {
        "rank": n // 3 * 3 + 1,
        "household": code,
        "head": name,
        "grid": grid,
        "tier": None,
        "points": str(points),
        "reason": "；".join(PRAISE[n % 4 : n % 4 + 2]),
        "streak": 3 if n == 0 else 1,
    }


def board(red: int = 36, black: int = 2, *, current: bool = False) -> Board:
    namesakes = [household for household in households() if household[0] in ("02-03", "11-09")]
    praised = [household for household in households() if household not in namesakes]
    chosen = [praised[n * 7 % len(praised)] for n in range(red)]
    facts = [
        (
            "《村规民约》第七条（环境卫生）",
            "2025年5月6日至5月20日，在村东大街公共道路边堆放粪堆，经网格员两次提醒未清理",
        ),
        ("《积分细则》HJ11 焚烧秸秆垃圾", "2025年4月12日，在南坡地头焚烧秸秆约半亩"),
    ]
    lines: list[BlackLine] = []
    for n in range(black):
        code, name, grid = namesakes[n % 2]
        article, fact = facts[n % 2]
        lines.append(
            {
                "household": code,
                "head": name,
                "grid": grid,
                "points": "-12",
                "article": article,
                "fact": fact,
                "told_on": "2025-05-21",
                "deadline": "2025-06-20",
                "outcome": "未整改",
                "until": "2026-01-15",
            }
        )
    return {
        **head("board-current" if current else "board", "2025H1"),
        "number": "沙院村公示〔2025〕12号",
        "notice_to": "2025-08-04",
        "selector": "share:20",
        "ranked": 176,
        "left_out": {"away": 3, "left": 1},
        "missing": ["2025-03"],
        "tied": 3,
        "red": [red_line(n, *h) for n, h in enumerate(chosen)],
        "black": lines,
        "current": current,
    }


def honour(count: int = 3, *, person: bool = True) -> Honour:
    named = {"kind": "daughter-in-law", "name": "最美媳妇", "person": person, "award": None}
    award = {"rule": "XL01", "wording": "获评好婆婆好媳妇好女婿（村级）", "points": "+5"}
    lines = [
        {
            "household": f"01-{n + 1:02d}",
            "head": NAMES[n % 4],
            "grid": "1",
            "points": f"{60 - n}.5",
            "reason": "照料长辈",
        }
        | ({"person": f"刘巧{'云玉珍兰'[n % 4]}"} if person else {})
        for n in range(count)
    ]
    return {
        **head("honour", "2025"),
        "honour": named | {"award": award},
        "ranked": 174,
        "left_out": {"away": 2},
        "missing": [],
        "lines": lines,
    }


def rectified(count: int = 3) -> Honour:
    """A yellow list of a half-year."""
    named = {"kind": "yellow", "name": "黄榜", "person": False, "award": None, "nature": "rectify", "colour": "yellow"}
    lines = [
        {
            "household": f"01-{n + 1:02d}",
            "head": NAMES[n % 4],
            "grid": "1",
            "points": "-4",
            "reason": "",
            "fact": "2025年6月12日把建筑垃圾倒在村西水渠边，两次提醒没有清理",
            "deadline": "2025-08-20",
            "until": "2026-01-28",
        }
        for n in range(count)
    ]
    return {
        **head("honour", "2025H1"),
        "honour": named,
        "ranked": 174,
        "left_out": {},
        "missing": ["2025-03"],
        "lines": lines,
    }


def honour_correction() -> HonourCorrection:
    return {
        **head("honour-correction", "2025"),
        "honour": honour()["honour"],
        "corrects_number": "沙院村公示〔2026〕2号",
        "corrects_published_on": "2026-01-10",
        "changes": [
            {
                "list": "daughter-in-law",
                "household": "01-02",
                "head": NAMES[1],
                "grid": "1",
                "person": "刘巧玉",
                "change": "delisted",
                "before": "照料长辈",
                "after": "",
                "why": "申报弄虚作假",
            }
        ],
    }


def board_correction() -> BoardCorrection:
    return {
        **head("board-correction", "2025H1"),
        "number": "沙院村公示〔2025〕13号",
        "corrects_number": "沙院村公示〔2025〕12号",
        "corrects_published_on": "2025-07-28",
        "changes": [
            {
                "list": "black",
                "household": "02-03",
                "head": "王建国",
                "grid": "2",
                "change": "delisted",
                "before": "公共道路边堆放粪堆",
                "after": "",
                "why": "8月2日复查已清理",
            },
            {
                "list": "red",
                "household": "01-04",
                "head": "欧阳修远",
                "grid": "1",
                "change": "reason",
                "before": "公益志愿12分",
                "after": "公益志愿15分",
                "why": "漏记志愿服务",
            },
        ],
    }


def review() -> Review:
    content = board()
    red: list[RedCandidate] = [
        {
            "rank": line["rank"],
            "household": line["household"],
            "head": line["head"],
            "grid": line["grid"],
            "tier": None,
            "points": line["points"],
            "reason": line["reason"],
            "history": "连续三次红榜" if line["rank"] == 1 else "",
        }
        for line in content["red"]
    ]
    black: list[BlackCandidate] = [
        {
            "household": "02-03",
            "head": "王建国",
            "grid": "2",
            "points": "-12",
            "deductions": "-20",
            "cause": "black-deductions",
            "article": "HJ10 乱堆乱放、占道晒粮经提醒不改",
            "fact": "",
            "history": "",
        }
    ]
    return {
        "village": "沙院村",
        "period": "2025H1",
        "selector": "share:20",
        "ranked": 176,
        "tied": 3,
        "left_out": {"away": 3, "left": 1},
        "missing": [],
        "red": red,
        "black": black,
    }


def reply() -> Reply:
    return {
        "village": "沙院村",
        "id": 4,
        "document": "沙院村公示〔2025〕7号",
        "period": "2025-07",
        "household": "02-03",
        "head": "王建国",
        "entry": {"what": "参加集体环境整治", "points": "4"},
        "reason": "7月12日整治我家去了两个人，只记了一次",
        "filed_on": "2025-07-30",
        "due_on": "2025-08-08",
        "late": False,
        "status": "upheld",
        "decided_on": "2025-08-01",
        "answer": "经核对签到表，7月12日该户确有两人参加。",
        "changes": [
            {
                "household": "02-03",
                "head": "王建国",
                "grid": "2",
                "category": "环境卫生",
                "rule": "HJ02",
                "wording": "参加集体环境整治",
                "before": "4",
                "after": "6",
                "why": "经核对签到表，7月12日该户确有两人参加。",
            }
        ],
        "correction": "沙院村公示〔2025〕8号",
        "hotline": "0313-5551234",
        "contact": "村务监督委员会",
    }


GOODS = [
    ("A01", "香皂", "125克", "块", 5, "3.50"),
    ("A02", "洗衣液", "2千克", "瓶", 20, "15.00"),
    ("A03", "牙膏", "120克", "支", 8, None),
    ("B01", "花生油", "5升", "桶", 80, "69.90"),
    ("B02", "挂面", "1千克", "把", 10, "6.00"),
    ("B03", "大米", "5千克", "袋", 45, "32.00"),
    ("C01", "毛巾", "", "条", 12, "9.90"),
    ("C02", "加厚抽取式面巾纸家庭装", "10包", "提", 25, "19.90"),
]


def catalogue() -> Catalogue:
    return {
        "village": "沙院村",
        "period": "2025Q3",
        "opened_on": "2025-09-30",
        "closes_on": "2025-10-02",
        "minimum": "5",
        "hotline": "0313-5551234",
        "lines": [
            {
                "item": item,
                "name": name,
                "spec": spec,
                "unit": unit,
                "price": price,
                "reference": reference,
                "on_hand": 40,
                "sources": ["purchase", "donation"],
            }
            for item, name, spec, unit, price, reference in GOODS
        ],
    }


def slip() -> Slip:
    content = catalogue()
    return {
        "village": content["village"],
        "period": content["period"],
        "household": "02-03",
        "head": "王建国",
        "grid": "2",
        "available": "35.5",
        "opened_on": content["opened_on"],
        "closes_on": content["closes_on"],
        "minimum": content["minimum"],
        "hotline": content["hotline"],
        "items": [line for line in content["lines"] if line["price"] <= 35],
    }


def sign_out(goods: int = 8) -> SignOut:
    return {
        "village": "沙院村",
        "period": "2025Q3",
        "items": [{"item": f"A{n + 1:02d}", "name": GOODS[n % 8][1], "price": GOODS[n % 8][4]} for n in range(goods)],
        "lines": [
            {"household": code, "head": name, "grid": grid, "available": f"{n % 60 + 1}.5"}
            for n, (code, name, grid) in enumerate(households())
        ],
    }


def redemption() -> Redemption:
    lines: list[RedemptionLine] = []
    for n, (code, name, grid) in enumerate(households()[:120]):
        taken = [GOODS[(n + k) % len(GOODS)] for k in range(n % 4 + 1)]
        lines.append(
            {
                "household": code,
                "head": name,
                "grid": grid,
                "items": [
                    {"item": g[0], "name": g[1], "unit": g[3], "quantity": n % 2 + 1, "points": str(g[4] * (n % 2 + 1))}
                    for g in taken
                ],
                "points": str(sum(g[4] * (n % 2 + 1) for g in taken)),
                "available": "-2" if n == 5 else str(n),
            }
        )
    return {
        **head("redemption", "2025Q3"),
        "number": "沙院村公示〔2025〕20号",
        "opened_on": "2025-09-30",
        "closed_on": "2025-10-02",
        "lines": lines,
        "totals": {"households": str(len(lines)), "receipts": "131"},
    }


def redemption_of(count: int) -> Redemption:
    """The notice with its first lines only."""
    found = redemption()
    found["lines"] = found["lines"][:count]
    return found


def register(count: int = 60) -> Register:
    lines: list[RegisterLine] = []
    there = households()
    for n in range(count):
        code, name, _ = there[n % len(there)]
        item, goods, _, _, price, _ = GOODS[n % len(GOODS)]
        lines.append(
            {
                "day": "2025-09-30",
                "household": code,
                "head": name,
                "item": item,
                "name": goods,
                "quantity": 2,
                "price": price,
                "points": str(price * 2),
                "by": "张小丽" if n == 3 else None,
                "relation": "儿媳" if n == 3 else None,
                "receipt": f"2025Q3-{n + 1:04d}",
                "returned_on": "2025-10-01" if n == 4 else None,
            }
        )
    return {"village": "沙院村", "period": "2025Q3", "lines": lines}


def settlement() -> Settlement:
    return {
        "village": "沙院村",
        "period": "2025Q3",
        "opened_on": "2025-09-30",
        "closed_on": "2025-10-02",
        "households": 120,
        "receipts": 131,
        "lines": [
            {
                "item": item,
                "name": name,
                "unit": unit,
                "out": 30,
                "returned": 1,
                "points": str(29 * price),
                "cost": "101.50",
                "left": 11,
            }
            for item, name, _, unit, price, _ in GOODS
        ],
        "points_before": "9876.5",
        "points_after": "3921.5",
        "fund": "1234.56",
        "stock_value": "800.00",
    }


def counting() -> CountingSheet:
    return {
        "village": "沙院村",
        "as_of": "2025-10-02",
        "lines": [
            {
                "item": g[0],
                "name": g[1],
                "spec": g[2],
                "unit": g[3],
                "booked": 11,
                "best_before": "2026-05-01" if g[0] == "B01" else None,
            }
            for g in GOODS
        ],
    }


def donors() -> Donors:
    return {
        "village": "沙院村",
        "township": "红旗镇",
        "as_of": "2025-10-02",
        "hotline": "0313-5551234",
        "lines": [
            {
                "day": "2025-09-01",
                "donor": "康保县供销合作社",
                "item": "B01",
                "name": "花生油",
                "unit": "桶",
                "quantity": 20,
                "value": "1398.00",
                "receipt": "0001237",
                "redeemed": 12,
                "written_off": 1,
                "left": 7,
            },
            {
                "day": "2025-09-03",
                "donor": "李大山",
                "item": None,
                "name": "现金",
                "unit": "",
                "quantity": 0,
                "value": "500.00",
                "receipt": "0001238",
                "redeemed": 0,
                "written_off": 0,
                "left": 0,
            },
        ],
    }


NAMES = ("王建", "王建国", "欧阳修远", "阿卜杜热合曼买买提艾力江")
"""Heads of two, three, four and twelve characters."""


def cards(count: int = 180) -> Cards:
    """Cards of 35 grids at most, debts and half points among them."""
    return {
        "village": "沙院村",
        "hotline": "0313-5551234",
        "as_of": "2025-07-28",
        "grid": None,
        "single": False,
        "lines": [
            {
                "household": f"{n // 18 + 1:02d}-{n % 18 + 1:02d}",
                "head": NAMES[n % 4],
                "grid": str(n // 18 + 1),
                "group": "二组" if n % 3 else None,
                "people": n % 7 + 1 if n % 5 else None,
                "available": "-5.5" if n % 6 == 3 else str(n),
                "year": "-3" if n % 7 == 2 else f"{n}.5",
            }
            for n in range(count)
        ],
    }


def certificates(count: int = 3) -> Certificates:
    return {
        "village": "沙院村",
        "township": "红旗镇",
        "honour": "red",
        "period": "2025H1",
        "number": "沙院村公示〔2025〕7号",
        "published_on": "2025-07-15",
        "issued_on": "2025-07-28",
        "lines": [
            {"household": f"01-{n + 1:02d}", "head": NAMES[n % 4], "grid": "1", "points": f"{60 - n}.5"}
            for n in range(count)
        ],
    }


def rectification(deeds: int = 2) -> Rectification:
    return {
        "household": "03-07",
        "head": NAMES[3],
        "grid": "3",
        "village": "沙院村",
        "township": "",
        "period": "2025H1",
        "told_on": "2025-07-01",
        "deadline": "2025-07-10",
        "deeds": [
            {
                "id": n + 4,
                "on": "2025-04-01" if n % 2 else "2025-03-05",
                "month": bool(n % 2),
                "category": "环境卫生",
                "wording": None if n % 2 else "乱堆乱放、占道晒粮经提醒不改",
                "detail": None if n % 2 else "村东路口",
                "points": "-4.5" if n % 2 else "-2",
            }
            for n in range(deeds)
        ],
        "text": "",
        "contact": "村务监督委员会",
        "hotline": "0313-5551234",
        "objection_days": 7,
    }


def bulletin(grids: int = 12) -> Bulletin:
    """A half-year of which one month is missing and one is not final."""
    before = {"households": 178, "scoring": 176, "participating": 150, "share": "85.2",
              "awards": "1802", "deductions": "-210", "points": "1592"}  # fmt: skip
    now = {"households": 180, "scoring": 178, "participating": 155, "share": "87.1",
           "awards": "1883", "deductions": "-198.5", "points": "1684.5"}  # fmt: skip
    kinds = ["发展经济", "移风易俗", "环境卫生", "遵规守法", "孝老爱亲", "邻里和睦", "公益志愿", "村务参与"]
    months = [f"2024-{n:02d}" for n in range(7, 13)] + [f"2025-{n:02d}" for n in range(1, 7)]
    states = {"2025-04": None, "2025-06": "published"}
    return {
        "village": "沙院村",
        "township": "河东镇",
        "period": "2025H1",
        "previous": "2024H2",
        "as_of": "2025-07-28",
        "chain": "55e7abc898d6",
        "figures": now,
        "before": before,
        "missing": ["2025-04"],
        "missing_before": [],
        "unfinished": ["2025-06"],
        "later": [],
        "categories": [
            {"category": name, "awards": str(50 * n), "deductions": str(-n), "points": str(49 * n), "before": "9"}
            for n, name in enumerate(kinds, 1)
        ],
        "months": [
            {
                "month": month,
                "own": month > "2025",
                "status": (status := states.get(month, "final")),
                "households": 80 + n if status else 0,
                "awards": str(300 + n) if status else "0",
                "deductions": str(-n) if status else "0",
                "points": "300" if status else "0",
                "published_on": f"{month}-28" if status else None,
                "notice_from": f"{month}-25" if status else None,
                "notice_to": f"{month}-27" if status else None,
            }
            for n, month in enumerate(months)
        ],
        "grids": [
            {"grid": str(n), "households": 10, "participating": n % 11, "points": str(7 * n), "average": str(n)}
            for n in range(1, grids + 1)
        ],
        "rules": [
            {"rule": rule, "category": category, "wording": wording, "times": 40 - n, "households": 30, "points": "9"}
            for n, (category, rule, wording, _) in enumerate(line for line in WORDINGS if line[2])
        ],
        "red": {
            "number": "沙院村公示〔2025〕7号",
            "published_on": "2025-07-10",
            "lines": [
                {"household": "01-01", "head": "林雪梅", "grid": "1"},
                {"household": "02-03", "head": "王建国", "grid": "2"},
                {"household": "05-03", "head": "王建国", "grid": "5"},
            ],
        },
        "shop": {
            "receipts": 76, "households": 70, "points": "380", "pieces": 76, "income": "3000.00", "spent": "120.00",
            "fund": "2880.00", "goods": [{"item": "A01", "name": "香皂", "unit": "块", "quantity": 76}],
        },
        "objections": {"filed": 3, "upheld": 1, "rejected": 1, "open": 1, "days": "4.5"},
        "matters": [
            {"kind": "矛盾调解", "opened": 3, "closed": 2, "on_time": 1, "overdue": 2},
            {"kind": "微心愿", "opened": 1, "closed": 1, "on_time": 1, "overdue": 0},
        ],
    }  # fmt: skip


def work_line(worker: str | None, grid: str | None, kind: str, closed: int) -> WorkLine:
    return {
        "worker": worker,
        "grid": grid,
        "kind": kind,
        "opened": closed + 2,
        "closed": closed,
        "on_time": max(0, closed - 1),
        "overdue": min(1, closed),
        "days": "2.5" if closed else None,
        "rating": "4.5" if kind == "矛盾调解" else None,
    }


def assessment(grids: int = 3) -> Assessment:
    """A quarter of grid workers: two kinds a grid; of one grid nobody knows who works there."""
    kinds = ("矛盾调解", "隐患随手拍")
    lines = [
        work_line(None if n == 2 else f"{'刘张陈'[n % 3]}芳", str(n), kind, n - 1)
        for n in range(1, grids + 1)
        for kind in kinds
    ]
    return {
        "village": "沙院村",
        "township": "河东镇",
        "period": "2025Q3",
        "as_of": "2025-10-08",
        "chain": "3f2a9c1d07be",
        "lines": lines,
        "total": work_line(None, None, "矛盾调解", 2 * grids),
    }


def grid_sheet(count: int = 10) -> GridSheet:
    """The third grid with its households, one of which owes points."""
    return {
        "village": "沙院村",
        "grid": "3",
        "name": "河西",
        "lead": "张强",
        "worker": "刘芳",
        "as_of": "2025-07-28",
        "year": "2025",
        "chain": "3f2a9c1d07be",
        "people": 4 * count,
        "points": str(3 * count),
        "matters": {"opened": 6, "closed": 4, "on_time": 3, "running": 2, "overdue": 1},
        "meetings": 2,
        "last_meeting": "2025-07-20",
        "households": [
            {
                "household": code,
                "head": name,
                "group": "三组",
                "people": 4,
                "status": "active",
                "points": "3",
                "available": "-2" if n == 1 else "12.5",
            }
            for n, (code, name, _) in enumerate(households()[:count])
        ],
    }
