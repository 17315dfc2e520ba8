"""What is told of one commit that touched a map; `model.files.commits` finds them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple


class Commit(NamedTuple):
    """One commit that touched a map.

    Attributes:
        author: the name, without the address.
        when: in UTC, when it was committed.
        summary: the first line of its message.
        path: where the map stood in the repository then, with "/" between folders.
        is_first: whether the map came with it; not so where only the history ends.
    """

    hash: str
    author: str
    when: datetime
    summary: str
    path: str
    is_first: bool = False

    @property
    def short(self) -> str:
        """As much of the hash as people say."""
        return self.hash[:7]

    @property
    def fields(self) -> list[str]:
        """The same as texts, for another process."""
        first = "first" if self.is_first else ""
        return [self.hash, self.author, self.when.isoformat(), self.summary, self.path, first]


def from_fields(fields: Sequence[str]) -> Commit:
    """The commit that had these `fields`."""
    commit, author, when, summary, path, first = fields
    return Commit(commit, author, datetime.fromisoformat(when), summary, path, bool(first))
