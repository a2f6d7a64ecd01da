"""Pictures that are too large, damaged, or carry more than pixels; and the file by which scanners are tried."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from candour.platform.files.tests.corpus.making import picture, rebuilt, word, zipped
from candour.platform.files.tests.corpus.sample import Sample

SECRET = "51.5764 north, 0.1832 east, taken by Jo"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def samples() -> Iterator[Sample]:
    large = "more than 40 million points"
    yield Sample("large pictures", "bomb.png", picture("PNG", (30_000, 30_000), "1"), large)
    yield Sample("large pictures", "somewhat.png", picture("PNG", (8000, 5001), "1"), large)
    yield Sample("large pictures", "somewhat.jpg", picture("JPEG", (8000, 5001), "L"), large)
    yield Sample("large pictures", "says so.png", _sized(picture("PNG"), 60_000, 60_000), large)
    yield Sample("damaged pictures", "cut.png", picture("PNG", (300, 300))[:200], "damaged")
    yield Sample("damaged pictures", "cut.jpg", picture("JPEG", (300, 300))[:600], "damaged")
    yield Sample("damaged pictures", "only a beginning.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "damaged")
    yield Sample("damaged pictures", "moving.png", _moving(), "moves")
    yield from carrying_secrets()
    yield Sample("scanner", "eicar.zip", zipped([("eicar.txt", EICAR)]), "not taken")
    yield from for_the_scanner()


def carrying_secrets() -> Iterator[Sample]:
    """Pictures that pass, without what they carried."""
    place = Image.Exif()
    place[0x010E] = SECRET
    place[0x0112] = 6
    place.get_ifd(0x8825).update({1: "N", 2: (51.0, 34.0, 35.0), 29: SECRET})
    words = PngInfo()
    words.add_text("Comment", SECRET)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    for name, content in (
        ("place.jpg", picture("JPEG", exif=place)),
        ("comment.jpg", picture("JPEG", comment=SECRET.encode())),
        ("profile.jpg", picture("JPEG", icc_profile=SECRET.encode())),
        ("after the end.jpg", picture("JPEG") + SECRET.encode()),
        ("words.png", picture("PNG", pnginfo=words)),
        ("place.png", picture("PNG", exif=place)),
        ("after the end.png", picture("PNG") + SECRET.encode()),
    ):
        yield Sample("metadata", name, content)


def for_the_scanner() -> Iterator[Sample]:
    """Files that pass inspection, because only a scanner can know them."""
    yield Sample("scanner", "eicar.txt", EICAR)
    yield Sample(
        "scanner", "eicar.docx", rebuilt(word(), {"customXml/item9.xml": b"<a><![CDATA[" + EICAR + b"]]></a>"})
    )


def _moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def _sized(content: bytes, width: int, height: int) -> bytes:
    sized = bytearray(content)
    struct.pack_into(">II", sized, 16, width, height)
    struct.pack_into(">I", sized, 29, zlib.crc32(bytes(sized[12:29])))
    return bytes(sized)
