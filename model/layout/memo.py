"""What was laid out before, remembered by everything that was read to lay it out.

A piece is used again only when each thing in its key is the very same object, or an
equal number or text. Records and nodes are told apart by identity, which is cheap and
never wrong: an edit makes a new record.
"""

from collections.abc import Callable, Container, Hashable
from operator import is_
from typing import Any, TypeVar

T = TypeVar("T")
Key = tuple[object, ...]

_PLAIN = (str, int, float, type(None))


def alike(a: Key, b: Key) -> bool:
    """Whether two keys stand for the same picture."""
    if len(a) != len(b):
        return False
    if all(map(is_, a, b)):
        return True
    for x, y in zip(a, b, strict=True):
        if x is y:
            continue
        if isinstance(x, tuple) and isinstance(y, tuple):
            if not alike(x, y):
                return False
        elif not (isinstance(x, _PLAIN) and type(x) is type(y) and x == y):
            return False
    return True


class Memo:
    """The pieces of one surface's last layout.

    Attributes:
        built: how many pieces of each table were laid out anew since `reset_counts`.
        state: whatever `model.layout.build` keeps from one layout to the next.
        laid: what it laid out where, for `model.layout.build.laid`.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[Hashable, tuple[Key, Any]]] = {}
        self._kept: dict[str, tuple[Key, Any]] = {}
        self.built: dict[str, int] = {}
        self.state: Any = None
        self.laid: Any = None

    def get(self, table: str, name: Hashable, key: Key, make: Callable[[], T]) -> T:
        """The piece `name` if it was made from the same key, else a new one from `make`."""
        pieces = self._tables.get(table)
        if pieces is None:
            pieces = self._tables[table] = {}
        known = pieces.get(name)
        if known is not None and alike(known[0], key):
            piece: T = known[1]
            # The newer key holds the objects that the next one will be compared with.
            pieces[name] = (key, piece)
            return piece
        piece = make()
        pieces[name] = (key, piece)
        self.built[table] = self.built.get(table, 0) + 1
        return piece

    def known(self, table: str, name: Hashable) -> Any:
        """The piece `name` as it was laid out last; None if it was not."""
        found = self._tables.get(table, {}).get(name)
        return found[1] if found is not None else None

    def same(self, name: str, value: T) -> T:
        """The value kept under this name if it is alike, so that keys find one object."""
        return self.get("same", name, (value,), lambda: value)

    def once(self, name: str, key: Key, make: Callable[[], T]) -> T:
        """What was worked out last under this name if it was from the same key, else anew.

        For what is no piece of the picture: nobody counts how often it is made.
        """
        known = self._kept.get(name)
        if known is not None and alike(known[0], key):
            return known[1]  # type: ignore[no-any-return]  # one name, one type
        value = make()
        self._kept[name] = (key, value)
        return value

    def trim(self, table: str, alive: Container[Any], most: int) -> None:
        """Forget pieces of what is gone, once a table holds more than `most`."""
        pieces = self._tables.get(table)
        if pieces and len(pieces) > most:
            self._tables[table] = {k: v for k, v in pieces.items() if k in alive}

    def pieces(self, table: str) -> int:
        """How many pieces of a table are remembered."""
        return len(self._tables.get(table, ()))

    def copy(self) -> "Memo":
        """The same pieces, for another surface that shows nearly the same map."""
        made = Memo()
        made._tables = {table: dict(pieces) for table, pieces in self._tables.items()}
        made._kept = dict(self._kept)
        made.state, made.laid = self.state, self.laid
        return made

    def clear(self) -> None:
        """Forget every piece, as after a change of surface or language."""
        self._tables.clear()
        self._kept.clear()
        self.state = None

    def reset_counts(self) -> None:
        """Start counting anew."""
        self.built.clear()
