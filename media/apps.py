from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import changes, checks, encoding  # noqa: F401  (connect the signals and the system check)

        encoding.register()
