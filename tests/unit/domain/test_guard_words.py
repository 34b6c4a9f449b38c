"""Sentences of a village's papers: those that must pass whatever they sound like, and those that may not hang there."""

import pytest

from jifen.reading.words.guard_words import load_guards

GUARDS = load_guards()


def sentences(text: str) -> list[str]:
    return text.replace("\n", "|").strip("|").split("|")


HARMLESS = sentences("""\
见义勇为抓小偷|见义勇为抓获小偷一名，派出所有证明|协助民警抓住小偷|制止小偷盗割电缆|参加防骗讲座
参加防骗子宣传活动|学习识破骗子的手法|参加反诈宣传，劝阻邻居汇款|参加废物回收|废物利用做花盆|主动清理废物
把可回收废物送到回收点|打扫牲口圈|自家牲口圈每周清理|修牲口棚|拴好牲口，不在路边放养|家畜生病及时报告
牲畜生产期精心照料|参加公公庙前的环境整治|义务修缮婆婆庙|公公庙旁清扫|参加健康讲座|参加健康知识讲座
高血压知识讲座签到|防艾滋宣传：预防艾滋知识讲座|两癌筛查志愿服务|参加诚信教育活动|参加孝道教育
孝敬公公婆婆，邻里称赞|照顾生病的邻居|举报奖励已兑现|参加反邪教宣传|拒绝吸毒签名活动|晚上访贫问苦慰问老人
马上访贫问苦|自觉做到门前三包|月检最清洁户|庭院整洁，柴草堆放有序|劝导不要点火烧荒，村民点赞|土地流转发包会议出工
周转发放物资|义务出工修渠两天|2025年7月28日参加义务劳动|20250728参加巡防|自2025-06-03至2025-06-20每天清扫
上午8:30至11:30清沟|按7号文件执行|修好3号路灯|第3组清渠|第三组全体出工|第3网格12户反映|3号路灯下清扫积雪
5号机井看护|捐款1000元|捐水泥20袋，每袋50公斤|占地300平方米|依据沙院村公示〔2025〕12号|单据2025-0001
单据号2025-0001、2025-0002|校验码3F2A-9C1D-07BE-55A0|户编号03-07|户编号130726003007|商品条码6901234567892
香皂5分，洗衣液20分|得分12.5分，扣2分，合计10.5分|拨打110报警及时|发现火情拨打119|打120送老人就医
三组12号下午开会到场|沿中心路5号开始清扫|十月一日至十月七日值班|一、清扫；二、修渠；三、绿化；四、巡防；五、调解
1 2 3 4 5 6 7 8 9 10 11 12号网格|小学生路队护送|为小学生讲安全知识|关爱未成年人志愿活动|儿童安全宣传
孩子高兴，家长放心|少年宫义务劳动|子女考上大学（按户）|照顾80岁高龄老人|九十岁老人居室整洁|3岁以上儿童接种宣传登记
兄弟村经验交流|参加村民代表会议|合理化建议被采纳|成功调解纠纷3起|每户5元，3组12户|幺妹山护林|修三八林带
一三八林班巡护|五四三二号水渠清淤|家属院门前三包
""")

NUMBERS = sentences("""\
电话13812345678|138 1234 5678|138-1234-5678|138.1234.5678|138·1234·5678|138/1234/5678|138_1234_5678
１３８１２３４５６７８|①③⑧①②③④⑤⑥⑦⑧|❶❸❽❶❷❸❹❺❻❼❽|一三八一二三四五六七八|幺三八一二三四五六七八
壹叁捌壹贰叁肆伍陆柒捌|一三八〇〇一二三四五六|13八1234五678|1\u200b3\u200b812345678|\u202e13812345678\u202c
138\u00ad12345678|1 3 8 1 2 3 4 5 6 7 8|138l23456O8|+86 13812345678|+86-138-1234-5678|008613812345678
0086 138 1234 5678|(0313)5551234|（０３１３）５５５１２３４|0313-5551234|0313 555 1234|010-62345678|86-313-5551234
130726199001011234|13072619900101123X|130726 19900101 1234|130726-1990-0101-123X
一三〇七二六一九九〇〇一〇一一二三四|130726900101123|6228480012345678901|6228 4800 1234 5678 901
6228-4800-1234-5678|卡号4111 1111 1111 1111|联系电话5551234|手机号:1234567|微信号：abc_12345
捐款人王五（13812345678）|找老李，１３８－１２３４－５６７８|小学生张小明拾金不昧|张小明（12岁）主动捡垃圾
12岁的李小红打扫街道|王小明，今年九岁，扶老人过马路|未成年人李强乱倒垃圾|三年级学生赵小军参加劳动
孩子王小虎在墙上乱画|王小虎（小学三年级）
""")

JUDGED = sentences("""\
此户是懒汉|懒 汉|懒\u200b汉|懶漢|懒·汉|懒-汉|懒*汉|有名的無賴|騙子一个|賭鬼|二流子|小偷|他就是小偷，抓不改
好吃懶做|好 吃 懒 做|素质低|白眼狼|牲口不如|废物一个|骗子|家住三组12号|三组12号王家|3组12号|住幸福路12号
沙院村56号|12号院|3单元201室|5号楼2单元|门牌号：15|12号住户|三号院|有精神病史|确诊乙肝|身患癌症|信教|信 教
佛教协会|去教会|越级上访|上訪户|吸毒人员|戒毒人员|基督教|在朋友圈发帖|投诉村干部|打12345热线|转发不良信息
""")

FACTS = sentences("其子乱倒垃圾|其妻不配合|其 妻|儿子打人|与婆婆争吵|丈夫酗酒|兄弟二人打架|其嫂子|媳婦骂街")


def found(text: str) -> list[tuple[str, bool]]:
    return [(o.guard, o.definite) for o in GUARDS.in_texts({"": text})]


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(HARMLESS) >= 60
    assert len(NUMBERS) + len(JUDGED) + len(FACTS) >= 60


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_sentence_passes(text: str) -> None:
    assert found(text) == []
    assert GUARDS.definite("", text) is None


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_or_a_minor_is_found_and_nobody_need_judge(text: str) -> None:
    assert found(text) == [("personal-data", True)]
    assert GUARDS.definite("", text) is not None


@pytest.mark.parametrize("text", JUDGED)
def test_what_may_hurt_is_found_for_people_to_judge(text: str) -> None:
    assert [definite for _, definite in found(text)] == [False]
    assert GUARDS.definite("", text) is None


@pytest.mark.parametrize("text", FACTS)
def test_relatives_are_found_in_what_a_black_line_says(text: str) -> None:
    assert [o.guard for o in GUARDS.in_texts({"": text}, facts=True)] == ["relatives"]


def test_strings_of_the_village_s_own_are_no_finding_and_others_beside_them_are() -> None:
    assert GUARDS.definite("", "监督电话：0313-5551234", ["0313-5551234"]) is None
    assert GUARDS.definite("", "0313-5551234或13812345678", ["0313-5551234"]) is not None
