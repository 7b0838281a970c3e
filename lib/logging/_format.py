# logging._format: from a record to text: the three styles of format strings and the formatters.

import io
import re
import time
from operator import attrgetter
from string import Formatter as StrFormatter, Template

_str_formatter = StrFormatter()
del StrFormatter


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

    default_format = "%(message)s"
    asctime_format = "%(asctime)s"
    asctime_search = "%(asctime)"
    validation_pattern = re.compile(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", re.I)

    __module__ = "logging"

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults
        self._prepared = None, None, None

    def usesTime(self):
        """Whether the format shows the time."""
        return self._fmt.find(self.asctime_search) >= 0

    def validate(self):
        """Raise ValueError if the format has no field of this style."""
        if self.validation_pattern.search(self._fmt) is None:
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _values(self, record):
        # What the format may name: the record's attributes, over the defaults.
        if defaults := self._defaults:
            return defaults | record.__dict__
        return record.__dict__

    def _format(self, record):
        if defaults := self._defaults:
            return self._fmt % (defaults | record.__dict__)
        fmt, plain, values = self._prepared
        if fmt is not self._fmt:
            fmt = self._fmt
            plain, values = _by_position(fmt)
            self._prepared = fmt, plain, values
        if values is not None:
            try:
                return plain % values(record)
            except AttributeError:
                pass
        return fmt % record.__dict__

    def format(self, record):
        """The text of a record."""
        try:
            return self._format(record)
        except KeyError as e:
            raise ValueError("Formatting field not found in record: %s" % e)


class StrFormatStyle(PercentStyle):
    """Format strings with "{name}"."""

    default_format = "{message}"
    asctime_format = "{asctime}"
    asctime_search = "{asctime"

    fmt_spec = re.compile(r"^(.?[<>=^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$", re.I)
    field_spec = re.compile(r"^(\d+|\w+)(\.\w+|\[[^]]+\])*$")

    __module__ = "logging"

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def validate(self):
        """Raise ValueError if the format is none of this style, or has no field."""
        named = False
        try:
            for _, field, spec, conversion in _str_formatter.parse(self._fmt):
                if field:
                    if not self.field_spec.match(field):
                        raise ValueError(f"invalid field name/expression: {field!r}")
                    named = True
                if conversion and conversion not in "rsa":
                    raise ValueError(f"invalid conversion: {conversion!r}")
                if spec and not self.fmt_spec.match(spec):
                    raise ValueError(f"bad specifier: {spec!r}")
        except ValueError as e:
            raise ValueError(f"invalid format: {e}")
        if not named:
            raise ValueError("invalid format: no fields")


class StringTemplateStyle(PercentStyle):
    """Format strings with "$name" and "${name}"."""

    default_format = "${message}"
    asctime_format = "${asctime}"
    asctime_search = "${asctime}"

    __module__ = "logging"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        """Whether the format shows the time."""
        return self._fmt.find("$asctime") >= 0 or self._fmt.find(self.asctime_search) >= 0

    def validate(self):
        """Raise ValueError if the format has a lone "$", or no field."""
        named = False
        for found in Template.pattern.finditer(self._fmt):
            if found["named"] or found["braced"]:
                named = True
            elif found[0] == "$":
                raise ValueError("invalid format: bare '$' not allowed")
        if not named:
            raise ValueError("invalid format: no fields")

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"

# A style's class and its form of the basic format.
_STYLES = {
    "%": (PercentStyle, BASIC_FORMAT),
    "{": (StrFormatStyle, "{levelname}:{name}:{message}"),
    "$": (StringTemplateStyle, "${levelname}:${name}:${message}"),
}

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

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    __module__ = "logging"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        """fmt is of the style ("%", "{" or "$"), datefmt as of strftime(); defaults are values
        for what a record lacks."""
        if style not in _STYLES:
            raise ValueError("Style must be one of: %s" % ",".join(_STYLES))
        self._style = _STYLES[style][0](fmt, defaults=defaults)
        if validate:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

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
        import traceback
        out = io.StringIO()
        traceback.print_exception(ei[0], ei[1], ei[2], limit=None, file=out)
        return out.getvalue().removesuffix("\n")

    def usesTime(self):
        """Whether the format shows the time."""
        return self._style.usesTime()

    def formatMessage(self, record):
        """The record's line, from its message that is there already."""
        return self._style.format(record)

    def formatStack(self, stack_info):
        """The text of a stack; here as it comes."""
        return stack_info

    def format(self, record):
        """The record's line, and below it its exception and stack, if any."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        # The traceback's text stays with the record, for the next formatter.
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text = text.removesuffix("\n") + "\n" + record.exc_text
        if record.stack_info:
            text = text.removesuffix("\n") + "\n" + self.formatStack(record.stack_info)
        return text


_defaultFormatter = Formatter()


class BufferingFormatter:
    """Makes the text of several records."""

    __module__ = "logging"

    def __init__(self, linefmt=None):
        """linefmt formats each record."""
        self.linefmt = linefmt or _defaultFormatter

    def formatHeader(self, records):
        """What stands before the records."""
        return ""

    def formatFooter(self, records):
        """What stands after the records."""
        return ""

    def format(self, records):
        """The text of all; nothing for none."""
        if not records:
            return ""
        lines = [self.linefmt.format(record) for record in records]
        return "".join([self.formatHeader(records), *lines, self.formatFooter(records)])
