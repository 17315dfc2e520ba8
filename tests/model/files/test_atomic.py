"""Saving leaves the old bytes or the new ones, and nothing else, whatever the disk does."""

import errno
import os
import resource
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model.files import atomic
from model.files.atomic import clear_leftovers, replace_bytes, why_not_writable
from model.files.errors import SaveError

OLD, NEW = b"the old map\n", b"the new map, somewhat longer\n" * 9

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at POSIX calls")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "bike.journey.json"
    path.write_bytes(OLD)
    return path


def fails(number: int, after: int = 0, only: Callable[..., bool] = lambda *_: True) -> Any:
    """A stand-in for a system call that fails with `number` from its call `after` on."""

    def stand_in(real: Any) -> Any:
        left = [after]

        def call(*args: Any, **kwargs: Any) -> Any:
            if only(*args) and not left[0]:
                raise OSError(number, os.strerror(number))
            left[0] -= 1 if only(*args) else 0
            return real(*args, **kwargs)

        return call

    return stand_in


def replace(monkeypatch: pytest.MonkeyPatch, name: str, stand_in: Any) -> None:
    monkeypatch.setattr(atomic.os, name, stand_in(getattr(os, name)))


def is_folder(handle: int) -> bool:
    return stat.S_ISDIR(os.fstat(handle).st_mode)


def is_file(handle: int, *_: Any) -> bool:
    return not is_folder(handle)


def creates(_path: Any, flags: int, *_: Any) -> bool:
    return bool(flags & os.O_CREAT)


def test_a_new_file_is_written_as_others_are(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    replace_bytes(path, NEW)
    assert path.read_bytes() == NEW
    other = tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("data", [b"", b"\0", NEW, bytes(3 << 20)])
def test_an_old_file_is_replaced_whatever_the_size(old: Path, data: bytes) -> None:
    replace_bytes(str(old), data)
    assert old.read_bytes() == data
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


FAILURES = {
    "disk full": ("write", fails(errno.ENOSPC), "the disk is full. Free some space"),
    "disk full at the end": ("write", fails(errno.ENOSPC, after=1), "the disk is full"),
    "quota": ("write", fails(errno.EDQUOT), "your share of the disk is used up"),
    "file size limit": ("write", fails(errno.EFBIG), "the file would be larger than"),
    "write error": ("write", fails(errno.EIO), "the disk reported an error while writing"),
    "nothing written": ("write", lambda _real: lambda *_: 0, "the disk reported an error"),
    "flush error": ("fsync", fails(errno.EIO), "the disk reported an error while writing"),
    "full when flushed": ("fsync", fails(errno.ENOSPC), "the disk is full"),
    "full when closed": ("close", fails(errno.EDQUOT, only=is_file), "your share of the disk"),
    "another disk": ("replace", fails(errno.EXDEV), "the file cannot be replaced within its"),
    "no right to rename": ("replace", fails(errno.EACCES), "you may not write there"),
    "read-only disk": ("replace", fails(errno.EROFS), "the disk can only be read"),
    "mounted file": ("replace", fails(errno.EBUSY), "the file is held by the system"),
    "too many files": ("open", fails(errno.EMFILE), "too many files are open. Close some"),
    "too many for the second": ("open", fails(errno.EMFILE, only=creates), "too many files"),
    "too many in the system": ("open", fails(errno.ENFILE), "too many files are open on this"),
    "read-only folder": ("open", fails(errno.EACCES, only=creates), "you may not write there"),
    "read-only disk at once": ("open", fails(errno.EROFS, only=creates), "the disk can only"),
    "cannot read back": ("read", fails(errno.EIO), "the disk reported an error"),
    "something unheard of": ("write", fails(errno.EILSEQ), "Save a copy in another folder"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_leaves_the_old_file_no_litter_and_one_clear_message(
    name: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, stand_in, message = FAILURES[name]
    real = os.write
    if name == "disk full at the end":
        monkeypatch.setattr(atomic.os, "write", lambda handle, data: real(handle, data[:10]))
    with monkeypatch.context() as patch:
        replace(patch, call, stand_in)
        with pytest.raises(SaveError) as caught:
            replace_bytes(old, NEW)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{old}: ")
    assert caught.value.todo
    assert old.read_bytes() == OLD
    assert [entry.name for entry in old.parent.iterdir()] == [old.name]


def test_no_file_stays_open_after_a_failure(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handles = Path("/proc/self/fd")
    if not handles.exists():
        pytest.skip("this system does not show which files are open")
    before = len(list(handles.iterdir()))
    replace(monkeypatch, "fsync", fails(errno.EIO))
    for _ in range(5):
        with pytest.raises(SaveError):
            replace_bytes(old, NEW)
    assert len(list(handles.iterdir())) == before


def test_short_writes_are_carried_on(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(monkeypatch, "write", lambda real: lambda handle, data: real(handle, data[:7]))
    replace_bytes(old, NEW)
    assert old.read_bytes() == NEW


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b.swapcase(), lambda b: b + b"x"])
def test_what_the_disk_does_not_keep_is_noticed_before_the_old_file_goes(
    damage: Callable[[bytes], bytes], old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(monkeypatch, "read", lambda real: lambda *args: damage(real(*args)))
    with pytest.raises(SaveError, match="the disk did not keep what was written"):
        replace_bytes(old, NEW)
    assert old.read_bytes() == OLD


def test_it_is_flushed_and_read_back_before_and_the_folder_flushed_after_the_rename(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def told(name: str) -> Any:
        def stand_in(real: Any) -> Any:
            def call(*args: Any) -> Any:
                folder = name == "fsync" and is_folder(args[0])
                calls.append("fsync folder" if folder else name)
                return real(*args)

            return call

        return stand_in

    for name in ("write", "fsync", "read", "replace"):
        replace(monkeypatch, name, told(name))
    replace_bytes(old, NEW)
    assert calls == ["write", "fsync", "read", "read", "replace", "fsync folder"]


def test_a_folder_that_cannot_be_flushed_is_said_so_with_the_new_file_in_place(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        replace(patch, "fsync", fails(errno.EIO, only=is_folder))
        with pytest.raises(SaveError, match="the new file is in place, but the disk did not"):
            replace_bytes(old, NEW)
    assert old.read_bytes() == NEW
    replace(monkeypatch, "fsync", fails(errno.EINVAL, only=is_folder))
    replace_bytes(old, OLD)  # a file system without such a thing is no fault


def test_a_link_stays_a_link_and_its_file_is_replaced(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link, second = folder / "link.json", folder / "second.json"
    link.symlink_to("../bike.journey.json")
    second.symlink_to(link)
    replace_bytes(second, NEW)
    assert old.read_bytes() == NEW
    assert link.is_symlink()
    assert second.is_symlink()
    assert sorted(entry.name for entry in folder.iterdir()) == ["link.json", "second.json"]


def test_a_link_to_nothing_makes_the_file_that_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("target")
    replace_bytes(link, NEW)
    assert (tmp_path / "target").read_bytes() == NEW
    assert link.is_symlink()


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(SaveError, match="circle"):
        replace_bytes(tmp_path / "a", NEW)


def test_another_hard_link_keeps_the_old_content_as_the_documentation_says(old: Path) -> None:
    other = old.with_name("other")
    os.link(old, other)
    replace_bytes(old, NEW)
    assert other.read_bytes() == OLD
    documentation = Path(__file__).parents[3] / "docs" / "file-format.md"
    assert "hard link" in documentation.read_text()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    replace_bytes(old, NEW)
    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_what_is_private_is_private_while_it_is_written(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.chmod(0o600)
    modes = []

    def look(real: Any) -> Any:
        def call(handle: int, data: Any) -> Any:
            modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
            return real(handle, data)

        return call

    replace(monkeypatch, "write", look)
    replace_bytes(old, NEW)
    assert modes == [0o600]


def test_owner_and_group_are_kept_as_far_as_allowed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def chown(handle: int, user: int, group: int) -> None:
        asked.append((user, group))
        if user != -1:
            raise PermissionError(errno.EPERM, "")

    real = os.fstat
    mine = real(0)
    other = os.stat_result((mine.st_mode, 1, 1, 1, 12345, 54321, 1, 0, 0, 0))
    monkeypatch.setattr(atomic.os, "fchown", chown)
    monkeypatch.setattr(atomic.os, "fstat", lambda handle: other)
    replace_bytes(old, NEW)
    assert asked == [(old.stat().st_uid, old.stat().st_gid), (-1, old.stat().st_gid)]
    assert old.read_bytes() == NEW


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no such attributes")
def test_extended_attributes_are_kept_where_there_are_any(old: Path) -> None:
    try:
        os.setxattr(old, "user.origin", b"workshop")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    replace_bytes(old, NEW)
    assert os.getxattr(old, "user.origin") == b"workshop"


def test_a_file_that_nobody_may_write_is_left_alone_even_for_root(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(SaveError, match=r"the file can only be read\. Save a copy under another"):
        replace_bytes(old, NEW)
    assert why_not_writable(old) == "the file can only be read"
    assert old.read_bytes() == OLD


def test_a_file_that_this_account_may_not_write_is_left_alone(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic.os, "access", lambda path, mode: Path(path) != old)
    with pytest.raises(SaveError, match="the file can only be read"):
        replace_bytes(old, NEW)


def test_whether_a_place_can_be_written_is_known_beforehand(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert why_not_writable(old) == ""
    assert why_not_writable(old.with_name("new.json")) == ""
    assert why_not_writable(old.parent) == "there is a folder of that name"
    assert why_not_writable(old.parent / "none" / "new.json") == "the folder is not there"
    assert why_not_writable("a\0b") == "no file can have such a name"
    monkeypatch.setattr(atomic.os, "access", lambda path, mode: Path(path) == old)
    assert why_not_writable(old) == "you may not write there"


def test_places_where_no_file_can_be_are_refused(old: Path) -> None:
    with pytest.raises(SaveError, match="there is a folder of that name"):
        replace_bytes(old.parent, NEW)
    with pytest.raises(SaveError, match=r"the folder is not there\. Make the folder first"):
        replace_bytes(old.parent / "none" / "new.json", NEW)
    with pytest.raises(SaveError, match="a part of that place is not a folder"):
        replace_bytes(old / "new.json", NEW)
    with pytest.raises(SaveError, match="this is a device, not a file"):
        replace_bytes("/dev/null", NEW)
    with pytest.raises(SaveError, match="the name is too long"):
        replace_bytes(old.with_name("n" * 300), NEW)
    with pytest.raises(SaveError, match="no file can have such a name"):
        replace_bytes("a\0b", NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_name_as_long_as_the_disk_allows_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".json")
    replace_bytes(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, SaveError("no")])
def test_an_interruption_leaves_no_litter_either(old: Path, error: Any) -> None:
    def interrupt(_target: Path) -> None:
        raise error

    with pytest.raises(error if isinstance(error, type) else SaveError):
        replace_bytes(old, NEW, before_replace=interrupt)
    assert old.read_bytes() == OLD
    assert len(list(old.parent.iterdir())) == 1


def test_the_last_look_before_the_replacement_sees_the_file_behind_the_link(old: Path) -> None:
    link = old.with_name("link")
    link.symlink_to(old.name)
    seen = []
    replace_bytes(link, NEW, before_replace=lambda path: seen.append((path, path.read_bytes())))
    assert seen == [(old, OLD)]


def test_what_a_killed_save_left_is_cleared_but_not_what_another_save_still_writes(
    old: Path,
) -> None:
    def look(target: Path) -> None:
        assert clear_leftovers(target) == 0  # ours, which is in use
        target.with_name("unrelated.tmp").touch()

    replace_bytes(old, NEW, before_replace=look)
    before = sorted(entry.name for entry in old.parent.iterdir())

    def leave(_target: Path) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(lambda: replace_bytes(old, OLD, before_replace=leave)) == -signal.SIGKILL
    assert len(list(old.parent.iterdir())) == len(before) + 1
    assert clear_leftovers(old) == 1
    assert sorted(entry.name for entry in old.parent.iterdir()) == before
    in_child(lambda: replace_bytes(old, OLD, before_replace=leave))
    replace_bytes(old, OLD)
    assert sorted(entry.name for entry in old.parent.iterdir()) == before


def test_clearing_a_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    assert clear_leftovers(tmp_path / "none" / "a.json") == 0


def test_a_temporary_file_taken_for_abandoned_before_it_was_locked_is_made_again(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []

    def take(real: Any) -> Any:
        def call(path: Any, flags: int, *rest: Any) -> int:
            handle: int = real(path, flags, *rest)
            if creates(path, flags) and not taken:
                Path(path).unlink()
                taken.append(path)
            return handle

        return call

    replace(monkeypatch, "open", take)
    replace_bytes(old, NEW)
    assert taken
    assert old.read_bytes() == NEW


@pytest.mark.parametrize("said", [None, False])
def test_saving_goes_on_where_no_file_can_be_locked(
    old: Path, monkeypatch: pytest.MonkeyPatch, said: bool | None
) -> None:
    monkeypatch.setattr(atomic, "hold", lambda _handle: said)
    replace_bytes(old, NEW)
    assert old.read_bytes() == NEW
    assert len(list(old.parent.iterdir())) == 1


def in_child(action: Callable[[], None]) -> int:
    """Do `action` in a process of its own; its exit code, 77 for a SaveError, -N if killed."""
    child = os.fork()
    if not child:
        code = 99
        try:
            action()
            code = 0
        except SaveError:
            code = 77
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


CALLS = ("open", "write", "fsync", "read", "lseek", "close", "replace", "fchmod", "fstat", "stat")


def test_killed_before_any_system_call_of_a_save_the_old_or_the_new_file_is_there(
    old: Path,
) -> None:
    def killed_at(number: int) -> Callable[[], None]:
        def action() -> None:
            left = [number]
            for name in CALLS:
                real = getattr(os, name)

                def call(*args: Any, _real: Any = real, **kwargs: Any) -> Any:
                    left[0] -= 1
                    if left[0] == 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return _real(*args, **kwargs)

                setattr(os, name, call)  # in the child only, which ends here
            replace_bytes(old, NEW)

        return action

    seen = set()
    for number in range(1, 100):
        old.write_bytes(OLD)
        code = in_child(killed_at(number))
        assert old.read_bytes() in (OLD, NEW)
        seen.add(old.read_bytes())
        clear_leftovers(old)
        assert [entry.name for entry in old.parent.iterdir()] == [old.name]
        if code == 0:
            break
    else:
        pytest.fail("the save never came to its end")
    assert number > 10
    assert seen == {OLD, NEW}


def test_a_real_limit_on_file_size_is_met_with_the_old_file_intact(old: Path) -> None:
    def action() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))
        replace_bytes(old, NEW)

    assert in_child(action) == 77
    assert old.read_bytes() == OLD
    assert len(list(old.parent.iterdir())) == 1


def test_a_real_account_without_rights_is_refused(old: Path) -> None:
    def action() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        assert why_not_writable(old)
        replace_bytes(old, NEW)

    for folder in [old.parent, *old.parents]:
        if str(folder).startswith(str(old.parents[1])):
            folder.chmod(0o755)
    mode = 0o555 if os.geteuid() else 0o755
    old.parent.chmod(mode)
    old.chmod(0o666)
    try:
        assert in_child(action) == 77
        assert old.read_bytes() == OLD
    finally:
        old.parent.chmod(0o755)


def test_a_leftover_that_goes_meanwhile_keeps_none_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.journey.json"
    names = [atomic._temporary_prefix(path) + f"{number}.tmp" for number in range(3)]
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    really = atomic._abandoned

    def goes(temporary: str) -> bool:
        if temporary.endswith("1.tmp"):
            Path(temporary).unlink()
        return really(temporary)

    monkeypatch.setattr(atomic, "_abandoned", goes)
    assert clear_leftovers(path) == 2
    assert list(tmp_path.iterdir()) == []
