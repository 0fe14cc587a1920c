from unittest import TestCase
from urllib.parse import urlsplit

from articles.embeds import SITES, Embed, embed_at, origins, with_embeds

YOUTUBE = Embed("youtube.com", "wide", "dQw4w9WgXcQ")
KNOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": YOUTUBE,
    "http://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=42": YOUTUBE,
    "HTTPS://YouTube.com/live/dQw4w9WgXcQ?si=a": YOUTUBE,
    "https://youtu.be/dQw4w9WgXcQ?t=42#top": YOUTUBE,
    "https://youtube.com/shorts/dQw4w9WgXcQ/": Embed("youtube.com", "tall", "dQw4w9WgXcQ"),
    "https://vimeo.com/76979871": Embed("vimeo.com", "wide", "76979871"),
    "https://player.vimeo.com/video/76979871?h=1": Embed("vimeo.com", "wide", "76979871"),
    "https://www.tiktok.com/@scout2015/video/6718335390845095173?lang=en": Embed(
        "tiktok.com", "tall", "6718335390845095173"
    ),
    "https://twitter.com/nasa/status/1445839102345": Embed("x.com", "post", "1445839102345"),
    "https://x.com/nasa/status/1445839102345/photo/1": Embed("x.com", "post", "1445839102345"),
    "https://mastodon.social/@Mastodon/110640658973976934": Embed(
        "mastodon.social", "post", "@Mastodon/110640658973976934"
    ),
}
UNKNOWN = [
    "",
    "https://www.youtube.com/",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=",
    "https://www.youtube.com/watch?v=dQw4w9WgXc",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXc%51",
    "https://www.youtube.com/watch?v=dQw4w9WgX\u0441Q",
    'https://www.youtube.com/watch?v="><script>x',
    "https://www.youtube.com/watch/?xv=dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ/../../evil",
    "https://www.youtube.com/redirect?q=https://evil.example/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example\\@youtube.com/watch?v=dQw4w9WgXcQ",
    "https://user:word@youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://youtube.com:/watch?v=dQw4w9WgXcQ",
    "https://youtube.com./watch?v=dQw4w9WgXcQ",
    "https://[youtube.com/watch?v=dQw4w9WgXcQ",
    "//youtube.com/watch?v=dQw4w9WgXcQ",
    "/watch?v=dQw4w9WgXcQ",
    "javascript://youtube.com/watch?v=dQw4w9WgXcQ",
    "data:text/html,youtube.com/watch?v=dQw4w9WgXcQ",
    "ftp://youtube.com/watch?v=dQw4w9WgXcQ",
    "https://vimeo.com/76979871/8f3a1b2c9d",
    "https://vimeo.com/channels/staffpicks",
    "https://x.com/nasa",
    "https://mastodon.social/@a/../@b/110640658973976934",
    "https://mastodon.example/@Mastodon/110640658973976934",
]
LINK = '<p><a href="https://youtu.be/dQw4w9WgXcQ">A <em>film</em> &amp; more</a></p>'


class AddressTests(TestCase):
    def test_pages_of_the_sites_are_known(self):
        for address, embed in KNOWN.items():
            with self.subTest(address=address):
                self.assertEqual(embed_at(address, SITES), embed)

    def test_nothing_else_is(self):
        for address in UNKNOWN:
            with self.subTest(address=address):
                self.assertIsNone(embed_at(address, SITES))

    def test_a_site_that_is_not_chosen_is_not_known(self):
        self.assertIsNone(embed_at("https://youtu.be/dQw4w9WgXcQ", ["vimeo.com"]))

    def test_a_frame_leads_to_its_origin_and_nowhere_else(self):
        for embed in KNOWN.values():
            frame = urlsplit(embed.frame)
            self.assertEqual([f"{frame.scheme}://{frame.netloc}"], origins([embed.site]))
            self.assertTrue(embed.frame.startswith("https://"))


class BodyTests(TestCase):
    def shown(self, body, sites=("youtube.com",)):
        return with_embeds(body, sites, lambda embed, address, title: f"[{embed.id} {address} {title}]")

    def test_a_link_that_stands_alone_is_shown(self):
        card = "[dQw4w9WgXcQ https://youtu.be/dQw4w9WgXcQ A film & more]"
        self.assertEqual(self.shown(f"<p>One.</p>{LINK}<p>Two.</p>"), f"<p>One.</p>{card}<p>Two.</p>")

    def test_a_link_among_words_or_in_a_list_stays_a_link(self):
        for body in (
            LINK.replace("<p>", "<p>See "),
            LINK.replace("</p>", ".</p>"),
            f"<ul><li>{LINK}</li></ul>",
            f"<ul><li><p>One</p><ul><li>{LINK}</li></ul>{LINK}</li></ul>",
            f'<ol start="3"><li>{LINK}</li></ol>',
            f"<blockquote>{LINK}</blockquote>",
            f'<table><tbody><tr><td colspan="2">{LINK}</td></tr></tbody></table>',
            LINK.replace("</a>", '</a><a href="/">two</a>'),
            LINK.replace("p>", "h2>"),
        ):
            with self.subTest(body=body):
                self.assertEqual(self.shown(body), body)

    def test_after_a_list_it_is_shown_again(self):
        self.assertIn("[dQw", self.shown(f"<ul><li>{LINK}</li></ul>{LINK}"))

    def test_an_address_is_read_as_browsers_read_it(self):
        link = LINK.replace("youtu.be/", "www.youtube.com/watch?app=desktop&amp;v=")
        self.assertIn("watch?app=desktop&v=", self.shown(link))

    def test_without_sites_a_body_stays_as_it_is(self):
        self.assertEqual(self.shown(LINK, ()), LINK)
