from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.figures import figures
from articles.models import Article, Photo
from articles.publishing import row_is_unknown


class Command(BaseCommand):
    help = "Report stories that came in without validation or revision (fixtures, bulk writes) and want attention."

    def handle(self, **options):
        failed = 0
        for article in Article.objects.order_by("pk").iterator(chunk_size=500):
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
        gone = {figure.uid for figure in figures(article.body)} - set(Photo.objects.in_bodies([article.body]))
        for uid in sorted(gone):
            yield f"body: the picture {uid} is not in the library; readers see a neutral figure."
        if row_is_unknown(article):
            yield "No revision says what this story says; one is made of it when it is next opened or published."
