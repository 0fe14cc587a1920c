from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..search.upkeep import lacking


@require_safe
def alive(request):
    """The process answers. Asks nothing of the database."""
    return plain("ok")


@require_safe
def ready(request):
    """The database answers and is as this version of Newsroom needs it; else 503 and the reason."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes()) or lacking()
    except DatabaseError:
        return plain("The database does not answer.", status=503)
    if missing:
        return plain("The database waits for “manage.py migrate”.", status=503)
    return plain("ok")


def plain(text, status=200):
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status, headers=headers)
