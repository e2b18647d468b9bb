"""Which ads are taken for nearly the same, how surely, and at what cost."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.duplicates.finder import THRESHOLD, Finder, Member
from auditor.duplicates.sketch import SHORTEST, masked

AD = (
    "诚聘仓库理货员{count}名，工作地点{city}，负责货物上架、盘点和打包，能吃苦，服从安排，有经验者优先，"
    "月薪{pay}元，包吃住，每月休四天，联系电话{phone}，{who}，可随时面试，面试请带证件原件。"
)
OTHERS = (
    "招聘前台接待两名，会普通话，电脑打字熟练，五险一金，上班时间早九晚六，双休，有意者请投递简历到公司邮箱。",
    "本公司因业务扩大，现招聘电气工程师，熟悉可编程控制器，三年以上设备调试经验，出差有补贴，待遇面议。",
    "幼儿园诚聘主班老师，持教师资格证，喜欢孩子，会弹琴画画，寒暑假带薪，提供住宿，欢迎应届毕业生应聘。",
)
CITIES = ("宁波", "杭州", "北京", "哈尔滨", "呼和浩特")


def variant(number: int) -> str:
    chance = random.Random(number)
    return AD.format(
        count=chance.randint(1, 20),
        city=chance.choice(CITIES),
        pay=chance.choice((4_500, 6_000, 12_000)),
        phone=f"1{chance.randint(10**9, 10**10 - 1)}",
        who=chance.choice(("王先生", "李女士", "人事部")),
    )


def groups(*texts: str, threshold: float = THRESHOLD, most: int = 1_000) -> list[Member]:
    with Finder(most) as finder:
        for number, text in enumerate(texts):
            finder.add("ads.jsonl", str(number), [text])
        return list(finder.members(threshold))


def test_one_text_with_other_phone_city_and_salary_is_one_group() -> None:
    found = groups(*(text for number in range(40) for text in (variant(number), *OTHERS[number % 3 : number % 3 + (number < 3)])))
    assert {member.group for member in found} == {1}
    assert len(found) == 40
    assert all(member.similarity >= THRESHOLD for member in found)
    assert found[0] == Member(1, "ads.jsonl", "0", 1.0)


def test_different_ads_of_one_trade_are_not_grouped() -> None:
    other = "招聘仓库理货员，要求细心负责，会用叉车，夜班，月薪六千，地址宁波北仑，交社保，试用期一个月，电话13800000000。"
    assert groups(variant(1), other, *OTHERS) == []


def test_groups_are_numbered_by_their_first_ads() -> None:
    found = groups(OTHERS[0], variant(1), OTHERS[1], variant(2), OTHERS[1] + "！", OTHERS[0])
    assert [(member.id, member.group) for member in found] == [("0", 1), ("1", 2), ("2", 3), ("3", 2), ("4", 3), ("5", 1)]


def test_numbers_marks_case_and_spaces_count_nothing() -> None:
    assert masked("急聘 Java 工程师，月薪 8,000-12,000 元！！") == "急聘java工程师月薪0元"
    assert masked("电话：１３８００００００００") == masked("电话 138-0000") == "电话0"


def test_what_is_too_short_is_counted_and_not_compared() -> None:
    with Finder() as finder:
        for text in ("招司机", "招" * SHORTEST, "招" * (SHORTEST - 1)):
            finder.add("a", text, [text])
        assert (finder.compared, finder.short) == (1, 2)
        assert list(finder.members()) == []


def test_what_is_beyond_the_most_is_counted_and_not_compared() -> None:
    with Finder(most=2) as finder:
        for number in range(5):
            finder.add("a", str(number), [variant(number)])
        assert (finder.compared, finder.beyond) == (2, 3)
        assert [member.id for member in finder.members()] == ["0", "1"]


def test_no_chain_of_small_steps_joins_what_differs() -> None:
    words = [chr(0x4E00 + number) for number in range(400)]
    chain = ["".join(words[start : start + 120]) for start in range(0, 240, 8)]
    found = groups(*chain)
    first: dict[int, int] = {}
    for member in found:
        start = int(member.id)
        assert (start - first.setdefault(member.group, start)) * 8 <= 25, "what is alike enough to the first has lost little of its text"
    assert len(first) > 5


def test_nothing_and_one_are_no_group() -> None:
    assert groups() == []
    assert groups(variant(1)) == []


def test_the_same_in_any_order() -> None:
    texts = [variant(1), variant(1) + "急", variant(1) + "诚聘", *OTHERS, *(text + "欢迎来电" for text in OTHERS)]
    random.Random(1).shuffle(shuffled := list(enumerate(texts)))
    straight, other = groups(*texts), groups(*(text for _, text in shuffled))

    def parts(found: list[Member], number: dict[str, int]) -> set[frozenset[int]]:
        return {frozenset(number[member.id] for member in found if member.group == group) for group in {one.group for one in found}}

    assert parts(straight, {str(place): place for place in range(len(texts))}) == parts(
        other, {str(place): original for place, (original, _) in enumerate(shuffled)}
    )


@given(st.text(min_size=30, max_size=200), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_taken_and_equal_texts_are_always_grouped(text: str, other: str) -> None:
    found = {member.id for member in groups(text, other, text)}
    assert ({"0", "2"} <= found) == (len(masked(text)) >= SHORTEST)


def test_memory_does_not_grow_with_the_length_of_texts_and_little_with_their_number() -> None:
    from auditor.duplicates.sketch import signatures

    signatures(["预热" * 20])
    chance = random.Random(3)
    tracemalloc.start()
    with Finder() as finder:
        for number in range(1_500):
            finder.add("ads.jsonl", str(number), ["".join(chr(0x4E00 + chance.randrange(5_000)) for _ in range(120))])
        assert tracemalloc.get_traced_memory()[0] < 2_000_000
        tracemalloc.reset_peak()
        assert list(finder.members()) == []
        assert tracemalloc.get_traced_memory()[1] < 1_500 * 160 + 8_000_000
    tracemalloc.stop()


def test_without_rensa_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from auditor.errors import ConfigError

    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(ConfigError, match="clause-auditor\\[duplicates\\]"):
        groups(*map(variant, range(3)))


def test_of_a_huge_text_the_beginning_is_compared() -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield variant(len(taken)) * 100

    with Finder() as finder:
        for number in range(2):
            finder.add("book.xlsx", str(number), endless())
            assert len(taken) < 60 * (number + 1)
        assert finder.compared == 2
