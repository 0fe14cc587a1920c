"""People: administrators make accounts and give roles, and get no further by that."""

from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from tests.admin.case import make_colleague

from .case import RolesCase


def roles(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


class AccountCase(RolesCase):
    def setUp(self):
        self.administrator = self.sign_in("Administrators", name="ada")

    def send_account(self, account=None, **fields):
        page, arguments = ("auth_user_change", [account.pk]) if account else ("auth_user_add", [])
        form = {"username": "dina", "email": "dina@news.example", "is_active": "on"} | fields
        return self.send(page, *arguments, **form)


class MakingTests(AccountCase):
    def test_an_account_is_made_with_a_name_an_address_and_roles(self):
        page = self.send_account(first_name="Dina", roles=roles("Authors", "Librarians"))
        dina = User.objects.get(username="dina")
        self.assertEqual({group.name for group in dina.groups.all()}, {"Authors", "Librarians"})
        self.assertEqual((dina.is_staff, dina.is_superuser, dina.has_usable_password()), (True, False, False))
        self.assertContains(page, f"{reverse('admin:index')}password/")
        self.assertContains(page, "Give this link to dina yourself")

    def test_the_page_with_the_link_is_kept_by_nobody(self):
        page = self.send_account()
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertEqual(page.headers["Referrer-Policy"], "same-origin")

    def test_roles_say_what_they_are_for(self):
        self.assertContains(self.open("auth_user_add"), "Publishers: publish, schedule, withdraw")

    def test_a_name_or_an_address_that_is_taken_gets_a_sentence(self):
        make_colleague("dina")
        page = self.send_account(email="DINA@news.example")
        self.assertContains(page, "DINA@news.example belongs to another account.")
        self.assertContains(page, "A user with that username already exists.")

    def test_an_address_is_needed(self):
        self.assertContains(self.send_account(email=""), "This field is required.")
        self.assertFalse(User.objects.filter(username="dina").exists())

    def test_it_stands_in_the_log_with_its_roles_and_without_its_link(self):
        self.send_account(roles=roles("Editors"))
        self.assert_logged("ada made a link to set a password: dina", "ada added user: dina")
        lines = [line.detail for line in self.administrator_lines()]
        self.assertEqual(lines, ["Shown, not sent.", "Now: Editors; active."])

    def administrator_lines(self):
        from_log = self.open("articles_logline_changelist").context["cl"].queryset
        return from_log.filter(actor=self.administrator)


class ChangingTests(AccountCase):
    def setUp(self):
        super().setUp()
        self.dina = make_colleague("dina", "Authors")

    def test_roles_are_given_and_taken(self):
        self.send_account(self.dina, roles=roles("Editors", "Publishers"))
        self.assertEqual({group.name for group in self.dina.groups.all()}, {"Editors", "Publishers"})
        self.assert_logged("ada changed user: dina")

    def test_an_account_that_is_ended_is_signed_out_at_once(self):
        self.client.force_login(self.dina)
        self.assertEqual(self.open("index").status_code, 200)
        User.objects.filter(pk=self.dina.pk).update(is_active=False)
        self.assertRedirects(self.open("index"), f"{reverse('admin:login')}?next={reverse('admin:index')}")

    def test_ending_is_a_box_on_the_form(self):
        self.send_account(self.dina, is_active="")
        self.dina.refresh_from_db()
        self.assertFalse(self.dina.is_active)

    def test_an_administrator_does_not_end_their_own_account_or_rights(self):
        for fields in ({"is_active": "", "roles": roles("Administrators")}, {"roles": roles("Editors")}):
            page = self.send_account(self.administrator, username="ada", email="a@news.example", **fields)
            self.assertContains(page, "You cannot end your own account or its rights.")

    def test_a_forged_form_makes_no_superuser_and_gives_no_single_permission(self):
        right = Permission.objects.get(codename="delete_user")
        forged = {"is_superuser": "on", "is_staff": "on", "user_permissions": [right.pk], "password": "x"}
        self.send_account(self.dina, roles=roles("Authors"), **forged)
        self.dina.refresh_from_db()
        self.assertFalse(self.dina.is_superuser or self.dina.user_permissions.exists())
        self.assertNotEqual(self.dina.password, "x")

    def test_a_forged_form_gives_no_group_that_is_no_role(self):
        chiefs = Group.objects.create(name="Chiefs")
        page = self.send_account(self.dina, roles=[chiefs.pk])
        self.assertContains(page, "is not one of the available choices")
        self.assertFalse(chiefs.user_set.exists())


class BeyondRolesTests(AccountCase):
    """Who holds more than roles is left to superusers: account, address, password, everything."""

    def setUp(self):
        super().setUp()
        self.root = User.objects.create_superuser("root", "root@news.example")
        self.chief = make_colleague("chief", "Editors")
        self.chief.groups.add(Group.objects.create(name="Chiefs"))
        self.special = make_colleague("special")
        self.special.user_permissions.add(Permission.objects.get(codename="delete_user"))

    def test_administrators_can_look_and_neither_change_nor_reset(self):
        for account in (self.root, self.chief, self.special):
            with self.subTest(account=account):
                page = self.open("auth_user_change", account.pk)
                self.assertContains(page, account.email)
                self.assertNotContains(page, "Link to set a password")
                refused = self.send_account(account, email="mine@elsewhere.example", roles=roles("Editors"))
                self.assertEqual(refused.status_code, 403)
                self.assertEqual(self.open("auth_user_link", account.pk).status_code, 403)
                self.assertEqual(self.send("auth_user_link", account.pk).status_code, 403)

    def test_superusers_can(self):
        self.client.force_login(self.root)
        page = self.send_account(self.chief, username="chief", is_superuser="on", roles=roles("Editors"))
        self.assertRedirects(page, reverse("admin:auth_user_changelist"))
        self.chief.refresh_from_db()
        self.assertTrue(self.chief.is_superuser)
        self.assertContains(self.send("auth_user_link", self.chief.pk), "/admin/password/")
