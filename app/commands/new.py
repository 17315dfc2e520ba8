"""`touchline new`: a map to start from."""

import os
from pathlib import Path
from shlex import quote

from app.commands.opening import open_map
from app.troubles import Trouble, no_such
from model.change import JourneyMap, apply
from model.files import codec
from model.grid import lanes, stages
from model.ids import Ids
from model.records import LONGEST_TEXT, evolve
from model.renewed import renewed
from resources import templates


def new(target: str, template: str, title: str | None, force: bool) -> str:
    """Write a map made from `template` to `target`; a line about it, and what to try next.

    A name without any ending gets ".journey.json".

    Raises:
        Trouble: no such template, or `target` is there and `force` is not given.
        SaveError: it cannot be written.
    """
    if not (Path(target).suffix or target.endswith(os.sep) or Path(target).is_dir()):
        target += ".journey.json"
    if template not in templates.names():
        raise no_such("template", template, templates.names())
    if os.path.lexists(target) and not force:
        raise Trouble("the file is already there", "Add --force to replace it.", target)
    if title is not None and len(title) > LONGEST_TEXT:
        raise Trouble(f"a title has at most {LONGEST_TEXT:,} characters, not {len(title):,}")
    journey = renewed(open_map(str(templates.path(template))).map, Ids())
    if title is not None:
        info = evolve(journey.info, title=title)
        journey = apply({"map": (journey.info, info)}, journey)
    codec.save(journey, Path(target))
    return (
        f"{target}: {_size(journey)}, from the template {template!r}\n"
        f"Next: touchline export {quote(target)} -o {quote(_poster(target))}"
    )


def _poster(target: str) -> str:
    path = Path(target)
    return str(path.with_name(path.name.removesuffix(".json").removesuffix(".journey") + ".pdf"))


def _size(journey: JourneyMap) -> str:
    return f"{len(stages(journey))} stages, {len(lanes(journey))} lanes"
