"""How much of a file is kept while it comes in. Chosen in FILE_UPLOAD_HANDLERS, before those that store it."""

from django.core.files.uploadhandler import FileUploadHandler

from .pictures import MEGABYTES

MOST = MEGABYTES * 1_000_000 + 1  # bytes; one more than is taken, so that whoever judges the file sees it.


class SizeLimit(FileUploadHandler):
    """Lets the rest of a file that is too large pass by, so that it fills neither memory nor disk."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data[: max(0, MOST - start)] or None

    def file_complete(self, file_size):
        return None
