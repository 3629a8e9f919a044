"""Who keeps the synonyms of the search, and who reads what readers search for."""

from django.db import migrations

from accounts.roles import ADMINISTRATORS, EDITORS, grant, permission


def let_editors_keep_the_search(apps, schema_editor):
    for role in (EDITORS, ADMINISTRATORS):
        grant(apps, role, "search.synonym", ["add", "change", "delete", "view"])
        grant(apps, role, "search.asked", ["view"])


def take_it_back(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    rights = [permission(apps, "search.synonym", action) for action in ("add", "change", "delete", "view")]
    for group in Group.objects.filter(name__in=[EDITORS, ADMINISTRATORS]):
        group.permissions.remove(*rights, permission(apps, "search.asked", "view"))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_index_of_expiry"),
        ("search", "0004_searches"),
    ]
    operations = [migrations.RunPython(let_editors_keep_the_search, take_it_back)]
