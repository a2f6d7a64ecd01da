"""Small pictures of our own: drawn anew from what somebody sent, with nothing but their pixels. It runs confined.

A picture of ours is at most so large, lies on white, has at most 256 colours and is a PNG. Nothing else is put into a
document, so that whoever reads the finished file can know each picture in it by its pixels.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image, ImageOps

WIDEST, HIGHEST = 360, 120
"""In points. A logo is printed at most five centimetres wide and less than two high."""
LARGEST = 100_000
"""In bytes, which 360 by 120 points in 256 colours never reach."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def redrawn(content: bytes) -> tuple[Any, bytes]:
    """A PNG or JPEG picture as one of ours. Raises ValueError for what is none."""
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            image.load()
            turned = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("This is no picture.") from error
    flat = Image.new("RGB", turned.size, "white")
    flat.paste(turned, mask=turned.getchannel("A"))
    flat.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    flat.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return "", out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """How wide and how high a picture of ours is, in points. Raises ValueError for what is none."""
    if not picture.startswith(SIGNATURE) or picture[12:16] != b"IHDR" or len(picture) > LARGEST:
        raise ValueError("This is no picture of ours.")
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise ValueError("This is no picture of ours.")
    return width, height


def marks_of(picture: bytes) -> tuple[str, str]:
    """By what a picture of ours is known in a finished file: the digest of its bytes, and that of its pixels."""
    size_of(picture)
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        pixels = image.convert("RGB").tobytes()
    return hashlib.sha256(picture).hexdigest(), hashlib.sha256(pixels).hexdigest()
