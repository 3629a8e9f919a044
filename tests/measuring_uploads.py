"""What taking in one picture as large as may be costs: python -m tests.measuring_uploads FORM MODE TURNED

Prints processor seconds, the megabytes that the picture took at most and those of the whole process, as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = (8160, 6120)  # 49.9 megapixels
MAKE = """
import sys
from PIL import Image
import pillow_heif
pillow_heif.register_heif_opener()
form, mode, turned, path = sys.argv[1:]
exif = Image.Exif()
if turned == "True":
    exif[0x112] = 6
cheap = {"WEBP": {"quality": 1, "method": 0}, "AVIF": {"quality": 1, "speed": 10}}.get(form, {})
Image.new(mode, (8160, 6120)).save(path, form, **({"exif": exif} if turned == "True" else {}), **cheap)
"""


def main(form: str, mode: str, turned: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large"
        # Made elsewhere, since what it takes to make it is not what we measure.
        subprocess.run([sys.executable, "-c", MAKE, form, mode, turned, str(path)], check=True)  # noqa: S603
        os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.settings.test"
        import django

        django.setup()
        from django.core.files.uploadedfile import TemporaryUploadedFile

        import broadsheet.urls  # noqa: F401 (what a web worker has loaded)
        from media import intake

        upload = TemporaryUploadedFile("large", "image/jpeg", path.stat().st_size, "")
        upload.write(path.read_bytes())
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
                "outcome": outcome,
            }
        )
    )


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
