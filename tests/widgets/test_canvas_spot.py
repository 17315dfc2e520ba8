"""What is dimmed on the canvas: which parts, how faintly, and at what cost."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from model.change import JourneyMap
from model.edits.stages import add_stage
from model.layout import standing
from model.lighting import Lighting
from model.records import Card, Feeling, Lane, Link, Persona, Stage, Step, create, evolve
from resources import palettes
from tests.generator import make
from tests.widgets.canvas_window import click, look_at, shown
from tests.widgets.test_canvas_work import Work, a_card_in_view, whole
from widgets.canvas.canvas import Canvas
from widgets.canvas.spot import OPACITY, Spot

SIZE = (760, 520)


def frame(of: JourneyMap) -> set[str]:
    """Everything that is no card."""
    return {r.id for r in of.records.values() if isinstance(r, Stage | Step | Lane | Persona)}


def small() -> JourneyMap:
    """Two stages and three lanes; one card leads to the next, and to one of Mara's alone."""
    return JourneyMap(
        (
            *(create(Stage, id=f"stage_{i}", name=f"Stage {i}", order=f"a{i}") for i in range(2)),
            *(create(Step, id=f"step_{i}", stage_id=f"stage_{i}") for i in range(2)),
            create(Lane, id="lane_e", name="Feeling", kind="emotion", order="a0"),
            create(Lane, id="lane_a", name="Web", order="a1"),
            create(Lane, id="lane_b", name="Shop", order="a2"),
            create(Persona, id="persona_m", name="Mara", order="a0"),
            create(Persona, id="persona_j", name="Jonas", order="a1"),
            create(Card, id="card_1", step_id="step_0", lane_id="lane_a", title="One"),
            create(Card, id="card_2", step_id="step_1", lane_id="lane_b", title="Two"),
            create(Link, id="link_1", source_id="card_1", target_id="card_2"),
            *(
                create(Feeling, id=f"feeling_{who}{i}", persona_id=f"persona_{who}",
                       step_id=f"step_{i}", score=score)
                for who, score in (("m", 1.5), ("j", -1.5)) for i in range(2)
            ),
        )
    )  # fmt: skip


def image(canvas: Canvas) -> QImage:
    QApplication.processEvents()
    canvas.view.viewport().update()
    QApplication.processEvents()
    return canvas.view.viewport().grab().toImage()


def seen(canvas: Canvas, record_id: str, room: int = 4) -> QRect:
    """The pixels of a record in the viewport."""
    box = canvas.box_of(record_id)
    assert box is not None
    view = canvas.view
    corner = view.to_viewport(box.topLeft()).toPoint()
    return QRect(corner, view.to_viewport(box.bottomRight()).toPoint()).adjusted(
        -room, -room, room, room
    )


def ink(picture: QImage, part: QRect) -> int:
    """How far the darkest pixel of a part is from white, 0 to 255."""
    grey = picture.copy(part.intersected(picture.rect()))
    grey = grey.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = (bytes(grey.constScanLine(y)[: grey.width()]) for y in range(grey.height()))
    return 255 - min(min(row) for row in rows)


@pytest.fixture
def canvas(qtbot) -> Canvas:
    return shown(qtbot, small(), size=SIZE)


def test_several_sources_leave_what_all_of_them_name(qtbot) -> None:
    spot = Spot()
    told = []
    spot.changed.connect(lambda: told.append(spot.bright))
    spot.put("filter", frozenset("ab"))
    spot.put("spotlight", frozenset("bc"))
    assert spot.bright == {"b"}
    spot.put("filter", None)
    assert spot.bright == {"b", "c"}
    spot.put("spotlight", None)
    assert spot.bright is None
    assert told == [{"a", "b"}, {"b"}, {"b", "c"}, None]


def test_nothing_is_told_where_nothing_changes(qtbot) -> None:
    spot = Spot()
    spot.put("filter", frozenset("ab"))
    told = []
    spot.changed.connect(lambda: told.append(1))
    spot.put("filter", frozenset("ab"))
    spot.put("lead", frozenset("abc"))
    spot.put("gone", None)
    assert not told
    assert spot.of("lead") == {"a", "b", "c"}


def test_a_dimmed_card_is_faint_and_another_is_as_it_was(canvas) -> None:
    before = image(canvas)
    canvas.spot.put("filter", frozenset(frame(canvas.document.map) | {"card_1"}))
    after = image(canvas)
    bright, dimmed = seen(canvas, "card_1", -2), seen(canvas, "card_2", -2)
    assert after.copy(bright) == before.copy(bright)
    assert ink(before, dimmed) > 200
    share = OPACITY["light"]
    assert 0.7 * share < ink(after, dimmed) / ink(before, dimmed) < 1.5 * share


def test_nothing_is_laid_out_again(canvas) -> None:
    scene, laid = canvas.scene, canvas.laid
    named = canvas.lane_header.laid_out
    canvas.spot.put("filter", frozenset(("card_1",)))
    image(canvas)
    assert canvas.scene is scene
    assert canvas.laid is laid
    assert canvas.lane_header.laid_out == named


def test_it_is_as_it_was_when_nothing_is_dimmed_any_more(canvas) -> None:
    before = canvas.grab().toImage()
    canvas.spot.put("filter", frozenset(("card_1",)))
    assert canvas.grab().toImage() != before
    canvas.spot.put("filter", None)
    QApplication.processEvents()
    assert canvas.grab().toImage() == before


def route_ink(canvas: Canvas, *bright: str) -> int:
    """How strong the arrow between the two cards is, where it leaves the first one."""
    of = canvas.document.map
    canvas.spot.put("filter", frozenset(frame(of) | set(bright)))
    box = seen(canvas, "card_1", 0)
    return ink(image(canvas), QRect(box.right() + 4, box.top(), 14, box.height()))


def test_an_arrow_is_bright_where_both_its_ends_are(canvas) -> None:
    both = route_ink(canvas, "card_1", "card_2")
    none = route_ink(canvas)
    assert none < 0.5 * both
    assert route_ink(canvas, "card_1") == none


def test_an_arrow_of_one_persona_is_faint_without_her(qtbot) -> None:
    of = small()
    hers = {i: evolve(of[i], persona_ids=("persona_m",)) for i in ("link_1", "card_1")}
    canvas = shown(qtbot, JourneyMap({**of.records, **hers}), size=SIZE)
    with_her = route_ink(canvas, "card_1", "card_2")
    canvas.spot.put("lead", frozenset(frame(of) - {"persona_m"} | {"card_1", "card_2"}))
    assert route_ink(canvas, "card_1", "card_2") < 0.5 * with_her


def face(canvas: Canvas, record_id: str) -> int:
    return ink(image(canvas), seen(canvas, record_id, 0))


def test_the_line_of_a_persona_stays_and_others_are_faint(canvas) -> None:
    both = {who: face(canvas, f"feeling_{who}0") for who in "mj"}
    lit = Lighting()
    lit.look(canvas.document.map, "persona_m")
    canvas.spot.put("spotlight", lit.bright)
    assert face(canvas, "feeling_m0") == both["m"]
    assert face(canvas, "feeling_j0") < 0.6 * both["j"]


def test_the_words_of_a_line_are_as_faint_as_the_line(qtbot) -> None:
    of = small()
    left = {i: r for i, r in of.records.items() if not i.startswith("feeling_j")}
    word = {"feeling_m1": evolve(of["feeling_m1"], word="at last")}
    canvas = shown(qtbot, JourneyMap({**left, **word}), size=SIZE)
    cell = standing.cell_bounds(canvas.laid, "step_1", "lane_e")
    assert cell is not None
    box = QRectF(cell.x, cell.y, cell.w, cell.h)
    view = canvas.view
    part = QRect(
        view.to_viewport(box.topLeft()).toPoint(), view.to_viewport(box.bottomRight()).toPoint()
    )
    bright = ink(image(canvas), part)
    canvas.spot.put("filter", frozenset(frame(of) - {"persona_m"}))
    assert ink(image(canvas), part) < 0.6 * bright


def test_a_line_is_bright_only_in_the_steps_that_are(canvas) -> None:
    both = [face(canvas, f"feeling_m{i}") for i in range(2)]
    lit = Lighting()
    lit.look(canvas.document.map, "stage_1")
    canvas.spot.put("spotlight", lit.bright)
    assert face(canvas, "feeling_m0") < 0.6 * both[0]
    assert face(canvas, "feeling_m1") == both[1]


def test_a_step_that_is_moved_takes_its_light_along(canvas) -> None:
    bright = face(canvas, "feeling_m1")
    lit = Lighting()
    lit.look(canvas.document.map, "stage_1")
    canvas.spot.put("spotlight", lit.bright)
    canvas.document.edit("Add", add_stage, canvas.document.ids, before_id="stage_1")
    assert face(canvas, "feeling_m1") == bright


def name_ink(canvas: Canvas, record_id: str) -> int:
    header = canvas.lane_header if record_id.startswith("lane") else canvas.stage_header
    box = header.name_box(record_id)
    assert box is not None
    return ink(header.grab().toImage(), box)


@pytest.mark.parametrize(("lit", "dim"), [("stage_0", "stage_1"), ("lane_a", "lane_b")])
def test_the_names_of_other_stages_and_lanes_are_faint(canvas, lit: str, dim: str) -> None:
    before = name_ink(canvas, dim)
    canvas.spotlight.put(lit)
    assert name_ink(canvas, dim) < 0.5 * before
    assert name_ink(canvas, lit) > 0.9 * before


def test_a_lane_in_the_spotlight_dims_the_emotion_lines(canvas) -> None:
    before = face(canvas, "feeling_m0")
    canvas.spotlight.put("lane_a")
    assert face(canvas, "feeling_m0") < 0.6 * before


def test_from_afar_blocks_are_faint_too(qtbot) -> None:
    canvas = shown(qtbot, small(), zoom=0.2, size=SIZE)
    before = image(canvas)
    canvas.spot.put("filter", frozenset(frame(small()) | {"card_1"}))
    after = image(canvas)
    lit, dim = seen(canvas, "card_1", -2), seen(canvas, "card_2", -2)
    assert after.copy(lit) == before.copy(lit)
    assert ink(after, dim) < 0.6 * ink(before, dim)


def contrast(a: QColor, b: QColor) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""

    def light(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    bright, dark = sorted((light(a), light(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "lane.alternate"])
def test_what_is_dimmed_can_still_be_read_but_is_quiet(theme: str, ground: str) -> None:
    palette = palettes.load(theme)
    text, below = QColor(palette["text"]), QColor(palette[ground])
    share = OPACITY[theme]
    mixed = QColor.fromRgbF(
        *(share * t + (1 - share) * g
          for t, g in zip(text.getRgbF()[:3], below.getRgbF()[:3], strict=True))  # type: ignore[index]  # it is a tuple
    )  # fmt: skip
    assert 1.55 <= contrast(mixed, below) <= 2.1
    assert contrast(text, below) > 6 * contrast(mixed, below)


@pytest.fixture
def work(qtbot) -> Work:
    canvas = shown(qtbot, make(cards=700, steps=24, lanes=14))
    look_at(canvas, 1.0, right=300, down=500)
    work = Work(canvas)
    for _ in range(2):
        canvas.view.viewport().update()
        QApplication.processEvents()
    work.since()
    return work


def test_dimming_makes_no_sprites_and_no_runs(work) -> None:
    of = work.canvas.document.map
    pains = {c.id for c in of.all(Card) if c.kind == "pain"}
    work.canvas.spot.put("filter", frozenset(frame(of) | pains))
    _, cards, made = work.done()
    assert cards > 10
    assert made == 0


def test_scrolling_over_dimmed_cards_paints_no_more_than_over_others(work) -> None:
    of = work.canvas.document.map
    work.canvas.view.scroll_by(-40, 0)
    items, cards, _ = work.done()
    work.canvas.view.scroll_by(40, 0)
    work.canvas.spot.put("filter", frozenset(frame(of)))
    work.since()
    work.canvas.view.scroll_by(-40, 0)
    dim_items, dim_cards, _ = work.done()
    assert (dim_items, dim_cards) == (items, cards)


def test_one_card_more_is_painted_alone(work) -> None:
    canvas = work.canvas
    of = canvas.document.map
    card = a_card_in_view(work)
    pains = frozenset(frame(of) | {c.id for c in of.all(Card) if c.kind == "pain"})
    canvas.spot.put("filter", pains - {card.id})
    work.since()
    canvas.spot.put("filter", pains | {card.id})
    work.done()
    assert 0 < work.area < 0.2 * whole(work)
    box = seen(canvas, card.id, 0)
    assert work.painted.region.contains(box)


def test_an_edit_that_changes_no_light_paints_as_without(work) -> None:
    canvas = work.canvas
    of = canvas.document.map
    canvas.spot.put("filter", frozenset(frame(of) | {c.id for c in of.all(Card)}))
    card = a_card_in_view(work)
    canvas.document.commit({card.id: (card, evolve(card, title=card.title + "."))}, "Rename")
    card = canvas.document.map.get(card.id, Card)
    work.since()
    canvas.document.commit({card.id: (card, evolve(card, title=card.title + "."))}, "Rename")
    work.done()
    assert work.area < 0.2 * whole(work)


def test_a_bracket_over_lanes_is_dimmed_with_its_card(qtbot) -> None:
    of = small()
    tall = evolve(of["card_1"], until_lane_id="lane_b")
    canvas = shown(qtbot, JourneyMap({**of.records, tall.id: tall}), size=SIZE)
    box = seen(canvas, "card_1", 0)
    bracket = QRect(box.left() - 8, box.center().y() + 6, 7, 30)
    before = ink(image(canvas), bracket)
    canvas.spot.put("filter", frozenset(frame(of)))
    assert ink(image(canvas), bracket) < 0.6 * before
    canvas.spot.put("filter", frozenset(frame(of) | {"card_1"}))
    assert ink(image(canvas), bracket) == before


def test_a_card_is_bright_while_one_types_on_it(canvas) -> None:
    edge = seen(canvas, "card_2", 0)
    edge.setWidth(3)  # the bar before the words and the caret
    before = ink(image(canvas), edge)
    canvas.spot.put("filter", frozenset(frame(canvas.document.map)))
    canvas.begin_edit("card_2")
    canvas.selection.set()
    assert ink(image(canvas), edge) > 0.9 * before
    canvas.commit_edit()
    canvas.selection.set()
    assert ink(image(canvas), edge) < 0.5 * before


def test_what_is_dimmed_is_under_the_pointer_as_before(canvas) -> None:
    canvas.spot.put("filter", frozenset(("card_1",)))
    click(canvas.view.viewport(), seen(canvas, "card_2").center())
    assert canvas.selection.ids == ("card_2",)


def test_the_overview_shows_what_is_bright(qtbot) -> None:
    canvas = shown(qtbot, make(cards=300, steps=20, lanes=10), size=(900, 600))
    overview = canvas.minimap
    qtbot.waitUntil(lambda: overview.isVisible() and overview.painted >= 10)
    before, painted = overview.grab().toImage(), overview.painted
    canvas.spot.put("filter", frozenset(frame(canvas.document.map)))
    qtbot.waitUntil(lambda: overview.painted >= painted + 10)
    assert ink(overview.grab().toImage(), overview.rect()) <= ink(before, overview.rect())
    assert overview.grab().toImage() != before
    canvas.spot.put("filter", None)
    qtbot.waitUntil(lambda: overview.grab().toImage() == before)
