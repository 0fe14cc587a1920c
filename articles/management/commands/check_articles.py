from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.figures import figures
from articles.models import Article, Photo
from articles.publishing import row_is_unknown
from articles.text import join_names


class Command(BaseCommand):
    help = "Report stories that came in without validation or revision (fixtures, bulk writes) and want attention."

    def handle(self, **options):
        failed = 0
        articles = Article.objects.select_related("photo__license").order_by("pk")
        for article in articles.iterator(chunk_size=500):
            complaints = list(self.complaints(article))
            if complaints:
                failed += 1
                self.stdout.write(f"“{article.title}” (id {article.pk}, slug {article.slug}):")
            for complaint in complaints:
                self.stdout.write(f"    {complaint}")
        if failed:
            raise CommandError(f"{failed} of {Article.objects.count()} stories do not pass.")
        self.stdout.write("Every story passes.")

    def complaints(self, article):
        try:
            article.full_clean()
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                yield f"{field}: {' '.join(messages)}"
        photos = Photo.objects.in_bodies([article.body])
        shown = figures(article.body)
        for uid in sorted({figure.uid for figure in shown} - set(photos)):
            yield f"body: the picture {uid} is not in the library; readers see a neutral figure."
        if article.is_live(timezone.now()):
            if article.photo:
                yield from unanswered("photo", article.photo, article.photo_alt_text)
            for figure in shown:
                if figure.uid in photos:
                    yield from unanswered("body", photos[figure.uid], figure.alt_text)
        if row_is_unknown(article):
            yield "No revision says what this story says; one is made of it when it is next opened or published."


def unanswered(field, photo, alt_text):
    """Yield what nobody has answered for in a picture that readers meet."""
    if lacking := photo.lacking(alt_text):
        yield f"{field}: the picture “{photo}” lacks {join_names(lacking)}."
    if photo.has_ended:
        when = timezone.localtime(photo.ends_at)
        yield f"{field}: the right to show the picture “{photo}” ended on {when:%Y-%m-%d %H:%M}."
