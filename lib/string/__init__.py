# string: constants, Template, and Formatter. What str has as methods is not here.
# re is imported by the first template that is looked at, as many programs want the constants only.
"""String constants, $-substitution and customisable formatting."""
from _string import formatter_field_name_split as _split_name, formatter_parser as _parse

__all__ = ["Formatter", "Template", "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits",
           "hexdigits", "octdigits", "printable", "punctuation", "whitespace"]

digits = "0123456789"
octdigits, hexdigits = digits[:8], digits + "abcdefABCDEF"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
punctuation = "".join(char for char in map(chr, range(0x21, 0x7f)) if not char.isalnum())
whitespace = " \t\n\r\v\f"
printable = "".join((digits, ascii_letters, punctuation, whitespace))


def capwords(s, sep=None):
    """Capitalise every word of s; without sep, runs of whitespace become single spaces."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


# ---------------------------------------------------------------- templates

class _FromAttributes:
    # The pattern of a class that gives none: made of its other attributes when it is first asked for.

    def __get__(self, template, cls):
        return _compile(cls)


_from_attributes = _FromAttributes()


def _compile(cls):
    # Make and keep the pattern of a class of templates.
    import re
    pattern = vars(cls).get("pattern", _from_attributes)
    if isinstance(pattern, re.Pattern):
        return pattern
    if pattern in (None, _from_attributes):
        mark, name = re.escape(cls.delimiter), cls.idpattern
        ways = {"escaped": mark, "named": name, "braced": cls.braceidpattern or name, "invalid": ""}
        around = {"braced": (r"\{", r"\}")}
        pattern = "|".join(f"(?P<{way}>{form})".join(around.get(way, ("", ""))) for way, form in ways.items())
        pattern = f"{mark}(?:{pattern})"
    cls.pattern = re.compile(pattern, re.VERBOSE | (re.IGNORECASE if cls.flags is None else cls.flags))
    return cls.pattern


_nothing = object()


class Template:
    """A string with $name and ${name} placeholders; $$ stands for $.

    Subclasses change the syntax by delimiter, idpattern, braceidpattern and flags, or by giving
    a pattern with the groups escaped, named, braced and invalid.
    """

    delimiter, idpattern, braceidpattern = "$", "(?a:[_a-z][_a-z0-9]*)", None
    # None stands for re.IGNORECASE.
    flags = None
    pattern = _from_attributes

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" not in vars(cls):
            cls.pattern = _from_attributes
        # A wrong one is reported where it is written.
        _compile(cls)

    def __init__(self, template):
        self.template = template

    def substitute(self, mapping=_nothing, /, **kws):
        """Replace the placeholders; every name has to be in the mapping or the keywords."""
        return self._replaced(_with_keywords(mapping, kws), False)

    def safe_substitute(self, mapping=_nothing, /, **kws):
        """Replace the placeholders that can be; the others, also malformed ones, stay."""
        return self._replaced(_with_keywords(mapping, kws), True)

    def _replaced(self, values, safe):
        def text_of(found):
            name = found["named"] or found["braced"]
            if name is None:
                if self._is_escape(found):
                    return self.delimiter
                return found[0] if safe else self._complain(found.start("invalid"))
            if not safe:
                return str(values[name])
            try:
                return str(values[name])
            except KeyError:
                return found[0]

        return self.pattern.sub(text_of, self.template)

    def _is_escape(self, found):
        # Of a match with no name: whether it is an escaped delimiter rather than a malformed placeholder.
        if found["escaped"] is not None:
            return True
        if found["invalid"] is not None:
            return False
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def _complain(self, at):
        before = self.template[:at].splitlines(keepends=True) or [""]
        # At the very beginning, the column is that of the character itself.
        raise ValueError("Invalid placeholder in string: line %d, col %d"
                         % (len(before), at - sum(map(len, before[:-1])) or 1))

    def _each(self):
        # The names of all placeholders, and None for malformed ones.
        for found in self.pattern.finditer(self.template):
            name = found["named"] or found["braced"]
            if name is not None:
                yield name
            elif not self._is_escape(found):
                yield None

    def is_valid(self):
        """Whether substitute() would accept the template."""
        return None not in self._each()

    def get_identifiers(self):
        """Return the names of the placeholders, each one once."""
        return [name for name in dict.fromkeys(self._each()) if name is not None]


def _with_keywords(mapping, keywords):
    # What names stand for: keywords before those of the mapping.
    if mapping is _nothing or not keywords:
        return keywords if mapping is _nothing else mapping
    from collections import ChainMap
    return ChainMap(keywords, mapping)


# ---------------------------------------------------------------- formatting

_conversions = {"s": str, "r": repr, "a": ascii}


def _numbered(field, number):
    # A field's name, with its number where it has none, and the number of the next such field: False after one with a number.
    first, _ = _split_name(field)
    if first == "" and number is not False:
        return f"{number}{field}", number + 1
    if isinstance(first, int) and not number:
        return field, False
    if first == "" or isinstance(first, int):
        raise ValueError("cannot switch from manual field specification to automatic field numbering")
    return field, number


class Formatter:
    """The machinery of str.format(), as methods to override."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Format with the arguments given as a tuple and a dict."""
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        # The text, and the number of the next field without one.
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        pieces, number = [], auto_arg_index
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                pieces.append(literal)
            if field is not None:
                field, number = _numbered(field, number)
                value, key = self.get_field(field, args, kwargs)
                used_args.add(key)
                value = self.convert_field(value, conversion)
                # Specs have fields of their own; at the bottom there may be no spec at all.
                if spec or recursion_depth < 1:
                    spec, number = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, number)
                pieces.append(self.format_field(value, spec))
        return "".join(pieces), number

    def parse(self, format_string):
        """Yield (literal text, field name, format spec, conversion); no field gives None."""
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        """Return the object that a field name like "0.name[1]" gives, and the key of its start."""
        key, steps = _split_name(field_name)
        found = self.get_value(key, args, kwargs)
        for by_attribute, step in steps:
            found = getattr(found, step) if by_attribute else found[step]
        return found, key

    def get_value(self, key, args, kwargs):
        """Return the argument with a number or a name."""
        return (args if isinstance(key, int) else kwargs)[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with what was used; may raise an exception."""

    def convert_field(self, value, conversion):
        """Apply !s, !r or !a."""
        if conversion is None:
            return value
        try:
            convert = _conversions[conversion]
        except (KeyError, TypeError):
            raise ValueError(f"Unknown conversion specifier {conversion!s}") from None
        return convert(value)

    def format_field(self, value, format_spec):
        return format(value, format_spec)
