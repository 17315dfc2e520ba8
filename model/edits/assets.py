"""Pictures: bitmaps taken into the map, once each, within its limits."""

import base64

from model.bitmaps import (
    LARGEST_FILE,
    LARGEST_SIDE,
    LARGEST_TOTAL,
    NotABitmap,
    read_header,
    stored,
)
from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, made
from model.ids import asset_id
from model.records import Asset


def add_asset(to: JourneyMap, data: bytes) -> Change:
    """A PNG or JPEG taken into the map, under the id `model.ids.asset_id(data)`.

    Nothing changes if it is there already.

    Raises:
        EditError: it is no PNG or JPEG, or larger than a picture or the map may be.
    """
    try:
        bitmap = read_header(data)
    except NotABitmap as error:
        raise EditError("Only PNG and JPEG pictures can be added.") from error
    record_id = asset_id(data)
    if record_id in to:
        return {}
    if max(bitmap.width, bitmap.height) > LARGEST_SIDE:
        raise EditError(
            f"The picture is {bitmap.width} by {bitmap.height} pixels; "
            f"at most {LARGEST_SIDE} by {LARGEST_SIDE} can be added."
        )
    if len(data) > LARGEST_FILE:
        raise EditError(
            f"The picture takes {len(data) / 1024:.0f} KB; "
            f"at most {LARGEST_FILE // 1024} KB can be added."
        )
    if len(data) + sum(stored(a.data).size for a in to.all(Asset)) > LARGEST_TOTAL:
        raise EditError(
            f"The pictures of a map may take {LARGEST_TOTAL >> 20} MB together; "
            "remove one before you add another."
        )
    text = base64.b64encode(data).decode("ascii")
    return changing(to, made(Asset, id=record_id, media_type=bitmap.media_type, data=text))
