"""How gunicorn serves Newsroom, in the demo and in production:

gunicorn --config deploy/gunicorn.py --bind 127.0.0.1:8000 newsroom.wsgi
"""

import sys

from django.conf import settings
from gunicorn.http import message

workers = 2
worker_class = "gthread"
threads = 4
# Loaded once, before the workers: an error shows once, and “is open” is said when it is true.
preload_app = True
loglevel = "warning"
# No second door to the server process.
control_socket_disable = True

# Which proxies are believed, and about what, is said by NEWSROOM_PROXIES and asked by Django alone.
secure_scheme_headers = {}
forwarder_headers = ""

# A search for 10,000 letters of any script is answered with a page; gunicorn's own ceiling is 8,190 bytes.
limit_request_line = 128 * 1024
message.MAX_REQUEST_LINE = limit_request_line


def when_ready(server):
    address = settings.NEWSROOM_ADDRESS
    sys.stdout.write(f"Newsroom is open: {address}/ (admin: {address}/admin/). Stop it with Ctrl-C.\n")
    sys.stdout.flush()
