"""Pictures for the desk's tests: small, so that their public files are made in no time."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from articles.pictures import Rights, written
from tests.factories import picture_file

SMALL = (160, 100)


def small(**fields):
    return picture_file(**{"size": SMALL} | fields)


def saying(name="said.jpg", **rights):
    """Make a picture whose file says this of itself."""
    content = BytesIO()
    Image.new("RGB", SMALL, "teal").save(content, "JPEG", **written(Rights(**rights)))
    return ContentFile(content.getvalue(), name=name)
