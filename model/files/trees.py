"""Maps as plain JSON values of one version, for changes that were written by that version.

Frames of journals and recordings hold records as the program knew them then: they are put
into a tree of the same version, and the whole of it is brought up to date.
"""

import json
from collections.abc import Mapping
from typing import Any

from model.files import codec, migrations
from model.files.door import decode
from model.files.encode import KNOWN_KEYS, SCHEMA_VERSION
from model.files.errors import FileProblem
from model.files.frames import Tables
from model.files.reader import read_json


def tree_of(base: bytes, version: int) -> dict[str, Any]:
    """The map in `base` as plain JSON values of that version, or of this one if it is newer."""
    if version == SCHEMA_VERSION:
        # Through the records, so that what was odd in the file is as it was when it was open.
        tree: dict[str, Any] = json.loads(codec.dumps(codec.loads(base, allow_large=True).map))
        return tree
    value = read_json(decode(base)).value
    if not isinstance(value, dict) or not isinstance(value.get("schema_version"), int):
        codec.loads(base, allow_large=True)  # says what is wrong with it
        raise FileProblem("this is no map of an older version")
    return migrated(value, version)


def migrated(tree: dict[str, Any], version: int) -> dict[str, Any]:
    """`tree` brought up to that version, which is newer than its own."""
    return migrations.migrate(tree, tree["schema_version"], migrations.Trail(), upto=version)


def put(tree: dict[str, Any], frame: Mapping[str, Any]) -> None:
    """Make in `tree`, of whatever version, the change of a frame.

    Raises:
        ValueError: it would replace what tells the tree's format or version.
    """
    after: Tables = frame["after"]
    for table, rows in after.items():
        for key, value in rows.items():
            if table == "map":
                tree["map"] = value
            elif not table and key in KNOWN_KEYS:
                raise ValueError("not one record is filed under that")
            elif table and value is None:
                tree.setdefault(table, {}).pop(key, None)
            elif table:
                tree.setdefault(table, {})[key] = value
            elif value is None and key not in frame.get("null", ()):
                tree.pop(key, None)
            else:
                tree[key] = value
