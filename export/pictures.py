"""Pictures of a map, opened with care: a damaged or huge one is refused, never followed."""

from io import BytesIO

from PIL import Image

from model.bitmaps import MOST_PIXELS

#: What a map may hold; no painter shows more than another.
_FORMATS = ("PNG", "JPEG")


class BadPicture(ValueError):
    """The bytes are no picture that can be read, or one far too large."""


def open_picture(data: bytes) -> Image.Image:
    """The picture with its pixels loaded, so that nothing fails later. Raises BadPicture."""
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise BadPicture(f"{image.width} x {image.height} pixels are too many")
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise BadPicture(str(error)) from error
    return image


def flattened(image: Image.Image, grey: bool) -> Image.Image:
    """The colours alone: RGB, or L where the picture or the wish is for greys."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
    return image.convert("L" if grey or image.mode in ("L", "1", "LA") else "RGB")


def transparency(image: Image.Image) -> Image.Image | None:
    """How opaque each pixel is (L), or None if all are fully."""
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    return alpha if min(alpha.tobytes()) < 255 else None
