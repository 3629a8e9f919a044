"""Pictures whose files say who made them, where, when and with what, in each format and each kind of notes."""

import struct
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, PngImagePlugin, TiffImagePlugin

WITH_NOTES = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF")
# What may be in nothing that is stored. Ours must not find a name by chance, so they are long.
SECRETS = (
    b"GPS-SECRET",
    b"CameraSerial99",
    b"MakerNoteSecret",
    b"Josephine Leemans",
    b"hidden comment",
    b"xmp-secret",
    b"THUMBNAIL-SECRET",
)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif_notes(**tags: object) -> Image.Exif:
    """Return EXIF that turns the picture by 90 degrees, with position, camera, thumbnail and the given tags."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[29] = "GPS-SECRET"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "CameraSerial99"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = b"MakerNoteSecret"
    for name, text in tags.items():
        tag = getattr(ExifTags.Base, name)
        ifd = exif.get_ifd(ExifTags.IFD.Exif) if name == "DateTimeOriginal" else exif
        ifd[tag] = text
    return exif


def xmp_notes(inside: str) -> bytes:
    """Return a packet with the given properties."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="xmp-secret">{inside}</rdf:Description></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>""".encode()


def iptc_notes(*datasets: tuple[int, bytes], announced: bytes = b"") -> bytes:
    """Return Photoshop's resources with an IPTC block of the second record in it."""
    block = b"\x1c\x01\x5a" + struct.pack(">H", len(announced)) + announced if announced else b""
    for number, content in datasets:
        block += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(content)) + content
    block += b"\0" * (len(block) % 2)
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block


def picture(form: str = "JPEG", *, exif=None, xmp: bytes = b"", iptc: bytes = b"", size=(80, 40)) -> bytes:
    """Return a picture in `form` with these notes and a colour profile."""
    image, buffer = Image.new("RGB", size, "navy"), BytesIO()
    options: dict = {"icc_profile": PROFILE}
    if exif is not None:
        options["exif"] = exif
    if xmp and form == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"].add_text("Comment", "hidden comment")
    elif form == "TIFF":
        exif = options["exif"] = Image.Exif() if exif is None else exif
        for folder in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            if notes := dict(exif.get_ifd(folder)):
                exif[folder] = notes
        if xmp:
            exif[ExifTags.Base.XMLPacket] = xmp
        if iptc:
            exif[TiffImagePlugin.PHOTOSHOP_CHUNK] = iptc
    elif xmp:
        options["xmp"] = xmp
    if form in ("JPEG", "TIFF"):
        options["comment"] = b"hidden comment"
    image.save(buffer, form, **options)
    content = buffer.getvalue()
    if form == "JPEG" and iptc:
        segment = b"Photoshop 3.0\0" + iptc
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + content[2:]
    return content + (b"THUMBNAIL-SECRET" if form == "JPEG" else b"")
