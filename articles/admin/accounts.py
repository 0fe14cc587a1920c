"""The people of the newsroom, and what other apps put on the desk.

Administrators make accounts, give roles and end accounts. Nobody gets more out of that than they could have
themselves: administrators give the six roles, and leave alone whoever holds anything else. Groups and axes'
records of sign-ins are for superusers.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, When
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods
from taggit.admin import Tag

from ..models import LogLine
from ..publishing.rights import ROLES
from .base import DeskAdmin
from .passwords import link_to_set_password, mail_link
from .signing_in import SignInForm

# taggit's own tags (ours are articles.Tag) and auth's accounts. Their admins were imported above, so that they
# are not registered again.
admin.site.unregister([Tag, User])
admin.site.login_form = SignInForm

ADMINISTRATORS = "Administrators"


def in_order(groups):
    """Return groups as ROLES has them, others after them."""
    places = [When(name=name, then=place) for place, name in enumerate(ROLES)]
    return groups.order_by(Case(*places, default=len(places)), "name")


class RolesField(forms.ModelMultipleChoiceField):
    """The roles as checkboxes, each with what it is for."""

    def __init__(self):
        super().__init__(
            in_order(Group.objects.filter(name__in=ROLES)),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="A colleague may have several.",
        )

    def label_from_instance(self, group):
        return f"{group.name}: {ROLES[group.name]}" if group.name in ROLES else group.name


class AccountForm(forms.ModelForm):
    email = forms.EmailField(
        label="E-mail", help_text="The link to set a password is sent here; no two accounts share an address."
    )
    roles = RolesField()

    by: User  # Who fills the form in; set by AccountAdmin.get_form.

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_active", "is_superuser"]
        help_texts = {
            "username": "What they sign in with: letters, digits and @ . + - _",
            "is_active": "Taken away, nobody is signed in with this account from the next click on.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.by.is_superuser:
            self.fields["roles"].queryset = in_order(Group.objects.all())
        if self.instance.pk:
            self.fields["roles"].initial = self.instance.groups.all()

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"{email} belongs to another account.")
        return email

    def clean(self):
        cleaned = super().clean()
        roles = {group.name for group in cleaned.get("roles", ())}
        keeps_working = cleaned.get("is_active") and (self.by.is_superuser or ADMINISTRATORS in roles)
        if self.instance == self.by and not keeps_working:
            raise ValidationError("You cannot end your own account or its rights. Ask another administrator.")
        return cleaned


@admin.register(User)
class AccountAdmin(DeskAdmin):
    form = AccountForm
    list_display = ["username", "name", "email", "role_names", "is_active", "last_login"]
    list_filter = ["is_active", ("groups", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        may_change = obj is None or self.has_change_permission(request, obj)
        roles = ["roles" if may_change else "role_names"]
        if obj:
            roles.append("is_active")
        if request.user.is_superuser:
            roles.append("is_superuser")
        who = ["username", "first_name", "last_name", "email"]
        return [("Who", {"fields": who}), ("What they do", {"fields": roles})]

    def get_readonly_fields(self, request, obj=None):
        return ["role_names"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def get_urls(self):
        link = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.link_page))
        return [path("<int:pk>/link/", link, name="auth_user_link"), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        """Whoever holds more than roles is left to superusers: who sets a password has what it opens."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or request.user.is_superuser or has_roles_alone(obj))

    def add_view(self, request, form_url="", extra_context=None):
        response = super().add_view(request, form_url, extra_context)
        account = getattr(request, "account_made", None)
        return self.show_link(request, account) if account else response

    def response_add(self, request, obj, post_url_continue=None):
        request.account_made = obj  # The link is made after the transaction: sending it may take a while.
        return super().response_add(request, obj, post_url_continue)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        offered, chosen = set(form.fields["roles"].queryset), set(form.cleaned_data["roles"])
        form.instance.groups.remove(*offered - chosen)
        form.instance.groups.add(*chosen)

    def link_page(self, request, pk):
        """Asks first, and makes the link by POST."""
        account = self.get_object(request, str(pk))
        if account is None:
            raise Http404
        if not self.has_change_permission(request, account) or not account.is_active:
            raise PermissionDenied
        return self.show_link(request, account) if request.method == "POST" else self.link(request, account)

    def show_link(self, request, account):
        """Show the link once, and send it where mail is configured."""
        address = link_to_set_password(account)
        is_mailed = mail_link(account, address)
        detail = f"Sent to {account.email}." if is_mailed else "Shown, not sent."
        LogLine.objects.add("made a link to set a password", account, by=request.user, detail=detail)
        return self.link(request, account, address=address, is_mailed=is_mailed)

    def link(self, request, account, **extra):
        context = self.admin_site.each_context(request) | {
            "title": f"A link for {account}",
            "opts": self.opts,
            "account": account,
            **extra,
        }
        response = TemplateResponse(request, "admin/auth/user/link.html", context)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def log(self, request, act, obj, detail=""):
        """With what the account may do from then on."""
        rights = ["superuser"] if obj.is_superuser else []
        rights += in_order(obj.groups).values_list("name", flat=True)
        now = f"{', '.join(rights) or 'no roles'}; {'active' if obj.is_active else 'ended'}"
        super().log(request, act, obj, f"{detail} Now: {now}.".lstrip())

    @admin.display(description="name", ordering="last_name")
    def name(self, account):
        return account.get_full_name()

    @admin.display(description="roles")
    def role_names(self, account):
        names = [group.name for group in account.groups.all()]
        return ", ".join(["Superuser", *names] if account.is_superuser else names) or "none"


def has_roles_alone(account):
    """Whether the account holds nothing but roles."""
    return not (
        account.is_superuser
        or account.user_permissions.exists()
        or account.groups.exclude(name__in=ROLES).exists()
    )
