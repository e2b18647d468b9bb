"""Invented ads without end, put together from the corpora and from plain sentences with changing words.

Most of a real ad says nothing about persons; a few limit by age, sex or looks, some use the words of a limit without one. The shares
below keep to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

CORPORA = Path(__file__).parent.parent / "corpora"
LIMITED = 0.25
"""Share of ads into which a marked text of the development set is put."""
PLAIN = 0.3
"""Share of ads that say in a few plain words what is most often said of persons."""
NEAR_MISS = 0.2
"""Share of ads into which a near miss is put."""

_POSTS = (
    "仓库管理员",
    "收银员",
    "电工",
    "出纳",
    "平面设计师",
    "幼教老师",
    "门店店长",
    "质检员",
    "挖掘机司机",
    "软件测试工程师",
    "网店客服",
    "洗碗工",
    "行政助理",
    "护理员",
)
_PLACES = ("城东", "河西", "老码头", "科技园", "大学路", "北站", "湖滨", "开发区", "新桥", "南门")
_GOODS = ("文具", "轴承", "童书", "花卉", "水泵", "家纺", "调味品", "传感器", "自行车", "包装盒")
_TASKS = ("盘点", "录入", "接待", "发货", "调试", "巡检", "陈列", "对账", "排班", "回访")
_OPENINGS = ("{place}{goods}店诚聘{post}{few}名", "岗位名称：{post}", "【{place}{goods}公司】招{post}{few}人", "急招{post}，{place}上班")
_SENTENCES = (
    "负责{goods}的{task}、{task}和日常维护，按时完成上级安排的其他工作",
    "每天早上{hour}点到岗，中午休息{few}小时，做{few}休一",
    "底薪{pay}元加提成，试用期{few}个月，转正后缴纳五险一金",
    "有{few}年以上{goods}行业经验者可以直接上岗",
    "熟练使用办公软件，会做表格，能独立写{task}报告",
    "工作认真细致，责任心强，服从安排，能吃苦耐劳",
    "公司提供住宿和两餐，每月{pay}元全勤奖，节假日有礼品",
    "协助{post}做好{task}，保持{place}门店整洁",
    "具备良好的沟通能力和团队精神，能承受一定的工作压力",
    "熟悉{goods}的生产流程，会看图纸，持证上岗",
    "定期组织培训和团建，晋升空间大，入职满一年享带薪年假",
    "跟进客户的订单，处理售后问题，整理{goods}的资料并归档",
    "高中以上学历，{task}岗位经验优先，能倒班",
    "对数据敏感，逻辑清楚，能用脚本处理{goods}的台账",
)
_PLAIN = (
    "年龄18-{old}岁",
    "{old}岁以下",
    "年龄{old}岁以内，男女不限",
    "男女不限，18—{old}周岁",
    "限女性，形象好",
    "女，{old}岁以下",
    "五官端正，普通话标准",
)
_CLOSINGS = ("工作地点：{place}{goods}市场{few}号门", "有意者请带简历到{place}{hour}楼面试", "联系时间：周一至周五{hour}点到十八点")
_JOINTS = ("；\n", "。", "，", "\n")


def invented_ads(seed: int) -> Iterator[str]:
    """Yield ads without end, the same for the same seed."""
    random = Random(seed)
    limited = _texts("dev/ads.jsonl")
    near_misses = _texts("clean/near-misses.jsonl")
    while True:
        parts = [_filled(random, random.choice(_OPENINGS)), *_body(random)]
        for texts, share in ((limited, LIMITED), (near_misses, NEAR_MISS), (_PLAIN, PLAIN)):
            if random.random() < share:
                parts.insert(random.randint(1, len(parts)), random.choice(texts).replace("{old}", str(random.randint(30, 55))))
        yield _joined(random, [*parts, _filled(random, random.choice(_CLOSINGS))])


def _texts(name: str) -> list[str]:
    with (CORPORA / name).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"].rstrip("。；") for line in lines]


def _body(random: Random) -> list[str]:
    sentences = random.sample(_SENTENCES, random.randint(3, 10))
    numbered = random.random() < 0.5
    return [f"{number}、{_filled(random, each)}" if numbered else _filled(random, each) for number, each in enumerate(sentences, 1)]


def _filled(random: Random, sentence: str) -> str:
    return sentence.format(
        post=random.choice(_POSTS),
        place=random.choice(_PLACES),
        goods=random.choice(_GOODS),
        task=random.choice(_TASKS),
        few=random.randint(2, 9),
        hour=random.randint(6, 11),
        pay=random.randrange(2_500, 9_900, 50),
    )


def _joined(random: Random, parts: list[str]) -> str:
    joint = random.choice(_JOINTS)
    return joint.join(parts) + "。"
