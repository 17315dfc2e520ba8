"""How the page about a comparison looks: the palettes' colours, for screen and for print."""

from typing import Final

from resources import palettes

_ROLES: Final = {
    "canvas": "canvas",
    "surface": "surface",
    "text": "text",
    "muted": "muted",
    "border": "border",
    "grid": "grid",
    "focus": "focus",
    "new": "change.added",
    "gone": "change.removed",
    "moved": "change.moved",
    "other": "change.changed",
    "better": "feeling.above",
    "worse": "feeling.below",
}


def _colours(theme: str) -> str:
    palette = palettes.load(theme)
    return " ".join(f"--{name}: {palette[role]};" for name, role in _ROLES.items())


STYLE: Final = f"""\
:root {{ {_colours("light")} }}
@media screen and (prefers-color-scheme: dark) {{ :root {{ {_colours("dark")} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--canvas); color: var(--text);
  font: 1rem/1.5 Inter, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }}
main {{ max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }}
h1 {{ font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }}
h2 {{ display: inline; font-size: 1.125rem; }}
small, .names, caption, .none {{ color: var(--muted); font-size: .875rem; }}
.names {{ margin: 0; overflow-wrap: anywhere; }}
.sentence {{ font-size: 1.25rem; font-weight: 600; margin: 1rem 0 1.5rem; }}
table {{ width: 100%; border-collapse: collapse; background: var(--surface);
  border: 1px solid var(--border); margin-bottom: 1.5rem; font-variant-numeric: tabular-nums; }}
caption {{ text-align: start; padding-bottom: .5rem; }}
th, td {{ padding: .375rem .75rem; text-align: end; border-top: 1px solid var(--grid); }}
th:first-child {{ text-align: start; overflow-wrap: break-word; min-width: 6rem; }}
.wide {{ overflow-x: auto; }}
thead th {{ font-weight: 600; color: var(--muted); font-size: .875rem; }}
tbody th {{ font-weight: 600; }}
details {{ background: var(--surface); border: 1px solid var(--border); border-radius: 6px;
  margin-bottom: 1rem; padding: 0 1rem; }}
summary {{ padding: .75rem 0; cursor: pointer; }}
summary:focus-visible {{ outline: 2px solid var(--focus); outline-offset: 2px; }}
ul {{ list-style: none; margin: 0; padding: 0 0 .75rem; }}
li {{ display: flex; gap: .75rem; padding: .375rem 0; border-top: 1px solid var(--grid);
  break-inside: avoid; }}
li > div {{ min-width: 0; overflow-wrap: anywhere; }}
.sign {{ flex: none; width: 1.5rem; height: 1.5rem; line-height: 1.375rem; text-align: center;
  border: 1px solid currentColor; border-radius: 4px; }}
.new, ins {{ color: var(--new); }}
.gone, del {{ color: var(--gone); }}
.moved {{ color: var(--moved); }}
.other {{ color: var(--other); }}
.stays {{ color: var(--text); }}
.better {{ color: var(--better); }}
.worse {{ color: var(--worse); }}
.words {{ margin: .25rem 0 0; }}
del {{ text-decoration: line-through; }}
ins {{ text-decoration: underline; }}
del i, ins i {{ font-style: normal; font-weight: 700; display: inline-block; padding: 0 .1em; }}
@media (max-width: 36rem) {{
  th, td {{ padding: .375rem .25rem; }}
  td .word, thead .word {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }}
  tbody th {{ max-width: 10rem; }}
  main {{ padding: 1rem .75rem 2rem; }}
}}
@media print {{
  body {{ background: none; font-size: 10pt; }}
  main {{ max-width: none; padding: 0; }}
  details, table {{ border-color: var(--grid); }}
  details:not([open])::details-content {{ content-visibility: visible; block-size: auto; }}
}}
"""
