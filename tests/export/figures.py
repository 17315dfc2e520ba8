"""Prints the tables of docs/print.md: `python -m tests.export.figures`."""

import os
from collections import Counter

from model.layout.measures import POSTER
from model.layout.scene import Text
from tests.export.edges import apart, by_pdfium, by_poppler, on_screen
from tests.export.posters import NAMES, everything, example, pdf, smallest_card_text
from tests.export.reading import lost, script

#: Smith 1979 in pt for one metre: 90% of readers (0.003 rad), nearly all (0.007 rad).
MOST, NEARLY_ALL = 11.7, 27.0


def main() -> None:
    """Sizes and distances, then ends of lines, then lines found; takes half a minute."""
    print("| poster | sheet | titles of cards | smallest words on cards | most read titles from |"
          " nearly all |\n|---|---|---|---|---|---|")  # fmt: skip
    for name in NAMES:
        page, size = example(name).page, POSTER.card.size * example(name).page.scale
        way = "landscape" if page.width > page.height else "portrait"
        print(f"| {name} | A0 {way}, {page.percent:g}% | {size:.1f} pt "
              f"| {smallest_card_text(example(name)):.1f} pt | {size / MOST:.2f} m "
              f"| {size / NEARLY_ALL:.2f} m |")  # fmt: skip
    print("\n| poster | lines | engine | worst | median |\n|---|---|---|---|---|")
    for name in NAMES:
        for sheet in (by_pdfium, by_poppler):
            found = apart(name, on_screen, sheet)
            engine = sheet.__name__.removeprefix("by_")
            print(f"| {name} | {found.lines} | {engine} | {found.worst:.2f} pt "
                  f"| {found.median:.2f} pt |")  # fmt: skip
    print("\n| script | lines on cards | found |\n|---|---|---|")
    total, missing = Counter[str](), Counter[str]()
    for name in NAMES:
        lines = [
            each.primitive.line.text
            for each in everything(name)
            if isinstance(each.primitive, Text) and "card" in each.kinds
        ]
        total.update(map(script, lines))
        missing.update(map(script, lost(lines, pdf(name))[0]))
    for key, count in total.most_common():
        print(f"| {key.capitalize()} | {count} | {count - missing[key]} |")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
