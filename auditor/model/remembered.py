"""Methods that remember what they returned."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


class Remembered(cached_property[Callable[_Given, _Returned]], Generic[_Given, _Returned]):
    """A method that remembers what it returned for what it was last given, for each object apart.

    Args:
        method: the method itself.
        most: how many answers an object remembers.
    """

    def __init__(self, method: Callable[Concatenate[Any, _Given], _Returned], most: int) -> None:
        super().__init__(lambda own: cast(Callable[_Given, _Returned], lru_cache(maxsize=most)(MethodType(method, own))))
        self.__wrapped__ = method
        self.__doc__ = method.__doc__


def remembered(most: int) -> Callable[[Callable[Concatenate[Any, _Given], _Returned]], Remembered[_Given, _Returned]]:
    """Have a method remember what it returned, each object for itself.

    ``lru_cache`` around a method keeps every object that was ever asked, with all that it holds: rules and gates of auditors long gone.

    Args:
        most: how many answers an object remembers.
    """
    return lambda method: Remembered(method, most)
