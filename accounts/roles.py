"""The roles of a newsroom, kept as Wagtail groups. Migrations say what each may do, with the functions below."""

from collections.abc import Iterable

WRITERS = "Writers"
EDITORS = "Editors"
PHOTO_EDITORS = "Photo editors"
ADMINISTRATORS = "Administrators"
ALL = (WRITERS, EDITORS, PHOTO_EDITORS, ADMINISTRATORS)


def grant(apps, role: str, model: str, actions: Iterable[str]) -> None:
    """Let a role do `actions` ("add", "change" …) with every object of `model` ("stories.column")."""
    group = _group(apps, role)
    group.permissions.add(*(permission(apps, model, action) for action in actions))


def grant_on_pages(apps, role: str, actions: Iterable[str]) -> None:
    """Let a role do `actions` ("add", "change", "publish", "lock" …) with every page."""
    Page = apps.get_model("wagtailcore.Page")
    for action in actions:
        apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
            group=_group(apps, role),
            page=Page.objects.get(depth=1),
            permission=permission(apps, "wagtailcore.page", action),
        )


def grant_on_files(apps, role: str, model: str, actions: Iterable[str]) -> None:
    """Let a role do `actions` ("add", "change", "choose" …) with every photo, document or collection."""
    Collection = apps.get_model("wagtailcore.Collection")
    for action in actions:
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
            group=_group(apps, role),
            collection=Collection.objects.get(depth=1),
            permission=permission(apps, model, action),
        )


def permission(apps, model: str, action: str):
    """Return the permission for `action` on `model`, made where Django has not made it yet.

    Django and Wagtail make permissions after the last migration; a migration that grants them comes before that.
    """
    app_label, model_name = model.split(".")
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model_name
    )
    name = f"Can {action} {model_name}"
    return apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model_name}", defaults={"name": name}
    )[0]


def _group(apps, role: str):
    return apps.get_model("auth.Group").objects.get_or_create(name=role)[0]
