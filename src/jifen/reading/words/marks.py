"""The words of columns that say yes or no, or plus or minus, whatever the column is called."""

import re
from functools import lru_cache

from jifen.reading.words.names import normalise_text

_SHORT = 6
TICKS = frozenset("√✓✔☑")
_WORDS = {
    "up": """
        加 加分 加项 + 奖 奖励 奖分 奖项 增 增加 增分 正 正向 正分 正面 收 收入 表扬 奖励分 加分项 奖励加分
    """,
    "down": """
        减 减分 减项 - 扣 扣分 扣项 扣减 扣除 − — 罚 罚分 惩 惩罚 处罚 惩戒 减少 负 负向 负分 负面 支 支出
        批评 扣分项 减分项
    """,
    "passed": """
        通过 同意 核定 已通过 一致通过 全票通过 审核通过 评议通过 审议通过 表决通过 一致同意 已同意 同意通过
        已核定 认定 予以认定 已审核 审核同意 准予 予以通过 予以核定 全体通过 获通过 多数通过 均通过 同意加分
        同意扣分 予以加分 予以扣分 予以计分 予以记分 可以
    """,
    "rejected": """
        不通过 退回 待定 撤回 未通过 没通过 不同意 驳回 已驳回 已退回 已撤回 被驳回 否决 已否决 待审核 待审
        待审定 待评议 待核实 待复核 未审核 未审 审核中 审核不通过 审核未通过 评议不通过 评议未通过 不予通过
        不予认定 不认定 不予核定 未核定 暂缓 缓议 暂不通过 搁置 作废 取消 无效 撤销 已撤销 不予采纳 未采纳
        待处理 处理中 不准予 剔除 删除 不算 不计 不计分 不予计分 不记分 不予记分 不加分 不扣分 不给 不行 不符 不符合
        不予加分 不予扣分 不可以 不可 待议 未定 待查 待补 待补充 延后 存疑
    """,
    "postponed": """
        待定 待议 未定 待审 待审定 待审核 待评议 待核实 待复核 待查 待补 待补充 待处理 处理中 审核中 未审 未审核 暂缓
        缓议 搁置 延后 存疑 退回 已退回 暂不通过
    """,
    "grades": """
        优秀 优良 良好 优 良 中 差 较好 较差 一般 合格 基本合格 不合格 达标 不达标 一等 二等 三等 一级 二级
        三级 甲 乙 丙 丁 A B C D A级 B级 C级 D级 一星 二星 三星 四星 五星 先进 示范 示范户 清洁户 文明户
    """,
}
_SAYS = re.compile(
    r"(?P<no>不予?|未[予获被]?|没有?|不[被能可]|暂[不未])?(?:已|予以|一致|全体|均|获)?"
    r"(?:通过|同意|核定|认定|认可|批准|核准|准予?|采纳|赞成|确认|核实|属实|成立|有效|许可|审定)"
)
"""不认可, 未批准, 已确认: no list holds them all."""
_UP, _DOWN, _PASSED, _NOT_PASSED, _POSTPONED, _GRADES = (
    frozenset(_WORDS[key].split()) for key in ("up", "down", "passed", "rejected", "postponed", "grades")
)
_YES_NO = {"是": True, "否": False, "×": False, "x": False, "X": False, "✗": False, "✕": False}


@lru_cache(maxsize=4096)
def direction_word(text: str) -> int | None:
    """1 or -1 for a word of awards or deductions; None for any other text."""
    plain = normalise_text(text)
    if plain in _UP:
        return 1
    return -1 if plain in _DOWN else None


def postpones(text: str) -> bool:
    """Whether a word puts a decision off: nothing is decided yet."""
    return normalise_text(text) in _POSTPONED


@lru_cache(maxsize=4096)
def decision_word(text: str) -> bool | None:
    """Whether a word says that the meeting let something pass; None for any other text, ticks included."""
    plain = normalise_text(text)
    if plain in _PASSED:
        return True
    if plain in _NOT_PASSED:
        return False
    said = _SAYS.fullmatch(plain)
    return None if said is None else said["no"] is None


def answer_word(text: str) -> bool | None:
    """As `decision_word`, in a column that is known to hold decisions: √ and 是 pass there, × and 否 do not."""
    plain = normalise_text(text)
    if plain in TICKS:
        return True
    return _YES_NO.get(plain, decision_word(text))


_EXCLUDED = re.compile(
    r"已?(?:弃权|死亡|去世|亡故|病故|身故|迁出|销户|注销|除名|退出)|已故|[不未]参[评加与]?评?议?|不评议?|停评|空户|一票否决"
    r"|(?:[本当]月|此项|该项)?(?:不[计记]分?|不算|未评|不评|清零|无分|重复)"
    r"|暂停(?:参评|积分|评议)?|取消(?:资格|参评|积分)|放弃(?:参评|积分)?"
)


def excludes(text: str) -> bool:
    """Whether a text beside a household says that it gets nothing: 弃权, 已迁出, 不参评, 未通过."""
    return decision_word(text) is False or bool(_EXCLUDED.fullmatch(normalise_text(text)))


def is_answer(text: str) -> bool:
    """Whether a text only says yes or no: √, ×, 是, 否."""
    plain = normalise_text(text)
    return plain in TICKS or plain in _YES_NO


def is_mark(text: str) -> bool:
    """Whether a text is a tick or a cross."""
    return is_answer(text) and normalise_text(text) not in ("是", "否")


def denies(text: str) -> bool:
    """Whether a short text begins by denying something: 不达标, 未到场, 缺证据. What it decides a person must say."""
    plain = normalise_text(text)
    return 1 < len(plain) <= _SHORT and plain[0] in "不未没否无驳退撤废缓暂待缺"


@lru_cache(maxsize=4096)
def is_grade(text: str) -> bool:
    """Whether a word grades a household: 优秀, 良好, 合格."""
    return normalise_text(text) in _GRADES
