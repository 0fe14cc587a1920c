from django.db import models
from django.db.models import Q
from taggit.models import ItemBase, TagBase

from .address import Addressed
from .fields import LineField, sound_slug


class Tag(Addressed, TagBase):
    address_name = "articles:tag"
    slug_source = "name"

    name = LineField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            sound_slug("tag_has_a_sound_slug"),
            models.CheckConstraint(name="tag_has_a_name", condition=~Q(name="")),
        ]


class TaggingQuerySet(models.QuerySet):
    def get_by_natural_key(self, article, tag):
        return self.get(content_object__slug=article, tag__slug=tag)


class Tagging(ItemBase):
    """Ties a tag to an article. The name `content_object` is taggit's."""

    content_object = models.ForeignKey("Article", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once"),
        ]

    def natural_key(self):
        return (self.content_object.slug, self.tag.slug)

    natural_key.dependencies = ["articles.article", "articles.tag"]
