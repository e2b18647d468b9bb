"""How seldom signs and strings stand in ads."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import TypeAlias

Literals: TypeAlias = frozenset[str]

# The signs of Chinese job ads, the most frequent first, as counted in public ads.
_COMMON = (
    "、,的;:工1.。作2有e能责a业30和o职发i以s上理及学t力n经计cr关开位求公p要l4验熟相务等用负人优5行通一专具司年)资d与任-据数岗算设件成(机系程分户历m悉产客品好技定对大/进法实+统管先合电项h应制者提目强术动销解中u本不在"
    '软时化或g方完信6并性协f试研良编生析可团网备*售文b习心市精沟为高员队度会场服练需维部v识薪8于日是模科语调自面较各基现个了y金w测保供招处新流聘建"事体主格过平地期内出常办使展问全入其报规器助台构单区题交划式间息写源月意商7k立利运参类'
    "表营护安领我知接x案架标你核同国路言决到型后握下前导证如神究量收联外训掌门财限多子种话控培他加根做代图元达结险集络从j点家考档向质码级效活端组q深库奖整来功持真操士们待这假费配情无每广策包周正物推准线够企别认名底独号岁福休9域善总积议述升础"
)
_SIGN_BITS: dict[str, float] = defaultdict(lambda: 13.0, {sign: 5 + 0.62 * math.log2(rank + 1) for rank, sign in enumerate(_COMMON)})
_SIGN_BITS[" "] = 4.5
_BITS_OF_MORE = 2.5


@cache
def rarity(literals: Literals) -> float:
    """Weigh how seldom any string of a set stands in an ad: minus the binary logarithm of how often a sign begins one, roughly."""
    return -math.log2(sum(2 ** -rarity_of(literal) for literal in literals))


def rarity_of(literal: str) -> float:
    """Weigh one string by its rarest sign, and a little for each further one, because signs come in words."""
    return max(map(_SIGN_BITS.__getitem__, literal)) + _BITS_OF_MORE * (len(literal) - 1)
