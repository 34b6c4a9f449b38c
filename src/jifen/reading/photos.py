"""A picture somebody took: decoded whole, turned upright, without a word of where, when or with what it was taken."""

import hashlib
import io
import warnings
import zlib
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

Made = TypeVar("Made")
LARGEST = 20 * 2**20
"""Bytes of a picture as it is handed in."""
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, StructError, zlib.error)
"""What Pillow raises for what is no picture, or only a part of one."""
PhotoFault = Literal["photo-too-large", "photo-unreadable"]


@dataclass(frozen=True, slots=True)
class Photo:
    """A clean picture: its bytes, what they are known by, and of which format they are."""

    data: bytes
    sha256: str
    format: Literal["jpeg", "png"]


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG and its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes) -> Photo | PhotoFault:
    """The picture alone, upright: no place, device, time, comment or preview goes with it."""
    if len(data) > LARGEST:
        return "photo-too-large"
    made = _guarded(data, _cleaned)
    return "photo-unreadable" if made is None else made


def _cleaned(image: "Image") -> Photo:
    from PIL import ImageOps

    kind: Literal["jpeg", "png"] = "png" if image.format == "PNG" else "jpeg"
    kept = _quality(image) if kind == "jpeg" else {"optimize": True}
    upright = ImageOps.exif_transpose(image) or image
    bare = _bare(upright, "RGB" if kind == "jpeg" else None)
    out = io.BytesIO()
    bare.save(out, "JPEG" if kind == "jpeg" else "PNG", **kept)
    made = out.getvalue()
    return Photo(made, hashlib.sha256(made).hexdigest(), kind)


def _quality(image: "Image") -> dict[str, Any]:
    """As good as it was: the camera's own tables, where they can be used."""
    from PIL.JpegImagePlugin import get_sampling

    tables = getattr(image, "quantization", None)
    if image.mode != "RGB" or not tables:
        return {"quality": 95}
    sampling = get_sampling(image)
    return {"qtables": tables} | ({"subsampling": sampling} if sampling >= 0 else {})


def _bare(image: "Image", mode: str | None) -> "Image":
    """The pixels in a picture that knows nothing else."""
    if mode is None:
        mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L", "I", "I;16") else "RGB"
    bare = image.convert(mode)
    bare.info = {}
    return bare


def thumbnail(data: bytes, longest: int) -> Thumbnail | None:
    """A small JPEG of a kept picture, its longer side so many pixels; None where it cannot be read any more."""

    def drawn(image: "Image") -> Thumbnail:
        image.thumbnail((longest, longest))
        out = io.BytesIO()
        _flat(image).save(out, "JPEG", quality=82)
        return Thumbnail(out.getvalue(), *image.size)

    return _guarded(data, drawn)


def _flat(image: "Image") -> "Image":
    """On white where it is transparent."""
    from PIL import Image

    if not image.has_transparency_data:
        return _bare(image, "RGB")
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return _bare(white, "RGB")


def _guarded(data: bytes, make: "Callable[[Image], Made]") -> Made | None:
    """What comes of a picture; None where it is none, is damaged, or would not fit into memory."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                image.load()
                return make(image)
    except (*DAMAGED, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
