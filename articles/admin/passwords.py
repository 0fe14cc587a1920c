"""Passwords are set by their owners alone, through a link that works once: from an administrator or by mail."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.contrib.messages.views import SuccessMessageMixin
from django.core.mail import send_mail
from django.http import Http404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ..models import LogLine, Masthead

logger = logging.getLogger(__name__)

ASKED = "asked for a link to set a password"
BETWEEN_MAILS = timedelta(minutes=15)


class LinkTokens(PasswordResetTokenGenerator):
    """Ends a link also when the account gains or loses rights: who held it then may not take these."""

    def _make_hash_value(self, user, timestamp):
        roles = sorted(user.groups.values_list("pk", flat=True))
        permissions = sorted(user.user_permissions.values_list("pk", flat=True))
        rights = (user.is_superuser, user.is_staff, user.is_active, roles, permissions)
        return f"{super()._make_hash_value(user, timestamp)}{rights}"


link_tokens = LinkTokens()


def link_to_set_password(account):
    """Return an address at which a password can be set once. It ends by itself, see PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    token = link_tokens.make_token(account)
    return settings.NEWSROOM_ADDRESS + reverse("admin:set_password", args=[uid, token])


def mail_link(account, address):
    """Send the link where mail is configured; return whether it went out."""
    if not (settings.NEWSROOM_MAIL and account.email):
        return False
    paper = Masthead.objects.current()
    text = render_to_string(
        "admin/auth/user/link.txt", {"account": account, "address": address, "paper": paper}
    )
    try:
        send_mail(f"{paper.name}: set your password", text, None, [account.email])
    except (OSError, SMTPException):
        logger.exception("The link to set a password could not be mailed.")
        return False
    return True


class ForgottenForm(PasswordResetForm):
    def send(self):
        """Mail a link to whom the address belongs, at most one in a while; the page never says to whom."""
        for account in self.get_users(self.cleaned_data["email"]):
            since = timezone.now() - BETWEEN_MAILS
            if not LogLine.objects.filter(at__gte=since, act=ASKED, actor=account).exists():
                LogLine.objects.add(ASKED, account, by=account)
                mail_link(account, link_to_set_password(account))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_page(request):
    """Sends a link by mail; where no mail is configured, the sign-in page says whom to ask."""
    if not settings.NEWSROOM_MAIL:
        raise Http404
    form = ForgottenForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent:
        form.send()
    context = admin.site.each_context(request) | {
        "title": "Forgotten your password?",
        "form": form,
        "is_sent": is_sent,
    }
    return TemplateResponse(request, "admin/forgotten_password.html", context)


class SetPassword(SuccessMessageMixin, PasswordResetConfirmView):
    template_name = "admin/set_password.html"
    token_generator = link_tokens
    title = "Set your password"
    success_url = reverse_lazy("admin:login")
    success_message = "Your password is set. Sign in with it."

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        # Not “no-referrer”: browsers would send the form with “Origin: null”, which is refused.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def get_user(self, uidb64):
        account = super().get_user(uidb64)
        return account if account and account.is_active else None

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)

    def form_valid(self, form):
        LogLine.objects.add("set a password", self.user, by=self.user)
        return super().form_valid(form)


urlpatterns = [
    path("forgotten/", forgotten_page, name="forgotten_password"),
    path("<uidb64>/<token>/", SetPassword.as_view(), name="set_password"),
]
