"""Pictures inside a PDF: JPEG as it comes, everything else as plain pixels, each once."""

from io import BytesIO

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from export.pdf_fonts import compressed

#: As many pixels as a map may hold in one picture, with room for older files.
_MOST_PIXELS = 16_000_000
_SPACES = {"RGB": "DeviceRGB", "L": "DeviceGray"}


class BadPicture(ValueError):
    """The bytes are no picture that can be read, or one far too large."""


def image_streams(data: bytes, grey: bool) -> tuple[PDFStream, PDFStream | None]:
    """The picture and, if it is see-through anywhere, its mask. Raises BadPicture."""
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise BadPicture("the picture has too many pixels")
            if (
                image.format == "JPEG"
                and image.mode in _SPACES
                and not (grey and image.mode != "L")
            ):
                image.load()  # a damaged one is found here, not by the reader
                return _jpeg(data, image), None
            return _pixels(image, grey)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPicture(str(error)) from error


def _jpeg(data: bytes, image: Image.Image) -> PDFStream:
    return PDFStream(_dictionary(image, _SPACES[image.mode], Filter=PDFName("DCTDecode")), data)


def _pixels(image: Image.Image, grey: bool) -> tuple[PDFStream, PDFStream | None]:
    mask = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        if min(alpha.tobytes()) < 255:
            mask = compressed(alpha.tobytes(), **_dictionary(alpha, "DeviceGray").dict)
    mode = "L" if grey or image.mode in ("L", "1") else "RGB"
    plain = image.convert(mode)
    return compressed(plain.tobytes(), **_dictionary(plain, _SPACES[mode]).dict), mask


def _dictionary(image: Image.Image, space: str, **entries: object) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": image.width,
            "Height": image.height,
            "BitsPerComponent": 8,
            "ColorSpace": PDFName(space),
            **entries,
        }
    )
