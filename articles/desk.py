"""The desk: Django's admin with the newsroom's order of nouns. Chosen in INSTALLED_APPS."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.shortcuts import render


class DeskConfig(AdminConfig):
    default_site = "articles.desk.Desk"


class Desk(AdminSite):
    site_title = site_header = "Newsroom"
    index_title = "Desk"

    # As the work is done: the story and what it needs, then the furniture, then the cellar.
    NOUNS = (
        "Article",
        "Photo",
        "Author",
        "Category",
        "Tag",
        "License",
        "GivingLink",
        "Masthead",
        "FormerAddress",
        "ImportedText",
    )

    def get_urls(self):
        # Django's “r/” tells any member of staff the address of any row; our links lead there themselves.
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "articles":
                app["models"].sort(key=lambda model: self.NOUNS.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


def locked_out(request, response, credentials):
    """Answers who has guessed too often: try again later, and when."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    page = render(request, "admin/locked_out.html", {"minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(minutes * 60)
    return page
