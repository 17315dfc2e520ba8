"""Pictures inside a PDF: JPEG as it comes, everything else as plain pixels, each once."""

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from export.pdf_fonts import compressed
from export.pictures import flattened, open_picture, transparency

_SPACES = {"RGB": "DeviceRGB", "L": "DeviceGray"}


def image_streams(data: bytes, grey: bool) -> tuple[PDFStream, PDFStream | None]:
    """The picture and, if it is see-through anywhere, its mask. Raises BadPicture."""
    image = open_picture(data)
    as_it_comes = image.mode == "L" or (image.mode == "RGB" and not grey)
    if image.format == "JPEG" and as_it_comes:
        return PDFStream(_dictionary(image, Filter=PDFName("DCTDecode")), data), None
    mask = transparency(image)
    pixels = _stream(flattened(image, grey))
    return pixels, None if mask is None else _stream(mask)


def _stream(image: Image.Image) -> PDFStream:
    return compressed(image.tobytes(), **_dictionary(image).dict)


def _dictionary(image: Image.Image, **entries: object) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": image.width,
            "Height": image.height,
            "BitsPerComponent": 8,
            "ColorSpace": PDFName(_SPACES[image.mode]),
            **entries,
        }
    )
