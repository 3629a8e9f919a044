"""What happens to an uploaded picture before it is stored anywhere.

Its record is read, then it is written anew from its pixels alone: GPS position, camera, serial numbers, names,
comments, thumbnails and whatever was hidden behind the picture are gone. The colour profile stays, and the picture
stands upright.
"""

import hashlib
from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, JpegImagePlugin

from . import embedded_records, fingerprints

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a decoded picture takes up to four bytes for each, and turning it upright as much again
# Their decoders hold up to four copies of the picture at a time.
MAX_PIXELS_OF = {"WEBP": 24_000_000, "AVIF": 40_000_000}
MAX_SIDE = 15_000  # to make a size of a longer strip takes memory for each pixel of its length, however thin it is
# What is read, and what it is stored as unless it is transparent. Pillow finds MPO, which some phones make of JPEG, by
# opening a JPEG, and HEIF thanks to Willow. To write AVIF or WebP at full size takes 2 to 30 seconds and 700 MB.
FORMATS = {
    "AVIF": "JPEG",
    "GIF": "PNG",
    "HEIF": "JPEG",
    "JPEG": "JPEG",
    "PNG": "PNG",
    "TIFF": "JPEG",
    "WEBP": "JPEG",
}
TOO_MANY_PIXELS = gettext_lazy("This picture has too many pixels. Upload at most %(limit)d megapixels.")
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


class Refused(ValidationError):
    """The file is no picture that can be taken in; the message is one sentence for the person who uploads it."""


class CleanPicture(File):
    """A picture that has been through `clean()`. `record`: what its file said; `fingerprint`: what it looks like."""

    def __init__(
        self,
        content: BytesIO,
        name: str,
        *,
        width: int,
        height: int,
        record: dict[str, str],
        fingerprint: tuple[bytes, bytes] | None,
    ):
        super().__init__(content, name)
        self.width, self.height = width, height
        self.size = content.getbuffer().nbytes
        self.sha1 = hashlib.sha1(content.getbuffer(), usedforsecurity=False).hexdigest()
        self.record, self.fingerprint = record, fingerprint


def clean(upload: File) -> CleanPicture:
    """Return `upload` as it may be stored, under a name that fits its content.

    Raises Refused for anything that is broken, too large or no picture.
    """
    if isinstance(upload, CleanPicture):
        return upload
    if upload.size > MAX_BYTES:
        raise Refused(
            _("This file is too large (%(size)s). Upload at most %(limit)s.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(MAX_BYTES)}
        )
    upload.seek(0)
    source = BytesIO(upload.read())
    output = BytesIO()
    try:
        with Image.open(source, formats=list(FORMATS)) as image:
            check_size(image)
            record = embedded_records.read(image)
            stored_as, (width, height) = write(image, output)
            fingerprint = fingerprints.of(image)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_MANY_PIXELS % {"limit": MAX_PIXELS // 1_000_000}) from None
    except Image.UnidentifiedImageError:
        raise Refused(
            _("This file is not a picture that can be used. Upload a JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF.")
        ) from None
    # Pillow's readers meet hostile bytes with nearly every exception there is, from OSError to struct.error.
    except Exception:  # noqa: BLE001, RUF100
        raise Refused(
            _("This picture is damaged and cannot be read. Export it again and upload the new file.")
        ) from None
    name = Path(upload.name or "picture").stem + SUFFIXES[stored_as]
    return CleanPicture(output, name, width=width, height=height, record=record, fingerprint=fingerprint)


def check_size(image: Image.Image) -> None:
    """Raise Refused before anything large is decoded. Of an animation the first picture alone ever is."""
    if max(image.size) > MAX_SIDE:
        raise Refused(
            _("This picture is too long for its width or height. Upload at most %(limit)d pixels on a side.")
            % {"limit": MAX_SIDE}
        )
    limit = MAX_PIXELS_OF.get(image.format, MAX_PIXELS)
    if image.width * image.height > limit:
        raise Refused(TOO_MANY_PIXELS % {"limit": limit // 1_000_000})


def write(image: Image.Image, output: BytesIO) -> tuple[str, tuple[int, int]]:
    """Write the pixels of `image` and its colour profile, nothing else; return the format that suits it, and size."""
    is_jpeg = isinstance(image, JpegImagePlugin.JpegImageFile)
    stored_as = "JPEG" if is_jpeg else FORMATS[image.format]
    # A JPEG keeps the quality that it has.
    options = {"quality": 92, "subsampling": 0}
    if is_jpeg:
        options = {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}
    ImageOps.exif_transpose(image, in_place=True)
    if stored_as == "JPEG" and is_see_through(image):
        stored_as = "PNG"
    if stored_as == "JPEG" and image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256, "L")  # convert() would make all but the darkest part white
    if stored_as == "JPEG" and image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    if stored_as == "PNG":
        options = {"compress_level": 3}
    # What stands here Pillow would write of its own accord, comments among it.
    image.info = {name: image.info[name] for name in ("icc_profile", "transparency") if name in image.info}
    image.save(output, stored_as, icc_profile=image.info.get("icc_profile"), **options)
    return stored_as, image.size


def is_see_through(image: Image.Image) -> bool:
    if image.mode in {"RGBA", "LA"}:
        return image.getchannel("A").getextrema() != (255, 255)
    return image.has_transparency_data
