"""A file knows who made it, what it shows, when, where and under which terms: the photo desk types none of that."""

import datetime

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from media import embedded_records, iptc
from media.models import Agency, Photo
from tests.factories import make_agency, make_photo
from tests.told_pictures import WITH_NOTES, exif_notes, iptc_notes, picture, xmp_notes

pytestmark = pytest.mark.django_db

XMP = xmp_notes(
    """<dc:creator><rdf:Seq><rdf:li>Josephine Leemans</rdf:li></rdf:Seq></dc:creator>
    <dc:description><rdf:Alt><rdf:li xml:lang="de">Eine Fähre</rdf:li><rdf:li xml:lang="x-default">A ferry leaves
    Ærøskøbing</rdf:li></rdf:Alt></dc:description>
    <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Harbour Press</rdf:li></rdf:Alt></dc:rights>
    <photoshop:Credit>Harbour Press Photo</photoshop:Credit>
    <photoshop:Headline>The last ferry</photoshop:Headline>
    <photoshop:DateCreated>2026-02-27T17:20:00+01:00</photoshop:DateCreated>
    <photoshop:City>Ærøskøbing</photoshop:City><photoshop:Country>Denmark</photoshop:Country>
    <Iptc4xmpCore:Location>Old port</Iptc4xmpCore:Location>
    <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A white ferry and a stone quay</rdf:li>
    </rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
    <photoshop:Instructions>Not for social media</photoshop:Instructions>
    <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></xmpRights:UsageTerms>
    <xmpRights:WebStatement>https://example.org/4711</xmpRights:WebStatement>
    <plus:LicenseEndDate>2031-12-31</plus:LicenseEndDate>"""
)


def taken_in(content: bytes, name: str = "DSC_0412.jpg", **fields) -> Photo:
    """Return the photo that an upload under the file's own name becomes."""
    Photo.objects.create(**{"title": "DSC 0412", "file": ContentFile(content, name=name), **fields})
    return Photo.objects.select_related("agency").latest("pk")


@pytest.mark.parametrize("form", WITH_NOTES)
def test_every_field_that_a_file_fills_is_filled_whatever_its_format(form):
    agency = make_agency("Harbour Press")

    photo = taken_in(picture(form, xmp=XMP))

    assert (photo.agency, photo.person) == (agency, "Josephine Leemans")
    assert photo.title == "The last ferry"
    assert photo.caption == "A ferry leaves Ærøskøbing"
    assert photo.description == "A white ferry and a stone quay"
    assert photo.copyright_notice == "© 2026 Harbour Press"
    assert (photo.taken_on, photo.place) == (datetime.date(2026, 2, 27), "Old port, Ærøskøbing, Denmark")
    assert (photo.licence, photo.source_url) == ("CC BY 4.0", "https://example.org/4711")
    assert (photo.restrictions, photo.rights_expire_on) == ("Not for social media", datetime.date(2031, 12, 31))


@pytest.mark.parametrize("form", WITH_NOTES)
def test_a_camera_that_writes_nothing_but_exif_is_read_in_every_format(form):
    exif = exif_notes(
        Artist="Josephine Leemans",
        ImageDescription="A ferry leaves",
        Copyright="(c) Harbour Press",
        DateTimeOriginal="2026:02:27 17:20:00",
    )

    photo = taken_in(picture(form, exif=exif))

    assert (photo.person, photo.caption) == ("Josephine Leemans", "A ferry leaves")
    assert (photo.copyright_notice, photo.taken_on) == ("(c) Harbour Press", datetime.date(2026, 2, 27))


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_an_agency_that_writes_nothing_but_iptc_is_read(form):
    agency = make_agency("Harbour Press")
    notes = iptc_notes(
        (80, b"Josephine Leemans"),
        (110, b"HARBOUR PRESS"),
        (120, "A ferry leaves Ærøskøbing".encode()),
        (55, b"20260227"),
        (90, b"Aeroe"),
        (101, b"Denmark"),
        (40, b"Mandatory credit"),
        (37, b"20311231"),
        announced=iptc.UTF_8,
    )

    photo = taken_in(picture(form, iptc=notes))

    assert (photo.agency, photo.person) == (agency, "Josephine Leemans")
    assert (photo.caption, photo.place) == ("A ferry leaves Ærøskøbing", "Aeroe, Denmark")
    assert (photo.taken_on, photo.rights_expire_on) == (datetime.date(2026, 2, 27), datetime.date(2031, 12, 31))
    assert photo.restrictions == "Mandatory credit"


@pytest.mark.parametrize("letters", ["utf-8", "latin-1", "cp1252", "mac-roman"])
@pytest.mark.parametrize("text", ["Zoë Müller à Orléans", "Ærøskøbing: åben bro", "“El Niño” – São Tomé", "Señal"])
def test_names_are_read_in_the_letters_that_make_words_of_them(text, letters):
    try:
        content = text.encode(letters)
    except UnicodeEncodeError:
        pytest.skip(f"{letters} cannot write it")

    assert iptc.decode(content) == text


def test_letters_that_are_announced_are_believed():
    assert iptc.decode("Мост открыт".encode("iso8859-5"), b"\x1b-L") == "Мост открыт"
    assert iptc.decode("Žižkov".encode("iso8859-2"), b"\x1b-B") == "Žižkov"
    assert iptc.decode("Zoë".encode()[:-1], iptc.UTF_8) == "Zo"


def test_what_iptc_cut_off_is_read_whole_from_xmp():
    name = "Josephine van den Berghe-Leemans"
    xmp = xmp_notes(f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>")

    record = embedded_records.read(Image.open(ContentFile(picture(iptc=iptc_notes((80, name[:20].encode())), xmp=xmp))))

    assert record["person"] == name


@pytest.mark.parametrize(
    ("credit", "byline", "printed"),
    [
        ("AP Photo/Jane Doe", "", "AP/Jane Doe"),
        ("Jane Doe/AP", "", "AP/Jane Doe"),
        ("ap", "Jane Doe", "AP/Jane Doe"),
        ("A.P.", "Jane Doe/AP", "AP/Jane Doe"),
        ("Jane Doe for AP", "", "AP/Jane Doe"),
        ("Jane Doe (AP)", "Jane Doe", "AP/Jane Doe"),
        ("Associated Press / Jane Doe", "", "AP/Jane Doe"),
        ("Photo by Jane Doe", "", "Jane Doe"),
        ("Jane Doe via GETTY IMAGES", "", "Jane Doe via Getty Images"),
        ("Jane Doe/AFP via Getty Images", "", "Jane Doe/AFP via Getty Images"),
        ("Presse-Agentur Süd/Jane Doe", "", "Presseagentur Süd/Jane Doe"),
        ("", "Jane Doe", "Jane Doe"),
        # Without a by-line nobody can tell whether it is an agency.
        ("Reuters", "", "Reuters"),
    ],
)
def test_agencies_are_matched_to_their_records_however_the_file_writes_them(credit, byline, printed):
    make_agency("AP", other_names="Associated Press, The Associated Press")
    make_agency("Getty Images", printed=Agency.Printed.PERSON_VIA_AGENCY)
    make_agency("Presseagentur Süd")

    photo = Photo(title="Quay")
    photo.fill_record({"credit": credit, "person": byline})

    assert photo.credit == printed
    assert photo.missing_agency == ""


@pytest.mark.parametrize(
    ("credit", "byline", "person", "agency"),
    [
        ("Some Agency", "Jane Doe", "Jane Doe", "Some Agency"),
        ("Jane Doe/Some Agency", "Jane Doe", "Jane Doe", "Some Agency"),
        ("Some Agency/JANE DOE", "Jane Doe", "Jane Doe", "Some Agency"),
        ("Jane Doe (Some Agency)", "Photo by Jane Doe", "Jane Doe", "Some Agency"),
        ("Some Agency", "Jane Doe/Some Agency", "Jane Doe", "Some Agency"),
        ("Jane Doe", "Jane Doe", "Jane Doe", ""),
        ("Photo: Jane Doe", "jane doe", "jane doe", ""),
        ("Some Agency", "Some Agency", "Some Agency", ""),
        ("x" * 300, "Jane Doe", "Jane Doe", "x" * 120),
    ],
)
def test_of_a_byline_and_an_unknown_agency_the_person_is_taken_and_the_agency_told(credit, byline, person, agency):
    make_agency("AP")

    photo = Photo(title="Quay")
    photo.fill_record({"credit": credit, "person": byline})

    assert (photo.person, photo.agency, photo.missing_agency) == (person, None, agency)


def test_an_agency_is_not_told_where_the_credit_is_ours():
    photo = Photo(title="Quay", person="Ana Bel")
    photo.fill_record({"credit": "Some Agency", "person": "Jane Doe"})

    assert (photo.credit, photo.missing_agency) == ("Ana Bel", "")
    assert photo.file_said["agency"] == "Some Agency"


def test_what_an_editor_wrote_stays_and_what_the_file_said_is_kept_beside_it():
    photo = taken_in(picture(xmp=XMP), caption="Our words", person="Ana Bel", title="Our title")

    assert (photo.caption, photo.credit) == ("Our words", "Ana Bel")
    assert photo.file_said["caption"] == "A ferry leaves Ærøskøbing"
    assert photo.file_said["person"] == "Josephine Leemans"
    assert photo.file_said["agency"] == "Harbour Press Photo"


def test_a_title_that_somebody_gave_stays():
    photo = make_photo(title="Our title", file=ContentFile(picture(xmp=XMP), name="DSC_0412.jpg"))

    assert photo.title == "Our title"


def test_a_picture_that_a_machine_made_up_says_so_in_its_record():
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    xmp = xmp_notes(f"<Iptc4xmpExt:DigitalSourceType>{kind}</Iptc4xmpExt:DigitalSourceType>")

    assert "a machine made this picture up" in taken_in(picture(xmp=xmp)).restrictions


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>&z;</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""
ENTITIES = b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("z") + 1)
)
HOSTILE_XMP = {
    "a billion laughs": BOMB % ENTITIES,
    "a file of ours": BOMB % b'<!ENTITY z SYSTEM "file:///etc/passwd">',
    "an address of theirs": BOMB % b'<!ENTITY z SYSTEM "http://127.0.0.1:9/x">',
    "no end": XMP[:400],
    "no xml": b"\x00\xff" * 50,
    "nested without end": b"<a>" * 20_000 + b"</a>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE_XMP)
def test_hostile_notes_are_left_unread_and_the_picture_is_taken(name):
    form = "TIFF" if len(HOSTILE_XMP[name]) > 60_000 else "JPEG"  # whose notes end there
    photo = taken_in(picture(form, xmp=HOSTILE_XMP[name], iptc=iptc_notes((80, b"Jo Lee"))))

    assert photo.person == "Jo Lee"


@pytest.mark.parametrize(
    "notes",
    [
        iptc_notes((80, b"Jo Lee"), (120, b"x"))[:-3],
        b"8BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x50\0\6Jo Lee\x1c",
        b"8BIM\x04\x04\xff\xff\0\0",
        iptc_notes(*[(25, b"word")] * 3000, (80, b"Jo Lee")),
    ],
)
def test_broken_iptc_costs_no_more_than_itself(notes):
    assert taken_in(picture(iptc=notes)).person in ("Jo Lee", "")


def test_absurdly_long_notes_are_cut_to_what_a_record_holds():
    xmp = xmp_notes(
        f"<dc:creator>{'Jo ' * 9000}</dc:creator><dc:rights>{'c' * 9000}</dc:rights>"
        f"<dc:description>{'word ' * 9000}</dc:description><photoshop:City>{'x' * 9000}</photoshop:City>"
        f"<xmpRights:WebStatement>https://example.org/{'x' * 9000}</xmpRights:WebStatement>"
    )

    photo = taken_in(picture("PNG", xmp=xmp))
    photo.full_clean()

    assert (len(photo.person), len(photo.copyright_notice), len(photo.place)) == (200, 255, 160)
    assert len(photo.caption) <= embedded_records.LONGEST
    assert photo.source_url == ""


@pytest.mark.parametrize("text", ["javascript:alert(1)", "ask me", "//example.org/x"])
def test_a_source_that_is_no_web_address_is_not_taken(text):
    xmp = xmp_notes(f"<xmpRights:WebStatement>{text}</xmpRights:WebStatement>")

    assert taken_in(picture(xmp=xmp)).source_url == ""


@pytest.mark.parametrize("text", ["2026", "2026-02", "2026-02-31", "0000:00:00 00:00:00", "yesterday", "20260227"])
def test_a_day_that_is_none_is_left_out(text):
    xmp = xmp_notes(f"<photoshop:DateCreated>{text}</photoshop:DateCreated>")

    assert taken_in(picture(xmp=xmp)).taken_on == (datetime.date(2026, 2, 27) if text == "20260227" else None)


def test_signs_that_turn_letters_are_not_taken_from_a_file():
    xmp = xmp_notes("<dc:creator>Jo \u202eeeL</dc:creator>")

    assert taken_in(picture(xmp=xmp)).person == "Jo eeL"
