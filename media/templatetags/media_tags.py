from django import template

from media import pictures

register = template.Library()


def sees_more_than_readers(request) -> bool:
    """Whether who asked has shown a right to what is not public: in a preview, or to a page behind a restriction.

    Nothing else on a page asks who reads it, since the answer may be kept for everybody.
    """
    session = getattr(request, "session", None)
    return getattr(request, "is_preview", False) or (session is not None and session.accessed)


@register.inclusion_tag("media/picture.html", takes_context=True)
def picture(context, photo, role="body", alt=None, eager=False):
    """Print a photo from the sizes that exist; it makes none and calls no store.

    `role`: one of `pictures.ROLES`. `alt`: empty for a picture that only decorates; not given, the photo's
    own. `eager`: for the one picture that is seen first.

    Flags the request for the middleware: `incomplete` when a placeholder was printed, `presigned` when an address was
    that only works for five minutes. Without a request there is nobody to flag, so only public addresses are printed.
    """
    request = context.get("request")
    sources = pictures.sources(photo, role, signed=request is not None and sees_more_than_readers(request))
    if request is not None and not sources:
        request.incomplete = True
    elif request is not None and not photo.is_open:
        request.presigned = True
    jpegs = sources.get("jpeg", [])
    return {
        "role": role,
        "sizes": pictures.ROLES[role].sizes,
        "alt": photo.alt_text if alt is None else alt,
        "eager": eager,
        "avifs": sources.get("avif", []),
        "jpegs": jpegs,
        "fallback": next((source for source in jpegs if source.width >= 800), jpegs[-1] if jpegs else None),
        "focus": pictures.focus(photo),
        "photo": photo,
    }
