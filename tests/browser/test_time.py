"""Time does the work: nothing runs but a reader's browser."""

from datetime import timedelta
from time import sleep

from django.utils import timezone

from articles.publishing import newest_revision, publish, save_revision
from tests.factories import make_article, make_draft

from .case import BrowserCase


class TimeTests(BrowserCase):
    def watch(self, path, at, read):
        """Read the page at `path` over and over until a second after `at`; return what was seen before and after."""
        before, after = [], []
        while timezone.now() < at + timedelta(seconds=1):
            began = timezone.now()
            seen = read(self.open(path))
            if timezone.now() < at:
                before.append(seen)
            elif began >= at:
                after.append(seen)
            sleep(0.1)
        return set(before), set(after)

    def in_seconds(self, number):
        return timezone.now().replace(microsecond=0) + timedelta(seconds=number)

    def test_a_scheduled_story_appears_at_its_second(self):
        draft = make_draft(slug="later")
        at = self.in_seconds(5)
        publish(draft, newest_revision(draft), at=at)
        seen = self.watch("/news/later/", at, lambda response: response.status)
        self.assertEqual(seen, ({404}, {200}))

    def test_a_live_story_keeps_its_bytes_until_the_second_of_its_change(self):
        story = make_article(slug="story", headline="Before")
        first = self.open("/news/story/").body()
        for number in range(3):
            content = newest_revision(story).content | {"headline": f"After {number}"}
            revision = save_revision(story, content)
            self.assertEqual(self.open("/news/story/").body(), first)
        at = self.in_seconds(5)
        publish(story, revision, at=at)
        seen = self.watch("/news/story/", at, lambda response: self.page.locator("h1").inner_text())
        self.assertEqual(seen, ({"Before"}, {"After 2"}))

    def test_a_story_ends_at_its_second(self):
        story = make_article(slug="story")
        at = self.in_seconds(4)
        publish(story, newest_revision(story), until=at)
        seen = self.watch("/news/story/", at, lambda response: response.status)
        self.assertEqual(seen, ({200}, {410}))
