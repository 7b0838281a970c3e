# xml.etree.ElementPath: finding elements by paths, a small part of XPath.  A path becomes a list of steps; a step is a
# generator function of what is known of the search and of the elements that the step before found.

import re

_TOKEN = re.compile(r"""
    ('[^']*'|\"[^\"]*\")                                # a literal
    |(::|//?|\.\.|\(\)|!=|[/.*:\[\]\(\)@=])             # an operator
    |((?:\{[^}]+\})?[^/\[\]\(\)@!=\s]+)                 # a name, maybe with its namespace
    |\s+
    """, re.VERBOSE).findall


def xpath_tokenizer(pattern, namespaces=None):
    """The tokens of a path, pairs of an operator and a name; prefixes of names are resolved."""
    default = namespaces.get("") if namespaces else None
    attribute = False
    for literal, operator, name in _TOKEN(pattern):
        if not name or name[0] == "{":
            yield (literal or operator, name) if name or literal or operator else ("", "")
            attribute = operator == "@"
            continue
        if ":" in name:
            prefix, local = name.split(":", 1)
            try:
                if not namespaces:
                    raise KeyError
                name = "{%s}%s" % (namespaces[prefix], local)
            except KeyError:
                raise SyntaxError("prefix %r not found in prefix map" % prefix) from None
        elif default and not attribute:
            # Attributes without a prefix are in no namespace.
            name = "{%s}%s" % (default, name)
        yield "", name
        attribute = False


class _Context:
    # The element that is searched, and its elements' parents once somebody asks.

    def __init__(self, root):
        self.root = root
        self._parents = None

    @property
    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def _has_wildcard(tag):
    return tag[:3] == "{*}" or tag[-2:] == "}*"


def _matcher(tag):
    # A function that takes the elements whose tag a tag with a wildcard matches.
    namespace, _, local = tag[1:].rpartition("}")
    if namespace == "*" and local == "*":
        def matches(name):
            return isinstance(name, str)
    elif namespace == "*":
        suffix = "}" + local

        def matches(name):
            return name == local or isinstance(name, str) and name[:1] == "{" and name.endswith(suffix)
    elif not namespace:
        def matches(name):
            return isinstance(name, str) and name[:1] != "{"
    else:
        prefix = "{" + namespace + "}"

        def matches(name):
            return isinstance(name, str) and name.startswith(prefix)

    def select(elements):
        return [element for element in elements if matches(element.tag)]
    return select


def _child(next, token):
    tag = token[1]
    if tag[:2] == "{}" and not _has_wildcard(tag):
        tag = tag[2:]
    if _has_wildcard(tag):
        select_some = _matcher(tag)

        def select(context, result):
            for element in result:
                yield from select_some(element)
        return select

    def select(context, result):
        for element in result:
            for child in element:
                if child.tag == tag:
                    yield child
    return select


def _star(next, token):
    def select(context, result):
        for element in result:
            yield from element
    return select


def _self(next, token):
    def select(context, result):
        yield from result
    return select


def _descendant(next, token):
    try:
        token = next()
    except StopIteration:
        return None
    if token[0] == "*":
        tag = "*"
    elif not token[0]:
        tag = token[1]
    else:
        raise SyntaxError("invalid descendant")
    if _has_wildcard(tag):
        select_some = _matcher(tag)

        def select(context, result):
            for element in result:
                yield from select_some([e for e in element.iter() if e is not element])
        return select
    if tag[:2] == "{}":
        tag = tag[2:]

    def select(context, result):
        for element in result:
            for found in element.iter(tag):
                if found is not element:
                    yield found
    return select


def _parent(next, token):
    def select(context, result):
        seen = set()
        for element in result:
            parent = context.parents.get(element)
            if parent is not None and parent not in seen:
                seen.add(parent)
                yield parent
    return select


def _predicate(next, token):
    # The kinds of tokens, as a word, tell what the predicate is.
    kinds = []
    values = []
    while True:
        try:
            token = next()
        except StopIteration:
            return None
        if token[0] == "]":
            break
        if token == ("", ""):
            continue
        if token[0] and token[0][:1] in "'\"":
            token = "'", token[0][1:-1]
        kinds.append(token[0] or "-")
        values.append(token[1])
    kind = "".join(kinds)
    if kind == "@-":
        return _has_attribute(values[1])
    if kind in ("@-='", "@-!='"):
        return _attribute_is(values[1], values[-1], "!" in kind)
    if kind == "-" and not re.match(r"\-?\d+$", values[0]):
        return _has_child(values[0])
    if kind in (".='", ".!='"):
        return _text_is(None, values[-1], "!" in kind)
    if kind in ("-='", "-!='") and not re.match(r"\-?\d+$", values[0]):
        return _text_is(values[0], values[-1], "!" in kind)
    if kind == "-" or kind == "-()" or kind == "-()-":
        if kind == "-":
            index = int(values[0]) - 1
            if index < 0:
                raise SyntaxError("XPath position >= 1 expected")
        else:
            if values[0] != "last":
                raise SyntaxError("unsupported function")
            index = -1
            if kind == "-()-":
                try:
                    index = int(values[2]) - 1
                except ValueError:
                    raise SyntaxError("unsupported expression")
                if index > -2:
                    raise SyntaxError("XPath offset from last() must be negative")
        return _is_nth(index)
    raise SyntaxError("invalid predicate")


def _has_attribute(name):
    def select(context, result):
        for element in result:
            if element.get(name) is not None:
                yield element
    return select


def _attribute_is(name, value, negated):
    def select(context, result):
        for element in result:
            found = element.get(name)
            if found is not None and (found == value) != negated:
                yield element
    return select


def _has_child(tag):
    def select(context, result):
        for element in result:
            if element.find(tag) is not None:
                yield element
    return select


def _text_is(tag, value, negated):
    # The whole text of the element, or of one of its children.
    def select(context, result):
        for element in result:
            for candidate in (element,) if tag is None else element.iterfind(tag):
                if ("".join(candidate.itertext()) == value) != negated:
                    yield element
                    break
    return select


def _is_nth(index):
    # Among the children of its parent with its tag.
    def select(context, result):
        for element in result:
            try:
                siblings = list(context.parents[element].findall(element.tag))
                if siblings[index] is element:
                    yield element
            except (IndexError, KeyError):
                pass
    return select


ops = {"": _child, "*": _star, ".": _self, "..": _parent, "//": _descendant, "[": _predicate}

_cache = {}


def _steps(path, namespaces):
    key = path, tuple(sorted(namespaces.items())) if namespaces else None
    try:
        return _cache[key]
    except KeyError:
        pass
    if len(_cache) > 100:
        _cache.clear()
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    next = iter(xpath_tokenizer(path, namespaces)).__next__
    steps = []
    try:
        token = next()
    except StopIteration:
        return []
    while True:
        try:
            steps.append(ops[token[0]](next, token))
        except (KeyError, StopIteration):
            raise SyntaxError("invalid path") from None
        if steps[-1] is None:
            raise SyntaxError("invalid path")
        try:
            token = next()
            if token[0] == "/":
                token = next()
        except StopIteration:
            break
    _cache[key] = steps
    return steps


def iterfind(elem, path, namespaces=None):
    """The elements below elem that a path finds, as an iterator."""
    if path[-1:] == "/":
        path = path + "*"
    steps = _steps(path, namespaces)
    context = _Context(elem)
    result = iter([elem]) if steps else iter(())
    for select in steps:
        result = select(context, result)
    return result


def find(elem, path, namespaces=None):
    """The first of them, or None."""
    return next(iterfind(elem, path, namespaces), None)


def findall(elem, path, namespaces=None):
    """A list of them."""
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    """The text of the first of them, or default."""
    try:
        elem = next(iterfind(elem, path, namespaces))
    except StopIteration:
        return default
    return elem.text if elem.text is not None else ""
