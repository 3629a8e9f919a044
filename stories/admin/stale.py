"""Nobody's words are overwritten in silence: who saves from a stale window is told first."""

from django.utils import timezone
from django.utils.translation import gettext as _


class StaleSavesAreSaid:
    """For an edit view. Wagtail refuses a stale form only when it saves by itself, not when somebody presses a button.

    The refused form keeps all that was typed, and holds the newest revision from then on: saved again, it goes through,
    and the words of the other stay in the history.

    A newer version of one's own is no reason: a form that was refused once saves itself as a new version, of which the
    client of Wagtail 8.0.1 does not tell the form, so that its writer would be refused again and again.
    """

    def form_valid(self, form):
        if self.expects_json_response or not self.is_out_of_date or self.latest_revision.user == self.request.user:
            return super().form_valid(form)
        form.add_error(None, self._what_happened())
        self.produced_error_message = _("Not saved yet.")  # said above the errors where a snippet is edited
        form.restore_required_fields()
        return self.form_invalid(form)

    def _what_happened(self) -> str:
        newer = self.latest_revision
        return _(
            "%(who)s saved another version at %(time)s, after you had opened this one. Your words are all here, theirs "
            "are in the history. Compare them there, then save again to put yours on top."
        ) % {
            "who": newer.user or _("Somebody"),
            "time": f"{timezone.localtime(newer.created_at):%H:%M}",
        }
