"""What search engines are told of a story, in the words of schema.org.

As Google reads it: developers.google.com/search/docs/appearance/structured-data/article and …/image-license-metadata.
"""

from django.utils import timezone
from django.utils.text import Truncator

from .figures import figures
from .furniture import absolute
from .markup import plain
from .models.address import address_named
from .pictures import DigitalSource

HEADLINE_LENGTH = 110
LEAD_SHAPES = ("16x9", "4x3", "1x1")


def news_article(article, masthead, photos):
    """Return a story as a NewsArticle; `photos` are those of PhotoQuerySet.in_bodies for its body."""
    address = absolute(article.get_absolute_url())
    return {"@context": "https://schema.org"} | stated(
        {
            "@type": "NewsArticle",
            "mainEntityOfPage": address,
            "headline": shortened(article.title),
            "description": article.standfirst,
            "datePublished": time(article.published_at),
            "dateModified": time(article.updated_at or article.published_at),
            "author": [person(author) for author in article.writers],
            "publisher": {
                "@type": "NewsMediaOrganization",
                "name": masthead.name,
                "url": absolute(address_named("articles:front")),
            },
            "articleSection": article.category.name if article.category else "",
            "inLanguage": article.language,
            "isAccessibleForFree": True,
            "image": images(article, photos),
        }
    )


def shortened(title):
    """Return a headline at most as long as search engines take; nearly all are."""
    return title if len(title) <= HEADLINE_LENGTH else Truncator(title).chars(HEADLINE_LENGTH)


def images(article, photos):
    """Return the pictures that readers see: the lead in the shapes that are asked for, those of the body whole."""
    lead = article.picture
    shown = [(lead, shape) for shape in LEAD_SHAPES] if lead and lead.photo.is_shown else []
    for figure in figures(article.body):
        photo = photos.get(figure.uid)
        if photo and photo.is_shown:
            caption = " ".join(plain(figure.caption).split())
            shown.append((photo.used(caption, figure.alt_text, figure.credit), "whole"))
    return [image(usage, shape) for usage, shape in shown]


def image(usage, shape):
    photo = usage.photo
    width, height = photo.sizes(shape)[-1]
    if photo.creator:
        creator = {"@type": "Person", "name": photo.creator}
    else:
        creator = {"@type": "Organization", "name": usage.credit}
    return stated(
        {
            "@type": "ImageObject",
            "contentUrl": absolute(photo.address(f"{shape}-{width}.jpg")),
            "width": width,
            "height": height,
            "caption": usage.caption,
            "creditText": usage.credit,
            "creator": creator,
            "copyrightNotice": photo.copyright_notice,
            "license": photo.license.url if photo.license else "",
            "acquireLicensePage": photo.credit_url,
            "digitalSourceType": DigitalSource(photo.digital_source).url if photo.digital_source else "",
        }
    )


def person(author):
    return {"@type": "Person", "name": author.name, "url": absolute(author.get_absolute_url())}


def stated(properties):
    """Return the properties that say something."""
    return {name: value for name, value in properties.items() if value not in ("", [])}


def time(moment):
    return timezone.localtime(moment).isoformat()
