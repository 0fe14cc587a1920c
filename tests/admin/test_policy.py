import base64
import hashlib
import re

from .case import DeskCase


class PolicyTests(DeskCase):
    def test_the_editors_import_map_is_the_one_inline_script_and_its_hash_is_in_the_policy(self):
        page = self.open("article", "add")
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page.content.decode(), re.DOTALL)
        [script] = inline
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = page.headers["Content-Security-Policy"]
        self.assertIn(f"script-src 'self' 'sha256-{digest}';", policy)
        self.assertNotIn("unsafe", policy)

    def test_no_page_of_the_desk_has_inline_styles(self):
        pages = [self.open("photo", name) for name in ("changelist", "add", "pick", "waiting")]
        for page in (self.open("article"), self.open("article", "add"), *pages):
            self.assertNotRegex(page.content.decode(), r"<style|\sstyle=")

    def test_the_import_map_comes_before_the_modules(self):
        page = self.open("article", "add").content.decode()
        self.assertLess(page.index('type="importmap"'), page.index('type="module"'))
