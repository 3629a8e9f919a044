from django.core.management.base import BaseCommand, CommandError

from media import rclone


class Command(BaseCommand):
    help = (
        "Copy photos and documents between the folders under var/media/ and the buckets with rclone, then compare both "
        "ends. Deletes nothing; may be stopped and begun anew. Prints the commands that it runs, without their keys."
    )

    def add_arguments(self, parser):
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--to-bucket", action="store_true", help="Copy from the folders into the buckets.")
        way.add_argument("--to-folder", action="store_true", help="Copy from the buckets into the folders.")
        parser.add_argument("--check", action="store_true", help="Compare only; ends with code 1 on any difference.")

    def handle(self, *, to_bucket, check, **options):
        different = 0
        try:
            rclone.find_rclone()
            for route in rclone.routes():
                route.folder.mkdir(parents=True, exist_ok=True)
                if not check:
                    self.tell(route.copy(to_bucket=to_bucket))
                    rclone.run(route.copy(to_bucket=to_bucket))
                for command in route.compare():
                    self.tell(command)
                    for difference in rclone.differences(command):
                        different += 1
                        self.stdout.write(difference)
        except rclone.CannotCopy as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Begin again at any time; what was copied stays.") from None
        if different:
            raise CommandError(f"{different} files differ: see “Moving media” in docs/storage.md.")
        self.stdout.write("Folders and buckets hold the same files.")

    def tell(self, command):
        self.stdout.write(f"$ {rclone.printed(command)}")
        self.stdout.flush()
