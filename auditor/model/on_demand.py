"""Values that are made when they are first asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class OnDemand(Generic[T]):
    """Makes a value once. It is equal to another one with an equal value, and a pickle holds the value.

    Args:
        make: makes it.
    """

    __slots__ = ("_make", "_value")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make

    @classmethod
    def known(cls, value: T) -> OnDemand[T]:
        """Return one of a value that is there already."""
        made = cls(lambda: value)
        made.value  # noqa: B018 - asked for, so that nothing else is kept
        return made

    @property
    def value(self) -> T:
        """The value."""
        if self._make is not None:
            self._value, self._make = self._make(), None
        return self._value

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, OnDemand) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __reduce__(self) -> tuple[Any, ...]:
        return OnDemand.known, (self.value,)


class MadeSequence(Sequence[T]):
    """Objects that are made when they are asked for; the same objects each time."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Return some of them."""
        return [self._at(number) for number in range(len(self))[index]] if isinstance(index, slice) else self._at(index)

    @abstractmethod
    def _at(self, index: int) -> T:
        """Return one of them.

        Raises:
            IndexError: if there are not so many.
        """
