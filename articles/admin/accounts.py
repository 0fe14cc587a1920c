"""What other apps put on the desk. Users, groups and axes' records of sign-ins stay: superusers see them."""

from django.contrib import admin
from taggit.admin import Tag

# taggit's own tags; ours are articles.Tag. Its admin was imported above, so that it is not registered again.
admin.site.unregister(Tag)
