"""The commits of a git repository that touched a map: listed and read, never written.

Nothing of the repository is run, and its configuration is not even read: no hooks, filters,
includes or external programs. Objects are decoded here, by dulwich; what is damaged, or kept
in a way that this does not know, only makes the list shorter.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path

from dulwich.diff_tree import tree_changes
from dulwich.object_store import DiskObjectStore
from dulwich.objects import Blob, ObjectID, Tree
from dulwich.objects import Commit as Object
from dulwich.refs import HEADREF, DiskRefsContainer

from model.files import codec
from model.files.codec import LARGEST_BYTES, Loaded
from model.files.commit import Commit
from model.files.errors import FileProblem, short

__all__ = ["MOST", "Commit", "bytes_at", "history_of", "map_at", "walk"]

#: Commits that are told of one map, and those that are looked at to find them: some seconds.
MOST, MOST_VISITED = 200, 50_000
#: Bytes of a file of git's that only says where another one is.
_POINTER = 4096
#: What stands in a repository in place of a file that Git LFS keeps elsewhere.
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass
class _Repository:
    """What is read of one; `path` is where the map stands in it."""

    store: DiskObjectStore
    refs: DiskRefsContainer
    path: bytes

    def close(self) -> None:
        self.store.close()


def history_of(map_path: str | os.PathLike[str], limit: int = MOST) -> tuple[Commit, ...]:
    """The last commits that touched the map at `map_path`, newest first; () outside of git."""
    return tuple(islice(walk(map_path), limit))


def walk(map_path: str | os.PathLike[str]) -> Iterator[Commit]:
    """As `history_of`, one after the other as they are found, from the one that is checked out.

    As in `git log`, where one side of a merge left the map as it is now, only that side is
    gone back.
    """
    try:
        repository = _repository(map_path)
        if repository is None:
            return
        with closing(repository):
            head = repository.refs.follow(HEADREF)[1]
            if head is not None:
                yield from _walk(repository.store, head, repository.path)
    except Exception:  # dulwich raises whatever damaged bytes make it stumble over
        return


def map_at(map_path: str | os.PathLike[str], commit: Commit) -> Loaded:
    """The map at `map_path` as it was in a commit of its history.

    Raises:
        FileProblem: it cannot be read.
    """
    return codec.loads(bytes_at(map_path, commit), _name(commit), allow_large=True)


def bytes_at(map_path: str | os.PathLike[str], commit: Commit) -> bytes:
    """The bytes of that map's file.

    Raises:
        FileProblem: they are not in the repository, or damaged.
    """
    trouble = FileProblem(
        "this commit cannot be read; the repository may be damaged or incomplete",
        _name(commit),
        todo='"git fsck" tells more.',
    )
    try:
        repository = _repository(map_path)
        if repository is None:
            raise trouble
        with closing(repository):
            store = repository.store
            found = _commit(store, ObjectID(commit.hash.encode()))
            path = commit.path.encode("utf-8", "surrogateescape")
            blob = _entry(store, found.tree, path, {}) if found else None
            data = store[blob] if blob else None
            if not isinstance(data, Blob):
                raise trouble
            content = data.data
    except FileProblem:
        raise
    except Exception as error:  # as in `walk`
        raise trouble from error
    if content.startswith(_LFS):
        raise FileProblem(
            "its content is kept in Git LFS, outside of the repository", _name(commit)
        )
    return content


def _walk(store: DiskObjectStore, head: ObjectID, path: bytes) -> Iterator[Commit]:
    """Newest first by the time of the commit, each once."""
    known: dict[tuple[bytes, bytes], ObjectID | None] = {}
    first = _commit(store, head)
    if first is None:
        return
    waiting = [(-first.commit_time, 0, first, path)]
    seen = {head}
    visited = 0
    while waiting and visited < MOST_VISITED:
        visited += 1
        _, _, commit, path = heappop(waiting)
        own = _entry(store, commit.tree, path, known)
        if own is None:
            continue
        befores: list[tuple[Object, bytes]] = []
        is_told = is_whole = True
        for parent_id in commit.parents:
            parent = _commit(store, parent_id)
            if parent is None:  # a shallow clone ends here
                is_whole = False
                continue
            before = _entry(store, parent.tree, path, known)
            if before == own:
                befores, is_told = [(parent, path)], False
                break
            old = path if before else _came_from(store, parent.tree, commit.tree, path, own)
            befores += [(parent, old)] if old else []
        if is_told:
            yield _told(commit, path, is_first=is_whole and not befores)
        for parent, old in befores:
            if parent.id not in seen:
                seen.add(parent.id)
                heappush(waiting, (-parent.commit_time, len(seen), parent, old))


def _commit(store: DiskObjectStore, commit_id: ObjectID) -> Object | None:
    try:
        found = store[commit_id]
    except KeyError:
        return None
    return found if isinstance(found, Object) else None


def _entry(
    store: DiskObjectStore,
    tree_id: ObjectID,
    path: bytes,
    known: dict[tuple[bytes, bytes], ObjectID | None],
) -> ObjectID | None:
    """What stands at `path` below a tree; `known` remembers it for every tree on the way."""
    if (tree_id, path) in known:
        return known[tree_id, path]
    name, _, rest = path.partition(b"/")
    tree = store[tree_id]
    found: ObjectID | None = None
    if isinstance(tree, Tree) and name in tree:
        mode, found = tree[name]
        is_folder = (mode & 0o170000) == 0o040000
        if rest:
            found = _entry(store, found, rest, known) if is_folder else None
        elif (mode & 0o170000) != 0o100000:  # a link, a submodule, a folder
            found = None
    known[tree_id, path] = found
    return found


def _came_from(
    store: DiskObjectStore, old: ObjectID, new: ObjectID, path: bytes, own: ObjectID
) -> bytes | None:
    """What a map that is new in a commit was called before, if that is plain to see.

    It has the same content, or it is the one map that came as another one went.
    """
    came: list[bytes] = []
    went: list[bytes] = []
    for change in tree_changes(store, old, new):
        before, after = change.old, change.new
        if before is not None and before.path and before.sha == own:
            return before.path
        if after is not None and after.path and before is None and _is_map(after.path):
            came.append(after.path)
        if before is not None and before.path and after is None and _is_map(before.path):
            went.append(before.path)
    return went[0] if len(went) == 1 and came == [path] else None


def _is_map(path: bytes) -> bool:
    folder = path.rpartition(b"/")[0]
    return path.endswith(b".json") and not folder.endswith(b".versions")


def _told(commit: Object, path: bytes, *, is_first: bool) -> Commit:
    encoding = (commit.encoding or b"utf-8").decode("ascii", "replace")

    def text(data: bytes) -> str:
        try:
            return data.decode(encoding, "replace")
        except LookupError:
            return data.decode("utf-8", "replace")

    try:
        when = datetime.fromtimestamp(commit.commit_time, UTC)
        when.astimezone()  # the last day there is may be over already elsewhere
    except (OverflowError, OSError, ValueError):
        when = datetime.fromtimestamp(0, UTC)
    lines = text(commit.message).strip().splitlines()
    return Commit(
        hash=commit.id.decode(),
        author=short(text(commit.author).partition("<")[0].strip(), 200),
        when=when,
        summary=short(lines[0].strip() if lines else "", 300),
        is_first=is_first,
        path=path.decode("utf-8", "surrogateescape"),
    )


def _name(commit: Commit) -> str:
    return f"{commit.path.rpartition('/')[2]} in {commit.short}"


def _repository(map_path: str | os.PathLike[str]) -> _Repository | None:
    """The repository in whose working tree a map stands.

    Raises:
        OSError, ValueError: something of it cannot be read.
    """
    real = Path(os.path.realpath(map_path))
    for root in real.parents:
        marker = root / ".git"
        if not os.path.lexists(marker):
            continue
        own = marker if marker.is_dir() else _pointed(marker, b"gitdir: ")
        if own is None or not (own / "HEAD").is_file():
            return None
        shared = own
        if (own / "commondir").is_file():  # of another working tree
            found = _pointed(own / "commondir", b"")
            shared = found if found is not None else own
        path = real.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
        store = DiskObjectStore(shared / "objects", loose_object_size_limit=LARGEST_BYTES)
        return _Repository(store, DiskRefsContainer(shared, own), path)
    return None


def _pointed(file: Path, start: bytes) -> Path | None:
    """The folder that a file of git's names, from its own on; none on another computer."""
    with file.open("rb") as opened:
        line = opened.read(_POINTER).rstrip(b"\r\n")
    name = os.fsdecode(line.removeprefix(start))
    if not line.startswith(start) or not name or name.startswith(("\\\\", "//")):
        return None
    return Path(os.path.normpath(file.parent / name))
