"""Filling in the editor's forms without a browser: what the page holds, changed in some fields, and sent."""

from django.http import QueryDict
from django.test import Client
from wagtail.test.utils.form_data import querydict_from_html

EMPTY_STREAM = {"body-count": "0"}


def log_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add_address(section) -> str:
    return f"/admin/pages/add/stories/storypage/{section.pk}/"


def edit_address(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def form_at(client: Client, address: str, form_id: str = "page-edit-form") -> QueryDict:
    """Return what a browser would send from the form at `address`, an empty body with it (streams need a script)."""
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    form = querydict_from_html(response.content.decode(), form_id=form_id).copy()
    for name in list(form):
        if name.startswith("action-"):
            del form[name]
    form.update(EMPTY_STREAM)
    return form


def send(client: Client, address: str, form_id: str = "page-edit-form", **changes):
    """Fill in the form at `address` and send it; `action` is the button: "publish", "submit" or none to save."""
    form = form_at(client, address, form_id)
    if action := changes.pop("action", ""):
        form[f"action-{action}"] = "1"
    for name, value in changes.items():
        if isinstance(value, list):
            form.setlist(name, value)
        else:
            form[name] = value
    return client.post(address, form)


def inline_rows(prefix: str, *rows: dict) -> dict[str, str]:
    """Return the fields of a formset with new rows, as the editor's script would make them."""
    fields = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        fields[f"{prefix}-{index}-ORDER"] = str(index + 1)
        fields.update({f"{prefix}-{index}-{name}": str(value) for name, value in row.items()})
    return fields


def messages_of(response) -> str:
    """Return the messages that the next page would show."""
    return " ".join(str(message) for message in response.wsgi_request._messages)
