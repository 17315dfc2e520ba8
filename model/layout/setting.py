"""What every part of the picture needs to know besides its own records."""

from typing import NamedTuple

from model.layout.marks import NO_MARKS, Badge, Mark, Marks
from model.layout.measures import Measures
from model.layout.scene import Primitive, Text, snap
from model.layout.text import Block, TextStyle, baseline, block
from model.layout.text_even import even_block
from model.records import Persona
from resources.palettes import PERSONAS, is_persona_colour


class Setting(NamedTuple):
    """The surface, the language and the personas that are shown.

    Attributes:
        rtl: whether the whole map reads from right to left. Layout is logical all the
            same (starts at the left); `model.layout.mirror` flips the result.
        planned_actual: whether status and initiator of touchpoints are written out.
        marks: what a comparison says of records, by id.
    """

    measures: Measures
    language: str
    rtl: bool
    personas: tuple[Persona, ...]
    planned_actual: bool
    marks: Marks = NO_MARKS

    def badge(self, record_id: str) -> Badge | None:
        """The badge beside the name of a record that a comparison marks: no larger than that."""
        mark = self.marks.get(record_id)
        return self.small_badge(mark) if mark is not None else None

    def small_badge(self, mark: Mark) -> Badge:
        """The badge of a mark beside small words: names, scores."""
        return self._badge(mark, mark.text, self.measures.meta)

    def badge_of(self, mark: Mark, text: str = "") -> Badge:
        """The badge of a mark among cards, saying something else than usual if a text is given.

        It is as large as the words on cards: its number is looked for in the list.
        """
        return self._badge(mark, text or mark.text, self.measures.card)

    def _badge(self, mark: Mark, text: str, of: TextStyle) -> Badge:
        style = of._replace(weight=600)
        if self.rtl:  # the sign first, and pointing where reading goes
            text = "\u200f" + text.replace("→", "←")
        said = self.wrap(text, style)
        height = of.leading + 2
        width = snap(max(height, said.width + of.size))
        role = mark.role if mark.gone else "on.accent"
        words = self.put(said, 0.0, 1.0, width, style, role, "middle")
        return Badge(mark, tuple(words), width, height)

    def wrap(
        self, text: str, style: TextStyle, width: float = float("inf"), most_lines: int = 0
    ) -> Block:
        """`text` in lines of at most `width` px, in the map's language."""
        return block(text, style, width, self.language, most_lines)

    def wrap_evenly(self, text: str, style: TextStyle, width: float) -> Block:
        """Like `wrap`; on a poster no last line is a single short word if that can be helped."""
        if self.measures.even_lines:
            return even_block(text, style, width, self.language)
        return self.wrap(text, style, width)

    def put(
        self,
        lines: Block,
        x: float,
        y: float,
        width: float,
        style: TextStyle,
        role: str = "text",
        align: str = "start",
    ) -> list[Primitive]:
        """The lines of a block with the block's top at y, between x and x + width.

        `align` is "start", "middle", "end", or "reading": there, a line that reads against
        the map's direction stands at the far side, as an Arabic card in an English map should.
        """
        first = y + baseline(style)
        result: list[Primitive] = []
        for i, line in enumerate(lines.lines):
            spare = width - line.width
            against = line.rtl != self.rtl
            shift = {
                "start": 0.0,
                "middle": spare / 2,
                "end": spare,
                "reading": spare if against else 0.0,
            }[align]
            result.append(Text(snap(x + shift), snap(first + i * style.leading), role, line))
        return result

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        style: TextStyle,
        role: str = "text",
        align: str = "start",
        most_lines: int = 1,
    ) -> list[Primitive]:
        """`wrap` and `put` in one, cut to `most_lines` with an ellipsis."""
        lines = self.wrap(text, style, width, most_lines)
        return self.put(lines, x, y, width, style, role, align)


def persona_role(persona: Persona, place: int) -> str:
    """The colour role of a persona: its own colour, or one by its place on the map.

    A colour that does not exist is none of its own.
    """
    colour = persona.colour
    if not is_persona_colour(colour):
        colour = PERSONAS[place % len(PERSONAS)]
    return colour if colour.startswith("#") else f"persona.{colour}"
