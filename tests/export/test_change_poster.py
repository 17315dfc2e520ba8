"""The change poster: what stands on which sheet, and what is in the file."""

import re
import subprocess
from functools import cache
from pathlib import Path as File
from typing import Any

import pikepdf
import pytest

from export.change_poster import ChangePoster, PosterForm, change_poster
from model.change import apply
from model.compare import Comparison, compare
from model.comparing.digest import digest
from model.edits.cards import move_cards, park_cards
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files import codec
from model.layout.change_sheet import Sheet, change_sheets
from model.layout.measures import POSTER
from model.layout.scene import Scene, Text, walk
from model.records import Card, Evidence, Feeling, Persona, Record, Step, VersionLabel, evolve
from tests.compared import OLD_NAME, STATEMENT, TODAY, new_map, old_map, one
from tests.export.carried import attached_map
from tests.export.test_pdf_text import by_poppler
from tests.sample_arabic import write_arabic
from tests.tools import needs_tool

NAMES = (OLD_NAME, "December review")


@cache
def compared() -> Comparison:
    return compare(old_map(), new_map())


@cache
def long() -> Comparison:
    """The same with so many interviews that no sheet has room for all."""
    more: dict[str, tuple[Record | None, Record | None]] = {
        evidence.id: (None, evidence)
        for evidence in (
            Evidence(id=f"evidence_{n:03}", kind="interview", title=f"Talk {n}") for n in range(300)
        )
    }
    return compare(old_map(), apply(more, new_map()))


def sheets_of(c: Comparison, paper: str = "A3", *, whole: bool = False) -> tuple[Sheet, ...]:
    return change_sheets(c, digest(c, TODAY), NAMES, paper, whole=whole)


def lines_of(scene: Scene, kind: str = "") -> list[tuple[float, float, Text]]:
    """The lines of words of all nodes of a kind, where they stand."""
    return [
        (x + p.x, y + p.y, p)
        for x, y, node in walk(scene)
        if kind in ("", node.kind)
        for p in node.primitives
        if isinstance(p, Text)
    ]


def words_of(scene: Scene, kind: str = "") -> str:
    said = " ".join(p.line.text for _, _, p in lines_of(scene, kind))
    return " ".join(said.replace("\u00a0", " ").split())


def made(c: Comparison | None = None, form: PosterForm = "pdf", **options: Any) -> ChangePoster:
    return change_poster(c or compared(), form, NAMES, TODAY, **options)


def test_the_poster_says_which_maps_are_compared_and_sums_it_up() -> None:
    (sheet,) = sheets_of(compared())
    said = words_of(sheet.scene, "what changed")
    assert f"What changed from {NAMES[0]} to {NAMES[1]}" in said
    assert digest(compared(), TODAY).sentence in said


def test_the_list_has_the_minus_of_the_map_and_leaves_the_words_of_the_map_alone() -> None:
    old = old_map()
    card = next(iter(old.all(Card)))
    score = next(f for f in old.all(Feeling) if f.persona_id)
    new = apply(set_fields(old, card.id, title="Below -5 degrees"), old)
    c = compare(old, apply(set_fields(new, score.id, score=-1.9), new))
    (sheet,) = sheets_of(c, "A0")
    listed = words_of(sheet.scene, "changes list")
    assert "to −1.9" in listed
    assert "Below -5 degrees" in listed


def test_every_line_of_the_digest_is_listed_with_the_number_that_stands_on_the_map() -> None:
    (sheet,) = sheets_of(compared())
    listed = words_of(sheet.scene, "changes list")
    on_map = " ".join(words_of(sheet.scene, kind) for kind in ("card", "stage", "words", "badge"))
    for section in digest(compared(), TODAY).sections:
        assert section.title in listed
        for line in section.lines:
            assert " ".join(line.text.split()) in listed.replace("−", "-")
    given = [int(n) for n in re.findall(r"(?<=[+−≠→] )\d+(?= [A-Z])", listed)]
    assert given == list(range(1, 19)), "in the order of the list"
    assert "+ 12" in listed
    assert "+ 12" in on_map


def test_the_legend_explains_the_signs_that_are_there_and_no_others() -> None:
    (sheet,) = sheets_of(compared())
    said = words_of(sheet.scene, "what changed")
    for word in ("added", "removed", "changed", "moved here", "stood here before", "felt like"):
        assert word in said
    card = next(iter(old_map().all(Card)))
    reworded = apply(set_fields(old_map(), card.id, title="Other words"), old_map())
    (sheet,) = sheets_of(compare(old_map(), reworded))
    said = words_of(sheet.scene, "what changed")
    assert said.endswith(" ≠ changed")
    assert "removed" not in said.removesuffix(" changed")


def test_the_legend_explains_an_old_line_that_a_removed_persona_left_behind() -> None:
    old = old_map()
    gone = next(p for p in old.all(Persona) if p.name == "Jonas")
    (sheet,) = sheets_of(compare(old, apply(remove(old, gone.id), old)))
    assert "felt like this before" in words_of(sheet.scene, "what changed")


def test_the_sign_of_what_changed_is_explained_where_all_that_changed_was_moved_too() -> None:
    old = old_map()
    card = one(old, Card, STATEMENT)
    step = next(s.id for s in old.all(Step) if s.id != card.step_id)
    new = apply(set_fields(old, card.id, title="Other words"), old)
    c = compare(old, apply(move_cards(new, [card.id], step, card.lane_id), new))
    (sheet,) = sheets_of(c)
    assert "≠ changed" in words_of(sheet.scene, "what changed")


def test_nothing_moved_here_where_cards_were_only_parked() -> None:
    old = old_map()
    card = one(old, Card, STATEMENT)
    (sheet,) = sheets_of(compare(old, apply(park_cards(old, card.id), old)))
    said = words_of(sheet.scene, "what changed")
    assert "stood here before" in said
    assert "moved here" not in said


def test_a_long_list_goes_on_on_sheets_of_the_same_paper_and_loses_nothing() -> None:
    sheets = sheets_of(long())
    assert len(sheets) > 1
    assert len({(s.page.width, s.page.height) for s in sheets if s.page}) == 1
    said = " ".join(words_of(sheet.scene, "changes list") for sheet in sheets) + " "
    for n in range(300):
        assert said.count(f"“Talk {n}” ") == 1, n
    assert "The list continues on the next sheet." in words_of(sheets[0].scene, "what changed")
    assert f"sheet 2 of {len(sheets)}" in words_of(sheets[1].scene)
    assert "continued, continued" not in said


def test_a_list_leaves_the_map_large() -> None:
    alone, with_list = sheets_of(compare(old_map(), old_map())), sheets_of(long())
    assert alone[0].page is not None
    assert with_list[0].page is not None
    # The compared map has a column more than the old one.
    assert with_list[0].page.scale > 0.7 * alone[0].page.scale


def test_no_word_of_the_list_is_too_small_to_be_read_in_the_hand() -> None:
    sheets = sheets_of(long(), "A4")
    smallest = min(
        run.size * sheet.page.scale
        for sheet in sheets
        if sheet.page
        for _, _, p in lines_of(sheet.scene, "changes list")
        if not p.line.text.startswith(("+", "−", "≠", "→"))
        for run in p.line.runs
    )
    assert smallest >= 5
    assert all(s.page.scale * POSTER.card.size >= 8 for s in sheets[1:] if s.page)
    assert "The list is on the next sheet." in words_of(sheets[0].scene, "what changed")


def test_a_heading_at_the_top_of_a_column_is_as_near_its_entries_as_any_other() -> None:
    (sheet,) = sheets_of(compared())
    found = lines_of(sheet.scene, "changes list")
    titles = {section.title for section in digest(compared(), TODAY).sections}
    headings = [(x, y) for x, y, p in found if p.line.text in titles]
    near = {
        round(min(b - y for a, b, _ in found if b > y and abs(a - x) < 200), 1) for x, y in headings
    }
    assert len(headings) > 3
    assert max(near) - min(near) < 4, near


def test_a_picture_has_all_of_the_list_on_one_sheet() -> None:
    for paper in ("", "A3"):
        (sheet,) = sheets_of(long(), paper, whole=True)
        assert "“Talk 299”" in words_of(sheet.scene, "changes list")


@pytest.mark.parametrize("paper", ["", "A3"])
def test_nothing_of_the_list_stands_on_the_map_or_on_other_words(paper: str) -> None:
    for sheet in sheets_of(long(), paper):
        scene = sheet.scene
        boxes = sorted(
            (x, y - 13, x + p.line.width, y + 4) for x, y, p in lines_of(scene, "changes list")
        )
        for nth, (left, top, right, low) in enumerate(boxes):
            assert 0 <= left < right <= scene.width
            assert 0 <= top < low <= scene.height
            for other in boxes[nth + 1 :]:
                if other[0] >= right:
                    break
                assert other[1] >= low or top >= other[3], "two lines overlap"
        bodies = [
            (x + left, y + top, x + left + w, y + top + h)
            for x, y, n in walk(scene)
            if n.kind in ("lane", "title block", "legend")
            for left, top, w, h in [n.bounds]
        ]
        for left, top, right, low in boxes:
            assert not any(a < right and left < c and b < low and top < d for a, b, c, d in bodies)


def test_much_about_wording_is_only_counted() -> None:
    old = old_map()
    fields = {
        f"card_w{n:03}": Card(id=f"card_w{n:03}", kind="note", title=f"Words {n}")
        for n in range(70)
    }
    old = apply({i: (None, card) for i, card in fields.items()}, old)
    change = {i: (card, evolve(card, title=f"Others {i}")) for i, card in fields.items()}
    (sheet,) = sheets_of(compare(old, apply(change, old)), "A0")
    listed = words_of(sheet.scene, "changes list")
    assert "70 more changes, not listed here" in listed
    assert "Others" not in listed


def test_a_map_without_differences_says_so() -> None:
    same = compare(old_map(), old_map())
    (sheet,) = sheets_of(same)
    assert digest(same, TODAY).sentence in words_of(sheet.scene, "what changed")
    assert made(same).data.startswith(b"%PDF")


def test_a_map_from_the_right_has_its_list_from_the_right(tmp_path: File) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    old = codec.load(file).map
    first = next(iter(old.all(Card)))
    c = compare(old, apply(set_fields(old, first.id, title="كلمات أخرى"), old))
    (sheet,) = change_sheets(c, digest(c, TODAY), NAMES)
    title = next(
        (x, p.line.width) for x, _, p in lines_of(sheet.scene, "what changed")
        if p.line.text.startswith("What changed")
    )  # fmt: skip
    assert title[0] + title[1] == pytest.approx(sheet.scene.width - 72, abs=1)
    badge = min(x for x, _, p in lines_of(sheet.scene, "changes list") if "≠" in p.line.text)
    assert badge > sheet.scene.width / 2, "in the first column, with its heading"


def test_the_pdf_is_sound_has_its_fonts_and_opens_again_as_the_new_map(tmp_path: File) -> None:
    out = tmp_path / "changes.pdf"
    poster = made(long(), paper="A3")
    assert poster.laid.paper == "A3"
    out.write_bytes(poster.data)
    checked = subprocess.run([needs_tool("qpdf"), "--check", str(out)], capture_output=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    listed = subprocess.run(
        [needs_tool("pdffonts"), str(out)], capture_output=True, text=True, check=True
    )
    for row in (line.split() for line in listed.stdout.splitlines()[2:]):
        assert row[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with the words behind it"
    inside = attached_map(out.read_bytes())
    assert inside is not None
    assert codec.loads(inside).map == long().new
    with pikepdf.open(out) as opened:
        sizes = {tuple(float(side) for side in page.mediabox) for page in opened.pages}
        assert len(opened.pages) > 1
        assert len(sizes) == 1
    assert "A year with the city bicycle" in "\n".join(by_poppler(out.read_bytes()))


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert made().data == made().data


def test_the_title_block_names_no_version_that_the_map_only_came_from() -> None:
    info = new_map().info
    came = evolve(info, version=VersionLabel(label="Review 4", date="2026-11-21"))
    c = compare(old_map(), apply({"map": (info, came)}, new_map()))
    laid = made(c, "svg").laid
    assert "Review 4, 2026-11-21" in words_of(laid.scene, "title block")
    laid = made(c, "svg", version=VersionLabel(date="2026-12-14")).laid
    said = words_of(laid.scene, "title block")
    assert "Review 4" not in said
    assert "Version 2026-12-14" in said
    laid = made(c, "svg", version=VersionLabel()).laid
    assert "2026-11-21" not in words_of(laid.scene, "title block")


def test_svg_and_png_are_made_too_in_any_theme() -> None:
    assert made(form="svg", theme="dark").data.startswith(b"<")
    assert made(form="png", paper="A4", theme="grey").data.startswith(b"\x89PNG")


def test_a_pdf_without_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="paper"):
        made(paper="")
