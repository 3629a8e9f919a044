from django.apps import AppConfig


class BroadsheetConfig(AppConfig):
    """The whole: settings, addresses, headers, and the commands that run, save and bring back an installation."""

    name = "broadsheet"

    def ready(self) -> None:
        from . import checks  # noqa: F401
