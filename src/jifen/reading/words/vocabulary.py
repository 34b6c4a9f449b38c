"""The words of headers, a key for each meaning, for every form that people fill in. A village's own word is one line.

A word that means something else in one form, or that only this form may use, stands under that form in `OWN`.
"""

from collections.abc import Sequence
from typing import Literal

FormName = Literal[
    "roster", "rulebook", "rulebook-of-items", "opening", "review", "honour", "honour-person", "honour-rectify",
    "goods", "stocktake", "redemption-register", "redemption-sheet", "matters", "deeds", "attendance", "scheme",
]  # fmt: skip

WORDS: dict[str, str] = {
    # --- the household
    "code": """
        户编号 户号 户编码 户码 家庭编号 家庭编码 农户编号 农户编码 户籍编号 户代码 户主编号 住户编号
        积分户编号 户籍号 家庭户编号 农户代码 农户号 户主编码
    """,
    "code?": """
        编号 编码 代码 党员编号 网格员编号 人员编号 受评组编号
    """,
    "head": """
        户主 户主姓名 户名 户主名 户主名称 户主名字 户代表 家庭户主 农户 农户姓名 农户户主 农户名称
        农户名 农户家庭名称 家庭名称 家庭 村民户 受评户 被评议户 被评户 家庭户 姓名 名字 村民姓名
        村民 户 所属户主 所在户主 所属户 所在户 所属农户 所属家庭 所在家庭 所属户主姓名
        所在户主姓名 归属户主 归属户 受评组
    """,
    "grid": """
        网格 微网格 网格号 所属网格 所在网格 网格名称 微网格号 网格编号 片区 所属片区 片 所属微网格
    """,
    "group": """
        村民小组 小组 组 组别 村组 所属小组 村民组 屯 所在小组 所属村组 所在村组 自然村 生产队 队
        组名
    """,
    "people": """
        家庭人口 人口 人口数 家庭人口数 家庭人数 户籍人数 人数 户籍人口 户籍人口数 在籍人口 在籍人数
        在册人口 在册人数 总人口 总人数 人口总数 户内人数 户内人口 全家人口 全家人数 家庭成员数 成员数
        成员人数 口数
    """,
    "tier": """
        户类别 户类型 农户类别 农户类型
    """,
    "phone": """
        联系电话 电话 手机 手机号 手机号码 联系方式
    """,
    "status": """
        参评状态 状态
    """,
    "relation": """
        与户主关系 与户主的关系 家庭关系 关系 称谓 亲属关系 与户主亲属关系 与户主的亲属关系 成员关系
        家庭成员关系 户主关系 与户主称谓
    """,
    # --- the deed and what it is worth
    "seq": """
        序号 序 号 顺序号 行号 No No. NO NO. №
    """,
    "deed": """
        登记号 登记编号 登记序号
    """,
    "actor": """
        行为人 当事人 申报人 参与人 参加人 完成人 家庭成员 行为人姓名 成员姓名
    """,
    "date": """
        日期 时间 行为日期 发生日期 发生时间 行为时间 事项日期 事发日期 登记日期 记录日期 月日
    """,
    "direction": """
        加/减 加减 加减分 加减项 增减分 奖惩 奖罚 加/减分 奖/扣 奖扣 加扣 加扣分 加分/扣分 加分扣分 加或减 加减类型
        增减
    """,
    "rule_code": """
        项目编号 积分项目编号 细则编号 条款编号 规则编号 项目代码 项目编码 条目编号 细则条款
        编号(细则) 事项编号 条款
    """,
    "rule_text": """
        积分项目 项目 积分项目说明 项目名称 积分事项 评分项目 项目说明 条目 细则 积分细则 评议项目
        积分内容 评分细则
    """,
    "category": """
        类别 积分类别 项目类别 大类 分类 所属类别 类型 事项类别 事项类型 评议类别 加分类别 扣分类别
    """,
    "reason": """
        事项详情 事项 事由 事迹 详情 具体事项 事实 情况说明 事项说明 主要事迹 具体内容 内容
        事件 行为内容 积分事由 评议事由 事由说明 具体事由 积分原因
    """,
    "points": """
        分值 得分 分数 积分 分 积分值 核定分 评议核定分 核定分值 核定得分 核定积分 最终得分 评定分
        审定分 终评分 评定积分 确认分 核定 实得分 所得积分 记分 应记分
    """,
    "claim": """
        申报分 拟分 申报分值 自评分 初评分 初审分 建议分 拟加分 拟扣分 申报积分 拟定分 拟评分
        初评得分 自评得分 拟加减分 预评分 网格初评分 小组初评分
    """,
    "count": """
        次数 数量 频次 参与次数 件数 人次 核定数量 核定次数 核定小时 核定小时数 核定时长 核定工时
    """,
    "severity": """
        程度 情节 严重程度 情节程度 情节轻重
    """,
    "measure": """
        小时 小时数 时长 服务时长 志愿时长 志愿服务时长 工时 金额 捐款金额 捐赠金额 捐款数额 数额
    """,
    "decision": """
        评议结果 评议意见 审议结果 结果 评定结果 评议结论 是否通过 审核结果 复核结果 表决结果 评议决定
    """,
    "total": """
        本月合计 合计 合计得分 总分 总得分 得分合计 合计分 小计 本月得分 本月积分 月积分 月得分
        当月得分 当月积分 当月合计 月合计 积分合计 本月总分 本月净得分 本月净分 净得分 净分 合计积分
        本期得分 本期合计 本期积分 本月 当月 本期 本次 月度得分 月度积分 得分小计 本月小计 总计 本次得分 本次积分
    """,
    "award": """
        加分 加 奖分 加项 加分项 加分项目 奖励分 本月加分 加分合计 加分小计 本月奖分 得分项 加分分值
        当月加分 本期加分 奖分项 加分情况 加分类
    """,
    "deduction": """
        扣分 减分 减 扣 罚分 扣分项 减分项 扣分项目 减分项目 本月扣分 本月减分 减项 扣项 扣除 扣分合计 减分合计
        扣分小计 减分小计 罚劣分 扣分分值 当月扣分 本期扣分 罚分项 扣分情况 扣分类 减分类
    """,
    "proposal": """
        建议项目
    """,
    "confirmed": """
        确认项目
    """,
    "month": """
        月份 年月 所属月份 积分月份
    """,
    # --- the rule book
    "unit": """
        单位 计量单位 计分单位
    """,
    "caps": """
        上限 封顶 限额 积分上限 分值上限 得分上限 最高限额 封顶分 限分
    """,
    "evidence": """
        需佐证 佐证 是否需佐证
    """,
    "highest_group": """
        就高组 就高分组 就高不就低
    """,
    "double_months": """
        加倍月数 加倍期限 加倍扣分月数
    """,
    "valid_months": """
        有效月数 有效期 积分有效期
    """,
    "hides_actor": """
        不公示行为人
    """,
    # --- what a household has, and what is left of it
    "opening": """
        期初积分 期初 结转积分 上年结余 期初结余 原有积分 结转分
    """,
    "available": """
        可用积分 可兑换积分 可兑换 余额
    """,
    # --- goods and redemption
    "item": """
        物品编号 品号 物资编号 商品编号 货号 物品编码 物资编码 商品编码 物品代码 商品代码
        兑换物品编号 兑换品编号
    """,
    "name": """
        名称 物品名称 品名 物资名称 商品名称 物品 商品 物资 兑换物品 兑换物品名称 兑换商品
        兑换商品名称 兑换品 兑换品名 兑换物资 领取物品 物品名 商品名 奖品 奖品名称
    """,
    "spec": """
        规格 规格型号 型号 物品规格
    """,
    "price": """
        积分价 所需积分 积分单价 单价积分 兑换分值 兑换单价 兑换所需积分 每件积分 单件积分 需要积分
        兑换价 积分价格
    """,
    "reference": """
        参考价 参考单价 市场价 价格 参考价格 市场价格 进价 进货价 采购价
    """,
    "source": """
        来源 物资来源 供货单位 物品来源 商品来源
    """,
    "booked": """
        账面数量 账面 账面数 账存数量 账面结存
    """,
    "counted": """
        实盘数量 实盘 实盘数 盘点数量 实存数量 实际数量 实存 盘点数 清点数量
    """,
    "spent": """
        消耗积分 扣减积分 扣除积分 所用积分 使用积分 花费积分 兑换用分 用分
    """,
    "by": """
        代领人 代领人及关系 代领 代领人姓名
    """,
    "receipt": """
        单据号 单号 票据号 兑换单号 单据编号 兑换券号 凭证号
    """,
    "signature": """
        签字 签名 签章 户主签字 领取人签字 确认签字
    """,
    # --- the review of the list
    "article": """
        违反条款
    """,
    "told_on": """
        告知日期
    """,
    "deadline": """
        整改期限
    """,
    "outcome": """
        复查结果
    """,
    # --- what no form asks for
    "note": """
        备注
    """,
    "votes": """
        同意票 反对票 弃权票 赞成票 同意票数 反对票数 弃权票数 赞成 票数 得票 同意 反对 弃权 表决
    """,
    "card": """
        身份证号 身份证号码 身份证 银行卡号 卡号 二维码
    """,
    "person": """
        常住人口 党员数 人口类型 性别 年龄 出生年月 去向 家庭类型 是否党员 政治面貌
    """,
    "address": """
        门牌号 住址 地址 详细住址 家庭住址 户籍地址
    """,
    "health": """
        健康状况 健康情况 身体状况 残疾等级 病史
    """,
    "proof": """
        证明材料 佐证材料 证据 照片 附件 申报来源 主要事由 存在问题
    """,
    "handled": """
        初审 复核 审核 审核人 记录人 经办人 证明人 见证人 网格员 网格长 组长 录入人 登记人 审批 核查
        评议人 回避人 意见 评议小组意见 村监委意见 更新时间
    """,
    "earlier": """
        上期结余 上月结余 上月积分 上期积分 上月得分 年初积分 年初结余
    """,
    "balance": """
        已兑换 已兑 已兑换积分 结余 剩余积分 兑换积分 本月兑换 兑换 本月已兑换
    """,
    "cumulative": """
        累计积分 累计 累计得分 累计分 总积分 积分总额 年度积分 本年累计 全年累计 年累计 年度累计 历史积分
        本年积分
    """,
    "rank": """
        排名 名次 位次
    """,
    "grade": """
        等次 等级 星级
    """,
    "base": "基础分 基本分 底分 起始分 初始分 基础积分 初始积分 基准分",
    "standard": """
        量化指标 标准 单价 评分标准 标准内容
    """,
}
"""Words that mean the same, folded as `headers.label` folds them, apart by spaces; no word stands twice."""

LEFT_ASIDE: dict[str, str] = {
    "people": "人口", "tier": "户类别", "phone": "电话", "status": "状态",
    "relation": "与户主关系", "unit": "单位", "caps": "上限",
    "evidence": "佐证", "opening": "以前的积分", "available": "结余和兑换", "source": "来源", "signature": "签字",
    "note": "备注", "votes": "票数", "card": "证件和卡号", "health": "健康情况", "person": "个人情况",
    "address": "住址", "proof": "佐证", "handled": "经办和审核", "judging": "经办和审核",
    "earlier": "以前的积分", "balance": "结余和兑换", "cumulative": "累计", "rank": "排名",
    "grade": "等次", "base": "基础分", "standard": "标准", "money": "金额", "average": "平均", "claim": "申报分",
    "other": "别的数",
}  # fmt: skip
"""What a meeting sheet may bear and nobody counts, each with the name that a preview gives it."""

OTHER_FIGURES = frozenset({"opening", "available", "earlier", "balance", "cumulative"})
"""Those of them that are points, of another time or in another state."""

OWN: dict[FormName, dict[str, str]] = {
    "roster": {
        "code": "户编号 编号 编码 代码",
        "grid": "网格/小组",
        "branch": "党小组 所属党小组 所在党小组 党小组名称",
        "people": "家庭人口 户籍人口 户籍人数 常住人口 常住人数",
        "tier": "类别 家庭类型",
        "member": "成员姓名 家庭成员 家庭成员姓名 成员",
    },
    "rulebook": {
        "rule_code": "编号 项目编号 细则编号 代码 编码",
        "category": "类别 一级指标 指标类别 积分类型 项目类型",
        "rule_text": "项目 积分项目 项目名称 内容 标准 评分内容 评议内容 积分标准 评分标准 标准内容 "
        "计分内容 考评内容 评比内容 具体内容 具体事项 事项 指标内容 二级指标 行为内容",
        "points": "分值 积分 加减分 分数 计分标准 赋分 计分 分值标准 积分分值 奖扣分 加扣分",
        "note": "备注 说明",
    },
    "rulebook-of-items": {
        "rule_code": "编号 项目编号 细则编号 代码 编码",
        "category": "项目 积分项目 项目名称 评分项目 评议项目 指标 考评项目",
        "rule_text": "内容 标准 评分内容 评议内容 评分标准 标准内容 计分内容 考评内容 具体内容 具体事项 积分内容 细则",
        "points": "分值 积分 加减分 分数 计分标准 赋分 计分 分值标准 积分分值 奖扣分 加扣分",
        "note": "备注 说明",
    },
    "scheme": {
        "scheme_item": "项目 条目 名称 事项 项目名称",
        "scheme_content": "内容 规定 怎么办 设置 具体内容 标准",
    },
    "opening": {
        "opening": "期初积分 期初 结转积分 上年结余 期初结余 可用积分",
    },
    "review": {
        "decision": "决定 评议决定",
        "reason": "理由 上榜理由",
        "article": "条款",
        "fact": "事实",
        "occurred_on": "发生日期",
        "place": "地点 发生地点 事发地点",
    },
    "honour": {
        "decision": "决定 评议决定",
        "reason": "理由 上榜理由 主要事迹 事迹",
        "way": "推荐方式 推荐 推荐人类别",
    },
    "honour-person": {
        "decision": "决定 评议决定",
        "reason": "理由 上榜理由 主要事迹 事迹",
        "way": "推荐方式 推荐 推荐人类别",
        "nominee": "姓名 本人姓名 被推荐人 推荐人选",
    },
    "honour-rectify": {"decision": "决定 评议决定", "fact": "事实 存在问题 主要问题"},
    "goods": {
        "item": "物品编号 编号 编码 代码",
        "price": "积分价 所需积分 兑换积分 积分 分值 单价",
        "quantity": "数量 期初数量 期初库存 库存 现有数量 库存数量 库存量 库存数 现有库存 当前库存 结存 结存数量 "
        "结存数 结余数量 剩余数量 现存 现存数量 存量 入库数量",
    },
    "stocktake": {
        "item": "物品编号 编号 编码 代码",
        "reason": "原因 差异原因 盈亏原因 说明",
    },
    "redemption-register": {
        "date": "日期 兑换日期",
        "quantity": "数量 兑换数量 件数 领取数量",
        "price": "单价",
        "spent": "消耗积分 兑换积分 合计积分 积分",
    },
    "redemption-sheet": {
        "signature": "领取人签字 签字 领取人",
    },
    "deeds": {
        "rule_text": "细则 积分细则 项目 积分项目 项目名称",
        "rule_code": "细则编号 项目编号",
        "count": "次数 小时 小时数 时长 工时 数量 人次",
        "claim": "申报分 申报积分 申报分值 建议分",
        "reporter": "登记人 记录人 上报人 报告人",
        "reason": "事由 事项 内容 具体事项 情况说明",
    },
    "attendance": {
        "person": "参加人 参加人姓名 参与人 到场人 姓名",
        "present": "签到 到场 是否到场 参加 是否参加",
        "count": "小时 小时数 时长 工时 次数",
    },
    "matters": {
        "date": "日期 登记日期 登记时间 反映日期 受理日期 时间",
        "matter_kind": "类型 事项类型 事项类别 类别",
        "matter_text": "内容 事项内容 反映内容 诉求内容 事由 具体事项 事项",
        "reporter": "登记人 反映人 报告人",
        "matter_step": "目前步骤 办理步骤 办到哪一步 当前步骤 办理进度",
    },
}
"""What a word means in one form alone. These come before the words of `WORDS`: where a sheet has two columns for one
key, the word named first is the column, so a wider word never takes the place of the form's own."""


LAST: dict[str, str] = {"code": "党员编号 网格员编号 人员编号 受评组编号"}
"""What the forms of books about others than households head a key with: the least sure words of every form that asks
for it. On a meeting sheet what stands below them decides (`code?`)."""


def words_of(form: FormName, key: str) -> tuple[str, ...]:
    """The words of a key in a form, the surest first; none for a key nobody has words for."""
    others = (word for words in OWN.values() for word in words.get(key, "").split())
    known = (OWN[form].get(key, ""), WORDS.get(key, ""), " ".join(others), LAST.get(key, ""))
    return tuple(dict.fromkeys(word for words in known for word in words.split()))


def keys_by_word(form: FormName, keys: Sequence[str]) -> dict[str, str]:
    """What each word means in a form that asks for these keys.

    A word that another form has for a key passes here too, where nothing else of this form could be meant by it.
    """
    last = {word: key for key in keys for word in LAST.get(key, "").split()}
    shared = {word: key for key in keys for word in WORDS.get(key, "").split()}
    own = {word: key for key in keys for word in OWN[form].get(key, "").split()}
    return _words_of_other_forms(form, keys) | last | shared | own


def _words_of_other_forms(form: FormName, keys: Sequence[str]) -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for other, words in OWN.items():
        for key, known in words.items() if other != form else ():
            for word in known.split():
                meant.setdefault(word, set()).add(key)
    anywhere = {word for known in WORDS.values() for word in known.split()}
    one = {word: next(iter(found)) for word, found in meant.items() if len(found) == 1 and word not in anywhere}
    return {word: key for word, key in one.items() if key in keys}
