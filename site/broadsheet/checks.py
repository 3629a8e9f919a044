"""What only the whole installation can tell about itself before it starts."""

from django.contrib.auth import get_user_model
from django.core.checks import Error, register
from django.db import DatabaseError

from .demo_logins import DOMAIN


# Only with a database at hand: `manage.py start` and `check --deploy --database default` ask for it.
@register("broadsheet", "database", deploy=True)
def no_demo_logins(app_configs, databases=None, **kwargs) -> list[Error]:
    """Refuse the demo's logins, whose password may be known to many, on a site that is to be public."""
    if not databases:
        return []
    try:
        found = list(get_user_model().objects.filter(email__endswith=f"@{DOMAIN}", is_active=True))
    except DatabaseError:
        # No tables yet: nobody can log in either.
        return []
    if not found:
        return []
    return [
        Error(
            f"The demo’s logins are in this database: {', '.join(user.get_username() for user in found)}.",
            hint="Delete or deactivate them under Settings → Users, or with `manage.py drop_demo_logins`.",
            id="broadsheet.E001",
        )
    ]
