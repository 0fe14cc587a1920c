from datetime import timedelta

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import LogLine

FAILED = "failed to sign in"
MOST_FAILURES = 20  # Lines of one address within axes' cool-off: guessing must not fill the log.


class SignInForm(AdminAuthenticationForm):
    """The desk's sign-in, with a line of the log for each that succeeds or fails."""

    def clean(self):
        try:
            cleaned = super().clean()
        except ValidationError:
            self.log_failure()
            raise
        if self.user_cache:
            LogLine.objects.add("signed in", self.user_cache, by=self.user_cache, detail=self.origin)
        return cleaned

    @property
    def origin(self):
        """Where the request came from, as axes found it."""
        return f"From {getattr(self.request, 'axes_ip_address', None) or 'an unknown address'}."

    def log_failure(self):
        since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
        earlier = LogLine.objects.filter(at__gte=since, act=FAILED, detail=self.origin)
        if earlier.count() < MOST_FAILURES:
            LogLine.objects.add(FAILED, self.known_name(), detail=self.origin)

    def known_name(self):
        """Return the name that was typed if it is an account's; else it may be a password in the wrong field."""
        account = User.objects.filter(username=self.cleaned_data.get("username")).first()
        return account or "a name that nobody has"
