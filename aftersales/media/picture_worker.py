"""A program that decodes one picture and writes it anew, in a process of its own that can do little harm.

Its arguments are the kind, the file, and where the picture and its thumbnail go. It says what it found as JSON, or
refuses the picture with an exit code. It is run as a file, so it imports nothing of the project.
"""

from __future__ import annotations

import errno
import json
import resource
import struct
import sys
import warnings
from contextlib import suppress
from typing import Any

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 15
LARGEST_FILE_BYTES = 40_000_000
MOST_FILES_OPEN = 64
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 4096
THUMBNAIL_SIDE = 320
JUDGED_SIDE = 800
QUALITY = 88
DARK_BELOW = 45
BLURRED_BELOW = 60
REFUSED = 3
FULL = 4
FORMATS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "heic": ("HEIF",)}


def main(kind: str, source: str, target: str, thumbnail: str) -> None:
    """Decode, turn upright, write without anything but the pixels, and judge."""
    confine()
    picture = upright(kind, source)
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    hints = judge(picture)
    width, height = picture.size
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    picture.save(thumbnail, "JPEG", quality=QUALITY)
    sys.stdout.write(json.dumps({"width": width, "height": height, "hints": hints}))


def confine() -> None:
    """Limit what this process can use, before anything of the picture is read."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_FILE_BYTES,
        resource.RLIMIT_NOFILE: MOST_FILES_OPEN,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def upright(kind: str, source: str) -> Any:
    """The picture as it was meant to be seen, in plain colours, and no larger than need be."""
    from PIL import Image, ImageOps

    if kind == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    picture: Any = Image.open(source, formats=FORMATS[kind])
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    with suppress(SyntaxError, struct.error, ValueError, KeyError):  # a damaged EXIF part, which goes away anyhow
        picture = ImageOps.exif_transpose(picture)
    picture = on_white(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()
    return picture


def on_white(picture: Any) -> Any:
    """The picture without transparency."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    picture = picture.convert("RGBA")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def judge(picture: Any) -> list[str]:
    """What could be better: `too_dark`, or `blurred` where neighbouring pixels hardly differ (Laplacian)."""
    from PIL import ImageFilter, ImageStat

    small = picture.convert("L")
    small.thumbnail((JUDGED_SIDE, JUDGED_SIDE))
    if ImageStat.Stat(small).mean[0] < DARK_BELOW:
        return ["too_dark"]
    laplacian = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
    width, height = small.size
    edges = small.filter(laplacian).crop((1, 1, width - 1, height - 1))  # the outermost pixels are left as they were
    return ["blurred"] if ImageStat.Stat(edges).var[0] < BLURRED_BELOW else []


def run() -> int:
    """Do the work; the exit code tells a picture that cannot be read from a disk that is full."""
    try:
        main(*sys.argv[1:])
    except Exception as fault:
        sys.stderr.write(type(fault).__name__)
        return FULL if getattr(fault, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(run())
