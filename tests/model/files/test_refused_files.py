"""Damaged, foreign and malicious files: each is refused with its place and with advice."""

import gzip
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from model.files import codec
from model.files.codec import load, loads
from model.files.errors import FileProblem, TooLarge

HEAD = '{"format": "touchline.journey-map", "schema_version": 1'
DEEP = 100_000


def whole(rest: str) -> str:
    """A file whose second line is `rest`, the tables."""
    return f"{HEAD},\n{rest}}}"


def card(rest: str) -> str:
    return whole(f'"cards": {{"c": {{{rest}}}}}')


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "text")
    return buffer.getvalue()


# Name -> the file, then what is said of it: "line:column path: what", from the start, and a
# part of the advice. Lines and columns count from 1.
REFUSED: dict[str, tuple[bytes | str, str, str]] = {
    "empty": ("", "the file is empty", "earlier copy"),
    "only blanks": (" \r\n\t", "the file is empty", "earlier copy"),
    "only zeros": ("\0" * 4096, "the file holds only zeros", "earlier copy"),
    "zeros after a part": (HEAD + "\0" * 50, "1:56: from here on", "earlier copy"),
    "zeros in a text": (HEAD + ', "a": "b' + "\0" * 9, "1:65 a: from", ""),
    "a zero in a text": (whole('"a": "b\0c"'), "2:8 a: a text is not", ""),
    "cut off in a table": (HEAD + ', "cards": {', "1:68 cards: the file is cut", "earlier copy"),
    "cut off in a text": (HEAD + ', "a": "b', "1:65 a: the file is cut off", ""),
    "cut off in a list": (HEAD + ', "a": [1', "1:65 a: the file is cut off", ""),
    "cut off after a key": (HEAD + ', "a"', "1:61: the file is cut off here", ""),
    "no colon": (HEAD + ', "a" 1}', '1:62: a colon is needed after "a"', ""),
    "no value": (HEAD + ', "a": }', "1:63 a: a value is needed here", ""),
    "no comma": (whole('"a": 1 "b": 2'), "2:7: a comma is missing here", ""),
    "no comma in a list": (whole('"a": [1 2]'), "2:8 a: a comma is missing here", ""),
    "a comma too many": (whole('"a": 1,'), "2:7: one comma too many before }", ""),
    "no comma at a line's end": (
        whole('"a": 1 \r\n\n "b": 2'),
        "2:7: a comma is missing at the end of this line",
        "docs/file-format.md",
    ),
    "a comma too many before the next line": (whole('"a": 1,\n'), "2:7: one comma too many", ""),
    "a comma too many in a list": (whole('"a": [1,]'), "2:8 a: one comma too many before ]", ""),
    "only a comma": (whole('"a": [,]'), "2:7 a/0: a value is needed here", ""),
    "a comment after a value": (whole('"a": 1 // one\n'), "2:8: JSON has no comments", ""),
    "a comment of a shell": (whole('# one\n"a": 1'), "2:1: JSON has no comments", ""),
    "curly quotes": (whole("“a”: 1"), "2:1: “ and ” are curly quotes; JSON needs straight", ""),
    "curly quotes of a value": (whole('"a": “b”'), "2:6 a: “ and ” are curly quotes", ""),
    "one curly quote": (whole('"a": "b”\n'), "2:9 a: “ and ” are curly quotes", ""),
    "True": (whole('"a": True'), "2:6 a: True is not JSON: write true", ""),
    "None": (whole('"a": None'), "2:6 a: None is not JSON: write null", ""),
    "a text file": ("Dear all,\nhere it is.", "1:1: this is text, not a map", "touchline new"),
    "a text in Markdown": ("* one", "1:1: this is text, not a map", ""),
    "a page in Markdown": ("\n# Rides\n\nA year\n", "2:1: this is text, not a map", ""),
    "a heading alone": ("# Rides\n", "1:1: this is text, not a map", ""),
    "a comment of a shell above": ("# mine\n\n# too\n{}", "1:1: JSON has no comments", ""),
    "single quotes": ("{'format': 1}", "1:2: a name in double quotes", ""),
    "a comment": ("// mine\n{}", "1:1: JSON has no comments", ""),
    "a line end in a text": (whole('"a": "b\nc"'), "2:8 a: a text is not closed", ""),
    "a bad escape": (whole(r'"a": "b\x"'), "2:8 a: a backslash is followed", ""),
    "a bad escape in a key": (whole(r'"a\q": 1'), "2:3: a backslash is followed", ""),
    "something after the end": (HEAD + "}\n}", "2:1: there is something after", ""),
    "two maps in one file": ((HEAD + "}") * 2, "1:57: there is something after", ""),
    "a leading zero": (card('"severity": 01'), "2:30 cards/c: a comma", ""),
    "NaN": (card('"affected": NaN'), "2:29 cards/c/affected: NaN and", ""),
    "Infinity": (card('"x": [Infinity]'), "2:23 cards/c/x/0: NaN and", ""),
    "minus infinity": (whole('"x": -Infinity'), "2:6 x: NaN and", ""),
    "1e400": (
        card('"affected": 1e400'),
        "2:29 cards/c/affected: the number 1e400 is too large",
        "",
    ),
    "1e400 in an unknown part": (whole('"x": {"y": 1e400}'), "2:12 x/y: the number 1e400", ""),
    "10^400": (card('"mentions": 1' + "0" * 400), "2:29 cards/c/mentions: the number 1000", ""),
    "10^400 in an unknown part": (whole('"x": -1' + "0" * 400), "2:6 x: the number -100", ""),
    "10^9999": (whole('"x": 1' + "0" * 9999), "2:6 x: the number 1000", ""),
    "beyond 64 bits": (whole(f'"x": {2**64}'), "2:6 x: the number 184467", ""),
    "deep lists": (
        whole('"x": ' + "[" * DEEP + "]" * DEEP),
        "2:105 x/0/0/0/0/0: lists and objects stand more than 100",
        "",
    ),
    "deep objects": (
        whole('"x": ' + '{"a":' * DEEP + "1" + "}" * DEEP),
        "2:501 x/a/a/a/a/a: lists",
        "",
    ),
    "nothing but depth": ("[" * DEEP, "1:101 0/0/0/0/0/0: lists and objects", ""),
    "101 deep": (whole('"x": ' + "[" * 100 + "]" * 100), "2:105 x/0/0/0/0/0: lists", ""),
    "not UTF-8": (b'{\n"a\xe9": 1}', "2:3: here the text is not UTF-8", "save it as UTF-8"),
    "cut UTF-16": (
        HEAD.encode("utf-16")[:-1],
        "1:55: the file is cut off here, within a character",
        "earlier copy",
    ),
    "a conflict of git": (
        whole('"cards": {\n<<<<<<< HEAD\n"a": {},\n=======\n"b": {}\n>>>>>>> theirs\n}'),
        "3:1: a merge was not finished: git left a conflict here (<<<<<<<)",
        "`touchline git mergetool` merges both sides after all; or choose between them by hand",
    ),
    "half a conflict of git": (
        HEAD + "\n>>>>>>> theirs\n}",
        "2:1: a merge was not finished: git left a conflict here (>>>>>>>)",
        "",
    ),
    "a list": ("[]", "1:1: this is JSON, but no journey map: it is not in braces", ""),
    "a number": ("7", "1:1: this is JSON, but no journey map", ""),
    "no format": (
        "{}",
        '1:1 format: this is JSON, but no journey map: it has no "format"',
        "docs/file-format.md",
    ),
    "another format": (
        '{"format": "excalidraw"}',
        "1:2 format: this is JSON, but no journey map: \"format\" is 'excalidraw'",
        "docs/file-format.md",
    ),
    "no version": (
        '{"format": "touchline.journey-map"}',
        '1:1 schema_version: "schema_version" is needed',
        "",
    ),
    "a version in words": (
        HEAD[:-1] + '"1"}',
        '1:37 schema_version: "schema_version" is needed, a whole number',
        "",
    ),
    "a version that is true": (HEAD[:-1] + "true}", '1:37 schema_version: "schema_version" is', ""),
    "a version below 0": (HEAD[:-1] + "-1}", '1:37 schema_version: "schema_version" is', ""),
    "a version of ten digits": (HEAD + "0" * 9 + "}", '1:37 schema_version: "schema_version"', ""),
    "a draw.io diagram": (
        "<mxfile host='x'>",
        "this is a draw.io diagram, not a journey map",
        "touchline new",
    ),
    "XML": ("<?xml version='1.0'?><a/>", "this is an XML file, not a journey map", "touchline new"),
    "a web page": ("\n<!DOCTYPE html>", "this is a web page, not a journey map", "touchline new"),
    "a PDF": (b"%PDF-1.7\n\xff", "this is a PDF, not a journey map", "touchline new"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0", "this is a picture, not a journey map", "touchline new"),
    "a zip archive": (zipped(), "this is a zip archive, such as an office", "touchline new"),
    "a compressed file": (gzip.compress(b"{}"), "this is a compressed file, not", "touchline new"),
    "a note of Git LFS": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "the map itself is in Git LFS and was not fetched",
        "git lfs pull",
    ),
    "an encrypted map": (
        b"\0GITCRYPT\0\x8a\x01",
        "the map is locked by git-crypt",
        "git-crypt unlock",
    ),
    "a table that is a list": (
        whole('"cards": []'),
        "2:1 cards: a table, in braces is needed here, not a list",
        "touchline schema",
    ),
    "a map that is null": (
        whole('"map": null'),
        "2:1 map: a record, in braces is needed here, not null",
        "",
    ),
    "a card that is a text": (
        whole('"cards": {"c": "x"}'),
        "2:11 cards/c: a record, in braces is needed here, not 'x'",
        "",
    ),
    "a number for a text": (
        card('"title": 5'),
        "2:17 cards/c/title: a text is needed here, not 5",
        "",
    ),
    "a text for a number": (
        card('"severity": "3"'),
        "2:17 cards/c/severity: a whole number is needed here, not '3'",
        "",
    ),
    "a fraction for a whole number": (
        card('"severity": 3.5'),
        "2:17 cards/c/severity: a whole number is needed here, not 3.5",
        "",
    ),
    "true for a whole number": (
        card('"severity": true'),
        "2:17 cards/c/severity: a whole number is needed here, not true",
        "",
    ),
    "a text for a share": (
        card('"affected": "half"'),
        "2:17 cards/c/affected: a number is needed here, not 'half'",
        "",
    ),
    "1 for true": (
        card('"private": 1'),
        "2:17 cards/c/private: true or false is needed here, not 1",
        "",
    ),
    "a text for a list": (
        card('"tags": "x"'),
        "2:17 cards/c/tags: a list is needed here, not 'x'",
        "",
    ),
    "a number in a list": (
        card('"tags": ["x", 5]'),
        "2:31 cards/c/tags/1: a text is needed here, not 5",
        "",
    ),
    "an unknown kind": (
        card('"kind": "pian"'),
        "2:17 cards/c/kind: 'pian' is not one of 'touchpoint', 'doing', 'thought',",
        "",
    ),
    "an unknown kind of a choice": (
        whole('"lanes": {"l": {"default_card_kind": "x"}}'),
        "2:17 lanes/l/default_card_kind: 'x' is not one of 'touchpoint',",
        "",
    ),
    "out of range": (
        card('"severity": 9'),
        "2:17 cards/c/severity: 9 is out of range: at most 5",
        "",
    ),
    "below the range": (
        whole('"feelings": {"f": {"score": -2.5}}'),
        "2:20 feelings/f/score: -2.5 is out of range: at least -2",
        "",
    ),
    "a large number": (
        whole('"metrics": {"m": {"value": 1e16}}'),
        "2:19 metrics/m/value: 1e+16 is out of range: at most 1e+15",
        "",
    ),
    "a wrong unit inside": (
        card('"wait": {"unit": "ages"}'),
        "2:26 cards/c/wait/unit: 'ages' is not one of 'seconds',",
        "",
    ),
    "no such day": (
        card('"due": "2026-02-31"'),
        "2:17 cards/c/due: '2026-02-31' is no date: day is out of range",
        "",
    ),
    "a day in words": (
        card('"due": "tomorrow"'),
        "2:17 cards/c/due: 'tomorrow' cannot be read here: a date like",
        "",
    ),
    "no such moment": (
        card('"occurred_at": "noon"'),
        "2:17 cards/c/occurred_at: 'noon' is no date",
        "",
    ),
    "a bad order": (
        card('"order": "a-1"'),
        "2:17 cards/c/order: 'a-1' cannot be read here: only the letters",
        "",
    ),
    "a bad language": (
        whole('"map": {"language": "x"}'),
        "2:9 map/language: 'x' cannot be read here: a language tag",
        "",
    ),
    "a long text": (
        card(f'"title": "{"x" * 20_001}"'),
        "2:17 cards/c/title: this text is longer than 20000",
        "",
    ),
    "a step without a stage": (
        whole('"steps": {"s": {}}'),
        '2:11 steps/s/stage_id: "stage_id" is missing',
        "",
    ),
    "several at once": (
        card('"severity": 9, "effort": 9, "title": 1'),
        "2:45 cards/c/title: a text is needed here, not 1 (and 2 more)",
        "",
    ),
    "a bad card under a huge id": (
        whole(f'"cards": {{"{"i" * 9000}": 1}}'),
        f"2:11 cards/{'i' * 59}…: a record",
        "",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_in_disorder_is_refused_with_place_and_advice(name: str) -> None:
    data, message, advice = REFUSED[name]
    with pytest.raises(FileProblem) as caught:
        loads(data.encode() if isinstance(data, str) else data, "m.json")
    problem = caught.value
    place = f"{problem.line}:{problem.column} {problem.path}".rstrip() + ": "
    assert (place.removeprefix("0:0: ") + problem.what).startswith(message)
    assert advice in problem.todo
    assert problem.todo
    assert str(problem).startswith("m.json")
    assert "\n" not in str(caught.value)


def test_the_message_is_one_sentence_of_what_and_where_and_one_of_what_to_do() -> None:
    with pytest.raises(FileProblem) as caught:
        loads(card('"severity": 9').encode(), "bike.journey.json")
    assert str(caught.value) == (
        "bike.journey.json, line 2, column 17 (cards/c/severity): 9 is out of range: at most 5. "
        "Correct it; touchline schema says what a map may hold."
    )


def test_a_place_is_counted_the_same_whatever_ends_the_lines() -> None:
    for end in ("\n", "\r\n", "\r"):
        with pytest.raises(FileProblem) as caught:
            loads(card('"title": "x",\n\n  "severity": 9').replace("\n", end).encode())
        assert (caught.value.line, caught.value.column) == (4, 3)
        assert caught.value.path == "cards/c/severity"


def test_a_large_file_is_asked_about_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.journey.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(
        TooLarge, match=r"large.journey.json: the file is 100 MB; large maps are up to 50"
    ):
        load(path)
    monkeypatch.setattr(codec, "MOST_BYTES", 50)
    path.write_text(HEAD + "}")
    with pytest.raises(TooLarge):
        load(path)
    with pytest.raises(TooLarge):
        loads(path.read_bytes())
    assert len(load(path, allow_large=True).map) == 1


def test_a_file_of_very_many_parts_is_asked_about_before_it_is_read() -> None:
    text = whole('"x": [' + "[]," * 200_000 + "[]]").encode()
    with pytest.raises(TooLarge, match="parts; large maps have"):
        loads(text)
    assert len(loads(text, allow_large=True).map) == 2


def test_a_file_that_is_not_there_or_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"none\.json: there is no such file\. Check the name"):
        load(tmp_path / "none.json")
    with pytest.raises(FileProblem, match=r"this is a folder\. Choose a file in it"):
        load(tmp_path)
    with pytest.raises(FileProblem, match="no file can have such a name"):
        load("a\0b")


def test_a_name_made_to_deceive_is_shown_in_one_harmless_line() -> None:
    with pytest.raises(FileProblem) as caught:
        loads(b"", "evil\n\x1b[31m\u202ename\udcff.json")
    assert str(caught.value).startswith("evil··[31m·name·.json: the file is empty")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_a_pipe_that_nobody_writes_to_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(FileProblem, match=r"this is a pipe, not a file\. Choose a file"):
        load(tmp_path / "pipe.json")
    with pytest.raises(FileProblem, match="this is a device, not a file"):
        load("/dev/zero", allow_large=True)


@pytest.mark.skipif(sys.platform != "linux", reason="the name of a pipe without a name is Linux's")
def test_a_pipe_that_the_shell_made_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{HEAD}}}".encode())
    os.close(writing)
    assert len(load(f"/dev/fd/{reading}").map) == 1
    os.close(reading)


def test_what_no_computer_should_have_to_bear_is_refused_without_a_question(tmp_path: Path) -> None:
    with (tmp_path / "m.json").open("wb") as file:
        file.truncate(codec.LARGEST_BYTES + 1)
    for allow_large in (False, True):
        with pytest.raises(FileProblem, match="no map is larger than 300 MB") as caught:
            load(tmp_path / "m.json", allow_large=allow_large)
        assert not isinstance(caught.value, TooLarge)
