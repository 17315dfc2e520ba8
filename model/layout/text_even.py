"""Text whose last line is no single short word, for posters: the same number of lines, each a
little narrower. On the screen, where text changes all the time, it would jump.
"""

from model.layout.text import Block, TextStyle, block
from model.layout.text_unicode import han_language, line_breaks

#: A last line shorter than this share of the block looks lost.
_LOST = 0.4
#: The widths that are tried, as shares of the one asked for.
_NARROWER = (0.92, 0.84, 0.76, 0.68)


def even_block(text: str, style: TextStyle, width: float, language: str = "") -> Block:
    """`text` in lines of at most `width` px, like `text.block`, but evened where that helps.

    It takes no more lines than it would anyway, and no word is broken that would not be.
    """
    best = made = block(text, style, width, language)
    if made.height < 2 * style.leading or _is_full(made) or "\n" in text:
        return made
    for share in _NARROWER:
        narrower = block(text, style, width * share, language)
        if narrower.height > made.height or not _may_break(narrower, text, language):
            break
        if narrower.lines[-1].width > best.lines[-1].width:
            best = narrower
        if _is_full(best):
            break
    return best


def _is_full(made: Block) -> bool:
    return made.lines[-1].width >= _LOST * made.width


def _may_break(made: Block, text: str, language: str) -> bool:
    """Whether every line ends where a line may end: a narrow block may break words instead."""
    breaks = set(line_breaks(text, han_language(text, language)))
    at = 0
    for line in made.lines[:-1]:
        at = text.find(line.text, at) + len(line.text)
        while text[at : at + 1].isspace():
            at += 1
        if at not in breaks:
            return False
    return True
