"""A second start hands its files to the one that is running, or opens them itself."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import handover, handover_server
from app.handover import MOST, address, hand_over, read
from app.handover_server import Listener
from app.windows import Windows
from model.files.lock import lock_file
from tests.app.running import ROOT, alone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks to a socket in a folder")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's folder for sockets; pytest's own folders have names too long for one."""
    made = Path(tempfile.mkdtemp(prefix="run"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(made))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def listener(windows: Windows, folder: Path) -> Listener:
    """This process is the running Touchline, with an empty map open."""
    windows.new()
    listener = Listener(windows)
    assert listener.listen(address())
    return listener


def in_thread(qtbot: QtBot, action: Callable[[], object]) -> object:
    """What `action` comes to while this process listens."""
    outcome: list[object] = []
    thread = threading.Thread(target=lambda: outcome.append(action()))
    thread.start()
    qtbot.waitUntil(lambda: bool(outcome), timeout=20_000)
    thread.join()
    return outcome[0]


def started(*words: str, **environment: str) -> "subprocess.Popen[str]":
    """The editor in a process of its own, whose windows nobody sees."""
    return subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(text: str) -> str:
    """Without what Qt says of a platform that shows nothing."""
    return "".join(re.findall(r"^touchline.*\n", text, re.MULTILINE))


def owner(file: Path) -> int:
    """The process that has a map open; 0 if there is none."""
    try:
        return int(json.loads(lock_file(file).read_bytes())["pid"])
    except (OSError, ValueError):
        return 0


def hears_of_ends(pid: int) -> bool:
    """Whether a process has put up its guards, so that it ends in order when it is asked to."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"SigCgt:\s*(\w+)", status.read_text() if status.exists() else "")
    return found is None or bool(int(found[1], 16) >> signal.SIGTERM - 1 & 1)


def until(what: Callable[[], object], process: "subprocess.Popen[str]") -> None:
    """Wait for something that another process does, as long as it lives."""
    end = time.monotonic() + 60
    while not what():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end
        threading.Event().wait(0.02)


def test_a_second_start_opens_its_file_in_the_first_one_and_ends(
    folder: Path, ride: Path, tmp_path: Path
) -> None:
    other = tmp_path / "öther name.journey.json"
    other.write_bytes(ride.read_bytes())
    first = started(str(ride))
    try:
        until(lambda: Path(address()).exists(), first)
        ran = subprocess.run(
            [sys.executable, "-m", "app", other.name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        until(lambda: owner(other) == first.pid, first)
        gone = alone(str(tmp_path / "gone.journey.json"))
        assert gone.returncode == 2
        assert b"there is no such file" in gone.stderr
    finally:
        first.kill()
        first.communicate()
    # It left its socket and its locks behind, which are no obstacle.
    assert Path(address()).exists()
    second = started(str(other))
    try:
        until(lambda: owner(other) == second.pid and hears_of_ends(second.pid), second)
    finally:
        second.send_signal(signal.SIGTERM)
        _, errors = second.communicate()
    assert said(errors) == ""
    assert owner(other) == 0


def test_files_open_in_windows_of_the_running_process_and_the_empty_one_makes_room(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    assert in_thread(qtbot, lambda: hand_over([ride])) is True
    qtbot.waitUntil(lambda: windows.window_of(ride) is not None)
    (window,) = windows.all
    assert in_thread(qtbot, lambda: hand_over([ride])) is True  # it is only raised
    assert in_thread(qtbot, lambda: hand_over([])) is True
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    assert windows.all[0] is window
    assert windows.all[1].is_untouched


def test_a_name_that_is_no_text_is_handed_over_as_it_is(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    odd = Path(os.fsdecode(os.fsencode(ride.parent) + b"/\xff \n.json"))
    try:
        odd.write_bytes(ride.read_bytes())
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    assert in_thread(qtbot, lambda: hand_over([odd])) is True
    qtbot.waitUntil(lambda: windows.window_of(odd) is not None)


@pytest.mark.parametrize(
    "message",
    [
        b"\n",
        b"hello\n",
        b"{}\n",
        b'{"format": "touchline.open"}\n',
        b'{"format": "touchline.open", "files": "/etc/passwd"}\n',
        b'{"format": "touchline.open", "files": ["relative.json"]}\n',
        b'{"format": "touchline.open", "files": ["/a\\u0000b"]}\n',
        b'{"format": "touchline.open", "files": [7]}\n',
        b'{"format": "touchline.open", "files": [], "token": 7}\n',
        b"[" * 20_000 + b"\n",
        b"\xff\xfe\n",
        b"x" * (MOST + 10),
        b'{"format": "touchline.open", "files": [' + b" " * MOST + b"]}\n",
    ],
)
def test_garbage_is_let_go_of_without_an_answer(
    windows: Windows, qtbot: QtBot, listener: Listener, message: bytes
) -> None:
    def speak() -> bytes:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(address())
            try:
                client.sendall(message)
                return client.recv(10)
            except (BrokenPipeError, ConnectionResetError):
                return b""

    assert in_thread(qtbot, speak) == b""
    assert len(windows.all) == 1
    assert in_thread(qtbot, lambda: hand_over([])) is True


def test_half_messages_and_clients_that_never_speak_are_forgotten(
    windows: Windows, qtbot: QtBot, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_server, "_PATIENCE", 50)
    clients = [socket.socket(socket.AF_UNIX) for _ in range(20)]
    for number, client in enumerate(clients):
        client.connect(address())
        if number % 2:
            client.sendall(b'{"format": "touch')
    qtbot.waitUntil(lambda: listener._clients > 0)
    qtbot.waitUntil(lambda: listener._clients == 0)
    assert in_thread(qtbot, lambda: hand_over([])) is True
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    for client in clients:
        client.close()


def test_nothing_opens_for_a_client_that_did_not_wait_for_the_answer(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    came = listener._server.newConnection
    with qtbot.waitSignal(came), socket.socket(socket.AF_UNIX) as client:
        client.connect(address())
        client.sendall(handover._message([ride], ""))
    qtbot.waitUntil(lambda: listener._clients == 0)
    assert windows.window_of(ride) is None


def test_nothing_opens_for_a_client_that_thinks_better_of_it(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    def speak() -> bytes:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(address())
            client.sendall(handover._message([ride], ""))
            answer = client.recv(10)
            client.sendall(b"no\n")
            return answer + client.recv(10)

    assert in_thread(qtbot, speak) == handover.YES
    assert windows.window_of(ride) is None


def test_one_that_does_not_answer_is_not_waited_for(
    folder: Path, ride: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "_PATIENCE", 0.05)
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(address())
        deaf.listen()
        assert hand_over([ride]) is False
    assert capsys.readouterr().err == "touchline: the Touchline that is running does not answer\n"


@pytest.mark.parametrize("answer", [b"", b"o", b"no\n", b"x" * 5000])
def test_one_that_answers_something_else_is_not_relied_upon(
    folder: Path, ride: Path, capsys: pytest.CaptureFixture[str], answer: bytes
) -> None:
    def speak(server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            client.recv(MOST)
            client.sendall(answer)

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address())
        server.listen()
        thread = threading.Thread(target=speak, args=(server,))
        thread.start()
        assert hand_over([ride]) is False
        thread.join()
    assert "does not answer" in capsys.readouterr().err


def test_a_socket_whose_process_died_is_replaced_without_a_word(
    windows: Windows, folder: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(address())
    assert hand_over([]) is False
    assert capsys.readouterr().err == ""
    assert Listener(windows).listen(address())
    assert in_thread(qtbot, lambda: hand_over([])) is True
    qtbot.waitUntil(lambda: len(windows.all) == 1)


def test_the_first_one_goes_on_listening_when_another_would_too(
    windows: Windows, qtbot: QtBot, listener: Listener
) -> None:
    second = Listener(windows)
    assert not second.listen(address())
    assert in_thread(qtbot, lambda: hand_over([])) is True
    listener.close()
    assert not Path(address()).exists()
    assert second.listen(address())
    second.close()


def test_other_displays_and_state_folders_have_a_touchline_of_their_own(folder: Path) -> None:
    here = {"XDG_RUNTIME_DIR": str(folder), "DISPLAY": ":1"}
    assert address(here) == address(dict(here))
    others = [
        here | {"DISPLAY": ":2"},
        here | {"WAYLAND_DISPLAY": ":1", "DISPLAY": ""},
        here | {"TOUCHLINE_STATE": "/media/stick"},
        here | {"HOME": "/home/mara"},
    ]
    assert len({address(each) for each in (here, *others)}) == 5


def test_without_a_folder_that_is_the_users_own_each_start_is_one_of_its_own(
    folder: Path, ride: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bad in ("", str(folder / "none"), str(ride), "a\0b", str(tmp_path / ("long" * 30))):
        assert address({"XDG_RUNTIME_DIR": bad}) == ""
    folder.chmod(0o777)
    assert address() == ""
    assert hand_over([ride]) is False
    folder.chmod(0o700)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert address() == ""


def test_more_files_than_fit_into_a_message_are_opened_by_the_second_start(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    assert in_thread(qtbot, lambda: hand_over([ride] * 3000)) is False
    assert windows.window_of(ride) is None


def test_where_sockets_are_qts_alone_the_same_is_said(
    windows: Windows, ride: Path, qtbot: QtBot, listener: Listener
) -> None:
    def ask(message: bytes) -> object:
        script = f"from app.handover_pipe import ask; print(ask({address()!r}, {message!r}, 900))"
        run = [sys.executable, "-c", script]
        return in_thread(qtbot, lambda: subprocess.check_output(run, cwd=ROOT, text=True))

    message = handover._message([ride], "")
    assert ask(message) == "True\n"
    qtbot.waitUntil(lambda: windows.window_of(ride) is not None)
    assert ask(b"garbage\n") == "False\n"
    listener.close()
    assert ask(message) == "False\n"


def test_the_sign_that_lets_a_window_come_forward_is_handed_on(
    windows: Windows, qtbot: QtBot, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    environment = {**os.environ, "XDG_ACTIVATION_TOKEN": "from-the-launcher"}
    assert in_thread(qtbot, lambda: hand_over([], environment)) is True
    qtbot.waitUntil(lambda: os.environ.get("XDG_ACTIVATION_TOKEN") == "from-the-launcher")
    assert read(handover._message([], "sign")) == handover.Wish([], "sign")
