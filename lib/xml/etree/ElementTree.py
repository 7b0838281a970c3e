"""Trees of XML elements: reading, searching, changing and writing them"""

__all__ = [
    "Comment", "dump", "Element", "ElementTree", "canonicalize", "fromstring", "fromstringlist",
    "indent", "iselement", "iterparse", "parse", "ParseError", "PI", "ProcessingInstruction",
    "QName", "SubElement", "tostring", "tostringlist", "TreeBuilder", "VERSION", "XML", "XMLID",
    "XMLParser", "XMLPullParser", "register_namespace", "C14NWriterTarget",
]

VERSION = "1.3.0"

import io
import re
import sys

from . import ElementPath


class ParseError(SyntaxError):
    """A document is not well-formed.

    code is the parser's number of the reason, position the line and the column."""


# A path that is nothing but a tag.
_is_plain = re.compile(r"(?!\{[*}])(\{[^{}]*\})?[^/*\[@.{}]+\Z").match


def _plain_tag(path):
    return not isinstance(path, str) or _is_plain(path) is not None


def iselement(element):
    """Whether an object is an element, or like one."""
    return hasattr(element, "tag")


class Element:
    """An element: a tag, attributes, the text before its children, and the text after its end.

    It is a sequence of its children."""

    tag = None
    attrib = None
    text = None
    tail = None

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError("Element() argument 2 must be dict, not %s" % _kind(attrib))
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self._children = []

    def __repr__(self):
        return "<%s %r at %#x>" % (self.__class__.__name__, self.tag, id(self))

    def makeelement(self, tag, attrib):
        """A new element of the same kind."""
        return self.__class__(tag, attrib)

    def __copy__(self):
        elem = self.makeelement(self.tag, self.attrib)
        elem.text = self.text
        elem.tail = self.tail
        elem[:] = self
        return elem

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        import warnings
        warnings.warn("Testing an element's truth value will always return True in "
                      "future versions.  Use specific 'len(elem)' or "
                      "'elem is not None' test instead.",
                      DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __getitem__(self, index):
        try:
            return self._children[index]
        except IndexError:
            raise IndexError("child index out of range") from None

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for elt in element:
                if not isinstance(elt, Element):
                    raise TypeError('expected an Element, not "%s"' % type(elt).__name__)
        elif not isinstance(element, Element):
            raise TypeError('expected an Element, not "%s"' % type(element).__name__)
        try:
            self._children[index] = element
        except IndexError:
            raise IndexError("child assignment index out of range") from None

    def __delitem__(self, index):
        del self._children[index]

    def append(self, subelement):
        """Add a child at the end."""
        if not isinstance(subelement, Element):
            raise _no_element("append() argument 1", subelement)
        self._children.append(subelement)

    def extend(self, elements):
        """Add all children of an iterable at the end."""
        for element in elements:
            if not isinstance(element, Element):
                raise TypeError('expected an Element, not "%s"' % type(element).__name__)
            self._children.append(element)

    def insert(self, index, subelement):
        """Add a child at a place."""
        if not isinstance(subelement, Element):
            raise _no_element("insert() argument 2", subelement)
        self._children.insert(index, subelement)

    def remove(self, subelement):
        """Remove a child; it is found by being the same object, or equal."""
        self._children.remove(subelement)

    def find(self, path, namespaces=None):
        """The first element that a path, or a tag, finds, or None."""
        if namespaces is None and _plain_tag(path):
            for child in self._children:
                if child.tag == path:
                    return child
            return None
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """The text of the first element that a path finds, or default."""
        if namespaces is None and _plain_tag(path):
            for child in self._children:
                if child.tag == path:
                    return "" if child.text is None else child.text
            return default
        return ElementPath.findtext(self, path, default, namespaces)

    def findall(self, path, namespaces=None):
        """A list of the elements that a path finds."""
        if namespaces is None and _plain_tag(path):
            return [child for child in self._children if child.tag == path]
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        """An iterator of the elements that a path finds."""
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        """Remove children, attributes and texts."""
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        """The value of an attribute."""
        return self.attrib.get(key, default)

    def set(self, key, value):
        """Set an attribute."""
        self.attrib[key] = value

    def keys(self):
        """The names of the attributes."""
        return self.attrib.keys()

    def items(self):
        """The names and values of the attributes."""
        return self.attrib.items()

    def iter(self, tag=None):
        """An iterator of the element and all below, in the order of the document; with tag, of
        those that have it."""
        if tag == "*":
            tag = None
        if tag is None or self.tag == tag:
            yield self
        for e in self._children:
            yield from e.iter(tag)

    def itertext(self):
        """An iterator of all texts of the element and of what is below."""
        tag = self.tag
        if not isinstance(tag, str) and tag is not None:
            return
        t = self.text
        if t:
            yield t
        for e in self:
            yield from e.itertext()
            t = e.tail
            if t:
                yield t


def _kind(value):
    return "None" if value is None else type(value).__name__


def _no_element(what, value):
    return TypeError(f"{what} must be xml.etree.ElementTree.Element, not {_kind(value)}")


# The name that programs know for the class in Python; there is no other here.
_Element_Py = Element


def SubElement(parent, tag, attrib={}, **extra):
    """Make an element, add it to a parent, and return it."""
    attrib = {**attrib, **extra}
    element = parent.makeelement(tag, attrib)
    parent.append(element)
    return element


def Comment(text=None):
    """A comment, as an element whose tag is this function."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """A processing instruction, as an element whose tag is this function."""
    element = Element(ProcessingInstruction)
    element.text = target
    if text:
        element.text = element.text + " " + text
    return element


PI = ProcessingInstruction


class QName:
    """A qualified name: {uri}tag, or a URI and a tag."""

    def __init__(self, text_or_uri, tag=None):
        if tag:
            text_or_uri = "{%s}%s" % (text_or_uri, tag)
        self.text = text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<%s %r>" % (self.__class__.__name__, self.text)

    def __hash__(self):
        return hash(self.text)

    def __le__(self, other):
        return self.text <= (other.text if isinstance(other, QName) else other)

    def __lt__(self, other):
        return self.text < (other.text if isinstance(other, QName) else other)

    def __ge__(self, other):
        return self.text >= (other.text if isinstance(other, QName) else other)

    def __gt__(self, other):
        return self.text > (other.text if isinstance(other, QName) else other)

    def __eq__(self, other):
        return self.text == (other.text if isinstance(other, QName) else other)


# ---------------------------------------------------------------- documents

class ElementTree:
    """A document: its root element."""

    def __init__(self, element=None, file=None):
        self._root = element
        if file:
            self.parse(file)

    def getroot(self):
        """The root element."""
        return self._root

    def _setroot(self, element):
        self._root = element

    def parse(self, source, parser=None):
        """Read a document from a path or a file; returns its root."""
        close_source = False
        if not hasattr(source, "read"):
            source = open(source, "rb")
            close_source = True
        try:
            if parser is None:
                parser = XMLParser()
            while data := source.read(65536):
                parser.feed(data)
            self._root = parser.close()
            return self._root
        finally:
            if close_source:
                source.close()

    def iter(self, tag=None):
        """An iterator of all elements, or of those with a tag."""
        return self._root.iter(tag)

    def _relative(self, path):
        if path[:1] == "/":
            path = "." + path
            import warnings
            warnings.warn("This search is broken in 1.3 and earlier, and will be "
                          "fixed in a future version.  If you rely on the current "
                          "behaviour, change it to %r" % path,
                          FutureWarning, stacklevel=3)
        return path

    def find(self, path, namespaces=None):
        """As the root's find()."""
        return self._root.find(self._relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """As the root's findtext()."""
        return self._root.findtext(self._relative(path), default, namespaces)

    def findall(self, path, namespaces=None):
        """As the root's findall()."""
        return self._root.findall(self._relative(path), namespaces)

    def iterfind(self, path, namespaces=None):
        """As the root's iterfind()."""
        return self._root.iterfind(self._relative(path), namespaces)

    def write(self, file_or_filename, encoding=None, xml_declaration=None,
              default_namespace=None, method=None, *, short_empty_elements=True):
        """Write the document to a path or a file.

        encoding "unicode" wants a text file; xml_declaration says whether there is one, None
        where it is needed; method is xml, html or text; with short_empty_elements,
        elements without content are written <tag />."""
        if self._root is None:
            raise TypeError("ElementTree not initialized")
        if not method:
            method = "xml"
        elif method not in _serialize:
            raise ValueError("unknown method %r" % method)
        if not encoding:
            encoding = "utf-8" if method == "c14n" else "us-ascii"
        with _get_writer(file_or_filename, encoding) as (write, declared_encoding):
            if method == "xml" and (xml_declaration or
                                    (xml_declaration is None and
                                     encoding.lower() != "unicode" and
                                     declared_encoding.lower() not in ("utf-8", "us-ascii"))):
                write("<?xml version='1.0' encoding='%s'?>\n" % (declared_encoding,))
            if method == "text":
                _serialize_text(write, self._root)
            else:
                qnames, namespaces = _namespaces(self._root, default_namespace)
                _serialize[method](write, self._root, qnames, namespaces,
                                   short_empty_elements=short_empty_elements)

    def write_c14n(self, file):
        """Write the document by the method c14n."""
        return self.write(file, method="c14n")


class _get_writer:
    # A context: how to write text to a path or a file, and the encoding to declare.

    def __init__(self, file_or_filename, encoding):
        self.file = file_or_filename
        self.encoding = encoding
        # What is to be done at the end.
        self.leave = None

    def __enter__(self):
        file, encoding = self.file, self.encoding
        text = encoding.lower() == "unicode"
        try:
            write = file.write
        except AttributeError:
            if text:
                encoding = "utf-8"
            file = open(file, "w", encoding=encoding, errors="xmlcharrefreplace")
            self.leave = file.close
            return file.write, encoding
        if text:
            return write, getattr(file, "encoding", None) or "utf-8"
        if isinstance(file, io.BufferedIOBase):
            raw = file
        elif isinstance(file, io.RawIOBase):
            raw = io.BufferedWriter(file)
        else:
            # Whatever can write bytes.
            raw = io.BufferedIOBase()
            raw.writable = lambda: True
            raw.write = write
            try:
                # Where it begins decides about a byte-order mark.
                raw.seekable = file.seekable
                raw.tell = file.tell
            except AttributeError:
                pass
        wrapper = io.TextIOWrapper(raw, encoding=encoding, errors="xmlcharrefreplace", newline="\n")

        def leave():
            # The file is not ours to close.
            wrapper.detach()
            if isinstance(file, io.RawIOBase):
                raw.detach()

        self.leave = leave
        return wrapper.write, encoding

    def __exit__(self, *exc_info):
        if self.leave is not None:
            self.leave()


# Prefixes that are usual, by namespace.
_namespace_map = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://schemas.xmlsoap.org/wsdl/": "wsdl",
    "http://www.w3.org/2001/XMLSchema": "xs",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://purl.org/dc/elements/1.1/": "dc",
}


def register_namespace(prefix, uri):
    """Set the prefix of a namespace for all that is written."""
    if re.match(r"ns\d+$", prefix):
        raise ValueError("Prefix format reserved for internal use")
    for known, used in list(_namespace_map.items()):
        if known == uri or used == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


register_namespace._namespace_map = _namespace_map


def _raise_serialization_error(text):
    raise TypeError("cannot serialize %r (type %s)" % (text, type(text).__name__))


def _namespaces(elem, default_namespace=None):
    # How names are written, and the prefixes of namespaces.
    qnames = {None: None}
    namespaces = {}
    if default_namespace:
        namespaces[default_namespace] = ""

    def add_qname(qname):
        try:
            if qname[:1] == "{":
                uri, tag = qname[1:].rsplit("}", 1)
                prefix = namespaces.get(uri)
                if prefix is None:
                    prefix = _namespace_map.get(uri)
                    if prefix is None:
                        prefix = "ns%d" % len(namespaces)
                    if prefix != "xml":
                        namespaces[uri] = prefix
                qnames[qname] = "%s:%s" % (prefix, tag) if prefix else tag
            else:
                if default_namespace:
                    raise ValueError("cannot use non-qualified names with default_namespace option")
                qnames[qname] = qname
        except TypeError:
            _raise_serialization_error(qname)

    for elem in elem.iter():
        tag = elem.tag
        if isinstance(tag, QName):
            if tag.text not in qnames:
                add_qname(tag.text)
        elif isinstance(tag, str):
            if tag not in qnames:
                add_qname(tag)
        elif tag is not None and tag is not Comment and tag is not PI:
            _raise_serialization_error(tag)
        for key, value in elem.items():
            if isinstance(key, QName):
                key = key.text
            if key not in qnames:
                add_qname(key)
            if isinstance(value, QName) and value.text not in qnames:
                add_qname(value.text)
        text = elem.text
        if isinstance(text, QName) and text.text not in qnames:
            add_qname(text.text)
    return qnames, namespaces


def _attributes(write, elem, qnames, namespaces, escape):
    if namespaces:
        for uri, prefix in sorted(namespaces.items(), key=lambda item: item[1]):
            write(' xmlns%s="%s"' % (":" + prefix if prefix else "", escape(uri)))
    for key, value in elem.items():
        if isinstance(key, QName):
            key = key.text
        value = qnames[value.text] if isinstance(value, QName) else escape(value)
        write(' %s="%s"' % (qnames[key], value))


def _serialize_xml(write, elem, qnames, namespaces, short_empty_elements, **kwargs):
    tag, text = elem.tag, elem.text
    if tag is Comment:
        write("<!--%s-->" % text)
    elif tag is ProcessingInstruction:
        write("<?%s?>" % text)
    else:
        tag = qnames[tag.text if isinstance(tag, QName) else tag]
        if tag is None:
            if text:
                write(_escape_cdata(text))
            for e in elem:
                _serialize_xml(write, e, qnames, None, short_empty_elements=short_empty_elements)
        else:
            write("<" + tag)
            if namespaces or elem.items():
                _attributes(write, elem, qnames, namespaces, _escape_attrib)
            if text or len(elem) or not short_empty_elements:
                write(">")
                if text:
                    write(_escape_cdata(text))
                for e in elem:
                    _serialize_xml(write, e, qnames, None, short_empty_elements=short_empty_elements)
                write("</" + tag + ">")
            else:
                write(" />")
    if elem.tail:
        write(_escape_cdata(elem.tail))


# Elements that have no content in HTML.
HTML_EMPTY = {"area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "isindex",
              "link", "meta", "param", "source", "track", "wbr"}


def _serialize_html(write, elem, qnames, namespaces, **kwargs):
    tag, text = elem.tag, elem.text
    if tag is Comment:
        write("<!--%s-->" % _escape_cdata(text))
    elif tag is ProcessingInstruction:
        write("<?%s?>" % _escape_cdata(text))
    else:
        tag = qnames[tag.text if isinstance(tag, QName) else tag]
        if tag is None:
            if text:
                write(_escape_cdata(text))
            for e in elem:
                _serialize_html(write, e, qnames, None)
        else:
            write("<" + tag)
            _attributes(write, elem, qnames, namespaces, _escape_attrib_html)
            write(">")
            lower = tag.lower()
            if text:
                write(text if lower in ("script", "style") else _escape_cdata(text))
            for e in elem:
                _serialize_html(write, e, qnames, None)
            if lower not in HTML_EMPTY:
                write("</" + tag + ">")
    if elem.tail:
        write(_escape_cdata(elem.tail))


def _serialize_text(write, elem):
    for part in elem.itertext():
        write(part)
    if elem.tail:
        write(elem.tail)


_serialize = {"xml": _serialize_xml, "html": _serialize_html, "text": _serialize_text}


def _escape_cdata(text):
    try:
        if "&" in text:
            text = text.replace("&", "&amp;")
        if "<" in text:
            text = text.replace("<", "&lt;")
        if ">" in text:
            text = text.replace(">", "&gt;")
        return text
    except (TypeError, AttributeError):
        _raise_serialization_error(text)


def _escape_attrib(text):
    try:
        if "&" in text:
            text = text.replace("&", "&amp;")
        if "<" in text:
            text = text.replace("<", "&lt;")
        if ">" in text:
            text = text.replace(">", "&gt;")
        if '"' in text:
            text = text.replace('"', "&quot;")
        # These would be read as spaces.
        if "\r" in text:
            text = text.replace("\r", "&#13;")
        if "\n" in text:
            text = text.replace("\n", "&#10;")
        if "\t" in text:
            text = text.replace("\t", "&#09;")
        return text
    except (TypeError, AttributeError):
        _raise_serialization_error(text)


def _escape_attrib_html(text):
    try:
        for char, reference in (("&", "&amp;"), (">", "&gt;"), ('"', "&quot;")):
            if char in text:
                text = text.replace(char, reference)
        return text
    except (TypeError, AttributeError):
        _raise_serialization_error(text)


def tostring(element, encoding=None, method=None, *, xml_declaration=None,
             default_namespace=None, short_empty_elements=True):
    """An element as bytes, or as text with the encoding "unicode"; see ElementTree.write()."""
    stream = io.StringIO() if encoding == "unicode" else io.BytesIO()
    ElementTree(element).write(stream, encoding, xml_declaration=xml_declaration,
                               default_namespace=default_namespace, method=method,
                               short_empty_elements=short_empty_elements)
    return stream.getvalue()


class _ListDataStream(io.BufferedIOBase):
    # A file that keeps what is written in a list.

    def __init__(self, lst):
        self.lst = lst

    def writable(self):
        return True

    def seekable(self):
        return True

    def write(self, b):
        self.lst.append(b)

    def tell(self):
        return len(self.lst)


def tostringlist(element, encoding=None, method=None, *, xml_declaration=None,
                 default_namespace=None, short_empty_elements=True):
    """As tostring(), in pieces."""
    lst = []
    ElementTree(element).write(_ListDataStream(lst), encoding, xml_declaration=xml_declaration,
                               default_namespace=default_namespace, method=method,
                               short_empty_elements=short_empty_elements)
    return lst


def dump(elem):
    """Write an element or a tree to standard output, to look at it."""
    if not isinstance(elem, ElementTree):
        elem = ElementTree(elem)
    elem.write(sys.stdout, encoding="unicode")
    tail = elem.getroot().tail
    if not tail or tail[-1] != "\n":
        sys.stdout.write("\n")


def indent(tree, space="  ", level=0):
    """Change the white space in a tree so that it is written in lines, each with as many space as
    its element is deep; level is the root's depth."""
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")
    if not len(tree):
        return
    breaks = ["\n" + level * space]

    def indent_children(elem, level):
        while len(breaks) <= level + 1:
            breaks.append(breaks[-1] + space)
        inner = breaks[level + 1]
        if not elem.text or not elem.text.strip():
            elem.text = inner
        for child in elem:
            if len(child):
                indent_children(child, level + 1)
            if not child.tail or not child.tail.strip():
                child.tail = inner
        # The last line is the end tag's.
        if not child.tail.strip():
            child.tail = breaks[level]

    indent_children(tree, 0)


# ---------------------------------------------------------------- reading

def parse(source, parser=None):
    """Read a document from a path or a file into an ElementTree."""
    tree = ElementTree()
    tree.parse(source, parser)
    return tree


def iterparse(source, events=None, parser=None):
    """Read a document piece by piece: an iterator of pairs of an event and an element.

    events are of "start", "end" (by default only this), "start-ns", "end-ns", "comment" and "pi".
    When it has ended, its root is the root; close() ends it early."""
    pullparser = XMLPullParser(events=events, _parser=parser)
    close_source = False
    if not hasattr(source, "read"):
        source = open(source, "rb")
        close_source = True

    def iterator(source):
        try:
            while True:
                yield from pullparser.read_events()
                data = source.read(16 * 1024)
                if not data:
                    break
                pullparser.feed(data)
            root = pullparser._close_and_return_root()
            yield from pullparser.read_events()
            holder = this()
            if holder is not None:
                holder.root = root
        finally:
            if close_source:
                source.close()

    pieces = iterator(source)

    class IterParseIterator(_Iterator):
        __next__ = pieces.__next__

        def close(self):
            if close_source:
                source.close()
            pieces.close()

        def __del__(self):
            if close_source:
                source.close()

    import weakref
    result = IterParseIterator()
    result.root = None
    this = weakref.ref(result)
    return result


class _Iterator:
    def __iter__(self):
        return self


class XMLPullParser:
    """A parser that is given data piece by piece and asked for what it found."""

    def __init__(self, events=None, *, _parser=None):
        from collections import deque
        self._events_queue = deque()
        self._parser = _parser or XMLParser(target=TreeBuilder())
        self._parser._setevents(self._events_queue, ("end",) if events is None else events)

    def feed(self, data):
        """Parse some data."""
        if self._parser is None:
            raise ValueError("feed() called after end of stream")
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as exc:
                # It comes in its turn.
                self._events_queue.append(exc)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """End the data."""
        self._close_and_return_root()

    def read_events(self):
        """An iterator of the pairs of an event and an element that were found."""
        events = self._events_queue
        while events:
            event = events.popleft()
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        """Parse what the parser has put off."""
        if self._parser is None:
            raise ValueError("flush() called after end of stream")
        self._parser.flush()


def XML(text, parser=None):
    """The element of a document that is a str or bytes."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    return parser.close()


def XMLID(text, parser=None):
    """As XML(), with a dict of the elements by their attribute id."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    parser.feed(text)
    tree = parser.close()
    ids = {}
    for elem in tree.iter():
        id = elem.get("id")
        if id:
            ids[id] = elem
    return tree, ids


fromstring = XML


def fromstringlist(sequence, parser=None):
    """The element of a document in pieces."""
    if not parser:
        parser = XMLParser(target=TreeBuilder())
    for text in sequence:
        parser.feed(text)
    return parser.close()


class TreeBuilder:
    """Makes a tree of the events of a parser.

    The factories make the elements, comments and processing instructions; the latter two are put
    into the tree only where insert_comments and insert_pis ask for it."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None,
                 insert_comments=False, insert_pis=False):
        # Pieces of text, and the elements that are open.
        self._data = []
        self._elem = []
        self._last = None
        self._root = None
        # Whether text belongs behind the last element.
        self._tail = None
        self._comment_factory = Comment if comment_factory is None else comment_factory
        self.insert_comments = insert_comments
        self._pi_factory = ProcessingInstruction if pi_factory is None else pi_factory
        self.insert_pis = insert_pis
        self._factory = Element if element_factory is None else element_factory

    def close(self):
        """The root, at the end of the document; None if there was nothing."""
        return self._root

    def _flush(self):
        if self._data:
            if self._last is not None:
                text = "".join(self._data)
                if self._tail:
                    assert self._last.tail is None, "internal error (tail)"
                    self._last.tail = text
                else:
                    assert self._last.text is None, "internal error (text)"
                    self._last.text = text
            self._data = []

    def data(self, data):
        """Add text."""
        self._data.append(data)

    def start(self, tag, attrs):
        """Open an element, and return it."""
        self._flush()
        self._last = elem = self._factory(tag, attrs)
        if self._elem:
            self._elem[-1].append(elem)
        elif self._root is None:
            self._root = elem
        self._elem.append(elem)
        self._tail = 0
        return elem

    def end(self, tag):
        """Close the element that was opened last, and return it."""
        self._flush()
        self._last = self._elem.pop()
        self._tail = 1
        return self._last

    def comment(self, text):
        """Make a comment, and return it."""
        return self._single(self._comment_factory, self.insert_comments, text)

    def pi(self, target, text=None):
        """Make a processing instruction, and return it."""
        return self._single(self._pi_factory, self.insert_pis, target, text)

    def _single(self, factory, insert, *args):
        elem = factory(*args)
        if insert:
            self._flush()
            self._last = elem
            if self._elem:
                self._elem[-1].append(elem)
            self._tail = 1
        return elem


class XMLParser:
    """A parser of XML over expat; target, by default a TreeBuilder, gets its events."""

    def __init__(self, *, target=None, encoding=None):
        try:
            from xml.parsers import expat
        except ImportError:
            raise ImportError("No module named expat; use SimpleXMLTreeBuilder instead")
        parser = expat.ParserCreate(encoding, "}")
        if target is None:
            target = TreeBuilder()
        self.parser = self._parser = parser
        self.target = self._target = target
        self._error = expat.error
        # Names are looked at once.
        self._names = {}
        parser.DefaultHandlerExpand = self._default
        if hasattr(target, "start"):
            parser.StartElementHandler = self._start
        if hasattr(target, "end"):
            parser.EndElementHandler = self._end
        if hasattr(target, "start_ns"):
            parser.StartNamespaceDeclHandler = self._start_ns
        if hasattr(target, "end_ns"):
            parser.EndNamespaceDeclHandler = self._end_ns
        if hasattr(target, "data"):
            parser.CharacterDataHandler = target.data
        if hasattr(target, "comment"):
            parser.CommentHandler = target.comment
        if hasattr(target, "pi"):
            parser.ProcessingInstructionHandler = target.pi
        parser.buffer_text = 1
        parser.ordered_attributes = 1
        self._doctype = None
        self.entity = {}
        try:
            self.version = "Expat %d.%d.%d" % expat.version_info
        except AttributeError:
            pass

    def _setevents(self, events_queue, events_to_report):
        # Put pairs of an event and an element into a queue.
        parser = self._parser
        append = events_queue.append
        for event in events_to_report:
            if event == "start":
                def handler(tag, attrib, start=self._start):
                    append(("start", start(tag, attrib)))
                parser.StartElementHandler = handler
            elif event == "end":
                def handler(tag, end=self._end):
                    append(("end", end(tag)))
                parser.EndElementHandler = handler
            elif event == "start-ns":
                # What the target makes of it is of interest, if it takes it.
                if hasattr(self.target, "start_ns"):
                    def handler(prefix, uri, start_ns=self._start_ns):
                        append(("start-ns", start_ns(prefix, uri)))
                else:
                    def handler(prefix, uri):
                        append(("start-ns", (prefix or "", uri or "")))
                parser.StartNamespaceDeclHandler = handler
            elif event == "end-ns":
                if hasattr(self.target, "end_ns"):
                    def handler(prefix, end_ns=self._end_ns):
                        append(("end-ns", end_ns(prefix)))
                else:
                    def handler(prefix):
                        append(("end-ns", None))
                parser.EndNamespaceDeclHandler = handler
            elif event == "comment":
                def handler(text, self=self):
                    append(("comment", self.target.comment(text)))
                parser.CommentHandler = handler
            elif event == "pi":
                def handler(target, data, self=self):
                    append(("pi", self.target.pi(target, data)))
                parser.ProcessingInstructionHandler = handler
            else:
                raise ValueError("unknown event %r" % event)

    def _raiseerror(self, value):
        err = ParseError(value)
        err.code = value.code
        err.position = value.lineno, value.offset
        raise err

    def _fixname(self, key):
        try:
            return self._names[key]
        except KeyError:
            name = key
            if "}" in name:
                name = "{" + name
            self._names[key] = name
            return name

    def _start_ns(self, prefix, uri):
        return self.target.start_ns(prefix or "", uri or "")

    def _end_ns(self, prefix):
        return self.target.end_ns(prefix or "")

    def _start(self, tag, attr_list):
        fixname = self._fixname
        attrib = {}
        for i in range(0, len(attr_list), 2):
            attrib[fixname(attr_list[i])] = attr_list[i + 1]
        return self.target.start(fixname(tag), attrib)

    def _end(self, tag):
        return self.target.end(self._fixname(tag))

    def _default(self, text):
        prefix = text[:1]
        if prefix == "&":
            # An entity that the document does not declare.
            try:
                data_handler = self.target.data
            except AttributeError:
                return
            try:
                data_handler(self.entity[text[1:-1]])
            except KeyError:
                from xml.parsers import expat
                parser = self.parser
                err = expat.error("undefined entity %s: line %d, column %d" %
                                  (text, parser.ErrorLineNumber, parser.ErrorColumnNumber))
                err.code = 11
                err.lineno = parser.ErrorLineNumber
                err.offset = parser.ErrorColumnNumber
                raise err
        elif prefix == "<" and text == "<!DOCTYPE":
            self._doctype = []
        elif self._doctype is not None:
            self._doctype_part(text)

    def _doctype_part(self, text):
        # The words of a declaration of the document's type.
        if text[:1] == ">":
            self._doctype = None
            return
        text = text.strip()
        if not text:
            return
        self._doctype.append(text)
        words = self._doctype
        if len(words) > 2:
            if words[1] == "PUBLIC" and len(words) == 4:
                name, _, pubid, system = words
                if pubid:
                    pubid = pubid[1:-1]
            elif words[1] == "SYSTEM" and len(words) == 3:
                name, _, system = words
                pubid = None
            else:
                return
            if hasattr(self.target, "doctype"):
                self.target.doctype(name, pubid, system[1:-1])
            elif hasattr(self, "doctype"):
                import warnings
                warnings.warn("The doctype() method of XMLParser is ignored.  "
                              "Define doctype() method on the TreeBuilder target.",
                              RuntimeWarning)
            self._doctype = None

    def feed(self, data):
        """Parse some data."""
        try:
            self.parser.Parse(data, False)
        except self._error as v:
            self._raiseerror(v)

    def close(self):
        """End the data; returns what the target's close() does, as a rule the root."""
        try:
            self.parser.Parse(b"", True)
        except self._error as v:
            self._raiseerror(v)
        try:
            close_handler = self.target.close
        except AttributeError:
            return None
        else:
            return close_handler()
        finally:
            # They refer to each other.
            del self.parser, self._parser
            del self.target, self._target

    def flush(self):
        """Parse what was put off."""
        enabled = self.parser.GetReparseDeferralEnabled()
        try:
            self.parser.SetReparseDeferralEnabled(False)
            self.parser.Parse(b"", False)
        except self._error as v:
            self._raiseerror(v)
        finally:
            self.parser.SetReparseDeferralEnabled(enabled)


from ._canonical import C14NWriterTarget, canonicalize
