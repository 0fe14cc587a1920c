"""The desk: Django's admin with the newsroom's order of nouns. Chosen in INSTALLED_APPS."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.shortcuts import render
from django.urls import include, path


class DeskConfig(AdminConfig):
    default_site = "articles.desk.Desk"


class Desk(AdminSite):
    site_title = site_header = "Newsroom"
    index_title = "Desk"

    # As the work is done: the story and what it needs, then the furniture, then the cellar.
    NOUNS = (
        "Article",
        "Front",
        "Edition",
        "Correction",
        "Photo",
        "Author",
        "Category",
        "Tag",
        "Series",
        "License",
        "GivingLink",
        "Masthead",
        "FormerAddress",
        "ImportedText",
        "LogLine",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pages = []

    def page(self, route, name):
        """Register a view as a page of the desk that belongs to no noun's own: @admin.site.page(…)."""

        def register(view):
            self.pages.append(path(route, self.admin_view(view), name=name))
            return view

        return register

    def get_urls(self):
        passwords = path("password/", include("articles.admin.passwords"))
        # Django's “view on site” would tell everybody here the address of any draft.
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [*self.pages, passwords, *urls]

    def each_context(self, request):
        return super().each_context(request) | {"has_mail": bool(settings.NEWSROOM_MAIL)}

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
