"""The sheets of a change poster: a map with the marks of a comparison, what the comparison says
under its title, and the numbered list of all differences below, on further sheets if it is long.
"""

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from model.change import apply
from model.compare import Comparison
from model.comparing.digest import Digest
from model.comparing.lines import Line
from model.comparing.minus import with_minus
from model.labels import counted
from model.layout import pages
from model.layout.build import View, build, laid
from model.layout.change_legend import explained, legend
from model.layout.change_list import Entry, Filled, Section, in_columns
from model.layout.marks import Marks
from model.layout.measures import POSTER
from model.layout.memo import Memo
from model.layout.mirror import mirrored
from model.layout.overlay import overlay
from model.layout.pages import MARGIN, Page
from model.layout.poster import poster
from model.layout.scene import Bounds, Node, Placed, Primitive, Rect, Scene, snap, walk
from model.layout.setting import Setting
from model.records import VersionLabel, evolve

#: A list on the map's own sheet leaves the map at least this share of the size that it would
#: have without; what finds no room so has further sheets.
LARGE = 0.85
#: A list whose words would be smaller than the first on its paper, in pt, stands on sheets of its
#: own, where words are at least as large as the second.
_TOO_SMALL, _READABLE = 5.0, 8.0
#: More lines than these about wording and order are only counted.
MOST_FOLDED = 60


class Sheet(NamedTuple):
    """A Scene and the paper that it stands on; None for the picture alone."""

    scene: Scene
    page: Page | None


class _Told(NamedTuple):
    """What stands on a change poster besides the map."""

    title: str
    sentence: str
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    marks: Marks


def change_sheets(
    c: Comparison,
    digest: Digest,
    names: tuple[str, str],
    paper: str = "",
    whole: bool = False,
    version: VersionLabel | None = None,
) -> tuple[Sheet, ...]:
    """The poster's sheets; without a paper one picture.

    `names` are what the old and the new map are called, with their days if that helps. All of
    the list stands on the first sheet if the poster is to be `whole`, or has no paper. `version`
    is told in the title block instead of what stands in the map; an empty one leaves it out.

    Raises:
        ValueError: there is no such paper, or it is too small.
    """
    both = overlay(c, digest)
    told = _Told(
        f"What changed from {names[0]} to {names[1]}",
        with_minus(digest.sentence),
        tuple(_sections(digest)),
        both.marks,
    )
    shown, info = both.map, both.map.info
    if version is not None:
        shown = apply({info.id: (info, evolve(info, version=version, reviewed_on=""))}, shown)
    view = View(marks=both.marks)
    if not paper:
        memo = Memo()
        scene = build(shown, POSTER, view, memo)
        return (Sheet(_dressed(scene, memo, told, _BELOW).scene, None),)
    tried: list[_Dressed] = []

    def finished(scene: Scene, memo: Memo) -> Scene:
        tried.append(
            _dressed(scene, memo, told, _BELOW) if whole else _best(scene, memo, told, paper)
        )
        return tried[-1].scene

    scene, page = poster(shown, paper, view=view, finished=finished)
    last = tried[-1]  # the sheet that was chosen is laid out last
    return (Sheet(scene, page), *_further(last.left, told, last.setting, scene, page))


def _sections(digest: Digest) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for section in digest.sections:
        if section.folded and len(section.lines) > MOST_FOLDED:
            text = f"{counted(len(section.lines), 'more change')}, not listed here"
            yield section.title, (Line(text, ()),)
        else:
            yield section.title, section.lines


class _Place(NamedTuple):
    """Where the list stands: in so many columns beside the map, or below it if that is 0.

    `share` is how much of the map's height it may take.
    """

    beside: int
    share: float


_BELOW = _Place(0, inf)
_NOWHERE = _Place(0, 0.0)
_PLACES = (_Place(0, 1.0), _Place(1, 1.0), _Place(2, 1.0), _Place(3, 1.0), _Place(0, 0.2))


def _best(scene: Scene, memo: Memo, told: _Told, paper: str) -> "_Dressed":
    """The place that has room for most of the list and leaves the map large."""

    def size(of: _Dressed) -> float:
        return pages.fit((of.scene.width, of.scene.height), paper).scale

    def missing(of: _Dressed) -> int:
        return sum(len(section.entries) for section in of.left)

    bare = _dressed(scene, memo, told, _NOWHERE)
    every = [_dressed(scene, memo, told, place) for place in _PLACES]
    large = [made for made in every if size(made) >= LARGE * size(bare)]
    best = min(large, key=lambda made: (missing(made), -size(made)), default=bare)
    return best if size(best) * bare.setting.measures.card.size >= _TOO_SMALL else bare


class _Dressed(NamedTuple):
    """The map's own sheet, and the sections of the list that it had no room for."""

    scene: Scene
    left: tuple[Section, ...]
    setting: Setting


def _dressed(scene: Scene, memo: Memo, told: _Told, place: _Place) -> _Dressed:
    """The Scene of a map with what changed said under its title, and the list in its place."""
    of = laid(memo)
    assert of is not None, "the scene was built with this memo"
    setting, m = of.setting, of.setting.measures
    width = of.columns.right
    gap = 4 * m.pad
    across = snap(place.beside * (m.column * 1.7 + 3 * m.pad)) if place.beside else width
    filled = in_columns(_entries(told, setting), across, of.tops[-1] * place.share, setting)
    band = _band(
        told, _goes_on(filled), any(n.kind == "before" for *_, n in walk(scene)), width, setting
    )
    shown = filled.node.bounds.h
    room = snap(shown + gap) if shown and not place.beside else 0.0
    wider = snap(across + gap) if shown and place.beside else 0.0
    furniture = scene.layers[4].node.children
    title = next(placed for placed in furniture if placed.node.kind == "title")
    top = title.y + title.node.bounds.h
    by = band.bounds.h
    below = by + room
    end = min(p.y for p in furniture if p.node.kind in ("legend", "title block"))
    left = wider if of.rtl else 0.0
    layers = []
    for layer in scene.layers:
        if layer.node.kind != "furniture":
            layers.append(layer._replace(x=layer.x + left, y=layer.y + by))
            continue
        moved = tuple(
            p._replace(y=p.y + (below if p.y >= end else by if p.y >= top else 0.0))
            for p in layer.node.children
        )
        bounds = layer.node.bounds._replace(h=layer.node.bounds.h + below)
        node = Node("furniture", bounds, (), moved)
        layers.append(layer._replace(x=layer.x + left, node=node))
    own = [Placed(of.x, top, band)]
    if wider:
        own.append(Placed(snap(of.x + width + gap), snap(of.y + by), filled.node))
    elif shown:
        own.append(Placed(of.x, snap(end + by), filled.node))
    whole = Bounds(0, 0, scene.width + wider, scene.height + below)
    said = Scene(whole.w, whole.h, "", (Placed(0, 0, Node("said", whole, (), tuple(own))),), {})
    if of.rtl:
        said = mirrored(said, Memo())
    made = scene._replace(width=whole.w, height=whole.h, layers=(*layers, *said.layers))
    return _Dressed(made, filled.left, setting)


def _goes_on(filled: Filled) -> str:
    if not filled.left:
        return ""
    return f" The list {'continues' if filled.node.bounds.h else 'is'} on the next sheet."


def _band(told: _Told, more: str, lines: bool, width: float, setting: Setting) -> Node:
    """Which two maps, the sentence, and what the signs mean."""
    m = setting.measures
    align = "start" if setting.rtl else "reading"  # the program's own words are English
    large = m.stage._replace(weight=400)
    title = setting.wrap(told.title, m.stage, width)
    sentence = setting.wrap(f"{told.sentence}.{more}", large, width)
    y = m.pad * 1.5
    legend_y = snap(y + title.height + sentence.height + m.pad)
    entries = list(legend(told.marks, lines, width, setting))
    rows = max((p.y for p in entries), default=0.0)
    row = m.meta.leading * 1.7
    height = snap(legend_y + (rows + row if entries else 0.0) + m.pad)

    def primitives() -> tuple[Primitive, ...]:
        out = setting.put(title, 0.0, y, width, m.stage, align=align)
        out += setting.put(sentence, 0.0, y + title.height, width, large, align=align)
        for x, top, part in entries:
            out += explained(part, x, legend_y + top, row, setting)
        out.append(Rect(0, height - 1, width, 1, "grid"))
        return tuple(out)

    return Node("what changed", Bounds(0, 0, width, height), primitives)


def _entries(told: _Told, setting: Setting) -> tuple[Section, ...]:
    return tuple(
        Section(title, tuple(_entry(line, told, setting) for line in lines))
        for title, lines in told.lines
    )


def _entry(line: Line, told: _Told, setting: Setting) -> Entry:
    """A line with its number, which stands on the map too; what people plan has its sign alone."""
    mark = next((told.marks[i] for i in line.ids if i in told.marks), None)
    if mark is None or not line.news:
        return Entry(None, with_minus(line.text))
    text = f"{mark.sign}\u00a0{line.number}" if line.number else mark.sign
    return Entry(setting.badge_of(mark, text), with_minus(line.text))


def _further(
    left: Sequence[Section], told: _Told, setting: Setting, first: Scene, page: Page
) -> Iterator[Sheet]:
    """The rest of the list on sheets of the same paper, with words that can be read on it."""
    m = setting.measures
    scale = max(page.scale, _READABLE / m.card.size)
    width = snap((page.width - 2 * MARGIN) / scale)
    height = snap((page.height - 2 * MARGIN) / scale)
    inside = width - 2 * m.margin
    name = first.title or "Untitled map"
    title = setting.wrap(told.title, m.lead, inside)
    line = setting.wrap(f"{name}, sheet 99 of 99", m.stage, inside).height
    top = snap(m.margin + line + title.height + 2 * m.pad)
    lists: list[Filled] = []
    while left:
        lists.append(in_columns(left, inside, height - top - m.margin, setting))
        if lists[-1].left == tuple(left):
            break  # one line is higher than the paper
        left = lists[-1].left
    for number, filled in enumerate(lists, start=2):
        said = f"{name}, sheet {number} of {len(lists) + 1}"
        head = setting.put(setting.wrap(said, m.stage, inside), m.margin, m.margin, inside, m.stage)
        head += setting.put(title, m.margin, m.margin + line, inside, m.lead, "muted")
        whole = Bounds(0, 0, width, height)
        node = Node("changes", whole, tuple(head), (Placed(m.margin, top, filled.node),))
        scene = first._replace(width=width, height=height, layers=(Placed(0, 0, node),), assets={})
        if setting.rtl:
            scene = mirrored(scene, Memo())
        yield Sheet(scene, Page(page.width, page.height, scale, MARGIN, MARGIN, page.margin))
