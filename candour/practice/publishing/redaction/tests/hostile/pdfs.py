"""PDF files with something left in them, written object by object."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass, field

from PIL import Image

from candour.platform.exports.documents import write_pdf
from candour.practice.publishing.redaction.tests.hostile.files import ASIDE, NAME, Hostile, document

_RESOURCES = "Resources<</Font<</F1 4 0 R>>/Properties<</L0 6 0 R>>/XObject<</X0 6 0 R>>>>"
_SHOWN = "BT /F1 12 Tf 72 760 Td (Child A was seen.) Tj ET\n"


@dataclass
class Pdf:
    """A PDF of one page."""

    drawn: str = ""
    page: str = ""
    catalogue: str = ""
    trailer: str = ""
    parts: list[bytes] = field(default_factory=list)
    """Objects more, from number 6 on."""

    def written(self) -> bytes:
        """The file."""
        content = (_SHOWN + self.drawn).encode("latin-1")
        objects = [
            f"<</Type/Catalog/Pages 2 0 R {self.catalogue}>>".encode("latin-1"),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/{_RESOURCES} {self.page}>>".encode(
                "latin-1"
            ),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            *self.parts,
        ]
        out, places = bytearray(b"%PDF-1.7\n"), []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R {self.trailer}>>\nstartxref\n{start}\n%%EOF\n".encode(
            "latin-1"
        )
        return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A packed part."""
    packed = zlib.compress(data)
    return f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode("latin-1") + packed + b"\nendstream"


def made() -> list[Hostile]:
    """Every one of them."""
    return [*_on_the_page(), *_over_the_page(), *_beside_the_page(), *_in_the_file()]


def _file(name: str, says: str, pdf: Pdf | bytes, caught_by: str = "", file: str = "review.pdf") -> Hostile:
    return Hostile(f"PDF: {name}", file, pdf.written() if isinstance(pdf, Pdf) else pdf, says, caught_by)


def _text(words: str, place: str = "72 700 Td", look: str = "") -> str:
    return f"q BT {look} /F1 12 Tf {place} ({words}) Tj ET Q\n"


def _on_the_page() -> list[Hostile]:
    letters = "".join(f"BT /F1 12 Tf {72 + 7 * place} 700 Td ({letter}) Tj ET\n" for place, letter in enumerate(NAME))
    box = "0 0 0 rg 60 690 400 24 re f\n"
    unseen, covered = "pdf_pages:_note_unseen", "pdf_pages:_note_covered"
    return [
        _file("a name on the page", "It tells", Pdf(_text(NAME))),
        _file("a name letter by letter", "It tells", Pdf(letters)),
        _file(
            "a name over a line's end", "It tells", Pdf(_text("Isolde Ravens-") + _text("bourne came.", "72 686 Td"))
        ),
        _file("a black box over words", "under a box", Pdf(_text(ASIDE) + box), covered),
        _file(
            "a white box over words", "under a box", Pdf(_text(ASIDE) + box.replace("0 0 0 rg", "1 1 1 rg")), covered
        ),
        _file("white words", "white words", Pdf(_text(ASIDE, look="1 1 1 rg")), unseen),
        _file("black words on a black box", "bar of their own colour", Pdf(box + _text(ASIDE)), unseen),
        _file(
            "white words on a light box",
            "white words",
            Pdf("0.99 g 60 690 400 24 re f\n" + _text(ASIDE, look="1 g")),
            unseen,
        ),
        _file(
            "a box in a drawing over words",
            "under a box",
            Pdf(
                _text(ASIDE) + "q 2 0 0 2 0 0 cm /X0 Do Q\n",
                parts=[stream(b"0 0 0 rg 30 345 200 12 re f", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]")],
            ),
            covered,
        ),
        _file("invisible words", "invisible words", Pdf(_text(ASIDE, look="3 Tr")), unseen),
        _file("words off the page", "outside the page", Pdf(_text(ASIDE, "-900 700 Td")), unseen),
        _file("tiny words", "too small", Pdf(f"BT /F1 0.4 Tf 72 700 Td ({ASIDE}) Tj ET\n"), unseen),
        _file(
            "words cropped away",
            "outside the page",
            Pdf(_text(ASIDE, "72 40 Td"), page="/CropBox[0 200 595 842]"),
            unseen,
        ),
    ]


def _over_the_page() -> list[Hostile]:
    note = f"<</Type/Annot/Subtype/Text/Rect[400 700 420 720]/Contents({ASIDE})>>".encode()
    square = b"<</Type/Annot/Subtype/Square/Rect[60 690 460 714]/IC[0 0 0]>>"
    redaction = b"<</Type/Annot/Subtype/Redact/Rect[60 690 460 714]>>"
    field_ = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(child)/V({ASIDE})/Rect[50 350 250 370]>>".encode()
    link = b"<</Type/Annot/Subtype/Link/Rect[50 320 200 340]/A<</S/URI/URI(https://www.example.com/isolde-ravensbourne)>>>>"
    annots = "/Annots[6 0 R]"
    noted = "pdf_pages:_note_annotations"
    return [
        _file("a note", "a note", Pdf(page=annots, parts=[note]), noted),
        _file("a square drawn over words", "a square", Pdf(page=annots, parts=[square]), noted),
        _file("a redaction never carried out", "never carried out", Pdf(page=annots, parts=[redaction]), noted),
        _file(
            "a form that was filled in",
            "A form",
            Pdf(page=annots, catalogue="/AcroForm<</Fields[6 0 R]>>", parts=[field_]),
        ),
        _file("a link that names somebody", "It tells", Pdf(page=annots, parts=[link])),
    ]


def _beside_the_page() -> list[Hostile]:
    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<dc:creator xmlns:dc="d">J. Typist</dc:creator></x:xmpmeta>'
    )
    named = packet.replace("J. Typist", "").replace(
        "</x:xmpmeta>", f"<dc:title xmlns:dc='d'>{NAME}</dc:title></x:xmpmeta>"
    )
    wide = "FEFF" + NAME.encode("utf-16-be").hex()
    layer = b"<</Type/OCG/Name(Draft)>>"
    hidden = f"/OC /L0 BDC\n{_text(NAME, '72 400 Td')}EMC\n"
    telltale = "pdf:_TELLTALE"
    return [
        _file(
            "who wrote it",
            "who wrote it",
            Pdf(trailer="/Info 6 0 R", parts=[b"<</Author(J. Typist)>>"]),
            "pdf_pages:_read_outside_pages",
        ),
        _file("a name as its title", "It tells", Pdf(trailer="/Info 6 0 R", parts=[f"<</Title<{wide}>>>".encode()])),
        _file(
            "who wrote it, in its description",
            "who wrote it",
            Pdf(catalogue="/Metadata 6 0 R", parts=[stream(packet.encode(), "/Type/Metadata/Subtype/XML")]),
            "pdf:_read_description",
        ),
        _file(
            "a name in its description",
            "XMP",
            Pdf(catalogue="/Metadata 6 0 R", parts=[stream(named.encode(), "/Type/Metadata/Subtype/XML")]),
        ),
        _file(
            "a name as a bookmark",
            "It tells",
            Pdf(
                catalogue="/Outlines<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 1>>",
                parts=[f"<</Title({NAME})/Dest[3 0 R/Fit]>>".encode()],
            ),
        ),
        _file(
            "a name as alternative text",
            "It tells",
            Pdf(catalogue=f"/StructTreeRoot<</Type/StructTreeRoot/K[<</S/Figure/Alt(Photograph of {NAME})>>]>>"),
        ),
        _file("a script", "A script", Pdf(catalogue="/OpenAction<</S/JavaScript/JS(app.beep)>>"), telltale),
        _file(
            "an attached file",
            "attached",
            Pdf(
                catalogue="/Names<</EmbeddedFiles<</Names[(n.txt)<</Type/Filespec/F(n.txt)/EF<</F 6 0 R>>>>]>>>>",
                parts=[stream(NAME.encode(), "/Type/EmbeddedFile")],
            ),
        ),
        _file(
            "layers that can be switched on",
            "Layers",
            Pdf(hidden.replace(NAME, ASIDE), catalogue="/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", parts=[layer]),
            telltale,
        ),
        _file(
            "a name in a layer switched off",
            "It tells",
            Pdf(hidden, catalogue="/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>", parts=[layer]),
        ),
        _file(
            "notes of the program that made it",
            "program that made it",
            Pdf(catalogue="/PieceInfo<</X<</Private(7)>>>>"),
            telltale,
        ),
        _file(
            "a small picture of the page",
            "mall picture",
            Pdf(
                page="/Thumb 6 0 R",
                parts=[
                    stream(
                        b"\x80" * 9,
                        "/Type/XObject/Subtype/Image/Width 3/Height 3/ColorSpace/DeviceGray/BitsPerComponent 8",
                    )
                ],
            ),
        ),
    ]


def _in_the_file() -> list[Hostile]:
    first = Pdf(_text(NAME)).written()
    content = _SHOWN.encode()
    again = b"5 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(content), content)
    place = len(first)
    saved = (
        first
        + again
        + b"xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            place,
            int(re.findall(rb"startxref\s+(\d+)", first)[-1]),
            place + len(again),
        )
    )
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = f"Photograph of {NAME}"
    Image.new("RGB", (30, 30), "grey").save(picture, "JPEG", exif=exif)
    image = (
        b"<</Type/XObject/Subtype/Image/Width 30/Height 30/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
        + f"/Length {len(picture.getvalue())}>>stream\n".encode()
        + picture.getvalue()
        + b"\nendstream"
    )
    sound = write_pdf(document())
    return [
        _file("a name in an earlier saving", "saved", saved),
        _file("a name in an object that nothing uses", "It tells", Pdf(parts=[stream(f"BT ({NAME}) Tj ET".encode())])),
        _file("a name in a picture's data", "It tells", Pdf(parts=[image])),
        _file("a name spelt in escapes", "It tells", Pdf(catalogue="/Isolde#20Ravensbourne 7")),
        _file("something after its end", "After the end", sound + b"\nnotes: " + ASIDE.encode(), "pdf:_note_around"),
        _file("a lock", "lock", Pdf(trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>")),
        _file("cut off in the middle", "cannot", sound[: len(sound) // 3]),
        _file("a name in the name of the file", "The name of the file", sound, file="Isolde R review.pdf"),
        _file("a Word file by its name", "something else", sound, file="review.docx"),
    ]
