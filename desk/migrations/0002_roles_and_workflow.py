"""The four roles of a newsroom, and the way of a story from its writer to an editor."""

from django.db import migrations

from accounts.roles import ADMINISTRATORS, ALL, EDITORS, PHOTO_EDITORS, WRITERS, grant, grant_on_files, grant_on_pages

# Printed in sentences: the button reads “Submit to an editor for approval”.
WORKFLOW = "an editor for approval"
STOCK_WORKFLOW = "Moderators approval"

KEEP = ("add", "change", "delete", "view")
SNIPPETS = ("stories.column", "stories.author", "stories.topic")
FILES = ("wagtailimages.image", "wagtaildocs.document")
SETTINGS_OF_EDITORS = (
    "stories.appealsettings",
    "stories.newslettersettings",
    "home.nameplatesettings",
    "home.footersettings",
    "home.socialsettings",
    "home.trendingsettings",
)
SITE_RECORDS = ("wagtailredirects.redirect", "wagtailsearchpromotions.searchpromotion")


def make_roles(apps, schema_editor):
    drop_stock(apps)
    for role in ALL:
        grant(apps, role, "wagtailadmin.admin", ["access"])

    grant_on_pages(apps, WRITERS, ["add"])
    grant_on_pages(apps, EDITORS, ["add", "change", "publish", "lock", "unlock"])
    grant_on_pages(apps, ADMINISTRATORS, ["add", "change", "publish", "lock", "unlock", "bulk_delete"])

    for files in FILES:
        grant_on_files(apps, WRITERS, files, ["add", "choose"])
        grant_on_files(apps, EDITORS, files, ["add", "change", "choose"])
        grant_on_files(apps, PHOTO_EDITORS, files, ["add", "change", "delete", "choose"])
        grant_on_files(apps, ADMINISTRATORS, files, ["add", "change", "delete", "choose"])
    for role in (PHOTO_EDITORS, ADMINISTRATORS):
        grant_on_files(apps, role, "wagtailcore.collection", ["add", "change", "delete"])
        grant(apps, role, "media.agency", KEEP)
    grant(apps, EDITORS, "media.agency", ["add", "change", "view"])

    for snippet in SNIPPETS:
        grant(apps, WRITERS, snippet, ["view"])
        for role in (EDITORS, ADMINISTRATORS):
            grant(apps, role, snippet, [*KEEP, "publish", "lock", "unlock"])
    for role in (EDITORS, ADMINISTRATORS):
        grant(apps, role, "stories.correction", ["view"])
        for record in SITE_RECORDS:
            grant(apps, role, record, KEEP)
        for setting in SETTINGS_OF_EDITORS:
            grant(apps, role, setting, ["change"])

    grant(apps, ADMINISTRATORS, "stories.publicationsettings", ["change"])
    for record in ("wagtailcore.site", "wagtailcore.workflow", "wagtailcore.task"):
        grant(apps, ADMINISTRATORS, record, KEEP)
    # Neither users nor groups: who may change those can make himself a superuser, so only superusers may.
    make_workflow(apps)


def drop_stock(apps):
    """Take away the rights and the workflow that Wagtail brings. Its group of editors stays, with whoever is in it."""
    Workflow = apps.get_model("wagtailcore.Workflow")
    Task = apps.get_model("wagtailcore.Task")
    Workflow.objects.filter(name=STOCK_WORKFLOW).delete()
    Task.objects.filter(name=STOCK_WORKFLOW, workflow_tasks=None).delete()
    Group = apps.get_model("auth.Group")
    Group.objects.filter(name="Moderators").delete()
    for editors in Group.objects.filter(name=EDITORS):
        editors.permissions.clear()
        for rights in ("wagtailcore.GroupPagePermission", "wagtailcore.GroupCollectionPermission"):
            apps.get_model(rights).objects.filter(group=editors).delete()


def make_workflow(apps):
    get = apps.get_model
    groups = get("auth.Group").objects.filter(name__in=[EDITORS, ADMINISTRATORS])
    content_type, _ = get("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _ = get("wagtailcore.GroupApprovalTask").objects.get_or_create(
        name="Approval by an editor", defaults={"content_type": content_type, "active": True}
    )
    task.groups.set(groups)
    workflow, _ = get("wagtailcore.Workflow").objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    get("wagtailcore.WorkflowTask").objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    root = get("wagtailcore.Page").objects.get(depth=1)
    get("wagtailcore.WorkflowPage").objects.update_or_create(page=root, defaults={"workflow": workflow})


def drop_roles(apps, schema_editor):
    """Leave what Wagtail's own migrations expect to find when they are taken back: its two groups."""
    apps.get_model("wagtailcore.Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("wagtailcore.Task").objects.filter(name="Approval by an editor", workflow_tasks=None).delete()
    Group = apps.get_model("auth.Group")
    Group.objects.filter(name__in=ALL).exclude(name=EDITORS).delete()
    drop_stock(apps)
    Group.objects.get_or_create(name="Moderators")


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_clock"),
        ("stories", "0001_sections_stories_columns"),
        ("home", "0001_front"),
        ("media", "0001_photos_documents_agencies"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]
    operations = [migrations.RunPython(make_roles, drop_roles)]
