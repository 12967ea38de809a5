"""Values that an object works out when they are first asked for, and keeps."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

V = TypeVar("V")


class lasting(Generic[V]):  # noqa: N801 - a decorator, like property
    """What functools.cached_property is, without the lock that Python 3.11 takes at each first use: there are a thousand to a document."""

    def __init__(self, work: Callable[[Any], V]) -> None:
        """Wrap the method that works the value out."""
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> V: ...
    def __get__(self, instance: object | None, owner: type) -> Self | V:
        """Return the value; it is found in the object itself from then on."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value
