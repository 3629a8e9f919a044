from django.db import migrations

INDEX = "search_admin_title_and_body"


def add_index(apps, schema_editor):
    """Wagtail's search asks title and body in one, for which it has no index: each search reads the whole table."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS {INDEX} ON wagtailsearch_indexentry USING gin ((title || body))"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_counting"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(add_index, drop_index)]
