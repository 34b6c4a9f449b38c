"""Pictures as telephones take them, and what is no picture."""

import io
from typing import Any

import pytest
from PIL import Image

from jifen.reading import photos
from jifen.reading.photos import Photo, clean, thumbnail

UPRIGHT = (120, 80)


def taken(kind: str = "JPEG", *, turned: int = 1, **more: Any) -> bytes:
    """A picture that says by what, when and where it was taken, its left half red."""
    image = Image.new("RGB", UPRIGHT, "white")
    image.paste("red", (0, 0, 60, 80))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = turned, "HUAWEI", "2025:07:02 09:00:00"
    exif.get_ifd(0x8825)[2] = (22.0, 30.0, 1.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def opened(photo: Any) -> Image.Image:
    assert isinstance(photo, Photo)
    return Image.open(io.BytesIO(photo.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_place_device_time_and_comment_do_not_stay(kind: str) -> None:
    text = {"xmp": b"<x:xmpmeta>HUAWEI</x:xmpmeta>", "comment": b"HUAWEI"} if kind == "JPEG" else {}
    photo = clean(taken(kind, **text))
    image = opened(photo)
    assert isinstance(photo, Photo)
    assert photo.format == kind.lower()
    assert not dict(image.getexif())
    assert not {"exif", "xmp", "comment", "icc_profile"} & image.info.keys()
    assert b"HUAWEI" not in photo.data


def test_a_picture_taken_sideways_stands_upright() -> None:
    image = opened(clean(taken(turned=6)))
    assert image.size == UPRIGHT[::-1]
    top, bottom = image.getpixel((40, 20)), image.getpixel((40, 100))
    assert (top[1] < 60, bottom[1] > 200) == (True, True), "the red half, left as it was taken, is on top"


def test_the_same_picture_is_known_by_the_same_name() -> None:
    one, other = clean(taken()), clean(taken())
    assert isinstance(one, Photo)
    assert one == other
    assert one.sha256 == photos.hashlib.sha256(one.data).hexdigest()


def test_a_transparent_palette_and_grey_of_sixteen_bits_are_pictures() -> None:
    for image, extra in ((Image.new("P", (9, 9), 3), {"transparency": 3}), (Image.new("I;16", (9, 9)), {})):
        out = io.BytesIO()
        image.save(out, "PNG", **extra)
        assert opened(clean(out.getvalue())).size == (9, 9)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "photo-unreadable"),
        (b"hello" * 99, "photo-unreadable"),
        (taken()[: len(taken()) // 2], "photo-unreadable"),
        (taken("PNG")[:60], "photo-unreadable"),
        (b"GIF89a" + b"\0" * 50, "photo-unreadable"),
        (b"\xff" * (photos.LARGEST + 1), "photo-too-large"),
    ],
    ids=["empty", "text", "half a jpeg", "half a png", "gif", "large"],
)
def test_what_is_no_picture_or_too_large_is_said(data: bytes, fault: str) -> None:
    assert clean(data) == fault


def test_a_picture_that_would_fill_the_memory_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert clean(taken()) == "photo-unreadable"


def test_a_thumbnail_is_small_and_of_what_cannot_be_read_there_is_none() -> None:
    small = thumbnail(taken("PNG"), 30)
    assert small is not None
    assert Image.open(io.BytesIO(small.data)).size == (small.width, small.height) == (30, 20)
    assert thumbnail(b"nothing", 30) is None
