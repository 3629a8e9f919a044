"""What a user sets for himself."""

from zoneinfo import available_timezones

import pytest
from wagtail.admin.localization import get_available_admin_time_zones

from accounts import roles
from tests.editor import log_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_account_offers_time_zones_of_places_only():
    page = log_in(make_user("will", roles.WRITERS)).get("/admin/account/").content.decode()

    offered = get_available_admin_time_zones()
    assert "Europe/Paris" in page
    assert not {"localtime", "Factory"}.intersection(offered)
    assert set(offered) <= available_timezones()
