from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from broadsheet.demo_logins import DOMAIN


class Command(BaseCommand):
    help = "Switch off the demo’s logins. Their stories stay, and so does their name in the history."

    def handle(self, **options):
        changed = get_user_model().objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).update(is_active=False)
        self.stdout.write(f"Switched off: {changed}.")
