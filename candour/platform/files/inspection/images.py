"""Pictures: bounded in size, and kept only as re-encoded pixels, without place, device or any other hidden words."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from candour.platform.files.inspection.refusal import MOST_PIXELS, Refusal

_FORMATS = {"png": "PNG", "jpg": "JPEG"}
_ORIENTATION = 0x0112
_TURNS = range(1, 9)
_TOO_LARGE = "The picture has more than 40 million points. Make it smaller, and send that."


def reencoded(content: bytes, kind: str) -> bytes:
    """The same picture without anything but its pixels and which way up it is. Raises Refusal."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as image:
                _refuse_unfit(image)
                image.load()
                return _saved(image, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refusal(_TOO_LARGE) from None
        except (OSError, ValueError, SyntaxError):
            raise Refusal("The picture is damaged. Save it again, and send that.") from None


def _refuse_unfit(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Refusal(_TOO_LARGE)
    if image.format == "PNG" and getattr(image, "n_frames", 1) > 1:
        raise Refusal("The picture moves. Send a still one.")


def _saved(image: Image.Image, kind: str) -> bytes:
    turned = image.getexif().get(_ORIENTATION)
    only = Image.Exif()
    if turned in _TURNS:
        only[_ORIENTATION] = turned
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}
    out = io.BytesIO()
    if kind == "png":
        image.save(out, "PNG", exif=only)
    else:
        image.save(out, "JPEG", quality="keep" if image.format == "JPEG" else 92, exif=only)
    return out.getvalue()
