"""Where photos and documents are kept: an S3 bucket pair, or folders where no S3 server is to be had."""

from . import environment

MEDIA_BACKEND = environment.choice(
    "MEDIA_BACKEND",
    "s3",
    ["s3", "local"],
    description="`s3` for a bucket pair, `local` for folders under `var/media/` (one machine only).",
)
S3_ENDPOINT_URL = environment.url(
    "S3_ENDPOINT_URL",
    schemes=["https", "http"],
    description="The S3 server’s address. Empty for AWS, which follows from the region.",
)
S3_REGION = environment.text(
    "S3_REGION", description="The region of both buckets, such as `eu-west-3`; some servers want `auto` or `us-east-1`."
)
S3_ACCESS_KEY = environment.text("S3_ACCESS_KEY", description="The key that may read and write both buckets.")
S3_SECRET_KEY = environment.secret("S3_SECRET_KEY", description="The secret that belongs to it.")
S3_PRIVATE_BUCKET = environment.text(
    "S3_PRIVATE_BUCKET", description="Keeps every original, document and rendition. Nobody else may read it."
)
S3_PUBLIC_BUCKET = environment.text(
    "S3_PUBLIC_BUCKET",
    description="A copy of the pictures that are published now. Anybody may read an object, nobody may list them.",
)
MEDIA_PUBLIC_URL = environment.url(
    "MEDIA_PUBLIC_URL",
    "/media/" if MEDIA_BACKEND == "local" else "",
    schemes=["https", "http", ""],
    description="The address under which readers load what is in the public bucket: a CDN’s, or the bucket’s own.",
)
if MEDIA_PUBLIC_URL:
    MEDIA_PUBLIC_URL = MEDIA_PUBLIC_URL.rstrip("/") + "/"
S3_CHECKSUMS = environment.choice(
    "S3_CHECKSUMS",
    "when_supported",
    ["when_supported", "when_required"],
    description="Whether uploads carry checksums; `when_required` for servers that refuse them.",
)

# `default` is the private store, so that a file whose place nobody chose is not public. No options here: Wagtail
# writes a storage's options into the task table.
PRIVATE, PUBLIC = {
    "s3": ("media.storage.PrivateBucket", "media.storage.PublicBucket"),
    "local": ("media.folders.PrivateFolder", "media.folders.PublicFolder"),
}[MEDIA_BACKEND]
STORAGES = {
    "default": {"BACKEND": PRIVATE},
    "public": {"BACKEND": PUBLIC},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAILIMAGES_IMAGE_MODEL = "media.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
# A photo of the largest camera fits; a picture made to exhaust the memory does not.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpeg", "jpg", "png", "tif", "tiff", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PhotoForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
# Nothing that a browser runs and nothing with macros; they are served as attachments all the same.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
