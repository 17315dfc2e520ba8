"""Turns the chosen SVG icons of Lucide into icons.json. Run by hand, never at run time.

    npm pack lucide-static && tar xzf lucide-static-*.tgz
    python -m resources.icons.make_icons package

A list of drawing steps serves every painter alike; an SVG would need QtSvg on the screen
and a parser of its own for the PDF. Every shape becomes lines and cubic Bezier curves on
Lucide's square of 24 by 24. Beside icons.json it writes the licence and, for the test that
compares the two, the original markup.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import SVGPath

HERE = Path(__file__).parent
ORIGINALS = HERE.parents[1] / "tests" / "resources" / "lucide_originals.json"


class StepPen(BasePen):  # type: ignore[misc]  # fontTools has no type hints
    """Writes down what is drawn; BasePen turns quadratic curves into cubic ones."""

    def __init__(self) -> None:
        super().__init__(glyphSet=None)
        self.steps: list[list[Any]] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = (round(float(number), 3) for point in points for number in point)
        self.steps.append([operator, *(int(n) if n == int(n) else n for n in numbers)])

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("L", pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("C", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("Z")


def steps_of(svg: str) -> list[list[Any]]:
    """The drawing steps of one SVG icon.

    Lucide fills nothing but dots, circles narrower than their own stroke. Some strokers
    leave a speck in the middle of those, so a dot within the circle stands for the fill.
    """
    pen = StepPen()
    SVGPath.fromstring(svg.encode()).draw(pen)
    for element in ElementTree.fromstring(svg).iter():
        if element.get("fill", "none") != "none" and not element.tag.endswith("svg"):
            if not element.tag.endswith("circle") or float(element.attrib["r"]) > 1:
                raise SystemExit("an icon has a filled shape other than a dot")
            x, y = float(element.attrib["cx"]), float(element.attrib["cy"])
            pen.moveTo((x, y))
            pen.lineTo((x + 0.01, y))
            pen.endPath()
    return pen.steps


def chosen() -> list[str]:
    """The names in chosen.txt, sorted; each at most once."""
    lines = (HERE / "chosen.txt").read_text().splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SystemExit(f"chosen.txt names more than once: {', '.join(sorted(twice))}")
    return sorted(names)


def main(package: Path) -> None:
    """Write icons.json, LICENSE.txt and the originals from an unpacked `lucide-static`."""
    about = json.loads((package / "package.json").read_text())
    icons, originals = {}, {}
    for name in chosen():
        svg = (package / "icons" / f"{name}.svg").read_text()
        icons[name] = steps_of(svg)
        inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
        originals[name] = re.sub(r"\s+", " ", inner).strip()
    head = {
        "source": f"{about['name']} {about['version']}",
        "license": about["license"],
        "square": 24,
        "stroke_width": 2,
    }
    compact = [
        f'    "{name}": {json.dumps(steps, separators=(",", ":"))}' for name, steps in icons.items()
    ]
    top = json.dumps(head, indent=2)[:-2]
    text = top + ',\n  "icons": {\n' + ",\n".join(compact) + "\n  }\n}\n"
    (HERE / "icons.json").write_text(text)
    (HERE / "LICENSE.txt").write_text((package / "LICENSE").read_text())
    ORIGINALS.parent.mkdir(parents=True, exist_ok=True)
    ORIGINALS.write_text(json.dumps(originals, indent=1) + "\n")
    print(f"{len(icons)} icons of {head['source']}, {len(text) // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
