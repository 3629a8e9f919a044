from django.db import migrations

# FTS5 reads its text from the table of Content, and triggers on that table keep it in step. A migration that alters
# that table later makes it anew on SQLite, which drops the triggers: it has to run `count_terms` again.
FIELDS = ("headline", "standfirst", "column", "people", "topics", "body", "captions", "published")
COLUMNS = ", ".join(f'"{field}"' for field in FIELDS)
NEW = ", ".join(f'new."{field}"' for field in FIELDS)
OLD = ", ".join(f'old."{field}"' for field in FIELDS)
ADD = f"INSERT INTO search_fts (rowid, {COLUMNS}) VALUES (new.story_id, {NEW});"
REMOVE = f"INSERT INTO search_fts (search_fts, rowid, {COLUMNS}) VALUES ('delete', old.story_id, {OLD});"
TRIGGERS = {
    "search_content_added": f"AFTER INSERT ON search_content BEGIN {ADD} END",
    "search_content_removed": f"AFTER DELETE ON search_content BEGIN {REMOVE} END",
    "search_content_changed": f"AFTER UPDATE ON search_content BEGIN {REMOVE} {ADD} END",
}


def count_terms(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    stop_counting(apps, schema_editor)
    schema_editor.execute(
        f"CREATE VIRTUAL TABLE search_fts USING fts5({COLUMNS},"
        " content='search_content', content_rowid='story_id', tokenize='ascii')"
    )
    schema_editor.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    for name, body in TRIGGERS.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {body}")


def stop_counting(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute("DROP TABLE IF EXISTS search_fts")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(count_terms, stop_counting)]
