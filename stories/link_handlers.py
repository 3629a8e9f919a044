"""The links in rich text as Wagtail sees them: printed by its own filter, and counted in its index of references.

Apart from `links`, because Wagtail's handlers cannot be imported before all models are.
"""

from html import escape

from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .links import document_addresses, page_addresses


class PublicLinks:
    """Prints no address of what the public may not see, and bears a stored link that does not say where to."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        addresses = cls.addresses({int(attrs["id"]) for attrs in attrs_list if _says_where_to(attrs)})
        return [_opening_tag(addresses.get(attrs.get("id", ""), "")) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs):
        if _says_where_to(attrs):
            yield from super().extract_references(attrs)


class PublicPageLinks(PublicLinks, PageLinkHandler):
    addresses = staticmethod(page_addresses)


class PublicDocumentLinks(PublicLinks, DocumentLinkHandler):
    addresses = staticmethod(document_addresses)


def _says_where_to(attrs: dict) -> bool:
    return attrs.get("id", "").isdecimal()


def _opening_tag(address: str) -> str:
    # Wagtail's interface for link handlers asks for an opening tag and leaves no other way than to write one.
    return f'<a href="{escape(address)}">' if address else "<a>"


# After Wagtail's own (order 0), whose handlers these replace.
@hooks.register("register_rich_text_features", order=100)
def register_public_links(features):
    features.register_link_type(PublicPageLinks)
    features.register_link_type(PublicDocumentLinks)
