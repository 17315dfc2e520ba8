"""The page docs/icons.md: every icon and every persona's colour that a map can name.

`python -m resources.icons.reference > docs/icons.md` writes it anew.
"""

import sys

from resources import icons, palettes

_HEAD = """\
# Icons and colours

What a map can name in `icon` (lanes and cards) and in `colour` (personas). A name counts as
it stands here, in small letters. One that does not exist is taken for none, and reported by
`touchline check`.

## Icons

{count} icons of Lucide, in alphabetical order, each with the other names that lead to it.

| icon | also |
|---|---|
"""
_COLOURS = """
## Colours of personas

`colour` is one of these names, or any colour as `#rrggbb` with six hexadecimal digits, like
`#2f7a5e`. The names are told apart by every kind of colour vision and have another shade on
a dark ground; a colour of your own stays as it is, except in shades of grey. Personas without
a colour take one by their place, in this order, over and over.

| colour | on a light ground | on a dark ground |
|---|---|---|
"""


def page() -> str:
    """The whole page, as Markdown."""
    also: dict[str, list[str]] = {name: [] for name in icons.names()}
    for alias, name in sorted(icons.ALIASES.items()):
        also[name].append(f"`{alias}`")
    light, dark = palettes.load("light"), palettes.load("dark")
    rows = [f"| `{name}` | {', '.join(others)} |" for name, others in also.items()]
    hues = [
        f"| `{name}` | {light[f'persona.{name}']} | {dark[f'persona.{name}']} |"
        for name in palettes.PERSONAS
    ]
    head = _HEAD.format(count=len(also))
    return head + "\n".join(rows) + "\n" + _COLOURS + "\n".join(hues) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
