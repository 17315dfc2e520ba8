"""Hostile files that are no map in UTF-8: of other kinds, in other encodings, with git's marks."""

import codecs
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator

from tests.faults.hostile import Hostile, Must, clean, grid, opens, refused, told, whole
from tests.faults.hostile_bytes import EARLIER, GOOD


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _other_kinds()
    yield from _encodings()
    yield from _git()


def _other_kinds() -> Iterator[Hostile]:
    group = "other kinds"
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.journey.json", GOOD)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map.journey.json", bytes(50_000_000))
    one = json.dumps(json.loads(GOOD)).encode()
    kinds: tuple[tuple[str, bytes, str], ...] = (
        ("a PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        ("a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        ("a GIF", b"GIF89a\x01\0\x01\0\0\0\0;", "a picture"),
        ("a zip of a map", box.getvalue(), "a zip archive"),
        ("a zip bomb", bomb.getvalue(), "a zip archive"),
        ("a gzip of a map", gzip.compress(GOOD, mtime=0), "a compressed file"),
        ("a gzip bomb", gzip.compress(bytes(50_000_000), mtime=0), "a compressed file"),
        ("bzip2", b"BZh91AY&SY", "a compressed file"),
        ("xz", b"\xfd7zXZ\0", "a compressed file"),
        ("zstd", b"\x28\xb5\x2f\xfd\0", "a compressed file"),
        ("a bare zlib stream", zlib.compress(GOOD), ""),
        ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing"),
        (
            "an SVG with entities",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM "
            b"'file:///CANARIES-STAND-HERE/secret.txt'>]><svg>&x;</svg>",
            "an XML file",
        ),
        (
            "a web page",
            b"<!doctype html><img src='file:///CANARIES-STAND-HERE/secret.png'>",
            "a web page",
        ),
        ("an HTML fragment", b"<p>Map</p>", "not a map"),
        ("draw.io", b"<mxfile><diagram/></mxfile>", "a draw.io diagram"),
        ("RTF", b"{\\rtf1\\ansi Map}", ""),
        ("YAML", b"format: touchline.journey-map\nschema_version: 1\n", "not a map"),
        ("YAML with a line", b"---\nformat: touchline.journey-map\n", "not a map"),
        ("a YAML bomb", b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", "not a map"),
        ("TOML", b"[map]\ntitle = 'x'\n", ""),
        ("CSV", b"stage,lane,card\nBuy,Shop,Pay\n", "not a map"),
        ("JSON lines", one + b"\n" + one + b"\n", "after the end of the map"),
        ("JSON lines of records", b'{"id": "a"}\n{"id": "b"}\n', ""),
        ("JSON with sequences", b"\x1e" + one + b"\n", ""),
        ("Python", repr(json.loads(GOOD)).encode(), "double quotes"),
        ("a Python pickle", b"\x80\x04\x95\x1b\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system", ""),
        ("SQLite", b"SQLite format 3\0\x10\0", ""),
        ("an ELF program", b"\x7fELF\x02\x01\x01" + bytes(9), ""),
        ("a Windows program", b"MZ\x90\0\x03", ""),
        ("an encrypted text", b"-----BEGIN PGP MESSAGE-----\n\nhQ==\n", "not a map"),
        (
            "a pointer of git-lfs",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            "not a map",
        ),
        ("a diff", b"diff --git a/m b/m\n--- a/m\n+++ b/m\n@@ -1 +1 @@\n-{\n+[\n", "not a map"),
        ("an e-mail", b"From: a@example.org\nSubject: map\n\n" + GOOD, "not a map"),
        ("base64 of a map", b"ewogICJmb3JtYXQiOiAidG91Y2hsaW5lLmpvdXJuZXktbWFwIg==", ""),
        ("a Jupyter notebook", b'{"cells": [], "nbformat": 4}', "no journey map"),
        ("GeoJSON", b'{"type": "FeatureCollection", "features": []}', "no journey map"),
        ("Excalidraw", b'{"type": "excalidraw", "version": 2, "elements": []}', "no journey map"),
        ("a list", b"[]", "no journey map"),
        ("a text", b'"touchline.journey-map"', "no journey map"),
        ("a number", b"1", "no journey map"),
        ("true", b"true", "no journey map"),
        ("null", b"null", "no journey map"),
        ("braces", b"{}", "no journey map"),
        ("a format that is a list", b'{"format": ["touchline.journey-map"]}', "no journey map"),
        (
            "a format in capitals",
            b'{"format": "TOUCHLINE.JOURNEY-MAP", "schema_version": 1}',
            "no journey map",
        ),
        (
            "a format with a blank",
            b'{"format": "touchline.journey-map ", "schema_version": 1}',
            "no journey map",
        ),
        (
            "two formats",
            b'{"format": "excalidraw", "format": "touchline.journey-map"}',
            "no journey map",
        ),
    )
    for name, data, words in kinds:
        yield Hostile(group, name, f"This is {name}, not a map.", refused(words), data)
    yield Hostile(
        group,
        "two equal formats",
        "The format stands twice.",
        told("twice"),
        b'{"format": "touchline.journey-map", "format": "touchline.journey-map", '
        b'"schema_version": 1}',
    )
    yield Hostile(
        group,
        "a map with comments",
        "JSON has no comments.",
        refused("comments"),
        GOOD.replace(b"{\n", b"{ // mine\n", 1),
    )
    yield Hostile(
        group,
        "JSON5",
        "Names without quotes.",
        refused("double quotes"),
        b"{format: 'touchline.journey-map', schema_version: 1,}",
    )


def _encodings() -> Iterator[Hostile]:
    group = "encodings"
    text = GOOD.decode()
    marks = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
        "utf-8": codecs.BOM_UTF8,
    }
    for encoding, mark in marks.items():
        data = text.encode(encoding)
        yield Hostile(
            group,
            f"{encoding} with a mark",
            f"{encoding}, with a byte order mark.",
            opens(),
            mark + data,
        )
        yield Hostile(
            group,
            f"{encoding} with two marks",
            f"{encoding}, two byte order marks.",
            refused(""),
            mark + mark + data,
        )
        if encoding != "utf-8":
            yield Hostile(
                group, f"{encoding} without a mark", f"{encoding}, no mark.", opens(), data
            )
            yield Hostile(
                group,
                f"{encoding} cut off",
                f"{encoding}, without its last byte.",
                refused("cut off"),
                mark + data[:-1],
            )
            yield Hostile(
                group,
                f"{encoding} under a wrong mark",
                "The mark is the other one's.",
                refused(""),
                (mark[::-1] if len(mark) == 2 else codecs.BOM_UTF8) + data,
            )
        yield Hostile(
            group, f"{encoding} mark alone", "Only a byte order mark.", refused(EARLIER), mark
        )
    for encoding in ("latin-1", "cp1252", "shift_jis", "koi8-r", "cp037", "utf-7"):
        title = {"shift_jis": "自転車", "koi8-r": "велосипед"}.get(encoding, "größer")
        data = whole(f'"map": {{"title": "{title}"}}').decode().encode(encoding)
        must = clean() if encoding == "utf-7" else refused("")
        if encoding == "utf-7":
            must = Must(("clean", "refused"))
        yield Hostile(group, f"in {encoding}", f"Written in {encoding}.", must, data)
    for name, end in (("CRLF", b"\r\n"), ("CR", b"\r"), ("LF CR", b"\n\r"), ("no", b"")):
        yield Hostile(
            group, f"{name} line ends", f"Lines end with {name}.", opens(), GOOD.replace(b"\n", end)
        )
    for name, end in (("NEL", "\x85"), ("LS", "\u2028"), ("VT", "\v"), ("NBSP", "\xa0")):
        yield Hostile(
            group,
            f"{name} between values",
            f"{name} is no blank of JSON.",
            refused("line"),
            GOOD.replace(b"\n", end.encode(), 1),
        )
    overlong = GOOD.replace(b"Angebote", b"Ange\xc0\xafbote")
    yield Hostile(group, "overlong UTF-8", "A slash in two bytes.", refused("not UTF-8"), overlong)
    yield Hostile(
        group,
        "UTF-8 beyond Unicode",
        "F4 90 80 80.",
        refused("not UTF-8"),
        GOOD.replace(b"Angebote", b"\xf4\x90\x80\x80"),
    )
    yield Hostile(
        group,
        "a lone continuation byte",
        "80 in a text.",
        refused("not UTF-8"),
        GOOD.replace(b"Angebote", b"Ange\x80"),
    )
    yield Hostile(
        group,
        "CESU-8",
        "Two surrogates of three bytes each.",
        clean(),
        grid({"c": {"title": "\ud83d\ude42"}}),
    )
    yield Hostile(
        group,
        "a lone surrogate as bytes",
        "ED A0 BD in a title.",
        told(),
        grid({"c": {"title": "a\ud83db"}}),
    )
    yield Hostile(
        group,
        "lone surrogates as bytes in keys",
        "ED A0 BD in ids and keys.",
        told(),
        grid({"c\ud83d": {"x\udfff": 1}}, **{"y\udc00": 1}),
    )
    for name, rest in (
        ("a title", r'"map": {"title": "a\ud83db"}'),
        ("an id", r'"cards": {"c\ud83d": {}}'),
        (
            "two ids that become one",
            r'"cards": {"c\ud83d": {"title": "1"}, "c": {}, "c\udfff": {}}',
        ),
        ("an id that becomes empty", r'"cards": {"\ud83d": {}}'),
        ("a reference", r'"cards": {"c": {"step_id": "\ud83d"}}'),
        ("a table's name", r'"x\ud83d": 1'),
        ("the name of a known table", r'"cards\ud83d": {"c": {}}'),
        ("an unknown field", r'"cards": {"c": {"x": ["\udead", {"\udead": "\udead"}]}}'),
        ("wrong order", r'"map": {"title": "\ude42\ud83d"}'),
    ):
        odd = f"Half a character in {name}, as an escape."
        yield Hostile(group, f"a lone surrogate in {name}", odd, told(), whole(rest))


def _git() -> Iterator[Hostile]:
    group = "git's conflicts"
    lines = GOOD.decode().splitlines(keepends=True)
    two = "<<<<<<< HEAD\n{a}=======\n{b}>>>>>>> theirs\n"
    three = "<<<<<<< HEAD\n{a}||||||| 1a2b3c4\n{a}=======\n{b}>>>>>>> theirs\n"
    wide = "<<<<<<<<<<<<<<< HEAD\n{a}===============\n{b}>>>>>>>>>>>>>>> theirs\n"
    places = {"at the start": 0, "in the map": 5, "in a table": 30, "at the end": len(lines) - 1}
    for form, text in (("two sides", two), ("three sides", three), ("wide marks", wide)):
        for name, at in places.items():
            line = lines[at]
            data = "".join([*lines[:at], text.format(a=line, b=line.upper()), *lines[at + 1 :]])
            words = "" if form == "wide marks" else "git left a conflict"
            yield Hostile(
                group,
                f"{form} {name}",
                "git left its marks of a conflict in the file.",
                refused(words),
                data.encode(),
            )
    yield Hostile(
        group,
        "the whole file twice",
        "Both sides are whole maps.",
        refused("git left a conflict"),
        two.format(a=lines and GOOD.decode(), b=GOOD.decode()).encode(),
    )
    yield Hostile(
        group,
        "with CRLF",
        "Marks of a conflict, lines end with CRLF.",
        refused("git left a conflict"),
        "".join([*lines[:9], two.format(a=lines[9], b=lines[9]), *lines[10:]])
        .replace("\n", "\r\n")
        .encode(),
    )
    yield Hostile(
        group,
        "marks in a text",
        "A card speaks about git: nothing is wrong.",
        clean(),
        grid({"c": {"title": "<<<<<<< HEAD\n=======\n>>>>>>> theirs"}}),
    )
    yield Hostile(
        group,
        "one mark left",
        "Only the last mark was forgotten.",
        refused("git left a conflict"),
        GOOD + b">>>>>>> theirs\n",
    )
