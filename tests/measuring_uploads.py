"""What taking in one picture as large as may be costs: python -m tests.measuring_uploads FORM MODE TURNED [FILLING]

FILLING: "plain", which most readers are quick with, or "rough", which costs the readers of small files the most.

Prints processor seconds, the megabytes that the picture took at most and those of the whole process, as JSON.
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAKE = """
import sys
from PIL import Image
import pillow_heif
pillow_heif.register_heif_opener()
form, mode, turned, filling, width, height, path = sys.argv[1:]
exif = Image.Exif()
if turned == "True":
    exif[0x112] = 6
# Rough ones come to some megabytes, within what may be uploaded.
rough = filling == "rough"
options = {
    "WEBP": {"quality": 50 if rough else 1, "method": 0},
    "AVIF": {"quality": 40 if rough else 1, "speed": 10},
    "HEIF": {"quality": 15 if rough else 1, "enc_params": {"preset": "ultrafast"}},
}
image = Image.new(mode, (int(width), int(height)))
if rough:
    tile = Image.effect_noise((1000, 1000), 60).convert(mode)
    for left in range(0, image.width, tile.width):
        for top in range(0, image.height, tile.height):
            image.paste(tile, (left, top))
image.save(path, form, **({"exif": exif} if turned == "True" else {}), **options.get(form, {}))
"""


def largest(form: str) -> tuple[int, int]:
    """Return width and height, four to three, of the largest picture of this format that is taken."""
    from media import intake

    limit = intake.MAX_PIXELS_OF.get(form, intake.MAX_PIXELS)
    width = math.isqrt(limit * 4 // 3)
    return width, limit // width


def main(form: str, mode: str, turned: str, filling: str = "plain") -> None:
    size = [str(side) for side in largest(form)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large"
        # Made elsewhere, since what it takes to make it is not what we measure.
        subprocess.run([sys.executable, "-c", MAKE, form, mode, turned, filling, *size, str(path)], check=True)  # noqa: S603
        os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.settings.test"
        import django

        django.setup()
        from django.core.files.uploadedfile import TemporaryUploadedFile

        import broadsheet.urls  # noqa: F401 (what a web worker has loaded)
        from media import intake

        upload = TemporaryUploadedFile("large", "image/jpeg", path.stat().st_size, "")
        upload.write(path.read_bytes())
        path_size = path.stat().st_size
        before = peak()
        began = time.process_time()
        try:
            outcome = f"taken as {intake.clean(upload).name}"
        except intake.Refused as refused:
            outcome = refused.messages[0]
    print(
        json.dumps(
            {
                "seconds": round(time.process_time() - began, 2),
                "megabytes": peak() - before,
                "of_the_process": peak(),
                "bytes": path_size,
                "outcome": outcome,
            }
        )
    )


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
