"""A comparison as one web page: no scripts, nothing from elsewhere, readable on a phone, printed,
in light and in dark. What people wrote is never markup.
"""

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final

from export.change_style import STYLE
from export.plain import plain
from model.compare import Comparison
from model.comparing.digest import Digest, Section
from model.comparing.lines import Line
from model.comparing.minus import with_minus
from model.comparing.naming import bare, runs_from_the_right, signed
from model.comparing.shown import Words, sign, words
from model.comparing.strip import StageCount
from model.comparing.wording import Piece
from model.due import MONTHS
from model.labels import counted

#: What a sign means to whoever hears the page, and the class that colours it.
_SIGNS: Final = {
    "+": ("added", "new"),
    "-": ("removed", "gone"),
    "→": ("moved", "moved"),
    "≠": ("changed", "other"),
    "!": ("as before", "stays"),
}
_SHOWN: Final = {"-": "−"}
_ISOLATED: Final = re.compile("\u2068([^\u2068\u2069]*)\u2069")


def change_html(c: Comparison, of: Digest, old_name: str, new_name: str, today: date) -> str:
    """The page, ending in a line break."""
    title = " ".join(c.new.info.title.split()) or " ".join(c.old.info.title.split())
    return "".join(f"{line}\n" for line in _page(c, of, title, (old_name, new_name), today))


def _page(
    c: Comparison, of: Digest, title: str, names: tuple[str, str], today: date
) -> Iterator[str]:
    language = c.new.info.language or c.old.info.language
    said = f"What changed: {title}" if title else "What changed"
    yield "<!DOCTYPE html>"
    yield '<html lang="en" dir="ltr">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{_text(said)}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield "<header>"
    if title:
        yield f"<h1><bdi{_spoken(title, language)}>{_text(title)}</bdi></h1>"
    day = f"{today.day} {MONTHS[today.month - 1].capitalize()} {today.year}"
    old, new = (f"<bdi>{_text(name)}</bdi>" for name in names)
    yield f'<p class="names">What changed from {old} to {new}, seen on {day}</p>'
    yield f'<p class="sentence">{_line(of.sentence)}</p>'
    yield "</header>"
    if c.told:
        yield from _strip(of.strip)
        for section in of.sections:
            yield from _section(c, section)
    elif c.items:
        yield f"<p>{counted(len(c.items), 'key')} of order renewed.</p>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _strip(stages: tuple[StageCount, ...]) -> Iterator[str]:
    if not stages:
        return
    yield '<div class="wide">'
    yield "<table>"
    yield "<caption>Cards and feelings, stage by stage</caption>"
    heads = (("+", "added", "new"), ("−", "removed", "gone"), ("≠", "changed", "other"))
    cells = "".join(
        f'<th scope="col"><b class="{style}">{mark}</b> <span class="word">{word}</span></th>'
        for mark, word, style in heads
    )
    yield f'<thead><tr><th scope="col">Stage</th>{cells}<th scope="col">Feeling</th></tr></thead>'
    yield "<tbody>"
    for stage in stages:
        yield f"<tr>{''.join(_cells(stage))}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _cells(stage: StageCount) -> Iterator[str]:
    also = _line(", ".join(stage.also)) or stage.state
    state = f" <small>({also})</small>" if also else ""
    yield f'<th scope="row"><bdi>{_text(stage.name)}</bdi>{state}</th>'
    for mark, n in (("+", stage.added), ("−", stage.removed), ("≠", stage.changed)):
        shown = mark if mark != "≠" else ""
        yield f"<td>{shown}{n:,}</td>" if n else '<td class="none">0</td>'
    if stage.feeling is None:
        yield '<td class="none">not known</td>'
        return
    text = signed(stage.feeling)
    if text == "0":
        yield '<td class="none">as before</td>'
        return
    better = text.startswith("+")
    arrow, way = ("▲", "better") if better else ("▼", "worse")
    yield f'<td class="{way}">{arrow} {text.replace("-", "−")} <span class="word">{way}</span></td>'


def _section(c: Comparison, section: Section) -> Iterator[str]:
    state = "" if section.folded else " open"
    yield f'<details class="{section.name}"{state}>'
    n = len(section.lines)
    yield f"<summary><h2>{_text(section.title)}</h2> <small>{counted(n, 'line')}</small></summary>"
    yield "<ul>"
    for line in section.lines:
        yield from _item(c, line)
    yield "</ul>"
    yield "</details>"


def _item(c: Comparison, line: Line) -> Iterator[str]:
    mark = sign(c, line)
    means, style = _SIGNS[mark]
    shown = _SHOWN.get(mark, mark)
    start = f'<li><b class="sign {style}" role="img" aria-label="{means}">{shown}</b>'
    texts = words(c, line)
    if not texts:
        yield f"{start}<div>{_line(line.text)}</div></li>"
        return
    yield f"{start}<div>{_line(line.text)}"
    for text in texts:
        yield from _words(text, c.new.info.language)
    yield "</div></li>"


def _words(text: Words, language: str) -> Iterator[str]:
    yield '<p class="words">'
    pieces = "".join(map(_piece, text.pieces))
    spoken = _spoken("".join(piece.text for piece in text.pieces), language)
    yield f"<small>{_text(text.name)}:</small> <bdi{spoken}>{pieces}</bdi>"
    yield "</p>"


def _piece(piece: Piece) -> str:
    text = _text(piece.text).replace("\n", "<br>")
    if piece.state == "same":
        return text
    tag, mark = ("del", "−") if piece.state == "gone" else ("ins", "+")
    return f"<{tag}><i>{mark}</i>{text}</{tag}>"


def _line(text: str) -> str:
    """A line of the digest: names that were isolated are isolated by markup; a minus is one."""
    text = with_minus(text)
    marked = _ISOLATED.sub("\ue000\\1\ue001", text.replace("\ue000", "").replace("\ue001", ""))
    return _text(marked).replace("\ue000", "<bdi>").replace("\ue001", "</bdi>")


def _text(text: str) -> str:
    return escape(plain(bare(text)))


def _spoken(text: str, language: str) -> str:
    """The attributes of an element with words of the map: their direction and language."""
    direction = "rtl" if runs_from_the_right(text) else "ltr"
    return f' dir="{direction}"' + (f' lang="{escape(language)}"' if language else "")
