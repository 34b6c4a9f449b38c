"""What each paper must carry, whatever a village makes of its template and its sentences.

Checked before a number is given. A field that has nothing to say on this paper (no hotline is set, the list is not
empty) is not asked for.
"""

from collections.abc import Mapping

from jifen.printing.engine import placeholders, template
from jifen.printing.engine.checks import own_folder, requirements, sentences, spelling
from jifen.printing.engine.checks.requirements import Must, must
from jifen.printing.engine.paper import Paper
from jifen.printing.engine.texts import NAME

_TITLE = must("标题", "期间", body=True)
_SIGNED = (must("落款一", body=True), must("落款日期", body=True))
_HOTLINE = must("监督电话")
_HEADED = (_TITLE, must("公示期", body=True), _HOTLINE, *_SIGNED, must("编号行", "页脚"), must("送审稿", "页脚"))
"""What hangs on a wall: its window, whom to call, who answers for it, number and check code, or that it is a draft."""
_ON_PHONE = (
    *(_TITLE, must("公示期", body=True), _HOTLINE, *_SIGNED),
    *(must("编号", "编号行"), must("校验码", "编号行"), must("送审稿")),
)
"""What is read on a telephone says the same."""
_MONTH_ON_PHONE = (*_ON_PHONE, must("行.户主"), must("行.本月合计"), must("未评议"), must("无得分"))
_LISTED = (*_HEADED, must("现行"))
_ARTICLE = must("黑.条款", "黑.违反")
_BLACK = (
    must("黑.户主"),
    _ARTICLE,
    must("黑.事实"),
    must("黑.公示至", "黑.撤榜日"),
    must("撤榜办法"),
)

_PRAISED = must("行.积分", "行.成绩", "行.上榜理由")
_MONTHLY = (*_HEADED, must("行.户主"), must("行.本月合计"), must("未评议"), must("无得分"))
_GRADED = (*_MONTHLY, must("行.得分", "行.等级"))
_BOTH = (*_LISTED, must("红.户主"), must("红.积分", "红.成绩", "红.上榜理由"), *_BLACK)

_CARD = (
    *(must("左.户主"), must("右.户主"), must("左.户编号"), must("右.户编号")),
    *(must("左.可用积分"), must("右.可用积分"), must("左.截至"), must("右.截至")),
)

REQUIRED: Mapping[str, tuple[Must, ...]] = {
    "积分公示表": _MONTHLY,
    "积分公示表大字": _MONTHLY,
    "评级公示表": _GRADED,
    "评级公示表大字": _GRADED,
    "积分名次公示表": (*_MONTHLY, must("行.名次", "行.排位")),
    "积分名次公示表大字": (*_MONTHLY, must("行.名次", "行.排位")),
    "评级名次公示表": (*_GRADED, must("行.名次", "行.排位")),
    "评级名次公示表大字": (*_GRADED, must("行.名次", "行.排位")),
    "更正公示": (
        *(*_HEADED, must("引言"), must("更正.户主"), must("更正.项目"), must("更正.原公示"), must("更正.更正为")),
    ),
    "作废公告": (*_HEADED, must("正文一"), must("正文二")),
    "红榜": (*_LISTED, must("行.户主"), _PRAISED, must("本期无")),
    "黑榜": (*_LISTED, *_BLACK, must("本期无")),
    "黑榜大字": (*_LISTED, *_BLACK, must("本期无")),
    "红黑榜": _BOTH,
    "红黑榜上下": _BOTH,
    "红黑榜更正公示": (
        *(*_HEADED, must("引言"), must("更正.榜别"), must("更正.户主"), must("更正.变更"), must("更正.更正为")),
    ),
    "荣誉公示": (*_HEADED, must("引言"), must("荣誉", "标题"), must("户.获评", "户.户主"), must("本期无")),
    "整改公示": (
        *(*_HEADED, must("引言"), must("荣誉", "标题"), must("户.户主"), must("户.事实")),
        *(must("户.整改期限", "户.整改日"), must("撤榜办法"), must("本期无")),
    ),
    "荣誉更正公示": (*_HEADED, must("引言"), must("更正.户主"), must("更正.变更"), must("更正.原因")),
    "挂牌名单": (must("标题", body=True), must("户.获评", "户.户主"), must("依据")),
    "兑换公示表": (*_HEADED, must("户.户主"), must("户.兑换物品"), must("户.兑换积分"), must("本期无")),
    "会议记录": (
        *(_TITLE, must("会议时间"), must("户.户主"), must("户.核定分"), must("签字", "与会签字")),
        *(must("放行.理由", if_any=True), must("异议.结果", if_any=True)),
        *(must("议定.内容", "其他", if_any=True), must("更正.事项", "其他", if_any=True)),
    ),
    "异议申请表": (must("标题", "村名", body=True), _HOTLINE),
    "异议答复单": (must("编号"), must("户主", "户编号"), must("理由"), must("结果"), must("更正"), _HOTLINE, *_SIGNED),
    "积分明细单": (
        *(must("户主"), must("户编号"), must("截至"), must("可用积分"), must("欠分")),
        *(must("明细.事由"), must("明细.分值"), must("无明细")),
        *(must("登记.事情", if_any=True), must("登记.结果", if_any=True)),
        *(must("期.期间", if_any=True), must("期.得分", if_any=True)),
    ),
    "村积分简报": (
        *(_TITLE, must("编制", body=True), must("说明"), must("参评户"), must("得分户"), must("参与率")),
        *(must("加分"), must("扣分"), must("净分"), must("类.类别"), must("类.净分"), must("月.月份"), must("月.状态")),
        *(must("格.网格"), must("格.积分"), must("细则.细则", if_any=True), must("红榜"), must("兑换"), must("异议")),
    ),
    "网格员考核表": (
        *(_TITLE, must("员.网格员"), must("员.办结"), must("员.按时"), must("员.超期"), must("无事项"), must("说明")),
    ),
    "网格一张表": (
        *(must("标题", "网格", body=True), must("截至", "标题", "说明"), must("户.户编号"), must("户.户主")),
        *(must("户.可用积分"), must("事项")),
    ),
    "明码标分目录": (_TITLE, must("物品.名称"), must("物品.积分"), must("无物品"), _HOTLINE),
    "兑换告知单": (must("正文", "可用积分"), must("物品.名称", if_any=True), must("物品.积分", if_any=True), _HOTLINE),
    "捐赠榜": (
        must("标题", "村名", body=True),
        must("捐赠.捐赠人"),
        must("捐赠.折价"),
        must("本期无"),
        _HOTLINE,
        *_SIGNED,
    ),
    "积分卡": _CARD,
    "评级积分卡": (*_CARD, must("左.得分"), must("右.得分")),
    "荣誉证书": (must("标题", body=True), must("证书.称呼"), must("证书.正文"), must("依据"), *_SIGNED),
    "整改通知书": (
        *(must("标题", body=True), must("称呼", "户主"), must("要求", "整改期限"), must("异议")),
        *(must("情形.日期"), must("情形.情形"), *_SIGNED),
    ),
    "手机版积分公示": _MONTH_ON_PHONE,
    "手机版评级公示": (*_MONTH_ON_PHONE, must("行.得分", "行.等级", "行.等级名")),
    "手机版兑换公示": (*_ON_PHONE, must("户.户主"), must("户.兑换物品"), must("户.兑换积分"), must("本期无")),
    "手机版红榜": (*_ON_PHONE, must("现行"), must("行.户主"), _PRAISED, must("本期无")),
    "手机版黑榜": (
        *(*_ON_PHONE, must("现行"), must("黑.户主"), _ARTICLE, must("黑.事实")),
        *(must("黑.公示至", "黑.撤榜日"), must("本期无")),
    ),
}
"""Name of the template → the parts of its paper. A paper without a row here promises nothing."""

SENTENCES: Mapping[str, tuple[str, ...]] = {
    "编号行": ("编号", "校验码"),
    "公示期": ("公示期",),
    "监督电话": ("电话",),
    "查询": ("电话",),
    "落款一": (),
    "落款二": (),
    "落款日期": ("公布日期",),
    "标题": (),
    "送审稿": (),
    "本期无": (),
    "现行": (),
    "未评议": (),
    "无得分": (),
    "欠分": (),
    "撤榜办法": (),
    "正文一": ("原编号",),
    "正文二": ("原因",),
}
"""Sentences of `文字.toml` that a village words as it likes but may not leave empty, and what they must go on to say.

Where the shipped one is empty (the window of a withdrawal), the village's may be, too.
"""
OF_SECTION: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("更正公示", "引言"): ("原编号",),
    ("红黑榜更正", "引言"): ("原编号",),
    ("荣誉更正", "引言"): ("原编号",),
    ("荣誉公示", "引言"): ("荣誉",),
    ("整改公示", "标题"): ("荣誉",),
    ("荣誉证书", "称呼"): ("获评",),
    ("荣誉证书", "正文"): ("期间", "荣誉"),
    ("荣誉证书", "依据"): ("编号",),
    ("荣誉证书", "落款日期"): ("颁发日期",),
    ("挂牌名单", "标题"): ("荣誉",),
    ("挂牌名单", "依据"): ("编号",),
    ("兑换告知单", "正文"): ("户主", "可用积分"),
    ("红榜证书", "称呼"): ("户主",),
    ("红榜证书", "正文"): ("期间",),
    ("红榜证书", "依据"): ("编号",),
    ("红榜证书", "落款日期"): ("颁发日期",),
    ("整改通知书", "称呼"): ("户主",),
    ("整改通知书", "要求"): ("整改期限",),
    ("整改通知书", "落款日期"): ("告知日期",),
    ("手机版", "编号"): ("编号",),
    ("手机版", "校验码"): ("校验码",),
}
"""The same of one section alone: which paper is corrected, whom it is for, until when."""


def check(paper: Paper, *, large: bool = False) -> None:
    """Refuse what the village's templates leave out, before anything is numbered.

    Raises `JifenError`: `template-other-format`, `template-field-missing`, `text-unknown`, `text-field-missing` and
    what reading them may raise.
    """
    name = paper.template(large=large)
    own_folder.refuse_other_format(paper.own, f"{name}.xlsx", NAME)
    sentences.check(paper.own, SENTENCES, OF_SECTION)
    path = template.find(f"{name}.xlsx", paper.own)
    sheets = spelling.read(path.read_bytes(), path.name)
    spelling.check_sheets(sheets, placeholders.known(paper.filling), path.name)
    requirements.check(sheets, REQUIRED.get(name, ()), paper.filling, path.name)
