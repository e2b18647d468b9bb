"""Methods that remember what they returned."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from types import MethodType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


def remembered(
    most: int,
) -> Callable[[Callable[Concatenate[Any, _Given], _Returned]], cached_property[Callable[_Given, _Returned]]]:
    """Have a method remember what it returned for what it was last given, each object for itself.

    ``lru_cache`` around a method keeps every object that was ever asked, with all that it holds: rules and gates of auditors long gone.

    Args:
        most: how many answers an object remembers.
    """

    def remembering(method: Callable[Concatenate[Any, _Given], _Returned]) -> cached_property[Callable[_Given, _Returned]]:
        return cached_property(lambda own: cast(Callable[_Given, _Returned], lru_cache(maxsize=most)(MethodType(method, own))))

    return remembering
