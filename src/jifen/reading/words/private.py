"""Headers of columns that say who somebody is, how to reach them, or how they are: never read, never kept."""

import re
from functools import lru_cache
from typing import Literal

Private = Literal["phone", "identity", "bank", "address", "health"]

_WHO = (
    "(?:户主|本人|家庭|农户|村民|居民|公民|联系人|申请人|申报人|行为人|成员"
    "|家庭成员|负责人|法人|代领人|领取人|监护人|配偶|经办人)?的?"
)
_NUMBER = "(?:号码?|编号|码|信息|后[四六八46八]位|尾号)?"
_PATTERNS: tuple[tuple[Private, str], ...] = (
    (
        "phone",
        rf"{_WHO}(?:(?:联系|固定|移动|家庭|办公|常用|备用)?(?:电话|手机|座机){_NUMBER}|电话/手机|手机/电话|联系(?:方式|号码|办法)"
        r"|微信号?|[qQ]{2}号?码?|(?:电子)?邮箱(?:地址)?|传真|tel|phone|mobile|telephone|cell ?phone)",
    ),
    (
        "identity",
        rf"{_WHO}(?:(?:居民|公民|二代|第二代)?身份证(?:件|明)?{_NUMBER}|公民身份{_NUMBER}|身份(?:号码?|编号|信息)"
        rf"|(?:有效|身份)?证件{_NUMBER}|证号|护照{_NUMBER}|军官证{_NUMBER}|户口[本簿]{_NUMBER}|驾驶?证{_NUMBER}"
        "|社会?保障?号码?"
        rf"|(?:社会?保障?|医疗?保险?|居住|残疾(?:人|军人)?|低保|五保|特困|优抚|退役军人)[证卡]{_NUMBER}"
        "|id ?(?:card|no|number))",
    ),
    (
        "bank",
        rf"{_WHO}(?:(?:社保|惠农|银行|信用社|农信|农商行|收款|打款|领款|补贴)?(?:银行)?(?:卡|[账帐]户?|一卡通|存折)(?:卡|[账帐])?(?:号码?|编号|名|信息|尾号)"
        r"|银行卡|银行[账帐]户|银行存折|一卡通|存折|开户(?:行|银行|名)(?:及[账帐]号|名称)?|(?:所属|发卡)?银行(?:名称)?|[账帐]户|户头)",
    ),
    (
        "address",
        rf"{_WHO}(?:(?:详细|家庭|现|常|居?住?|户籍|通讯|通信|联系|收件|身份证)?(?:住址|地址)|(?:楼栋?|门)牌号?码?|门牌|住所|居住地(?:址|点)?|现居(?:住)?地"
        r"|户籍(?:所在)?地|户口所在地|籍贯|家庭住所|address|addr)",
    ),
    (
        "health",
        rf"{_WHO}(?:(?:健康|身体|疾病|患病|残疾|伤残|病残|精神|孕产|怀孕|生育|慢性?病|用药|过敏)(?:状况|状态|情况|信息|史|等级|级别|类别|类型|程度|名称|种类|与否)?"
        r"|(?:既往)?病史|病情|病种|疾病|血型|是否(?:患病|残疾|怀孕|有病|大病|健康|有慢性病)|(?:有无|重大)(?:疾病|残疾|慢性病)|大病情况)",
    ),
)
_KNOWN = re.compile(
    "电话|手机|座机|联系|微信|[qQ]{2}|邮箱|传真|tel|phone|mobile|证|身份|护照|户口|社会?保|id|卡|[账帐]|存折|开户|银行|户头"
    "|住|地址|牌|居|籍|addr|健康|身体|病|残|精神|孕|生育|药|过敏|血型",
    re.IGNORECASE,
)
"""One of these stands in all that the patterns fit; most labels have none."""
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_LONGEST = 16
_APART = re.compile(r"[、/及和与,，;；]")
_SCORED = frozenset({"健康", "生育", "身体", "精神"})
"""Words that are as likely a category of deeds as a column of what somebody has."""


@lru_cache(maxsize=16384)
def private_kind(plain: str) -> Private | None:
    """What a folded label without brackets asks for that is nobody's business here; None for any other."""
    if not plain or len(plain) > _LONGEST or plain in _SCORED or not _KNOWN.search(plain):
        return None
    for part in (plain, *_APART.split(plain)):
        for kind, pattern in _COMPILED:
            if part not in _SCORED and pattern.fullmatch(part):
                return kind
    return None
