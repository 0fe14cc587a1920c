from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from .checks import search_is_kept  # noqa: F401
from .search import upkeep


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        connection_created.connect(upkeep.prepare_connection)
        pre_migrate.connect(upkeep.make_way, sender=self)
        post_migrate.connect(upkeep.settle, sender=self)
