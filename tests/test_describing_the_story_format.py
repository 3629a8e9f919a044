"""docs/story-format.md says what the code does, and the format holds what the models hold."""

import re

import pytest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from archive.describing import tables
from archive.management.commands.describe_story_format import DOCUMENT
from archive.subjects import SUBJECTS
from home.models import FooterSettings, HomePage, NameplateSettings, SocialSettings, TrendingSettings
from media.models import Agency, Document, Photo
from search.models import Synonym
from stories.models import (
    AppealSettings,
    Author,
    Column,
    Correction,
    NewsletterSettings,
    PublicationSettings,
    SectionPage,
    StandardPage,
    StoryPage,
    Topic,
)

from . import everything
from .story_files import STORY, import_lines

# What the framework keeps for itself: the tree, states of editing, locks, sizes. An export carries none of it.
FRAMEWORK = {field.name for model in (Page, AbstractImage, AbstractDocument) for field in model._meta.fields}
FRAMEWORK |= {"id", "page_ptr", "settings_ptr", "site", "locale", "translation_key", "sort_order", "story", "is_open"}
# What the file of a photo said before it was stored without, and what a newsroom was told of.
FRAMEWORK |= {"file_said", "rights_told_for"}
OWN = {
    StoryPage: "main_section standfirst column byline dateline lead_photo lead_caption lead_credit_words body"
    " published_at updated_at canonical_url canonical_name social_title social_text social_photo show_appeal",
    SectionPage: "role article_type standfirst photo",
    StandardPage: "body",
    HomePage: "strips",
    Column: "name slug photo description cadence weekday section",
    Author: "name slug photo sort_name position bio website",
    Topic: "name slug photo description",
    Correction: "kind on text",
    Agency: "name other_names printed website notes",
    Photo: "kind agency person source_url licence copyright_notice rights_expire_on territory restrictions caption"
    " is_decorative taken_on place replacement",
    Document: "",
    PublicationSettings: "name tagline publisher description email logo social_photo",
    AppealSettings: "is_on heading text button url",
    NewsletterSettings: "is_on heading text button url",
    NameplateSettings: "",
    FooterSettings: "text",
    SocialSettings: "",
    TrendingSettings: "",
    Synonym: "words",
    SearchPromotion: "query page external_link_url external_link_text description",
}


def test_the_document_is_what_the_code_declares():
    written = DOCUMENT.read_text()

    assert written.endswith(tables()), "run manage.py describe_story_format"


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_a_new_field_of_a_model_is_brought_into_the_format(model):
    own = {field.name for field in model._meta.concrete_fields} - FRAMEWORK

    assert own <= set(OWN[model].split()), "say in archive/subjects how it is written, then name it here"


def test_every_field_and_block_goes_through_the_round_trip_test():
    used = {(line.get("type", "story"), name) for line in everything.LINES for name in line if name != "type"}
    fields = {(kind, name) for kind, subject in SUBJECTS.items() for name in subject.PARTS.fields}
    blocks = {block["type"] for line in everything.LINES for block in line.get("body", ())}

    assert fields - used == {("column", "status"), ("topic", "status")}
    assert blocks == set(SUBJECTS["story"].PARTS.fields["body"].kind.blocks)


@pytest.mark.django_db
def test_a_field_of_a_block_carries_a_star_if_its_story_cannot_go_out_without(tmp_path):
    everything.put_media_into(tmp_path / "media")
    blocks = SUBJECTS["story"].PARTS.fields["body"].kind.blocks
    other = {**STORY, "id": "second"}
    lines, starred, number = [other], set(), 1
    for block in everything.BODY:
        for name in sorted(block.keys() - {"type"}):
            number += 1
            body = [*STORY["body"], {key: value for key, value in block.items() if key != name}]
            lines.append({**STORY, "id": f"without {number}", "slug": f"without-{number}", "body": body})
            if name in blocks[block["type"]].needed:
                starred.add(number)

    said = import_lines(tmp_path, *lines, media=tmp_path / "media")

    told = {int(number) for number in re.findall(r"^line (\d+): .* came in as a draft", said, re.MULTILINE)}
    assert {number: lines[number - 1]["body"][-1] for number in told ^ starred} == {}, said
