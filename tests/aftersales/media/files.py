"""Files as customers send them, good and hostile, made by the tests themselves."""

import io
import struct
import zlib
from collections.abc import Sequence

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<html><script>alert(1)</script></html>"
GPS_IFD, GPS_LATITUDE_REF, GPS_LATITUDE, ORIENTATION, MAKER = 0x8825, 1, 2, 0x0112, 0x010F


def drawing(width: int = 640, height: int = 480) -> Image.Image:
    """A sharp, bright picture: a label with writing and bars."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for row in range(20, height - 20, 24):
        pen.text((20, row), "QA-10234  Rear view camera  Anna Keller " * 3, fill="black")
    for bar in range(20, width - 20, 9):
        pen.rectangle((bar, height // 2, bar + 4, height // 2 + 60), fill="navy")
    return picture


def picture(form: str = "JPEG", image: Image.Image | None = None, **options: object) -> bytes:
    """A picture of a format, as bytes."""
    written = io.BytesIO()
    (image or drawing()).save(written, form, **options)
    return written.getvalue()


def heic() -> bytes:
    """A picture as a phone of Apple makes it."""
    pillow_heif.register_heif_opener()
    return picture("HEIF")


def with_exif() -> bytes:
    """A JPEG lying on its side, with the place where it was taken and the maker of the camera."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "SECRETMAKER"
    exif.get_ifd(GPS_IFD).update({GPS_LATITUDE_REF: "N", GPS_LATITUDE: (52.0, 31.0, 12.0)})
    return picture(exif=exif, comment=b"SECRETCOMMENT")


def dark() -> bytes:
    """A picture taken with too little light."""
    return picture(image=drawing().point(lambda value: value // 10))


def blurred() -> bytes:
    """A picture taken with an unsteady hand."""
    return picture(image=drawing().filter(ImageFilter.GaussianBlur(12)))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose head says this size and whose pixels are not there."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND")


def _chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def gif(frames: int = 10_000) -> bytes:
    """An animation of very many tiny pictures."""
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


def box(name: bytes, *content: bytes) -> bytes:
    """A box of an MP4 or MOV file."""
    filled = b"".join(content)
    return struct.pack(">I", len(filled) + 8) + name + filled


def mp4(brand: bytes = b"isom", handler: bytes = b"vide", data: bytes = b"\0" * 500) -> bytes:
    """The skeleton of an MP4: a track that handles video, and data."""
    track = box(b"trak", box(b"tkhd", b"\0" * 84), box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)))
    return box(b"ftyp", brand, b"\0\0\x02\0") + box(b"moov", box(b"mvhd", b"\0" * 100), track) + box(b"mdat", data)


def mov() -> bytes:
    """The skeleton of a MOV, as phones of Apple make it."""
    return mp4(brand=b"qt  ")


def bad_atoms() -> bytes:
    """An MP4 with a box that is longer than the file."""
    good = mp4()
    return good.replace(b"moov", b"moov", 1)[:-508] + struct.pack(">I", 5_000_000) + b"mdat" + b"\0" * 500


def webm(doctype: bytes = b"webm", length: bytes = b"\x01\xff\xff\xff\xff\xff\xff\xff") -> bytes:
    """The skeleton of a WebM as browsers record it: its segment does not say how long it is."""
    head = b"\x42\x82" + bytes([0x80 | len(doctype)]) + doctype
    return b"\x1aE\xdf\xa3" + bytes([0x80 | len(head)]) + head + b"\x18S\x80g" + length + b"\x1fC\xb6u\x80" * 20


def archive() -> bytes:
    """A zip."""
    return b"PK\x03\x04" + b"\0" * 200


UNKNOWN: Sequence[tuple[str, bytes]] = (
    ("a program with the name of a picture", b"MZ\x90\0" + b"\0" * 200),
    ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("HTML", SCRIPT),
    ("EICAR", EICAR),
    ("GIF", gif()),
    ("zip", archive()),
    ("Matroska", webm(b"matroska")),
    ("AVIF", box(b"ftyp", b"avif", b"\0\0\0\0") + b"\0" * 200),
    ("text", b"hello"),
)
UNREADABLE: Sequence[tuple[str, bytes]] = (
    ("nothing", b""),
    ("HTML with the first bytes of a JPEG", b"\xff\xd8\xff" + SCRIPT),
    ("half a JPEG", picture()[:4000]),
    ("a PNG bomb", png_of(65_000, 65_000)),
    ("a PNG without its pixels", png_of(3000, 3000)),
    ("an MP4 with bad atoms", bad_atoms()),
    ("an MP4 of sound alone", mp4(handler=b"soun")),
    ("an MP4 cut off", mp4()[:-100]),
    ("an MP4 without data", box(b"ftyp", b"isom", b"\0\0\x02\0")),
    ("a WebM whose segment is longer than the file", webm(length=b"\x01\0\0\0\x7f\xff\xff\xff")),
    ("a WebP cut off", picture("WEBP")[:200]),
)
GOOD: Sequence[tuple[str, bytes]] = (
    ("jpeg", picture()),
    ("png", picture("PNG")),
    ("webp", picture("WEBP")),
    ("heic", heic()),
    ("mp4", mp4()),
    ("mov", mov()),
    ("webm", webm()),
)
