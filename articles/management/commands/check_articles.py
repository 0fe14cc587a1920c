from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article


class Command(BaseCommand):
    help = "Report the stories that came in by a door without validation (fixtures, bulk writes) and do not pass it."

    def handle(self, **options):
        failed = 0
        for article in Article.objects.order_by("pk").iterator(chunk_size=500):
            try:
                article.full_clean()
            except ValidationError as error:
                failed += 1
                self.stdout.write(f"“{article.title}” (id {article.pk}, slug {article.slug}):")
                for field, messages in error.message_dict.items():
                    self.stdout.write(f"    {field}: {' '.join(messages)}")
        if failed:
            raise CommandError(f"{failed} of {Article.objects.count()} stories do not pass.")
        self.stdout.write("Every story passes.")
