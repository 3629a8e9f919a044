"""The demo's logins, one for each role; the deploy check refuses them on a public site."""

from dataclasses import dataclass

from accounts import roles

DOMAIN = "demo.invalid"  # a domain that cannot receive mail


@dataclass(frozen=True)
class Login:
    name: str
    group: str
    may: str
    first_name: str
    last_name: str


LOGINS = (
    Login("writer", roles.WRITERS, "writes and submits stories", "Wanda", "Writer"),
    Login("editor", roles.EDITORS, "edits and publishes", "Edgar", "Editor"),
    Login("photo-editor", roles.PHOTO_EDITORS, "looks after photos and their credits", "Phoebe", "Photo"),
    Login("administrator", roles.ADMINISTRATORS, "everything, logins and settings too", "Ada", "Administrator"),
)


def make(password: str) -> None:
    """Make the logins that are missing, and give all of them this password if they do not have it."""
    # Not at the top: `make run` prints the names before Django is set up.
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import check_password, make_password
    from django.contrib.auth.models import Group

    users = get_user_model().objects
    stored = set(users.filter(email__endswith=f"@{DOMAIN}").values_list("password", flat=True))
    # One check for all: each costs a third of a second, on purpose.
    encoded = stored.pop() if len(stored) == 1 else ""
    if not encoded or not check_password(password, encoded):
        encoded = make_password(password)
    for login in LOGINS:
        group = Group.objects.filter(name=login.group)
        user, _ = users.update_or_create(
            username=login.name,
            defaults={
                "password": encoded,
                "email": f"{login.name}@{DOMAIN}",
                "first_name": login.first_name,
                "last_name": login.last_name,
            },
        )
        user.groups.set(group)
