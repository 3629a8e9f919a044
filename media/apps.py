from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # The first two connect the signals and the system check.
        from . import changes, checks, encoding, plain_text  # noqa: F401

        encoding.register()
        plain_text.register()
