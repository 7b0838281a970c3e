# tomllib._parser: a recursive-descent parser.  Its functions take the source and a place in it and return where
# they stopped and what was there.

import re

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+").match
_SPACE = re.compile(r"[ \t]*").match
# White space and comments, as between the items of an array.
_SPACE_LINES = re.compile(r"[ \t\n]*").match
_PLAIN = re.compile(r'[^"\\\x00-\x08\x0a-\x1f\x7f]*').match
_PLAIN_LINES = re.compile(r'[^"\\\x00-\x08\x0b-\x1f\x7f]*').match
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]").search
_CONTROL_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]").search
_HEX = {"u": re.compile(r"[0-9A-Fa-f]{4}").match, "U": re.compile(r"[0-9A-Fa-f]{8}").match}
_NUMBER = re.compile(r"""
    0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)
    |[+-]?(?:0|[1-9](?:_?[0-9])*)((?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)
    """, re.VERBOSE).match
_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?"
_DATETIME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                       rf"(?:[Tt ]{_TIME}(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?").match
_LOCALTIME = re.compile(_TIME).match

_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class TOMLDecodeError(ValueError):
    """A document is not TOML.

    msg has the reason without the place; doc is the document, pos, lineno and colno the place."""

    def __init__(self, msg=None, doc=None, pos=None, *args):
        if args or not isinstance(msg, str) or not isinstance(doc, str) or not isinstance(pos, int):
            import warnings
            warnings.warn("Free-form arguments for TOMLDecodeError are deprecated. "
                          "Please set 'msg' (str), 'doc' (str) and 'pos' (int) arguments only.",
                          DeprecationWarning, stacklevel=2)
            given = list(args)
            for arg in (pos, doc, msg):
                if arg is not None or given:
                    given.insert(0, arg)
            super().__init__(*given)
            return
        line = doc.count("\n", 0, pos) + 1
        column = pos - doc.rfind("\n", 0, pos)
        place = "end of document" if pos >= len(doc) else f"line {line}, column {column}"
        super().__init__(f"{msg} (at {place})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = line
        self.colno = column

    def __reduce__(self):
        if "msg" in self.__dict__:
            return self.__class__, (self.msg, self.doc, self.pos)
        return super().__reduce__()


def load(fp, /, *, parse_float=float):
    """The document in a binary file, as a dict; parse_float makes the floats of their text."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The document in a str, as a dict; parse_float makes the floats of their text."""
    try:
        text = s.replace("\r\n", "\n")
    except (AttributeError, TypeError):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    return _Document(text, parse_float).read()


def _no_containers(parse_float):
    # Where a float is, a dict or list would be taken for the document's.
    def parse(text):
        number = parse_float(text)
        if isinstance(number, (dict, list)):
            raise ValueError("parse_float must not return dicts or lists")
        return number
    return parse


class _Document:
    # Which tables may still grow is kept by their identities: all live as long as this.

    def __init__(self, src, parse_float):
        self.src = src
        self.parse_float = float if parse_float is float else _no_containers(parse_float)
        self.root = {}
        # Tables that a header, or a dotted key of another section, made; lists of [[...]].
        self.declared = set()
        self.dotted = []
        # Inline tables and arrays: they never grow.
        self.closed = set()

    def fail(self, pos, msg):
        return TOMLDecodeError(msg, self.src, pos)

    def read(self):
        src = self.src
        table, header = self.root, ()
        pos, end = 0, len(src)
        while True:
            pos = _SPACE(src, pos).end()
            if pos >= end:
                break
            char = src[pos]
            if char == "\n":
                pos += 1
                continue
            if char == "[":
                for made in self.dotted:
                    self.declared.add(id(made))
                self.dotted.clear()
                if src.startswith("[[", pos):
                    pos, table, header = self.array_header(pos + 2)
                else:
                    pos, table, header = self.table_header(pos + 1)
            elif char in "'\"_-" or char.isascii() and char.isalnum():
                pos = self.assignment(pos, table, header)
            elif char != "#":
                raise self.fail(pos, "Invalid statement")
            pos = _SPACE(src, pos).end()
            if src.startswith("#", pos):
                pos = self.comment(pos)
            if pos >= end:
                break
            if src[pos] != "\n":
                raise self.fail(pos, "Expected newline or end of document after a statement")
            pos += 1
        return self.root

    def comment(self, pos):
        return self.until("\n", pos + 1, _CONTROL, False)

    def until(self, stop, pos, control, needed=True):
        # Where the next stop is; what is before it must be no control character.
        src = self.src
        end = src.find(stop, pos)
        if end < 0:
            end = len(src)
            if needed:
                raise self.fail(end, f"Expected {stop!r}")
        bad = control(src, pos, end)
        if bad is not None:
            raise self.fail(bad.start(), f"Found invalid character {bad[0]!r}")
        return end

    # ------------------------------------------------------------ tables

    def table_header(self, pos):
        pos, key = self.key(_SPACE(self.src, pos).end())
        node = self.root
        last = len(key) - 1
        for i, part in enumerate(key):
            child = node.get(part)
            if child is None:
                child = node[part] = {}
            elif id(child) in self.closed or i == last and id(child) in self.declared:
                raise self.fail(pos, f"Cannot declare {key} twice")
            node = self.inside(pos, child)
        self.declared.add(id(node))
        if not self.src.startswith("]", pos):
            raise self.fail(pos, "Expected ']' at the end of a table declaration")
        return pos + 1, node, key

    def array_header(self, pos):
        pos, key = self.key(_SPACE(self.src, pos).end())
        node = self.root
        for part in key[:-1]:
            child = node.get(part)
            if child is None:
                child = node[part] = {}
            elif id(child) in self.closed:
                raise self.fail(pos, f"Cannot mutate immutable namespace {key}")
            node = self.inside(pos, child)
        tables = node.get(key[-1])
        if tables is None:
            tables = node[key[-1]] = []
            self.declared.add(id(tables))
        elif id(tables) in self.closed:
            raise self.fail(pos, f"Cannot mutate immutable namespace {key}")
        elif not isinstance(tables, list):
            raise self.fail(pos, "Cannot overwrite a value")
        table = {}
        tables.append(table)
        if not self.src.startswith("]]", pos):
            raise self.fail(pos, "Expected ']]' at the end of an array declaration")
        return pos + 2, table, key

    def inside(self, pos, child):
        # The table that a key names: of several, the last.
        if isinstance(child, list):
            child = child[-1]
        if not isinstance(child, dict):
            raise self.fail(pos, "Cannot overwrite a value")
        return child

    def assignment(self, pos, table, header):
        pos, key, value = self.pair(pos)
        node = table
        closed = False
        for i, part in enumerate(key[:-1], 1):
            child = node.get(part)
            if child is None:
                child = node[part] = {}
            elif id(child) in self.declared:
                raise self.fail(pos, f"Cannot redefine namespace {header + key[:i]}")
            elif id(child) in self.closed:
                raise self.fail(pos, f"Cannot mutate immutable namespace {header + key[:-1]}")
            node = self.inside(pos, child)
            self.dotted.append(node)
        name = key[-1]
        if name in node:
            raise self.fail(pos, "Cannot overwrite a value")
        if isinstance(value, (dict, list)):
            self.closed.add(id(value))
        node[name] = value
        return pos

    def pair(self, pos):
        src = self.src
        pos, key = self.key(pos)
        if not src.startswith("=", pos):
            raise self.fail(pos, "Expected '=' after a key in a key/value pair")
        pos, value = self.value(_SPACE(src, pos + 1).end())
        return pos, key, value

    def key(self, pos):
        src = self.src
        parts = []
        while True:
            bare = _BARE_KEY(src, pos)
            if bare is not None:
                parts.append(bare[0])
                pos = bare.end()
            elif src.startswith("'", pos):
                pos, part = self.literal(pos)
                parts.append(part)
            elif src.startswith('"', pos):
                pos, part = self.basic(pos + 1, False)
                parts.append(part)
            else:
                raise self.fail(pos, "Invalid initial character for a key part")
            pos = _SPACE(src, pos).end()
            if not src.startswith(".", pos):
                return pos, tuple(parts)
            pos = _SPACE(src, pos + 1).end()

    # ------------------------------------------------------------ values

    def value(self, pos):
        src = self.src
        char = src[pos:pos + 1]
        if char == '"':
            if src.startswith('"""', pos):
                return self.lines(pos + 3, '"')
            return self.basic(pos + 1, False)
        if char == "'":
            if src.startswith("'''", pos):
                return self.lines(pos + 3, "'")
            return self.literal(pos)
        if char == "[":
            return self.array(pos)
        if char == "{":
            return self.inline_table(pos)
        if src.startswith("true", pos):
            return pos + 4, True
        if src.startswith("false", pos):
            return pos + 5, False
        found = _NUMBER(src, pos)
        if found is not None:
            end = found.end()
            if src[end:end + 1] in ("-", ":") or char == "0" and end == pos + 1:
                # A date or a time; those may begin with zeros.
                dated = self.date_or_time(pos)
                if dated is not None:
                    return dated
            if found[1]:
                return end, self.parse_float(found[0])
            return end, int(found[0], 0)
        for length in (3, 4):
            word = src[pos:pos + length]
            if word[-3:] in ("inf", "nan") and word[:-3] in ("", "+", "-"):
                return pos + length, self.parse_float(word)
        raise self.fail(pos, "Invalid value")

    def date_or_time(self, pos):
        import datetime
        found = _DATETIME(self.src, pos)
        if found is None:
            found = _LOCALTIME(self.src, pos)
            if found is None:
                return None
            hour, minute, second, fraction = found.groups("")
            return found.end(), datetime.time(int(hour), int(minute), int(second), int(fraction.ljust(6, "0")))
        year, month, day, hour, minute, second, fraction, zulu, sign, hours, minutes = found.groups()
        try:
            date = datetime.date(int(year), int(month), int(day))
            if hour is None:
                return found.end(), date
            zone = None
            if zulu:
                zone = datetime.timezone.utc
            elif sign:
                offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
                zone = datetime.timezone(-offset if sign == "-" else offset)
            time = datetime.time(int(hour), int(minute), int(second),
                                 int(fraction.ljust(6, "0")) if fraction else 0, zone)
        except ValueError as e:
            raise self.fail(pos, "Invalid date or datetime") from e
        return found.end(), datetime.datetime.combine(date, time)

    def skip_lines(self, pos):
        src = self.src
        while True:
            pos = _SPACE_LINES(src, pos).end()
            if not src.startswith("#", pos):
                return pos
            pos = self.comment(pos)

    def array(self, pos):
        src = self.src
        items = []
        pos = self.skip_lines(pos + 1)
        while not src.startswith("]", pos):
            pos, item = self.value(pos)
            items.append(item)
            pos = self.skip_lines(pos)
            if not src.startswith(",", pos):
                if src.startswith("]", pos):
                    break
                raise self.fail(pos, "Unclosed array")
            pos = self.skip_lines(pos + 1)
        return pos + 1, items

    def inline_table(self, pos):
        src = self.src
        table = {}
        pos = _SPACE(src, pos + 1).end()
        if src.startswith("}", pos):
            return pos + 1, table
        while True:
            pos, key, value = self.pair(pos)
            node = table
            for part in key[:-1]:
                child = node.get(part)
                if child is None:
                    child = node[part] = {}
                elif id(child) in self.closed:
                    raise self.fail(pos, f"Cannot mutate immutable namespace {key}")
                elif not isinstance(child, dict):
                    raise self.fail(pos, "Cannot overwrite a value")
                node = child
            name = key[-1]
            if name in node:
                if id(node[name]) in self.closed:
                    raise self.fail(pos, f"Cannot mutate immutable namespace {key}")
                raise self.fail(pos, f"Duplicate inline table key {name!r}")
            node[name] = value
            pos = _SPACE(src, pos).end()
            if not src.startswith(",", pos):
                if src.startswith("}", pos):
                    return pos + 1, table
                raise self.fail(pos, "Unclosed inline table")
            if isinstance(value, (dict, list)):
                self.closed.add(id(value))
            pos = _SPACE(src, pos + 1).end()

    # ------------------------------------------------------------ strings

    def literal(self, pos):
        end = self.until("'", pos + 1, _CONTROL)
        return end + 1, self.src[pos + 1:end]

    def lines(self, pos, quote):
        # After three quotes.
        src = self.src
        if src.startswith("\n", pos):
            pos += 1
        if quote == "'":
            end = self.until("'''", pos, _CONTROL_LINES)
            text = src[pos:end]
            pos = end + 3
        else:
            pos, text = self.basic(pos, True)
        # The last quotes may belong to the text.
        for _ in range(2):
            if not src.startswith(quote, pos):
                break
            text += quote
            pos += 1
        return pos, text

    def basic(self, pos, multiline):
        src = self.src
        plain = _PLAIN_LINES if multiline else _PLAIN
        parts = []
        while True:
            run = plain(src, pos)
            end = run.end()
            if end > pos:
                parts.append(run[0])
                pos = end
            char = src[pos:pos + 1]
            if char == '"':
                if not multiline:
                    return pos + 1, "".join(parts)
                if src.startswith('"""', pos):
                    return pos + 3, "".join(parts)
                parts.append('"')
                pos += 1
            elif char == "\\":
                pos, part = self.escape(pos, multiline)
                parts.append(part)
            elif not char:
                raise self.fail(pos, "Unterminated string")
            else:
                raise self.fail(pos, f"Illegal character {char!r}")

    def escape(self, pos, multiline):
        src = self.src
        char = src[pos + 1:pos + 2]
        pos += 2
        if char in _ESCAPES:
            return pos, _ESCAPES[char]
        if char in _HEX and char:
            digits = _HEX[char](src, pos)
            if digits is None:
                raise self.fail(pos, "Invalid hex value")
            code = int(digits[0], 16)
            if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                raise self.fail(digits.end(), "Escaped character is not a Unicode scalar value")
            return digits.end(), chr(code)
        if multiline and char in (" ", "\t", "\n") and char:
            # A line that goes on in the next that is not empty.
            if char != "\n":
                pos = _SPACE(src, pos).end()
                if pos >= len(src):
                    return pos, ""
                if src[pos] != "\n":
                    raise self.fail(pos, "Unescaped '\\' in a string")
            return _SPACE_LINES(src, pos).end(), ""
        raise self.fail(pos, "Unescaped '\\' in a string")
