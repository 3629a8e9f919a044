"""One login for each role in the demo, and none of them on a public site."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from broadsheet import demo_logins

pytestmark = pytest.mark.django_db


def test_there_is_a_login_for_each_role():
    demo_logins.make("four plain words here")

    for login in demo_logins.LOGINS:
        user = authenticate(username=login.name, password="four plain words here")
        assert [group.name for group in user.groups.all()] == [login.group]
        assert not user.is_superuser


def test_a_second_run_changes_nothing_and_a_new_password_counts():
    demo_logins.make("four plain words here")
    first = list(get_user_model().objects.values_list("pk", "password").order_by("pk"))

    demo_logins.make("four plain words here")
    assert list(get_user_model().objects.values_list("pk", "password").order_by("pk")) == first

    demo_logins.make("some other words")
    assert authenticate(username="writer", password="some other words")
    assert not authenticate(username="writer", password="four plain words here")


def test_a_public_site_does_not_start_with_a_demo_login():
    demo_logins.make("four plain words here")

    with pytest.raises(SystemCheckError, match=r"demo’s logins.*administrator"):
        call_command("check", deploy=True, databases=["default"], tags=["broadsheet"])


def test_a_public_site_starts_without_them():
    get_user_model().objects.create_user("anna", email="anna@news.example")

    call_command("check", deploy=True, databases=["default"], tags=["broadsheet"])


def test_one_that_was_switched_off_is_no_danger():
    demo_logins.make("four plain words here")
    get_user_model().objects.update(is_active=False)

    call_command("check", deploy=True, databases=["default"], tags=["broadsheet"])
