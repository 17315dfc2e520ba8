"""`touchline diff` tells what changed between two maps: as text, for programs, as a page."""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest

from app.commands import diff as command
from app.commands.diff_text import in_text
from export.change_json import change_json
from model.change import JourneyMap, apply
from model.compare import Comparison, compare
from model.comparing.digest import digest
from model.edits.fields import set_fields
from model.files import codec
from model.files.versions import labelled, save_version
from model.records import TABLES, Card, VersionLabel
from tests.app.running import BANK, BICYCLE, alone, refused, touchline
from tests.compared import CHAT, TODAY, new_map, old_map, one
from tests.model.retold import changed, made

#: The shape that scripts rely on.
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "version", "old", "new", "summary", "changes"],
    "properties": {
        "format": {"const": "touchline.diff"},
        "version": {"const": 1},
        "old": {"type": "string"},
        "new": {"type": "string"},
        "summary": {"type": "string", "minLength": 1},
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "record", "kinds", "place", "fields", "because"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "record": {"enum": [k.kind_name for k in TABLES.values()] + ["map", "unknown"]},
                    "kinds": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    "place": {"type": "string"},
                    "fields": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["field", "before", "after"],
                            "properties": {"field": {"type": "string"}, "before": {}, "after": {}},
                        },
                    },
                    "because": {"type": ["string", "null"]},
                },
            },
        },
    },
}


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    """The bicycle map at its review, and a month later."""
    files = tmp_path / "old.journey.json", tmp_path / "new.journey.json"
    for file, of in zip(files, (old_map(), new_map()), strict=True):
        file.write_bytes(codec.dumps(of))
    return str(files[0]), str(files[1])


def told(*words: str, stdin: bytes | None = None) -> str:
    """What `touchline diff` prints of two maps that differ."""
    result = touchline("diff", *words, stdin=stdin)
    assert (result.exit_code, result.stderr) == (1, "")
    return result.stdout


def test_two_maps_that_are_the_same_end_with_0() -> None:
    result = touchline("diff", BICYCLE, BICYCLE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{BICYCLE} → {BICYCLE}\nNothing changed.\n"


def test_a_map_saved_again_is_the_same(tmp_path: Path) -> None:
    again = tmp_path / "again.journey.json"
    codec.save(codec.load(BICYCLE).map, again)
    assert touchline("diff", BICYCLE, str(again)).exit_code == 0
    page = tmp_path / "page.html"
    assert touchline("diff", BICYCLE, str(again), "-o", str(page)).exit_code == 0
    assert "Nothing changed." in page.read_text("utf-8")


def test_what_changed_is_told_in_a_sentence_a_strip_and_sections(sides: tuple[str, str]) -> None:
    text = told(*sides)
    lines = text.splitlines()
    assert lines[:2] == [
        f"{sides[0]} → {sides[1]}",
        "One pain solved, one new pain, Get help +1.4 for Mara, stage “Come back” added "
        "and 14 more changes",
    ]
    assert "    ·    1    2     +0.7   Get help" in lines
    assert "  - Solved: pain point “Eleven minutes of waiting, then told to…” removed from " in text
    words = "Title: Asks [-in chat-]{+on the website+} whether a child seat [-is allowed-]{+fits+}"
    assert f"      {words}" in lines
    heads = [line for line in lines if line and line[0] not in " /"][1:]
    assert heads[-1] == "Wording and order"
    assert "\x1b" not in text


def test_programs_get_every_difference_in_a_shape_that_stays(sides: tuple[str, str]) -> None:
    whole = json.loads(told(*sides, "--format", "json"))
    jsonschema.validate(whole, SHAPE)
    assert (whole["old"], whole["new"]) == sides
    c = compare(old_map(), new_map())
    assert [change["id"] for change in whole["changes"]] == [item.id for item in c.items]
    by_id = {change["id"]: change for change in whole["changes"]}
    chat = by_id[one(old_map(), Card, CHAT).id]
    assert chat["place"] == "Compare › Ask someone, Website"
    assert [field["field"] for field in chat["fields"]] == ["lane_id", "title", "owner_id"]
    assert chat["fields"][1]["before"] == CHAT


def test_what_came_and_went_lists_what_it_says_for_programs(sides: tuple[str, str]) -> None:
    changes = json.loads(told(*sides, "--format", "json"))["changes"]
    (pain,) = (c for c in changes if c["record"] == "card" and c["kinds"] == ["removed"]
               and not c["because"])  # fmt: skip
    assert all(field["after"] is None for field in pain["fields"])
    assert {"field": "severity", "before": 5, "after": None} in pain["fields"]
    (stage,) = (c for c in changes if c["record"] == "stage" and c["kinds"] == ["added"])
    assert {"field": "name", "before": None, "after": "Come back"} in stage["fields"]
    followers = [c for c in changes if c["because"] == stage["id"]]
    assert {c["record"] for c in followers} == {"step", "card"}


def test_a_unit_is_told_by_the_fields_of_it_that_differ() -> None:
    c = changed(card_visit={"until_step_id": ""}, link_chat={"target_id": "card_visit"})
    assert fields_of(c, "card_visit") == [("until_step_id", "step_pay", "")]
    assert fields_of(c, "link_chat") == [("target_id", "card_chat", "card_visit")]


def fields_of(c: Comparison, record_id: str) -> list[tuple[Any, ...]]:
    from export.change_json import change_json

    whole = json.loads(change_json(c, "a", "b"))
    (change,) = (one for one in whole["changes"] if one["id"] == record_id)
    return [tuple(field.values()) for field in change["fields"]]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.txt", "/"),
        ("r.json", "{"),
        ("r.html", "<!DOCTYPE html>"),
        ("r.HTM", "<!DOCTYPE html>"),
        ("r.md", "## What changed: A year"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(
    sides: tuple[str, str], tmp_path: Path, name: str, begins: str
) -> None:
    assert told(*sides, "-o", str(tmp_path / name)) == ""
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert told(*sides, "-o", "-", "--format", "json").startswith("{")
    assert told(*sides, "-o", "-").startswith("/")


def test_a_poster_is_written_to_a_file_and_carries_the_new_map(
    sides: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "changes.pdf"
    assert told(*sides, "-o", str(out)) == ""
    with pikepdf.open(out) as pdf:
        (name,) = pdf.attachments
        assert name == "changes.journey.json"
        assert codec.loads(pdf.attachments[name].get_file().read_bytes()).map == new_map()
    assert told(*sides, "-o", str(tmp_path / "changes.svg"), "--paper", "A4") == ""
    assert b"<svg" in (tmp_path / "changes.svg").read_bytes()[:200]
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pdf"] == ["changes.pdf"]
    assert "Name a file with -o." in refused("diff", *sides, "--format", "pdf")


def test_a_poster_stands_on_the_paper_that_is_named(sides: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "changes.pdf"
    assert told(*sides, "-o", str(out), "--paper", "a3") == ""
    with pikepdf.open(out) as pdf:
        box = sorted(float(side) for side in pdf.pages[0].mediabox[2:])
    assert box == pytest.approx([297 / 25.4 * 72, 420 / 25.4 * 72], abs=0.01)
    assert "there is no paper" in refused("diff", *sides, "-o", str(out), "--paper", "A33")
    assert "--paper is for a poster" in refused("diff", *sides, "--paper", "A3")


def test_words_that_run_from_the_right_are_compared_in_reading_order() -> None:
    old = changed(card_offers={"title": "عروض المتجر"}).new
    c = changed(old, card_offers={"title": "عروض الموقع"})
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert "Title: \u2068عروض [-المتجر-]{+الموقع+}\u2069\n" in text


def test_a_map_comes_from_standard_input_and_only_one(sides: tuple[str, str]) -> None:
    data = Path(sides[1]).read_bytes()
    assert told(sides[0], "-", stdin=data).splitlines()[0].endswith("→ standard input")
    assert refused("diff", "-", "-", stdin=data) == "only one map can come from standard input."


def test_a_side_that_is_not_there_is_an_empty_map() -> None:
    added = json.loads(told(os.devnull, BICYCLE, "--format", "json"))
    assert (added["old"], added["new"]) == ("nothing", BICYCLE)
    assert {kind for c in added["changes"] if c["id"] != "map" for kind in c["kinds"]} == {"added"}
    assert "removed" in told(BICYCLE, os.devnull)
    assert touchline("diff", os.devnull, os.devnull).exit_code == 0


def test_files_are_maps_whatever_their_names(sides: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a1b2c3_rides"
    file.write_bytes(Path(sides[1]).read_bytes())
    assert "Get help +1.4 for Mara" in told(sides[0], str(file))


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_name_that_is_no_text_is_written_out(tmp_path: Path, form: str) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xffde.json"))
    try:
        file.write_bytes(Path(BANK).read_bytes())
    except OSError:
        pytest.skip("this disk takes no such names")
    assert "r\\udcffde" in told(BICYCLE, str(file), "--format", form).replace("\\\\", "\\")


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("r.docx", "r.docx: the ending .docx names no format. Use .txt, .md, .json,"),
        ("r.hmtl", "Did you mean .html?"),
        ("r", "r: the name has no ending."),
        ("r.journey.json", "a map would be replaced by a report."),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert message in refused("diff", BICYCLE, BANK, "-o", out)
    assert list(tmp_path.iterdir()) == []


def test_no_map_is_replaced_by_its_own_report(tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_bytes(Path(BICYCLE).read_bytes())
    assert "a map would be replaced by a report" in refused(
        "diff", str(file), BANK, "-o", str(file)
    )
    assert codec.load(file).map == codec.load(BICYCLE).map


def test_bad_input_ends_with_one_message(tmp_path: Path) -> None:
    broken = tmp_path / "broken.journey.json"
    broken.write_text('{"format": "touchline.journey-map",', "utf-8")
    assert str(broken) in refused("diff", BICYCLE, str(broken))
    assert "gone.json" in refused("diff", str(tmp_path / "gone.json"), BICYCLE)


def test_a_terminal_gets_colours_and_its_own_width_unless_it_wants_none() -> None:
    c = compare(old_map(), new_map())
    text = in_text(c, digest(c, TODAY), "old", "new", width=60, colour=True)
    assert "\x1b[32m+" in text
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    plain = in_text(c, digest(c, TODAY), "old", "new", width=60)
    assert "\x1b" not in plain
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
    assert max(map(len, plain.splitlines())) <= 60
    whole = in_text(c, digest(c, TODAY), "old", "new")
    assert plain.split() == whole.split()  # wrapped, and nothing lost


def test_what_a_terminal_obeys_is_written_out() -> None:
    c = changed(card_offers={"title": "\x1b[31mred\x07 [bold]no[/bold]\u202e"})
    for width in (None, 70):
        text = in_text(c, digest(c, TODAY), "old\x1b[2J", "new", width)
        assert "\\x1b[31mred\\x07 [bold]no[/bold]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text.replace("\u202e\u2069", "")


class Page(HTMLParser):
    """The words of a page by the element that they stand in, and all that it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self.open[-1], data.strip()))

    def of(self, tag: str) -> list[str]:
        return [words for of, words in self.words if of == tag]


@pytest.fixture
def page(sides: tuple[str, str]) -> Page:
    """The report as a web page."""
    return Page(told(*sides, "--format", "html"))


def test_the_page_has_the_sentence_the_strip_and_sections_of_which_wording_is_folded(
    page: Page,
) -> None:
    assert page.of("title") == ["What changed: A year with the city bicycle"]
    assert page.of("bdi")[0] == "A year with the city bicycle"
    assert page.of("h2")[-1] == "Wording and order"
    assert any("Get help +1.4 for Mara" in words for words in page.of("p"))
    assert {"▲ +0.7", "−1"} <= set(page.of("td"))
    assert any("from −1.8 to −0.4" in words for words in page.of("div"))
    opened = [name for tag, name, _ in page.attributes if tag == "details" and name == "open"]
    assert len(opened) == len(page.of("h2")) - 1


def test_a_page_calls_versions_by_their_names_and_the_map_by_its_file(tmp_path: Path) -> None:
    label = VersionLabel(label="October review", date="2026-11-22")
    came_from = VersionLabel(label="Review 4", date="2026-11-21")
    now = tmp_path / "rides.journey.json"
    codec.save(labelled(new_map(), came_from), now)
    version = save_version(now, old_map(), label)
    page = Page(told(str(version), str(now), "--format", "html"))
    names = page.of("bdi")[1:3]
    assert names[0] == "October review (22 Nov 2026)"
    assert names[1].startswith("rides (")
    assert "2026-11-21" not in page.of("bdi")
    back = Page(told(str(now), str(version), "--format", "html")).of("bdi")[1:3]
    assert back == names[::-1]
    copy = tmp_path / "november.journey.json"
    codec.save(labelled(old_map(), came_from), copy)
    assert Page(told(str(copy), str(now), "--format", "html")).of("bdi")[1:3] == [
        "november", "rides",
    ]  # fmt: skip


def test_the_page_says_by_signs_what_its_colours_say(page: Page) -> None:
    assert {"in chat", "is allowed"} <= set(page.of("del"))
    assert {"on the website", "fits"} <= set(page.of("ins"))
    assert {"−", "+"} == set(page.of("i"))
    labels = {value for _, name, value in page.attributes if name == "aria-label"}
    assert labels <= {"added", "removed", "moved", "changed", "as before"}


def test_the_page_loads_and_runs_nothing(page: Page) -> None:
    assert {tag for tag, _, _ in page.attributes} & {"script", "img", "link", "iframe"} == set()
    assert {name for _, name, _ in page.attributes} & {"src", "href", "style"} == set()
    policy = [value for _, name, value in page.attributes if name == "content"]
    assert any("default-src 'none'" in value for value in policy)


def test_what_people_wrote_is_no_markup(tmp_path: Path) -> None:
    old = codec.load(BICYCLE).map
    evil = "<script>alert(1)</script> & <b>\u2067\x07"
    chat = one(old, Card, CHAT).id
    new = apply(set_fields(old, chat, title=evil, body=evil), old)
    new = apply(set_fields(new, "map", title=evil), new)
    file = tmp_path / "<b>.journey.json"
    file.write_bytes(codec.dumps(new))
    text = told(BICYCLE, str(file), "--format", "html")
    assert "<script" not in text
    assert "\x07" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in text
    assert Page(text).of("bdi")[0] == "<script>alert(1)</script> & <b>"


def test_a_page_says_in_which_language_and_direction_words_are_read() -> None:
    old = changed(map={"language": "ar", "title": "بطاقة"}, card_offers={"title": "عروض"}).new
    c = changed(old, card_offers={"title": "عروض جديدة"})
    from export.change_html import change_html

    page = Page(change_html(c, digest(c, TODAY), "a", "b", TODAY))
    assert ("html", "lang", "en") in page.attributes
    assert {("bdi", "lang", "ar"), ("bdi", "dir", "rtl")} <= set(page.attributes)
    assert "“عروض جديدة”" in page.of("bdi")


def test_a_thousand_changes_are_told_one_by_one() -> None:
    cards = {f"card_{i}": Card(id=f"card_{i}", title=f"Card {i}", order="a0") for i in range(1000)}
    old = JourneyMap({**changed().new.records, **cards})
    other = {i: card.model_copy(update={"title": f"{card.title}!"}) for i, card in cards.items()}
    c = compare(old, JourneyMap({**old.records, **other}))
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert text.count("!” reworded\n") == 1000
    assert "1,000 touchpoints reworded\n" in text


def test_a_new_key_of_order_alone_is_said_to_be_that() -> None:
    c = changed(card_chat={"order": "a1V"})
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert text == "old → new\nNothing changed.\n1 key of order renewed.\n"


def test_the_command_starts_without_qt_and_without_the_pdf_writer() -> None:
    result = alone("diff", BICYCLE, BANK, "--format", "json", PYTHONPROFILEIMPORTTIME="1")
    assert result.returncode == 1
    assert b"PySide6" not in result.stderr
    assert b"reportlab" not in result.stderr


def test_a_terminal_is_asked_for_its_width(
    sides: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert command.diff(*sides, labels=("November", "now")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "November → now"
    assert max(map(len, lines)) <= 50
    assert not any("\x1b" in line for line in lines)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    command.diff(*sides)
    assert "\x1b[" in capsys.readouterr().out


def test_numbers_of_any_size_are_told_to_programs() -> None:
    old = JourneyMap([made(Card, "card_a", title="Ask")])
    huge = Card.model_validate({**old["card_a"].__dict__, "sparkle": 10**30, "shine": 0.5})
    found = json.loads(change_json(compare(old, JourneyMap([huge])), "old", "new"))
    values = {f["field"]: f["after"] for f in found["changes"][0]["fields"]}
    assert values == {"sparkle": 10**30, "shine": 0.5}


def test_a_link_to_a_map_is_not_replaced_by_a_report(sides: tuple[str, str]) -> None:
    other = Path(sides[0]).with_name("other.journey.json")
    other.write_bytes(Path(sides[0]).read_bytes())
    link = other.with_name("link.json")
    link.symlink_to(other.name)
    assert "a map would be replaced by a report" in refused("diff", *sides, "-o", str(link))
    assert other.read_bytes() == Path(sides[0]).read_bytes()


@pytest.mark.parametrize("colour", [True, False])
def test_a_name_from_the_right_is_isolated_in_each_line_that_it_is_broken_into(
    colour: bool,
) -> None:
    name = " ".join(["تبحث عن كتاب لابنتها"] * 4)
    c = changed(card_chat={"title": name, "lane_id": "lane_shop", "body": f"{name} {name}"})
    lines = in_text(c, digest(c, TODAY), "old", "new", 50, colour).splitlines()
    broken = [line for line in lines if "كتاب" in line]
    assert len(broken) > 6
    assert all("\u2068" in line for line in broken)
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
