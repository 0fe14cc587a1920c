"""Renditions beside django-pictures' and sorl-thumbnail's defaults, and the memory of the largest pictures.

    .venv/bin/python tests/benchmarks/renditions.py --memory
    python -m venv /tmp/beside && /tmp/beside/bin/pip install -r requirements.lock \
        "django-pictures<2" sorl-thumbnail scikit-image
    /tmp/beside/bin/python tests/benchmarks/renditions.py PICTURE…

Bytes are those of the whole picture at 640, 960 and 1280 pixels; “at equal SSIM” takes the lowest quality of
ours whose structural similarity is not below the rival's. Time is that of all files that an upload makes
(sorl-thumbnail makes a file when a page first asks for it: here the same widths as ours).
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
WIDTHS = (640, 960, 1280)
QUALITIES = range(40, 100, 2)
LIMIT = 500  # MB


def main(arguments):
    if arguments == ["--memory"]:
        return memory()
    if len(arguments) == 2 and arguments[0] == "--peak":
        return peak(arguments[1])
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    return beside([Path(name) for name in arguments])


def memory():
    """Print the peak memory of a process with all of Newsroom loaded that takes a picture of 40 megapixels."""
    failed = False
    for kind in LARGEST:
        command = [sys.executable, __file__, "--peak", kind]
        megabytes = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        failed |= megabytes >= LIMIT
        print(f"{kind:18} {megabytes:4} MB, limit {LIMIT} MB")
    return int(failed)


def peak(kind):
    import django

    django.setup()
    from articles.pictures import Rights, examine, render

    with tempfile.TemporaryFile() as file:
        made = subprocess.run(
            [sys.executable, "-c", MAKE.format(kind=kind)], stdout=file, check=True
        )  # Elsewhere, as making it takes memory too.
        assert made.returncode == 0
        examine(file)
        for _ in render(file, (50, 50), Rights(credit="Newsroom")):
            pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return 0


MAKE = """
import os, sys
from io import BytesIO
from PIL import Image
kind = {kind!r}
size = {{"WebP": (5000, 4000), "panorama JPEG": (30000, 1300)}}.get(kind, (8000, 5000))
noise = Image.effect_noise((200, 125), 40).resize(size)
output = BytesIO()
if kind in ("JPEG", "panorama JPEG"):
    noise.convert("RGB").save(output, "JPEG", quality=90)
elif kind == "turned JPEG":
    exif = Image.Exif()
    exif[0x0112] = 6
    noise.convert("RGB").save(output, "JPEG", quality=90, exif=exif, progressive=True)
elif kind == "CMYK JPEG":
    noise.convert("CMYK").save(output, "JPEG", quality=90)
elif kind == "transparent PNG":
    noise.convert("RGBA").save(output, "PNG", compress_level=1)
elif kind == "16-bit PNG":
    Image.frombytes("I;16", size, bytes(range(256)) * (size[0] * size[1] * 2 // 256)).save(output, "PNG")
else:
    noise.convert("RGB").save(output, "WEBP", quality=80, method=0)
sys.stdout.buffer.write(output.getvalue())
"""
LARGEST = ("JPEG", "panorama JPEG", "turned JPEG", "CMYK JPEG", "transparent PNG", "16-bit PNG", "WebP")


def beside(paths):
    import django
    from django.conf import settings

    settings.MEDIA_ROOT = tempfile.mkdtemp()
    settings.INSTALLED_APPS += ["pictures", "sorl.thumbnail"]
    django.setup()
    rivals = {"django-pictures": DjangoPictures(), "sorl-thumbnail": SorlThumbnail()}
    totals = {name: [0, 0, 0, 0.0] for name in rivals}
    ours_bytes, ours_time, count = 0, 0.0, 0
    similarity = dict.fromkeys(("ours", *rivals), 0.0)
    for path in paths:
        original = upright(path)
        with path.open("rb") as file:
            ours_time += timed(lambda file=file: list(ours(file)))
        for name, rival in rivals.items():
            totals[name][3] += timed(lambda rival=rival, path=path: rival.upload(path))
        for width in WIDTHS:
            if width > original.width:
                continue
            wanted = scaled(original, width)
            content = encoded(wanted, 60)
            count += 1
            ours_bytes += len(content)
            similarity["ours"] += ssim(content, wanted)
            for name, rival in rivals.items():
                theirs = rival.at(path, width)
                reached = ssim(theirs, wanted)
                similarity[name] += reached
                equal = at_least(wanted, reached)
                totals[name][0] += len(theirs)
                totals[name][1] += len(equal) if equal else 0
                totals[name][2] += len(theirs) if equal else 0
    print(f"{len(paths)} pictures, {count} sizes. Ours: mean SSIM {similarity['ours'] / count:.4f}")
    print(f"{'':16} SSIM    bytes, ours ÷ theirs   at equal SSIM   time of an upload, ours ÷ theirs")
    for name, (theirs, equal, theirs_of_equal, seconds) in totals.items():
        print(
            f"{name:16} {similarity[name] / count:.4f}  {ours_bytes / theirs:<22.2f} "
            f"{equal / theirs_of_equal:<15.2f} {ours_time / seconds:.2f}"
        )
    return 0


def ours(file):
    from articles.pictures import Rights, examine, render

    examine(file)
    return render(file, (50, 50), Rights(credit="Newsroom"))


def at_least(wanted, reached):
    """Return the lowest quality of ours that is as similar as this, or None where none is."""
    for quality in QUALITIES:
        made = encoded(wanted, quality)
        if ssim(made, wanted) >= reached:
            return made
    return None


def encoded(image, quality):
    output = BytesIO()
    image.save(output, "AVIF", quality=quality, speed=8)
    return output.getvalue()


class DjangoPictures:
    """Its default grid: twelve columns at two densities, AVIF."""

    def pictures(self, path):
        from django.core.files.storage import default_storage
        from pictures import conf, utils
        from pictures.models import PillowPicture

        settings = conf.app_settings
        width, height = upright(path).size
        widths = utils.source_set(
            (width, height),
            ratio=None,
            max_width=settings.CONTAINER_WIDTH,
            cols=settings.GRID_COLUMNS,
        )
        return [
            PillowPicture(f"{path.stem}.jpg", file_type, None, default_storage, each)
            for file_type in settings.FILE_TYPES
            for each in sorted(widths)
        ]

    def upload(self, path):
        from pictures.models import PillowPicture
        from PIL import Image

        with Image.open(path) as image:
            image = PillowPicture.pre_process(image)
            for picture in self.pictures(path):
                picture.save(image)

    def at(self, path, width):
        from pictures.models import PillowPicture
        from PIL import Image

        picture = self.pictures(path)[0]
        picture.width = width
        with Image.open(path) as image:
            image = picture.resize(PillowPicture.pre_process(image))
        output = BytesIO()
        image.save(output, picture.file_type, exif=b"", icc_profile=b"")
        return output.getvalue()


class SorlThumbnail:
    """Its default options: JPEG of quality 95."""

    def make(self, path, width):
        from django.core.files.base import ContentFile
        from sorl.thumbnail.conf import settings as options
        from sorl.thumbnail.engines.pil_engine import Engine

        engine = Engine()
        image = engine.get_image(ContentFile(path.read_bytes()))
        choices = {
            "format": options.THUMBNAIL_FORMAT,
            "quality": options.THUMBNAIL_QUALITY,
            "colorspace": options.THUMBNAIL_COLORSPACE,
            "upscale": options.THUMBNAIL_UPSCALE,
            "crop": False,
            "cropbox": None,
            "rounded": None,
            "blur": 0,
            "padding": options.THUMBNAIL_PADDING,
            "padding_color": options.THUMBNAIL_PADDING_COLOR,
            "orientation": options.THUMBNAIL_ORIENTATION,
            "progressive": options.THUMBNAIL_PROGRESSIVE,
        }
        ratio = engine.get_image_ratio(image, choices)
        image = engine.create(image, (width, round(width / ratio)), choices)
        return engine._get_raw_data(
            image, choices["format"], choices["quality"], image_info={}, progressive=choices["progressive"]
        )

    def upload(self, path):
        from articles.pictures import SHAPES

        for width, _ in SHAPES["whole"].sizes(upright(path).size):
            self.make(path, width)

    def at(self, path, width):
        return self.make(path, width)


def upright(path):
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    image.info = {}
    return image


def scaled(image, width):
    from PIL import Image

    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def ssim(content, wanted):
    import numpy
    from PIL import Image
    from skimage.metrics import structural_similarity

    made = Image.open(BytesIO(content)).convert("L").resize(wanted.size)
    return structural_similarity(numpy.asarray(made), numpy.asarray(wanted.convert("L")))


def timed(work):
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
