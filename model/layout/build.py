"""From a map to its Scene: every part laid out, put together, remembered.

`build` gives the same Scene with a memo as without one; with one, an edit lays out only
what it touched.
"""

import base64
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from model.change import JourneyMap
from model.collector import paused
from model.layout import (
    emotion,
    emotion_points,
    emotion_words,
    furniture,
    header,
    index_edits,
    lane_heads,
    lanes,
    stacks,
)
from model.layout import index as places
from model.layout.index import Cell, Index
from model.layout.lanes import Boundary, Columns, LaneLayout
from model.layout.marks import NO_MARKS, Marks, differing, renumbered, restated
from model.layout.measures import POSTER, Measures
from model.layout.memo import Memo
from model.layout.mirror import mirrored
from model.layout.reach import brackets
from model.layout.route_paths import Ground, badges, edge_middle, edge_room, gutter_width, layer
from model.layout.routes import Network, network
from model.layout.scene import Bounds, Node, Placed, Scene, snap
from model.layout.setting import Setting, persona_role
from model.layout.stacks import Feature, Row
from model.records import Asset, Card, Lane, Person, Persona

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "dv", "ug", "ckb"})


class Room(NamedTuple):
    """What is kept free at least, so that two maps stand alike (`model.layout.one_grid`).

    Attributes:
        heights: of lanes by their ids.
        gutters: widths of the spaces beside columns, from the first to the one after the last.
        right: where the grid ends.
    """

    heights: Mapping[str, float] = MappingProxyType({})
    gutters: tuple[float, ...] = ()
    right: float = 0.0


class View(NamedTuple):
    """What is shown besides the grid.

    Attributes:
        furniture: title, personas, legend and title block.
        active: id of the persona whose emotion line is filled; "" for the first.
        sheet: paper and effective percentage for the title block ("A0, 128%").
        shown: names of the personas that the map was narrowed to, for the title block.
        gaps: where routes break off because what follows was left out of the map
            (`model.layout.routes.interrupted`).
        marks: what a comparison says of records (`model.layout.overlay`): they get badges and
            frames, what is gone is pale, and the Scene has one layer more, "changes", on top.
        room: what is kept free at least.
    """

    furniture: bool = True
    active: str = ""
    sheet: str = ""
    shown: str = ""
    gaps: frozenset[tuple[str, str]] = frozenset()
    marks: Marks = NO_MARKS
    room: Room = Room()


class Laid(NamedTuple):
    """What was laid out where, for whoever asks what is under the pointer.

    Attributes:
        places: who stands where.
        grounds: the lanes from top to bottom.
        tops: y of each lane's upper edge in the body, and of the end.
        x, y: where the body's (0, 0) stands in the Scene, before it is mirrored.
        width: of the Scene.
        rtl: whether the Scene was mirrored.
        setting: sizes, language and personas.
    """

    places: Index
    columns: Columns
    grounds: tuple[LaneLayout, ...]
    tops: tuple[float, ...]
    x: float
    y: float
    width: float
    rtl: bool
    setting: Setting


class _State(NamedTuple):
    """The layout before: what an edit is told apart from."""

    journey: JourneyMap
    places: Index
    setting: Setting
    rows: tuple[Row, ...]


class _Grid(NamedTuple):
    """All that stands on the grid, and the heads of its stages, from the body's corner."""

    columns: Columns
    tops: tuple[float, ...]
    body: tuple[Placed, ...]
    routes: tuple[Placed, ...]
    names: tuple[Placed, ...]
    heads: Node
    signs: tuple[Placed, ...]


def build(
    journey: JourneyMap,
    measures: Measures = POSTER,
    view: View = View(),  # noqa: B008  # immutable
    memo: Memo | None = None,
) -> Scene:
    """The Scene of a map. Give the same `memo` again to lay out only what an edit touched."""
    with paused():
        return _build(journey, measures, view, memo or Memo())


def _build(journey: JourneyMap, measures: Measures, view: View, memo: Memo) -> Scene:
    index, stale, numbered = _index(journey, view.marks, memo)
    setting = _setting(journey, index, measures, view.marks)
    if memo.state is not None and not _same_setting(memo.state.setting, setting):
        memo.clear()
    known = (memo.state.places, memo.state.rows) if memo.state else None
    rows = stacks.rows(known, stale, numbered, index, journey, setting, memo)
    memo.state = _State(journey, index, setting, rows)
    _trim(journey, index, view.marks, memo)
    net = network(index, journey, view.gaps, setting, memo)
    columns = memo.once(
        "columns",
        (net.gutters, index.columns, index.lanes, index.personas, index.moods, view.room),
        lambda: memo.same("columns", _columns(index, net, view.room, setting)),
    )  # fmt: skip
    body, grounds = _body(index, rows, net, columns, view, journey, setting, memo)
    tops = memo.same("tops", _tops(grounds))
    middles = (edge_middle(y, lane, setting) for y, lane in zip(tops[1:], grounds, strict=True))
    ground = Ground(columns, grounds, tops, memo.same("middles", (0.0, *middles)))
    routes = layer(net, ground, setting, memo)
    signs = badges(net, ground, setting, memo) if setting.marks else ()
    reaching = brackets(index, columns, grounds, tops, setting)
    heads = memo.get(
        "furniture", "stages",
        (columns, *index.columns, *(journey.records.get(c.stage.owner_id) for c in index.columns
                                    if c.stage), _heads_marked(index, setting)),
        lambda: header.stages(journey, index, columns, setting),
    )  # fmt: skip
    names = tuple(
        Placed(0, top, _lane_header(lane, setting, memo))
        for lane, top in zip(index.lanes, tops, strict=False)
    )
    features = _features(index, rows, reaching, journey, setting, memo) if view.furniture else set()
    grid = _Grid(columns, tops, (*body, *reaching), routes, names, heads, signs)
    any_routes = any(not hop.state for leaving in net.leaving for hop in leaving.hops)
    scene = _assembled(journey, index, view, grid, features, any_routes, setting, memo)
    x, y, _ = scene.layers[0]
    x = scene.width - x if setting.rtl else x
    memo.laid = Laid(index, columns, grounds, tops, x, y, scene.width, setting.rtl, setting)
    return scene


def _trim(journey: JourneyMap, index: Index, marks: Marks, memo: Memo) -> None:
    """Forget most of what is on the map no more."""
    memo.trim("card", journey.records, 2 * len(journey) + 1000)
    memo.trim("marked card", marks, 2 * len(marks) + 100)
    memo.trim("cell", index.cells, 2 * len(index.cells) + 1000)
    memo.trim("mirror", (), 100_000)
    for table in ("lane", "lane header", "curves", "spans", "ends", "features"):
        memo.trim(table, index.row_of, 2 * len(index.lanes) + 100)
    for table in ("hops", "leaving"):
        memo.trim(table, index.column_of, 2 * len(index.columns) + 100)


def laid(memo: Memo) -> Laid | None:
    """What the last Scene built with this memo laid out where; None before the first."""
    found: Laid | None = memo.laid
    return found


def _heads_marked(index: Index, setting: Setting) -> tuple[object, ...]:
    """What a comparison says of stages and steps."""
    get = setting.marks.get
    columns = index.columns if setting.marks else ()
    return tuple((get(c.step.id), get(c.stage.id) if c.stage else None) for c in columns)


def _lane_header(lane: Lane, setting: Setting, memo: Memo) -> Node:
    key = (lane, setting.marks.get(lane.id))
    return memo.get("lane header", lane.id, key, lambda: lane_heads.header(lane, setting))


def _index(journey: JourneyMap, marks: Marks, memo: Memo) -> tuple[Index, set[Cell], set[Cell]]:
    """The index, and the cells to look at again though their cards may be the same.

    In the last ones nothing is different but numbers on badges.
    """
    before: _State | None = memo.state
    if before is None:
        return places.make(journey, marks), set(), set()
    ids = index_edits.touched(before.journey, journey)
    known = before.setting.marks
    other = differing(known, marks)
    if not ids and not other:
        return before.places, set(), set()
    # A new number on a badge is none of the routes' business.
    ids = list(dict.fromkeys((*ids, *restated(known, marks, other))))
    index = index_edits.updated(before.places, before.journey, journey, ids, marks)
    if marks or known:  # also where one has just ended
        index = index._replace(**places.compared(journey, marks))
    numbered = renumbered(known, marks, other)
    ids += set(other).difference(numbered)
    stale = index_edits.stale_cells(before.places, index, before.journey, journey, ids)
    cards = (journey.get(i, Card) for i in numbered)
    return index, stale, {(card.step_id, card.lane_id) for card in cards if card} - stale


def _setting(journey: JourneyMap, index: Index, measures: Measures, marks: Marks) -> Setting:
    language = journey.info.language
    statuses = {status for status, many in index.statuses.items() if many}
    return Setting(
        measures,
        language,
        language.split("-")[0].lower() in RIGHT_TO_LEFT,
        index.personas,
        len(statuses - {"", "missing"}) > 1,
        marks,
    )


def _same_setting(a: Setting, b: Setting) -> bool:
    return (
        a[:3] == b[:3]
        and a.planned_actual == b.planned_actual
        and _looks(a.personas) == _looks(b.personas)
    )


def _looks(personas: tuple[Persona, ...]) -> list[tuple[str, ...]]:
    """What cards and routes show of personas; the rest is read where it is shown."""
    return [(p.id, p.role, p.face, persona_role(p, i)) for i, p in enumerate(personas)]


def _columns(index: Index, net: Network, room: Room, setting: Setting) -> Columns:
    m = setting.measures
    gutters = [gutter_width(tracks, setting) for tracks in net.gutters]
    gutters[0] = gutters[0] if net.gutters[0].width else m.gutter * 0.6
    if len(room.gutters) == len(gutters):
        gutters = [max(pair) for pair in zip(gutters, room.gutters, strict=True)]
    xs, x = [], m.lane_header
    for i in range(len(index.columns)):
        x += gutters[i]
        xs.append(snap(x))
        x += m.card_width
    starts = [
        i == 0 or index.columns[i].step.stage_id != index.columns[i - 1].step.stage_id
        for i in range(len(index.columns))
    ]
    beyond = max(gutters[-1], emotion_words.room_for_names(index, setting) - m.card_width / 2)
    # A map of a step or none still needs room for its title and title block.
    right = max(snap(x + beyond), m.lane_header + 2 * m.column, room.right)
    return Columns(tuple(xs), m.card_width, tuple(gutters), right, tuple(starts))


def _body(
    index: Index,
    cells: tuple[Row, ...],
    net: Network,
    columns: Columns,
    view: View,
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> tuple[tuple[Placed, ...], tuple[LaneLayout, ...]]:
    """Lanes with their curves; emotion lanes last, as their height follows the others'."""
    m = setting.measures
    grid = places.grid(index, memo)
    lines = lane_heads.lines_below(index.lanes)

    def lay(row: int, above: float) -> LaneLayout:
        tracks, last = net.edges[row + 1], row + 1 == len(index.lanes)
        apart = tracks.width > 0 and (last or bool(lines[row]))
        boundary = Boundary(lines[row], edge_room(tracks, apart, setting), apart)
        return lanes.lay_out(
            index.lanes[row], row, columns, cells[row], above, boundary,
            index, journey, setting, memo, view.room.heights.get(index.lanes[row].id, 0.0),
        )  # fmt: skip

    found: dict[int, LaneLayout] = {
        row: lay(row, 0.0) for row, lane in enumerate(index.lanes) if lane.kind != "emotion"
    }
    feeling = [row for row, lane in enumerate(index.lanes) if lane.kind == "emotion"]
    rest = sum(lane.height for lane in found.values())
    above = _emotion_height(rest, [index.lanes[row] for row in feeling], view, m)
    read = memo.once(
        "moods", (index.moods, index.lanes, index.personas, index.before),
        lambda: {
            row: emotion_points.reads(index.lanes[row], index, journey, setting) for row in feeling
        },
    )  # fmt: skip
    curves: dict[int, float] = {}
    for row in feeling:
        if (lane := index.lanes[row]).collapsed_height is None:
            curves[row] = max(above, lane_heads.header_height(lane, setting) + m.emotion_height / 2)
        found[row] = lay(row, curves.get(row, 0.0))
    laid = tuple(found[row] for row in range(len(index.lanes)))
    tops = _tops(laid)
    placed = [Placed(0, top, lane.node) for lane, top in zip(laid, tops, strict=False)]
    for row, height in curves.items():
        lane = index.lanes[row]
        node = memo.get(
            "curves", lane.id,
            (height, columns, grid, view.active, read[row]),
            lambda lane=lane, height=height: emotion.build(  # type: ignore[misc]  # bound now
                lane, height, columns, view.active, index, journey, setting),
        )  # fmt: skip
        placed.append(Placed(0, tops[row], node))
    return tuple(placed), laid


def _emotion_height(rest: float, feeling: Sequence[Lane], view: View, m: Measures) -> float:
    """How high an emotion lane is, in px, beside other lanes that are `rest` px high."""
    if not feeling or not m.emotion_share:
        return m.emotion_height
    rest += 6 * m.lane_min * view.furniture
    shown = sum(lane.collapsed_height is None for lane in feeling)
    wanted = rest * m.emotion_share / (1 - m.emotion_share) / max(1, shown)
    return max(m.emotion_height, min(2.5 * m.emotion_height, round(wanted / 8) * 8.0))


def _features(
    index: Index,
    cells: tuple[Row, ...],
    reaching: tuple[Placed, ...],
    journey: JourneyMap,
    setting: Setting,
    memo: Memo,
) -> set[Feature]:
    """What the legend has to explain."""
    features: set[Feature] = {("reach", "")} if reaching else set()
    for lane, of_lane in zip(index.lanes, cells, strict=True):
        features |= memo.get(
            "features", lane.id, (of_lane,),
            lambda lane=lane: stacks.features(lane, index, journey, setting),  # type: ignore[misc]  # bound now
        )  # fmt: skip
    if any(lane.kind == "emotion" for lane in index.lanes) and any(
        curve == "future" for _, curve, _ in index.feelings
    ):
        features.add(("future", ""))
    return features


def _tops(laid: tuple[LaneLayout, ...]) -> tuple[float, ...]:
    tops, y = [0.0], 0.0
    for lane in laid:
        y += lane.height
        tops.append(y)
    return tuple(tops)


def _assembled(
    journey: JourneyMap,
    index: Index,
    view: View,
    grid: _Grid,
    features: set[Feature],
    any_routes: bool,
    setting: Setting,
    memo: Memo,
) -> Scene:
    """Layers in their places; the whole mirrored where the language asks for it."""
    info, width, bottom = journey.info, grid.columns.right, grid.tops[-1]
    around: tuple[Placed, ...] = ()
    x = y = 0.0
    if view.furniture:
        x = setting.measures.margin
        around, y = furniture.above(journey, index, features, width, setting, memo)
    head_y, body_y = y, y + grid.heads.bounds.h
    y = body_y + bottom
    if view.furniture:
        under, y = furniture.below(
            journey, index, features, any_routes, view.sheet, view.shown, y, width, setting, memo
        )
        around += under
    total, whole = snap(width + 2 * x), Bounds(0, 0, width, bottom)
    layers: tuple[Placed, ...] = (
        Placed(x, body_y, Node("body", whole, (), grid.body)),
        Placed(x, body_y, Node("routes", whole, (), grid.routes)),
        Placed(x, body_y, Node("lane headers", whole, (), grid.names)),
        Placed(x, head_y, grid.heads),
        Placed(0, 0, Node("furniture", Bounds(0, 0, total, y), (), around)),
    )
    if setting.marks:
        layers = (*layers, Placed(x, body_y, Node("changes", whole, (), grid.signs)))
    owner = journey.get(info.owner_id, Person)
    scene = Scene(
        total, snap(y), "surface" if view.furniture else "canvas", layers,
        _assets(index, memo), info.title, owner.name if owner else "", info.language,
    )  # fmt: skip
    return mirrored(scene, memo) if setting.rtl else scene


def _assets(index: Index, memo: Memo) -> dict[str, bytes]:
    """The bytes of every picture; what is no base64 is left out."""
    return memo.once(
        "assets", (index.assets,),
        lambda: {
            asset.id: data
            for asset in index.assets.values()
            if (data := memo.get("asset", asset.id, (asset,), lambda a=asset: _bytes(a)))  # type: ignore[misc]  # bound now
        },
    )  # fmt: skip


def _bytes(asset: Asset) -> bytes:
    try:
        return base64.b64decode(asset.data, validate=True)
    except ValueError:
        return b""
