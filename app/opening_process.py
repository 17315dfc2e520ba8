"""The process that reads one large file for the window and hands it over in slices.

It gets the file's name on standard input, in base64, and answers on standard output with
messages, each pickled, with its length before it.
"""

import os
import pickle
import sys
from base64 import b64decode
from itertools import islice
from typing import Any

from model.files import codec
from model.files.errors import FileProblem

#: Records in one message: taking them over is a few ms.
SLICE = 200
_HEAD = 8


def main() -> None:
    """Read the file that standard input names."""
    name = os.fsdecode(b64decode(sys.stdin.buffer.readline()))
    try:
        loaded = codec.load(name, allow_large=True)
    except FileProblem as problem:
        fields = ("what", "name", "path", "line", "column", "todo")
        _send({"problem": {field: getattr(problem, field) for field in fields}})
        return
    about = {
        "read_only_reason": loaded.read_only_reason,
        "migrated_from": loaded.migrated_from,
        "problems": loaded.problems,
        "digest": loaded.digest,
    }
    _send({"about": about, "count": len(loaded.map)})
    rest = iter(loaded.map.records.items())
    while records := tuple(islice(rest, SLICE)):
        _send({"records": records})
    sys.stdout.buffer.flush()


def _send(message: dict[str, Any]) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.write(len(data).to_bytes(_HEAD, "big") + data)


if __name__ == "__main__":
    main()
