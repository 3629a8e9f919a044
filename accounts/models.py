from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who may log in to the admin. Bylines are `stories.Author`, which need no login."""
