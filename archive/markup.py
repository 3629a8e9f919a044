"""HTML that comes with a line: what is never taken in. The rest is brought down to our marks by `stories.prose`."""

from html.parser import HTMLParser

from stories import prose

# Elements that run something, load something, or hold what a text cannot: cleaning would lose them without a word.
REFUSED_NAMES = (
    "applet audio base button canvas embed form frame frameset iframe img input link math meta noscript object picture"
    " script select source style svg table template textarea title track video"
)
REFUSED = frozenset(REFUSED_NAMES.split())
ADDRESSES = frozenset(("href", "src", "action", "formaction", "xlink:href"))
ADVICE = {
    "img": "use a photo block",
    "picture": "use a photo block",
    "table": "use a table block",
    "iframe": "use an embed block",
    "video": "use an embed block",
    "audio": "use an embed block",
}


class Danger(Exception):
    pass


class Finder(HTMLParser):
    def handle_starttag(self, tag, attributes):
        if tag in REFUSED:
            advice = f"; {ADVICE[tag]}" if tag in ADVICE else ""
            raise Danger(f"the HTML holds <{tag}>, which is never taken in{advice}")
        for name, value in attributes:
            if name.startswith("on"):
                raise Danger(f"the HTML holds a script in “{name}”, which is never taken in")
            address = prose.UNSEEN.sub("", value or "")
            scheme = prose.SCHEME.match(address)
            if name in ADDRESSES and scheme and scheme[1].lower() not in prose.SCHEMES:
                raise Danger(f"the HTML holds a link to a “{scheme[1][:20]}:” address, which is never taken in")


def danger_in(html: str) -> str:
    """Return in plain words what makes `html` unfit to be taken in, "" when nothing does."""
    if "<" not in html:
        return ""
    finder = Finder()
    try:
        finder.feed(html)
        finder.close()
    except Danger as danger:
        return str(danger)
    except (AssertionError, ValueError):  # Python's parser gives up on some broken declarations: "<![".
        return "the HTML is broken and cannot be read"
    return ""
