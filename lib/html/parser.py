"""An event-driven parser of HTML that takes any input, in pieces of any size."""

import _markupbase
import re
from html import unescape

__all__ = ["HTMLParser"]

_TAG_NAME = re.compile(r"([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|/(?!>))*").match
# A name, and maybe = with a value: in quotes, or up to white space or >.
_ATTRIBUTE = re.compile(
    r"""((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|/(?!>))*""").match
_END_TAG = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>").match
_LETTER = re.compile("[a-zA-Z]").match
_MARKUP = re.compile("[&<]")
_NUMBERED = re.compile("&#([0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]").match
_NAMED = re.compile("&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]").match
_REFERENCE_START = re.compile("&[a-zA-Z#]").match
_REFERENCE_END = re.compile(r"[\s;]").search

# No reference is longer than this.
_LONGEST_REFERENCE = 34


class HTMLParser(_markupbase.ParserBase):
    """A parser of HTML that calls a method for each thing that it finds.

    Give it text by feed(), in any pieces, and call close() at the end; override the methods
    handle_...() for what is of interest.  With convert_charrefs, character references come as
    the text that they stand for, except in script and style."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    __starttag_text = None

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        super().__init__()
        self.reset()

    def reset(self):
        """Forget all input, also what was not yet handled."""
        self.rawdata = ""
        self.lasttag = "???"
        self.interesting = _MARKUP
        self.cdata_elem = None
        super().reset()

    def feed(self, data):
        """Handle some more text, as far as it is complete; the rest waits for more."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Handle what still waits, as if the text ended there."""
        self.goahead(1)

    def get_starttag_text(self):
        """The source of the last start tag."""
        return self.__starttag_text

    def set_cdata_mode(self, elem):
        """Take all for text until elem's end tag."""
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(r"</\s*%s\s*>" % self.cdata_elem, re.I)

    def clear_cdata_mode(self):
        """Markup is markup again."""
        self.interesting = _MARKUP
        self.cdata_elem = None

    # ------------------------------------------------------------ the loop

    def goahead(self, end):
        """Handle the buffer as far as it goes; all of it where this is the end."""
        rawdata = self.rawdata
        at, size, more = 0, len(rawdata), True
        while more and at < size:
            text_end = self._text_end(at, end)
            if text_end < 0:
                break
            if at < text_end:
                self._text(rawdata[at:text_end])
                at = self.updatepos(at, text_end)
            if at < size:
                handle = self._markup if rawdata[at] == "<" else self._reference
                at, more = handle(at, end)
        if end and at < size and not self.cdata_elem:
            self._text(rawdata[at:])
            at = self.updatepos(at, size)
        self.rawdata = rawdata[at:]

    def _text(self, text):
        if self.convert_charrefs and not self.cdata_elem:
            text = unescape(text)
        self.handle_data(text)

    def _text_end(self, i, end):
        # Where the text at i ends, or -1 if that cannot be told yet.
        rawdata = self.rawdata
        n = len(rawdata)
        if self.convert_charrefs and not self.cdata_elem:
            j = rawdata.find("<", i)
            if j >= 0:
                return j
            # A reference may go on in what is to come.
            ampersand = rawdata.rfind("&", max(i, n - _LONGEST_REFERENCE))
            if ampersand >= 0 and _REFERENCE_END(rawdata, ampersand) is None:
                return -1
            return n
        found = self.interesting.search(rawdata, i)
        if found is not None:
            return found.start()
        return -1 if self.cdata_elem else n

    # What begins with a < that no letter follows, and the methods for it.
    _openings = (("</", "parse_endtag"), ("<!--", "parse_comment"), ("<?", "parse_pi"),
                 ("<!", "parse_html_declaration"))

    def _markup(self, i, end):
        # Handle the < at i: where to go on, and whether to go on at all.
        rawdata = self.rawdata
        if _LETTER(rawdata, i + 1):
            after = self.parse_starttag(i)
        else:
            for opening, method in self._openings:
                if rawdata.startswith(opening, i):
                    after = getattr(self, method)(i)
                    break
            else:
                if i + 1 == len(rawdata):
                    return i, False             # it may still become anything
                self.handle_data("<")
                after = i + 1
        if after < 0:
            if not end:
                return i, False
            # What has no end is text, up to where something else may begin.
            after = rawdata.find(">", i + 1) + 1 or rawdata.find("<", i + 1)
            if after < 0:
                after = i + 1
            self._text(rawdata[i:after])
        return self.updatepos(i, after), True

    def _reference(self, i, end):
        # Handle the & at i: where to go on, and whether to go on at all.
        rawdata = self.rawdata
        n = len(rawdata)
        numbered = rawdata.startswith("&#", i)
        found = (_NUMBERED if numbered else _NAMED)(rawdata, i)
        if found is not None:
            if numbered:
                self.handle_charref(found[1])
            else:
                self.handle_entityref(found[1])
            after = found.end() if rawdata[found.end() - 1] == ";" else found.end() - 1
            return self.updatepos(i, after), True
        if numbered:
            # No number: text, once it is clear that none will come.
            if ";" in rawdata[i:]:
                self.handle_data(rawdata[i:i + 2])
                i = self.updatepos(i, i + 2)
            return i, False
        if _REFERENCE_START(rawdata, i) is not None:
            # It goes on to the end of the buffer.
            if end and i + 2 == n:
                i = self.updatepos(i, i + 1)
            return i, False
        if i + 1 < n:
            self.handle_data("&")
            return self.updatepos(i, i + 1), True
        return i, False

    # ------------------------------------------------------------ constructs

    def parse_html_declaration(self, i):
        """What begins with <!."""
        rawdata = self.rawdata
        assert rawdata.startswith("<!", i), "unexpected call to parse_html_declaration()"
        if rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        if rawdata.startswith("<![", i):
            return self.parse_marked_section(i)
        if rawdata[i:i + 9].lower() == "<!doctype":
            end = rawdata.find(">", i + 9)
            if end < 0:
                return -1
            self.handle_decl(rawdata[i + 2:end])
            return end + 1
        return self.parse_bogus_comment(i)

    def parse_bogus_comment(self, i, report=1):
        """What the standard takes for a comment: the rest of what begins with <! or </."""
        rawdata = self.rawdata
        assert rawdata.startswith(("<!", "</"), i), "unexpected call to parse_bogus_comment()"
        end = rawdata.find(">", i + 2)
        if end < 0:
            return -1
        if report:
            self.handle_comment(rawdata[i + 2:end])
        return end + 1

    def parse_pi(self, i):
        """A processing instruction, <?...>."""
        rawdata = self.rawdata
        assert rawdata.startswith("<?", i), "unexpected call to parse_pi()"
        end = rawdata.find(">", i + 2)
        if end < 0:
            return -1
        self.handle_pi(rawdata[i + 2:end])
        return end + 1

    def parse_starttag(self, i):
        """A start tag; a start tag that ends itself, with />, is one event."""
        self.__starttag_text = None
        rawdata = self.rawdata
        found = _TAG_NAME(rawdata, i + 1)
        attributes = []
        k = found.end()
        while attribute := _ATTRIBUTE(rawdata, k):
            name, rest, value = attribute.groups()
            if not rest:
                value = None
            elif value:
                if value[0] == value[-1] and value[0] in "'\"":
                    value = value[1:-1]
                value = unescape(value)
            attributes.append((name.lower(), value))
            k = attribute.end()
        closed = rawdata.startswith("/>", k)
        if not closed and not rawdata.startswith(">", k):
            if k == len(rawdata) or rawdata[k] == "=":
                return -1
            self.__starttag_text = rawdata[i:k]
            self.handle_data(rawdata[i:k])
            return k
        k += 2 if closed else 1
        self.__starttag_text = rawdata[i:k]
        self.lasttag = tag = found[1].lower()
        if closed:
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return k

    def parse_endtag(self, i):
        """An end tag, or what looks like one."""
        rawdata = self.rawdata
        assert rawdata.startswith("</", i), "unexpected call to parse_endtag"
        after = rawdata.find(">", i + 1) + 1
        if after == 0:
            return -1
        found = _END_TAG(rawdata, i)
        if found is not None:
            tag = found[1].lower()
            after = found.end()
        if self.cdata_elem is not None and (found is None or tag != self.cdata_elem):
            self.handle_data(rawdata[i:after])
            return after
        if found is not None:
            self.handle_endtag(tag)
            self.clear_cdata_mode()
            return after
        # Attributes of an end tag do not matter.
        found = _TAG_NAME(rawdata, i + 2)
        if found is not None:
            after = rawdata.find(">", found.end())
            self.handle_endtag(found[1].lower())
            return after + 1
        if rawdata.startswith("</>", i):
            return i + 3
        return self.parse_bogus_comment(i)

    # ------------------------------------------------------------ to be overridden

    def handle_startendtag(self, tag, attrs):
        """Called for <tag .../>; calls those for the start and the end."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        """Called for <tag ...>; attrs is a list of pairs of a name and a value, or None."""

    def handle_endtag(self, tag):
        """Called for </tag>."""

    def handle_charref(self, name):
        """Called for &#name;, unless references are converted."""

    def handle_entityref(self, name):
        """Called for &name;, unless references are converted."""

    def handle_data(self, data):
        """Called for text."""

    def handle_comment(self, data):
        """Called for <!--data-->."""

    def handle_decl(self, decl):
        """Called for <!DOCTYPE ...>; decl is all between <! and >."""

    def handle_pi(self, data):
        """Called for <?data>."""

    def unknown_decl(self, data):
        """Called for <![data]]>."""
