# logging._format: from a record to text: the formatters and the three styles of format strings they know.
# This is the hot part of logging: what depends on the format alone is found out once for it.

import io
import re
import time
from operator import attrgetter
from string import Formatter as _Braces, Template

_str_formatter = _Braces()

# ---------------------------------------------------------------- the styles

# What every record has as attributes of its own once it is formatted.
_record_attributes = frozenset((
    "name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text", "stack_info",
    "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName", "processName", "process",
    "taskName", "message", "asctime",
))
_named_field = re.compile(r"%(?:\((\w+)\)([#0+ -]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa])|%)")


def _by_position(fmt):
    # A format of two or more such attributes as one with fields by position, and what gets these of a record; else two times None.
    # A record's __dict__ costs more than its attributes.
    names = [found[1] for found in _named_field.finditer(fmt) if found[1]]
    if len(names) < 2 or not _record_attributes.issuperset(names) or "%" in _named_field.sub("", fmt):
        return None, None
    return _named_field.sub(lambda found: "%" + (found[2] or "%"), fmt), attrgetter(*names)


class PercentStyle:
    """Format strings with "%(name)s"."""

    default_format, asctime_format = "%(message)s", "%(asctime)s"
    asctime_search = "%(asctime)"
    validation_pattern = re.compile(r"%\(\w+\)[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[%acdefgiorsux]", re.IGNORECASE)

    # The last format, and what _by_position() made of it.
    _prepared = None, None, None

    def __init__(self, fmt, *, defaults=None):
        self._defaults, self._fmt = defaults, fmt or self.default_format

    def format(self, record):
        """The text of a record."""
        try:
            return self._format(record)
        except KeyError as missing:
            raise ValueError(f"Formatting field not found in record: {missing}")

    def _format(self, record):
        fmt = self._fmt
        if self._defaults:
            return fmt % self._values(record)
        known, plain, values = self._prepared
        if known is not fmt:
            plain, values = _by_position(fmt)
            self._prepared = fmt, plain, values
        if values is not None:
            try:
                return plain % values(record)
            except AttributeError:
                # The record is of another kind.
                pass
        return fmt % record.__dict__

    def _values(self, record):
        # What the format may name: the record's attributes, over the defaults.
        return (self._defaults or {}) | record.__dict__

    def usesTime(self):
        """Whether the format shows the time."""
        return self.asctime_search in self._fmt

    def validate(self):
        """Raise ValueError if the format has no field of this style, or is none of it at all."""
        if not self.validation_pattern.search(self._fmt):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")


def _look_through(self):
    """Raise ValueError if the format has no field of this style, or is none of it at all."""
    # A list: what stands behind the first field is looked at too.
    if not any([self._is_field(*parts) for parts in self._parts()]):
        raise ValueError("invalid format: no fields")


# A number in a format spec, which may be a field of its own.
_number = r"(?:\d+|\{\w+\})"


class StrFormatStyle(PercentStyle):
    """Format strings with "{name}"."""

    default_format, asctime_format = "{message}", "{asctime}"
    asctime_search = "{asctime"

    # A name with attributes and items; fill and alignment, sign, flags, width, grouping, precision, type.
    field_spec = re.compile(r"\w+(?:\.\w+|\[[^]]+\])*")
    fmt_spec = re.compile(rf"(?:.?[<=>^])?[-+ ]?#?0?{_number}?[_,]?(?:\.{_number})?[%bcdefgnosx]?", re.IGNORECASE)

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    validate = _look_through

    def _parts(self):
        try:
            yield from _str_formatter.parse(self._fmt)
        except ValueError as e:
            raise ValueError(f"invalid format: {e}")

    def _is_field(self, literal, name, spec, conversion):
        for wrong, why, what in (
                (name and not self.field_spec.fullmatch(name), "invalid field name/expression", name),
                (conversion and conversion not in "ars", "invalid conversion", conversion),
                (spec and not self.fmt_spec.fullmatch(spec), "bad specifier", spec)):
            if wrong:
                raise ValueError(f"invalid format: {why}: {what!r}")
        return bool(name)


class StringTemplateStyle(PercentStyle):
    """Format strings with "$name" and "${name}"."""

    default_format, asctime_format = "${message}", "${asctime}"
    asctime_search = asctime_format

    def __init__(self, fmt, *, defaults=None):
        PercentStyle.__init__(self, fmt, defaults=defaults)
        self._template = Template(self._fmt)

    def _format(self, record):
        return self._template.substitute(self._values(record))

    def usesTime(self):
        """Whether the format shows the time."""
        return "$asctime" in self._fmt or self.asctime_search in self._fmt

    validate = _look_through

    def _parts(self):
        return ((found,) for found in Template.pattern.finditer(self._fmt))

    def _is_field(self, found):
        if found[0] == "$":
            raise ValueError("invalid format: bare '$' not allowed")
        return bool(found["named"] or found["braced"])


# A style's class and its form of the basic format.
_STYLES = {mark: (kind, ":".join(kind.default_format.replace("message", name) for name in ("levelname", "name", "message")))
           for mark, kind in zip("%{$", (PercentStyle, StrFormatStyle, StringTemplateStyle))}
BASIC_FORMAT = _STYLES["%"][1]

# ---------------------------------------------------------------- the formatters

# The last second that was put into words: (format, clock, second, names of the time zone) and the words.  Records come many a second.
_last_second = (None, None, None, None), ""
_clocks = (time.localtime, time.gmtime)


def _in_words(layout, clock, seconds):
    # strftime() of a time, remembered for the rest of its second.
    global _last_second
    if clock not in _clocks:
        return time.strftime(layout, clock(seconds))
    key = layout, clock, seconds // 1, time.tzname
    last, words = _last_second
    if key != last:
        words = time.strftime(layout, clock(seconds))
        _last_second = key, words
    return words


class Formatter:
    """Makes the text of a record, by a format string of one of the three styles."""

    # ISO's way to write a time, with what adds the milliseconds, if anything.
    default_time_format, default_msec_format = "%Y-%m-%d %H:%M:%S", "%s,%03d"
    converter = time.localtime

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        """fmt is of the style ("%", "{" or "$"), datefmt as of strftime(); defaults are values
        for what a record lacks."""
        if style not in _STYLES:
            raise ValueError("Style must be one of: " + ",".join(_STYLES))
        kind, _ = _STYLES[style]
        self._style = form = kind(fmt, defaults=defaults)
        if validate:
            form.validate()
        self._fmt, self.datefmt = form._fmt, datefmt

    def format(self, record):
        """The record's line, and below it its exception and stack, if any."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info or record.exc_text or record.stack_info:
            for more in self._below(record):
                text = text.removesuffix("\n") + "\n" + more
        return text

    def _below(self, record):
        # The traceback's text stays with the record, for the next formatter.
        if not (trace := record.exc_text) and record.exc_info:
            trace = record.exc_text = self.formatException(record.exc_info)
        if trace:
            yield trace
        if stack := record.stack_info:
            yield self.formatStack(stack)

    def formatMessage(self, record):
        """The record's line, from its message that is there already."""
        return self._style.format(record)

    def usesTime(self):
        """Whether the format shows the time."""
        return self._style.usesTime()

    def formatTime(self, record, datefmt=None):
        """The record's time by datefmt, or in ISO's way with milliseconds."""
        if datefmt:
            return _in_words(datefmt, self.converter, record.created)
        words = _in_words(self.default_time_format, self.converter, record.created)
        if with_msec := self.default_msec_format:
            return with_msec % (words, record.msecs)
        return words

    def formatException(self, ei):
        """The traceback of an exception (a triple as of sys.exc_info()), without its last line end."""
        from traceback import print_exception
        text = io.StringIO()
        print_exception(*ei[:3], file=text)
        return text.getvalue().removesuffix("\n")

    def formatStack(self, stack_info):
        """The text of a stack; here as it comes."""
        return stack_info


class BufferingFormatter:
    """Makes the text of several records."""

    def __init__(self, linefmt=None):
        """linefmt formats each record."""
        self.linefmt = linefmt if linefmt else _defaultFormatter

    def format(self, records):
        """The text of all; nothing for none."""
        if len(records) == 0:
            return ""
        return "".join((self.formatHeader(records), *map(self.linefmt.format, records), self.formatFooter(records)))

    def formatHeader(self, records):
        """What stands before the records."""
        return ""

    def formatFooter(self, records):
        """What stands after the records."""
        return ""


_defaultFormatter = Formatter()

for _kind in PercentStyle, StrFormatStyle, StringTemplateStyle, Formatter, BufferingFormatter:
    _kind.__module__ = "logging"
