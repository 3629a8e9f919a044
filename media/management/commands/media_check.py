from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from media import trials
from media.bucket_trial import BucketTrial
from media.folder_trial import FolderTrial


class Command(BaseCommand):
    help = (
        "Try out the media store as its owner and as a stranger, one line for each check, and leave nothing behind. "
        "Ends with code 1 when something has to be mended."
    )
    # The database is not needed, and a store is tried out before anything else runs.
    requires_system_checks = []

    def handle(self, **options):
        trial = FolderTrial() if settings.MEDIA_BACKEND == "local" else BucketTrial()
        failed, left_out = 0, [step.promise for step in trial.steps()]
        try:
            for step, problem in trials.run(trial.steps()):
                left_out.remove(step.promise)
                failed += bool(problem)
                if problem:
                    self.stdout.write(f"failed  {step.promise}: {problem}. {step.advice}", self.style.ERROR)
                else:
                    self.stdout.write(f"passed  {step.promise}")
                self.stdout.flush()
        finally:
            failed += not self.clean_up(trial)
        if left_out:
            self.stdout.write(f"{len(left_out)} more checks need what failed, and were left out.")
        if failed:
            raise CommandError(f"{failed} of {len(trial.steps()) - len(left_out)} checks failed.")
        self.stdout.write("The media store is as it should be.")

    def clean_up(self, trial) -> bool:
        """Leave nothing behind, also when stopped; return whether that is so."""
        if not trial.has_written:
            return True
        [(_step, problem)] = trials.run([trials.Step("nothing is left behind", trial.clean_up, "")])
        if problem:
            self.stdout.write(f"failed  nothing is left behind: {problem}. Delete {trial.name} by hand.")
        return not problem
