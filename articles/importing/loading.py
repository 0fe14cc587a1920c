"""From a Document to rows: one transaction, and twice is as good as once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path, PurePath
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from ..markup import escape_text, paragraph
from ..models import Article, Author, Byline, Category, ImportedText, License, Photo, Source, Tag
from ..pictures import PictureError
from ..text import clean_line, clean_text, join_names
from .document import Document, DocumentError, Notice
from .parsing import parse

NOON = time(12)
ALT_LENGTH = Photo._meta.get_field("alt_text").max_length
NO_LICENSE = "The imported document states no licence."


class Result(StrEnum):
    LOADED = "loaded"
    UNCHANGED = "unchanged"
    CHANGED = "changed since"
    DELETED = "deleted since"


@dataclass(frozen=True)
class Outcome:
    """What became of one document. `article` is None only where its story was deleted since."""

    result: Result
    article: Article | None
    notices: tuple[Notice, ...] = ()

    def discard_picture(self):
        """Remove the file that loading stored, after its transaction was rolled back."""
        if self.result == Result.LOADED and self.article.photo and self.article.photo.file:
            self.article.photo.file.delete(save=False)


def load(
    text: str,
    origin: str,
    *,
    picture: Path | None = None,
    category: Category | None = None,
    publish: bool = False,
) -> Outcome:
    """Make an article of a document's text, as a draft or published, unless it was made before.

    `origin` says where the text came from; `picture` is the file of its photo; `category` is taken
    where the document names no section. A document that changed since is not loaded again: editors
    may have worked on its story. Raises DocumentError.
    """
    sha256 = hashlib.sha256(clean_text(text).encode()).hexdigest()
    if known := ImportedText.objects.filter(sha256=sha256).select_related("article").first():
        return Outcome(Result.UNCHANGED if known.article else Result.DELETED, known.article)
    document = parse(text)
    if earlier := earlier_import(document, origin):
        return Outcome(Result.CHANGED, earlier.article, document.notices)
    loading = _Loading(document, sha256)
    try:
        with transaction.atomic():
            article = loading.make_article(category, picture, publish)
            ImportedText.objects.create(
                text=text.replace("\0", ""), sha256=sha256, origin=origin, article=article
            )
    except IntegrityError as error:
        loading.discard_picture()
        raise DocumentError(
            1, f"Another import was at work on the same things. Start again. ({error})"
        ) from error
    except (DocumentError, OSError):
        loading.discard_picture()
        raise
    return Outcome(Result.LOADED, article, (*document.notices, *loading.notices))


def earlier_import(document, origin):
    """Return the text that an earlier version of this document left: of the same file, or of the same story."""
    name = PurePath(origin).name
    texts = ImportedText.objects.select_related("article")
    same_story = texts.filter(
        article__headline=document.headline, article__kicker=document.kicker, article__date=document.date
    ).filter(Q(origin=name) | Q(origin__endswith=f"/{name}"))
    return texts.filter(origin=origin).first() or same_story.first()


class _Loading:
    def __init__(self, document: Document, sha256: str):
        self.document = document
        self.sha256 = sha256
        self.notices = []
        self.photo = None

    def make_article(self, category, picture, publish):
        document = self.document
        photo = self.make_photo(picture)
        if publish and photo and (lacking := photo.lacking()):
            publish = False
            line = document.line_of("Credit")
            self.notices.append(Notice(line, f"Left as a draft: its picture needs {join_names(lacking)}."))
        article = Article(
            kicker=document.kicker,
            headline=document.headline,
            standfirst=document.standfirst,
            dateline_place=document.dateline_place,
            dateline_date=document.dateline_date,
            body="".join(block_html(block) for block in document.body),
            kind=self.choice("Kind", document.kind, Article.Kind.choices) or Article.Kind.NEWS,
            language=self.choice("Language", document.language, settings.LANGUAGES) or settings.LANGUAGE_CODE,
            date=document.date,
            published_at=posting_time(document),
            status=Article.Status.PUBLISHED if publish else Article.Status.DRAFT,
            category=self.section(document.section) if document.section else category,
            photo=photo,
        )
        self.save(article, "Headline")
        article.also_in.set([self.section(name, "Also in") for name in document.also_in])
        article.tags.set([self.tag(name) for name in document.tags])
        for position, name in enumerate(document.byline):
            self.save(Byline(article=article, author=self.author(name), position=position), "By")
        for position, line in enumerate(document.sources):
            source = Source(article=article, outlet=line.outlet, date=line.date, position=position)
            self.save(source, "Source")
        return article

    def make_photo(self, picture):
        document = self.document
        if not picture and not document.has_picture_lines:
            return None
        self.photo = Photo(
            uid=uuid5(NAMESPACE_URL, f"sha256:{self.sha256}"),
            caption=document.caption,
            alt_text=document.alt_text,
            medium=document.medium,
            credit=document.credit,
            license=self.license(document.license),
        )
        if not picture:
            if not self.photo.license:
                self.photo.exemption = NO_LICENSE
            return self.save(self.photo, "Credit")
        with picture.open("rb") as file:
            self.take_picture(file, picture.name)
            self.save(self.photo, "Credit")
        transaction.on_commit(self.photo.render, robust=True)  # Else: manage.py renditions.
        return self.photo

    def take_picture(self, file, name):
        """Give the photo its file, and what the file says where the document says nothing."""
        self.photo.file = File(file, name=name)
        try:
            self.photo.measure()
        except PictureError as error:
            raise DocumentError(self.document.line_of("Credit"), f"Photo: {error}") from error
        if known := Photo.objects.filter(sha256=self.photo.sha256).first():
            self.notices.append(
                Notice(1, f"{name} is in the library already, as photo {known.pk}: “{known}”.")
            )
        self.photo.prefill()
        if self.photo.caption and not self.photo.alt_text:
            self.photo.alt_text = clean_line(self.photo.caption)[:ALT_LENGTH]
            self.notices.append(Notice(1, f"No “Alt text” for {name}: the caption stands in for it."))

    def discard_picture(self):
        if self.photo and self.photo.file and self.photo.file._committed:
            self.photo.file.delete(save=False)

    def author(self, name):
        if known := Author.objects.filter(name__iexact=name).first():
            return known
        self.notices.append(Notice(self.document.line_of("By"), f"“{name}” is a new author."))
        return self.save(Author(name=name), "By")

    def tag(self, name):
        tag = Tag(name=name)
        try:
            tag.clean_fields()
        except ValidationError as error:
            raise DocumentError(
                self.document.line_of("Tags"), f"Tag “{name}”: {' '.join(error.messages)}"
            ) from error
        return name

    def license(self, name):
        if not name:
            return None
        if known := License.objects.filter(name__iexact=name).first():
            return known
        line = self.document.line_of("License")
        self.notices.append(Notice(line, f"“{name}” is a new licence: add its address in the admin."))
        return self.save(License(name=name), "License")

    def section(self, name, label="Section"):
        category = (
            Category.objects.filter(name__iexact=name).first() or Category.objects.filter(slug=name).first()
        )
        if category is None:
            known = join_names([f"“{each}”" for each in Category.objects.values_list("name", flat=True)])
            raise DocumentError(
                self.document.line_of(label),
                f"There is no category “{name}”. Make it, or name one that there is: {known or 'none yet'}.",
            )
        return category

    def choice(self, label, value, choices):
        """Return the key of a choice that is named by its key or its label; "" for an empty value."""
        if not value:
            return ""
        for key, name in choices:
            if value.lower() in (key.lower(), str(name).lower()):
                return key
        raise DocumentError(
            self.document.line_of(label),
            f"“{label}: {value}” is not known. Use one such as “{choices[0][1]}”.",
        )

    def save(self, thing, label):
        """Save a row that passed full_clean; tell what is wrong with it as a DocumentError of its line."""
        try:
            thing.full_clean()
        except ValidationError as error:
            messages = " ".join(error.messages)
            name = thing._meta.verbose_name.capitalize()
            raise DocumentError(self.document.line_of(label), f"{name}: {messages}") from error
        thing.save()
        return thing


def block_html(block):
    if block.tag in ("ul", "ol"):
        items = "".join(f"<li>{paragraph(line)}</li>" for line in block.lines)
        return f"<{block.tag}>{items}</{block.tag}>"
    if block.tag == "blockquote":
        return f"<blockquote>{paragraph(block.lines[0])}</blockquote>"
    return f"<{block.tag}>{escape_text(block.lines[0])}</{block.tag}>"


def posting_time(document):
    """The second from which the story is public: noon where the document gives a day alone."""
    moment = datetime.combine(document.posted_on or document.date, document.posted_at or NOON)
    return timezone.make_aware(moment)
