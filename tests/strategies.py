"""Hypothesis strategies for records and whole maps, sound ones and broken ones.

They are made from the records' own types, so that a new field is reached without a line
here. References are drawn from a small pool of ids, so that things do meet.
"""

import types
from base64 import b64decode, b64encode
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from model.change import JourneyMap, apply
from model.ids import asset_id
from model.order import between, is_key
from model.records import (
    TABLES,
    Asset,
    MapInfo,
    Record,
    Unknown,
    create,
)
from model.references import reference_fields
from model.repair import repair
from model.rules import check

KINDS: tuple[type[Record], ...] = (*TABLES.values(), Unknown)

_GREY = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPoAAAAigCJ/xNBzgAAAABJRU5ErkJggg=="
)
#: The start of a JPEG of 3 by 2 pixels: as far as anybody here reads.
_JPEG = bytes.fromhex("ffd8 ffe0 0004 0000 ffc0 000b 08 0002 0003 01 011100 ffd9")
BITMAPS = (_GREY, _GREY + b"\0", _JPEG)

_SCRIPTS = "aBz09 éß😀–„\n\t‮שלוםمرحبا日本語हिन्दी́"
texts = st.one_of(
    st.text(max_size=8),
    st.text(_SCRIPTS, max_size=12),
    st.sampled_from(["", "Compare offers", "0", " ", "null", "x" * 300]),
)
days = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.integers(1, 9999).map("{:04}".format),
)
moments = st.one_of(st.just(""), st.datetimes().map(lambda moment: moment.isoformat()))
languages = st.sampled_from(["", "en", "de-AT", "ar", "zh-Hant-TW", "fil"])
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def keys(draw: st.DrawFn) -> str:
    """Order keys: made as the program makes them, or any text that the field takes."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.from_regex(r"[0-9A-Za-z]{0,45}", fullmatch=True))
    key = "a0"
    for _ in range(draw(st.integers(0, 4))):
        other = draw(st.sampled_from(["", "a0", "a1", "a3", "Zz"]))
        low, high = sorted((key, other)) if other else (key, "")
        if low != high and is_key(low):
            key = between(low, high)
    return key


def _bounds(metadata: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, FieldInfo):
            found.update(_bounds(item.metadata))
        for name in ("ge", "le", "pattern", "max_length", "func"):
            if hasattr(item, name):
                found[name] = getattr(item, name)
    return found


def _of_text(bounds: dict[str, Any]) -> st.SearchStrategy[str]:
    pattern = bounds.get("pattern") or ""
    if pattern == r"^[0-9A-Za-z]*$":
        return keys()
    if "{4}" in pattern:
        return days
    if pattern:
        return languages
    if "func" in bounds:
        return moments
    return texts.map(lambda text: text[: bounds.get("max_length", 300)])


def values_of(annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    """Values of a field's type, its limits among them."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values_of(args[0], [*args[1:], *metadata])
    bounds = _bounds(metadata)
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, types.UnionType):
        return st.one_of([values_of(arg, []) for arg in args])
    if origin is tuple:
        return st.lists(values_of(args[0], []), max_size=3).map(tuple)
    if annotation is types.NoneType:
        return st.none()
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        low, high = bounds["ge"], bounds["le"]
        return st.sampled_from([low, high]) | st.integers(low, high)
    if annotation is float:
        low, high = float(bounds["ge"]), float(bounds["le"])
        return st.sampled_from([low, high, 0.0]) | st.floats(low, high)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.deferred(lambda: _parts(annotation))
    return _of_text(bounds)


@cache
def field_values(of: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    """Values of one field, its limits among them."""
    return values_of(of.model_fields[name].annotation, of.model_fields[name].metadata)


@cache
def _some_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=5) if names else st.just([])


_booleans = st.booleans()
_one_in_five = st.integers(0, 4).map(lambda number: number == 0)
_unknown_fields = st.dictionaries(texts, json_values, max_size=2)


def _fields(draw: st.DrawFn, of: type[BaseModel], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: draw(field_values(of, name)) for name in draw(_some_of(names))}


def _extras(draw: st.DrawFn, of: type[BaseModel]) -> dict[str, Any]:
    if not draw(_one_in_five):
        return {}
    extras = draw(_unknown_fields)
    return {name: value for name, value in extras.items() if name not in of.model_fields}


@st.composite
def _parts(draw: st.DrawFn, of: type[BaseModel]) -> BaseModel:
    fields = _fields(draw, of, tuple(of.model_fields))
    return of.model_validate({**fields, **_extras(draw, of)})


@st.composite
def records(
    draw: st.DrawFn,
    record_type: type[Record],
    record_id: str,
    pool: dict[str, list[str]],
    sound: bool = False,
) -> Record:
    """A record of that type and id; `pool` is kind name -> ids that references may name.

    A sound one only refers to what may stand there; any other refers to anything at all.
    """
    references = reference_fields(record_type)
    plain = tuple(n for n in record_type.model_fields if n != "id" and n not in references)
    fields = _fields(draw, record_type, plain)
    anything = [i for ids in pool.values() for i in ids]
    for name, kinds in references.items():
        right = anything if kinds == ("*",) else [i for kind in kinds for i in pool.get(kind, [])]
        right = [i for i in right if i != record_id]
        if not sound and draw(_one_in_five):
            right = [*anything, "gone_1", f"{kinds[0]}_gone"]
        single = record_type.model_fields[name].annotation is str
        if not right:
            fields[name] = "" if single else ()
            continue
        one = st.sampled_from(right)
        if single:
            needed = sound and name in ("stage_id", "about_id", "persona_id")
            fields[name] = draw(one if needed else st.just("") | one)
        elif draw(_booleans):
            fields[name] = tuple(draw(st.lists(one, max_size=3, unique=sound)))
    if record_type is Asset and (sound or draw(_booleans)):
        fields["data"] = b64encode(draw(st.sampled_from(BITMAPS))).decode()
    return create(record_type, id=record_id, **fields, **_extras(draw, record_type))


def id_for(record_type: type[Record], number: int) -> str:
    """The small ids of drawn maps; pictures are filed by their content."""
    if record_type is Unknown:
        return f"unknown:part {number}"
    if record_type is Asset and number < len(BITMAPS):
        return asset_id(BITMAPS[number])
    return f"{record_type.kind_name}_{number}"


@st.composite
def broken_maps(draw: st.DrawFn, largest: int = 10, sound: bool = False) -> JourneyMap:
    """Maps whose references lead anywhere and whose places make no sense; ids recur."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=largest))
    if sound and draw(st.integers(0, 5)):
        by_name = {kind.kind_name: kind for kind in KINDS}
        kinds += [by_name[name] for name in ("stage", "step", "step", "lane", "lane", "card")]
    pool: dict[str, list[str]] = {"map": ["map"]}
    wanted: list[tuple[type[Record], str]] = []
    for kind in kinds:
        ids = pool.setdefault(kind.kind_name, [])
        ids.append(id_for(kind, len(ids)))
        wanted.append((kind, ids[-1]))
    found = [draw(records(kind, record_id, pool, sound)) for kind, record_id in wanted]
    return JourneyMap([draw(records(MapInfo, "map", pool, sound)), *found])


@st.composite
def maps(draw: st.DrawFn, largest: int = 10) -> JourneyMap:
    """Maps without a problem, with every kind of record."""
    drawn = draw(broken_maps(largest=largest, sound=True))
    mended = apply(repair(drawn), drawn)
    assert not [p for p in check(mended) if p.severity == "error"], check(mended)
    return mended


@st.composite
def changes(draw: st.DrawFn, of: JourneyMap, most: int = 4) -> dict[str, Any]:
    """Changes that fit `of`: records added, removed and edited at random."""
    change: dict[str, Any] = {}
    pool: dict[str, list[str]] = {}
    for record in of.records.values():
        pool.setdefault(record.kind_name, []).append(record.id)
    for _ in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(KINDS))
        record_id = draw(st.sampled_from([id_for(kind, n) for n in range(3)]))
        before = of.records.get(record_id)
        after = draw(st.none() | records(kind, record_id, pool))
        if before is not after and not (before is None and after is None):
            change[record_id] = (before, after)
    return change
