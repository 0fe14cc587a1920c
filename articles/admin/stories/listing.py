"""The list of stories: what is newest of each at the desk, and what readers see of it."""

from django.contrib import admin, messages
from django.db.models import F, OuterRef, Prefetch, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from ...furniture import furniture_of
from ...models import Article, Byline, Revision
from ...publishing.rights import visible_to
from ...search import CAP, desk, parse
from ...text import join_names
from ..categories import path_above
from ..fields import in_order, path_name

TOOK_TOO_LONG = "This search took too long and was given up. Add a word, or take a “*” away."
CAPPED = f"{CAP:,} stories or more have these words; these are the ones that were made last. Add a word to see others."


class StateFilter(admin.SimpleListFilter):
    """By what readers see and what waits at the desk, and not by the status alone."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", "Draft"),
            ("review", "In review"),
            ("ready", "Ready"),
            ("scheduled", "Scheduled"),
            ("live", "Live"),
            ("changes", "Live, with unpublished changes"),
            ("change", "Change scheduled"),
            ("aside", "Change set aside"),
            ("ended", "Ended or withdrawn"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(status=Article.Status.DRAFT)
            case "review":
                return queryset.filter(status=Article.Status.IN_REVIEW)
            case "ready":
                return queryset.filter(status=Article.Status.READY)
            case "scheduled":
                return queryset.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())
            case "live":
                return queryset.published()
            case "changes":
                return queryset.published().filter(newest_revision__gt=F("published_revision"))
            case "change":
                return queryset.filter(change_at__isnull=False)
            case "aside":
                return queryset.exclude(set_aside="")
            case "ended":
                return queryset.gone()
        return queryset


class CategoryFilter(admin.SimpleListFilter):
    """Stories of a category and of those below it, as readers find them there."""

    title = "category"
    parameter_name = "category"

    def lookups(self, request, model_admin):
        tree = furniture_of(request).categories
        return [(category.slug, path_name(tree.path(category.pk))) for category in in_order(tree)]

    def queryset(self, request, queryset):
        tree = furniture_of(request).categories
        category = tree.find(self.value())
        return queryset.filed_under(tree.subtree(category)) if category else queryset


class Listing:
    """Gives the stories' ModelAdmin its list."""

    list_display = ["title", "state", "published_at", "date", "section", "authors", "kind"]
    list_filter = [StateFilter, CategoryFilter, "kind"]
    search_fields = ["headline"]  # There is a search; what it looks up, get_search_results says.
    search_help_text = (
        "Words of the whole story, its authors, tags and sources, as readers see it or as it was saved last. "
        "Also “a phrase”, ‑without, one OR other, begin*."
    )
    date_hierarchy = "date"
    ordering = [F("published_at").desc(nulls_first=True), "-id"]  # What is being written stands on top.

    def get_queryset(self, request):
        bylines = Prefetch("bylines", Byline.objects.select_related("author"))
        newest = Revision.objects.filter(article=OuterRef("pk")).newest_first()
        return (
            visible_to(request.user, super().get_queryset(request))
            .select_related("photo", "category__parent__parent")
            .prefetch_related(bylines)
            .annotate(
                newest_revision=Subquery(newest.values("pk")[:1]),
                newest_kicker=Subquery(newest.values(text=KeyTextTransform("kicker", "content"))[:1]),
                newest_headline=Subquery(newest.values(text=KeyTextTransform("headline", "content"))[:1]),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """By words; where a story is chosen, while they are being typed."""
        if request.resolver_match.url_name == "autocomplete":
            return desk.found_among(queryset, desk.begun(search_term)).articles, False
        found = desk.found_among(queryset, parse(search_term))
        if found.took_too_long or found.is_capped:
            self.message_user(request, TOOK_TOO_LONG if found.took_too_long else CAPPED, messages.WARNING)
        return found.articles, False

    @admin.display(description="title", ordering="headline")
    def title(self, article):
        """As its newest revision has it; as the row has it, where there is none yet."""
        if article.newest_headline is None:
            return article.title
        return f"{article.newest_kicker or ''} {article.newest_headline}".lstrip()

    @admin.display(description="state", ordering="status")
    def state(self, article):
        return state_of(article, has_changes=has_later_revision(article))

    @admin.display(description="category", ordering="category__name")
    def section(self, article):
        return path_name(path_above(article.category)) if article.category else ""

    @admin.display(description="authors")
    def authors(self, article):
        return join_names([byline.author.name for byline in article.bylines.all()])


def has_later_revision(article):
    """Whether something was saved after what readers see or will see; `article` comes from the list."""
    published = article.published_revision_id
    return published is not None and article.newest_revision != published


def state_of(article, *, has_changes):
    """Return in words what readers see of a story, and what waits at the desk."""
    now = timezone.now()
    if article.set_aside:
        return f"{state_of_row(article, now)}. Change set aside: {article.set_aside}"
    if article.change_at:
        return f"{state_of_row(article, now)}. Change scheduled for {clock(article.change_at)}"
    if has_changes and article.status == Article.Status.PUBLISHED:
        return f"{state_of_row(article, now)}, with unpublished changes"
    return state_of_row(article, now)


def state_of_row(article, now):
    if article.status != Article.Status.PUBLISHED:
        return article.get_status_display()
    if article.published_at > now:
        return "Scheduled"
    return "Ended" if article.expires_at and article.expires_at <= now else "Live"


def clock(moment):
    """Return a time as the desk writes it, in the newsroom's zone."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
