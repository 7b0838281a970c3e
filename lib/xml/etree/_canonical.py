# xml.etree._canonical: canonical XML (C14N 2.0) of what a parser tells.


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """The canonical form of a document, a str, a path or a file; written to out, if given.

    The options are those of C14NWriterTarget."""
    import io
    from xml.etree import ElementTree
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    result = None
    if out is None:
        result = out = io.StringIO()
    parser = ElementTree.XMLParser(target=C14NWriterTarget(out.write, **options))
    if xml_data is not None:
        parser.feed(xml_data)
        parser.close()
    else:
        ElementTree.parse(from_file, parser=parser)
    return result.getvalue() if result is not None else None


class C14NWriterTarget:
    """A target of XMLParser that writes the canonical form of a document by a function.

    with_comments keeps comments; strip_text strips white space around text; rewrite_prefixes calls
    all prefixes n0, n1, ...; qname_aware_tags and qname_aware_attrs name what has qualified names
    for its text or value; exclude_attrs and exclude_tags name what is left out."""

    def __init__(self, write, *, with_comments=False, strip_text=False, rewrite_prefixes=False,
                 qname_aware_tags=None, qname_aware_attrs=None,
                 exclude_attrs=None, exclude_tags=None):
        from xml.etree.ElementTree import _namespace_map
        self._write = write
        self._data = []
        self._with_comments = with_comments
        self._strip_text = strip_text
        self._exclude_attrs = set(exclude_attrs) if exclude_attrs else None
        self._exclude_tags = set(exclude_tags) if exclude_tags else None
        self._rewrite_prefixes = rewrite_prefixes
        self._qname_aware_tags = set(qname_aware_tags) if qname_aware_tags else None
        self._qname_aware_attrs = set(qname_aware_attrs) if qname_aware_attrs else None
        # The namespaces that were written, and all that were declared, by element: lists of pairs
        # of URI and prefix.
        self._written = [[("", "")]]
        self._declared = [list(_namespace_map.items()), []]
        self._new_names = {}
        # For each open element, whether white space is to be kept.
        self._preserve = [False]
        # A start tag whose text has to be known first.
        self._pending = None
        self._root_seen = False
        self._root_done = False
        # How deep in what is left out.
        self._ignored = 0

    def _find_declared(self, prefix):
        for namespaces in reversed(self._declared):
            for uri, known in namespaces:
                if known == prefix:
                    return uri
        raise ValueError(f'Namespace "{prefix}" is not declared in scope')

    def _resolve(self, text):
        # A prefixed name as {uri}name.
        prefix, colon, name = text.partition(":")
        if not colon:
            prefix, name = "", text
        return f"{{{self._find_declared(prefix)}}}{name}"

    def _prefix_of(self, uri):
        # The prefix that is in force for a URI, and whether it was written already.
        if uri == "http://www.w3.org/XML/1998/namespace":
            # Nobody has to declare it.
            return "xml"
        hidden = set()
        for namespaces in reversed(self._written):
            for known, prefix in namespaces:
                if prefix not in hidden:
                    if known == uri:
                        return prefix
                hidden.add(prefix)
        if self._rewrite_prefixes:
            prefix = self._new_names.get(uri)
            if prefix is None:
                prefix = self._new_names[uri] = f"n{len(self._new_names)}"
            self._written[-1].append((uri, prefix))
            return prefix
        if not uri and "" not in hidden:
            # No default namespace is in force.
            return ""
        for namespaces in reversed(self._declared):
            for known, prefix in namespaces:
                if known == uri:
                    self._written[-1].append((uri, prefix))
                    return prefix
        if not uri:
            # The default namespace is undone.
            self._written[-1].append(("", ""))
            return ""
        raise ValueError(f'Namespace "{uri}" is not declared in scope')

    def _qname(self, qname, uri=None):
        # A name as it is written, its local part, and its URI.
        if uri is None:
            uri, _, tag = qname[1:].rpartition("}") if qname[:1] == "{" else ("", "", qname)
        else:
            tag = qname
        prefix = self._prefix_of(uri)
        return (f"{prefix}:{tag}" if prefix else tag), tag, uri

    # ------------------------------------------------------------ events

    def data(self, data):
        if not self._ignored:
            self._data.append(data)

    def _flush(self):
        data = "".join(self._data)
        self._data.clear()
        if self._strip_text and not self._preserve[-1]:
            data = data.strip()
        if self._pending is not None:
            args, self._pending = self._pending, None
            name = data if data and _looks_like_prefixed(data) else None
            self._start(*args, name)
            if name is not None:
                return
        if data and self._root_seen:
            self._write(_escape_text(data))

    def start_ns(self, prefix, uri):
        if self._ignored:
            return
        # It comes before the start of the element it belongs to.
        if self._data:
            self._flush()
        self._declared[-1].append((uri, prefix))

    def start(self, tag, attrs):
        if self._exclude_tags is not None and (self._ignored or tag in self._exclude_tags):
            self._ignored += 1
            return
        if self._data:
            self._flush()
        new_namespaces = []
        self._written.append(new_namespaces)
        if self._qname_aware_tags is not None and tag in self._qname_aware_tags:
            # Its text may use a prefix.
            self._pending = tag, attrs, new_namespaces
            return
        self._start(tag, attrs, new_namespaces)

    def _start(self, tag, attrs, new_namespaces, qname_text=None):
        if self._exclude_attrs is not None and attrs:
            attrs = {k: v for k, v in attrs.items() if k not in self._exclude_attrs}
        qnames = {tag, *attrs}
        resolved = {}
        if qname_text is not None:
            qname = resolved[qname_text] = self._resolve(qname_text)
            qnames.add(qname)
        qattrs = set()
        if self._qname_aware_attrs is not None and attrs:
            qattrs = self._qname_aware_attrs.intersection(attrs)
            for name in sorted(qattrs):
                value = attrs[name]
                if _looks_like_prefixed(value):
                    qname = resolved[value] = self._resolve(value)
                    qnames.add(qname)
                else:
                    qattrs.discard(name)
        # Prefixes are given in the order of the names, so that the result does not depend on the
        # document's.
        names = {qname: self._qname(qname) if qname[:1] == "{" or qname == tag else (qname, qname, "")
                 for qname in sorted(qnames, key=lambda n: n.split("}", 1))}
        pairs = []
        if new_namespaces:
            pairs = sorted(("xmlns:" + prefix if prefix else "xmlns", uri)
                           for uri, prefix in new_namespaces)
        # By namespace and name.
        for name in sorted(attrs, key=lambda n: (n[1:].rpartition("}")[::2] if n[:1] == "{" else ("", n))):
            value = attrs[name]
            if name in qattrs:
                value = names[resolved[value]][0]
            pairs.append((names[name][0], value))
        space = attrs.get("{http://www.w3.org/XML/1998/namespace}space")
        self._preserve.append(space == "preserve" if space else self._preserve[-1])
        write = self._write
        write("<" + names[tag][0])
        if pairs:
            write("".join([f' {name}="{_escape_attribute(value)}"' for name, value in pairs]))
        write(">")
        if qname_text is not None:
            write(_escape_text(names[resolved[qname_text]][0]))
        self._root_seen = True
        self._declared.append([])

    def end(self, tag):
        if self._ignored:
            self._ignored -= 1
            return
        if self._data or self._pending is not None:
            self._flush()
        self._write(f"</{self._qname(tag)[0]}>")
        self._preserve.pop()
        self._root_done = len(self._preserve) == 1
        self._written.pop()
        self._declared.pop()
        # Those of the next element in this one.
        self._declared[-1].clear()

    def comment(self, text):
        if not self._with_comments or self._ignored:
            return
        self._outside(f"<!--{_escape_text(text)}-->")

    def pi(self, target, data):
        if self._ignored:
            return
        self._outside(f"<?{target} {_escape_text(data)}?>" if data else f"<?{target}?>")

    def _outside(self, text):
        # What may also stand before and after the root, in lines of its own.
        if self._root_done:
            self._write("\n")
        elif self._root_seen and (self._data or self._pending is not None):
            self._flush()
        self._write(text)
        if not self._root_seen:
            self._write("\n")


def _looks_like_prefixed(text):
    import re
    return re.match(r"^\w+:\w+$", text, re.UNICODE) is not None


def _escape_text(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def _escape_attribute(text):
    return (text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
            .replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;"))


C14NWriterTarget.__module__ = canonicalize.__module__ = "xml.etree.ElementTree"
