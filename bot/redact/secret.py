"""A string that shows itself only when asked by name, and the place where one stands in a text."""

from dataclasses import dataclass

MASK = "•••"


class Secret:
    """A string that shows itself only when asked by name."""

    __slots__ = ("_value",)
    _value: str

    def __init__(self, value: str) -> None:
        object.__setattr__(self, "_value", value)

    def reveal(self) -> str:
        """Return the value itself; every caller of this is a place to look at twice."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Secret does not change; make another")

    # Copying hands on the same object, so dataclasses.asdict works; pickling would write the value down.
    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> "Secret":
        return self

    def __reduce_ex__(self, protocol: object) -> str:
        raise TypeError("a Secret is never pickled: its value would stand in the file")


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a text, and what it is."""

    start: int
    end: int
    kind: str
