"""Reading and writing of tables of comma-separated values, and guessing at their dialect"""

from _csv import (Error, writer, reader, register_dialect, unregister_dialect, get_dialect,
                  list_dialects, field_size_limit, QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC,
                  QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL)
from _csv import Dialect as _Dialect

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE",
           "QUOTE_STRINGS", "QUOTE_NOTNULL",
           "Error", "Dialect", "excel", "excel_tab",
           "field_size_limit", "reader", "writer",
           "register_dialect", "get_dialect", "list_dialects", "Sniffer",
           "unregister_dialect", "DictReader", "DictWriter",
           "unix_dialect"]

_GenericAlias = type(list[int])


class Dialect:
    """The base of dialects: a class whose attributes tell how a table is written.

    They are delimiter, quotechar, escapechar, doublequote, skipinitialspace, lineterminator and
    quoting; an instance is made to check them."""
    _name = ""
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as e:
            # The readers of this module know its own errors only.
            raise Error(str(e)) from None


class excel(Dialect):
    """What Excel writes."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


register_dialect("excel", excel)


class excel_tab(excel):
    """What Excel writes, with tabs."""
    delimiter = "\t"


register_dialect("excel-tab", excel_tab)


class unix_dialect(Dialect):
    """What Unix programs write: all fields quoted, lines end with a newline."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


register_dialect("unix", unix_dialect)


class DictReader:
    """A reader that makes a dict of each row.

    The keys are fieldnames, or what the first row says.  Fields that are too many come as a
    list under restkey; missing ones are restval."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self._fieldnames
        if names is None or self.line_num == 0:
            names = self.fieldnames
        row = next(self.reader)
        # Empty lines are no rows here.
        while not row:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        record = dict(zip(names, row))
        known, found = len(names), len(row)
        if known < found:
            record[self.restkey] = row[known:]
        elif known > found:
            for name in names[found:]:
                record[name] = self.restval
        return record

    __class_getitem__ = classmethod(_GenericAlias)


class DictWriter:
    """A writer of rows that are dicts.

    fieldnames tells the order.  Missing fields are restval; those that are too many raise a
    ValueError, or are left out if extrasaction is "ignore"."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Write a row of the names of the fields."""
        return self.writerow({name: name for name in self.fieldnames})

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            extra = rowdict.keys() - self.fieldnames
            if extra:
                raise ValueError("dict contains fields not in fieldnames: "
                                 + ", ".join([repr(name) for name in extra]))
        get, restval = rowdict.get, self.restval
        return [get(name, restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        """Write a row."""
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        """Write all rows of an iterable."""
        return self.writer.writerows(map(self._dict_to_list, rowdicts))

    __class_getitem__ = classmethod(_GenericAlias)


# Where a quoted field may stand: between delimiters, at the start of a line, at its end, alone.
_QUOTED = (
    r"""(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?P=delim)""",
    r"""(?:^|\n)(?P<quote>["']).*?(?P=quote)(?P<delim>[^\w\n"'])(?P<space> ?)""",
    r"""(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?:$|\n)""",
    r"""(?:^|\n)(?P<quote>["']).*?(?P=quote)(?:$|\n)""",
)

# How many lines are looked at between two decisions, and how many rows tell of a header.
_CHUNK = 10
_HEADER_ROWS = 20


class Sniffer:
    """Guesses at the dialect of a sample, and whether it has a header."""

    def __init__(self):
        # Of several possible delimiters, the first of these.
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """A dialect class for a sample; delimiters, a str, holds those that are possible."""
        quotechar, doublequote, delimiter, skipinitialspace = \
            self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, skipinitialspace = self._guess_delimiter(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL

        dialect.doublequote = doublequote
        dialect.delimiter = delimiter
        # Without a quoted field it may be anything.
        dialect.quotechar = quotechar or '"'
        dialect.skipinitialspace = skipinitialspace
        return dialect

    def _guess_quote_and_delimiter(self, data, delimiters):
        # By the fields in quotes: what is next to them most often delimits.
        import re
        from collections import Counter
        for pattern in _QUOTED:
            found = list(re.finditer(pattern, data, re.DOTALL | re.MULTILINE))
            if found:
                break
        else:
            return "", False, None, 0
        quote = _most(Counter([match["quote"] for match in found]))
        delims = Counter()
        spaces = 0
        if "delim" in found[0].re.groupindex:
            for match in found:
                delim = match["delim"]
                if delim and (delimiters is None or delim in delimiters):
                    delims[delim] += 1
                if match["space"]:
                    spaces += 1
        if delims:
            delim = _most(delims)
            skipinitialspace = delims[delim] == spaces
            if delim == "\n":
                delim = ""
        else:
            # A single column.
            delim = ""
            skipinitialspace = 0
        # Two quotes in a row inside a field stand for one.
        edge = re.escape(delim)
        inside = rf"[^{edge}\n]*"
        doubled = re.compile(rf"(({edge})|^)\W*{quote}{inside}{quote}{inside}{quote}\W*(({edge})|$)",
                             re.MULTILINE)
        return quote, doubled.search(data) is not None, delim, skipinitialspace

    def _guess_delimiter(self, data, delimiters):
        # A delimiter is as often in one line as in the other.  Take some lines after the other,
        # until just one character is; if all lines do not tell, take a preferred one.
        from collections import Counter
        lines = [line for line in data.split("\n") if line]
        frequencies = {chr(code): Counter() for code in range(127)}
        delims = {}
        seen = 0
        while seen < len(lines):
            chunk = lines[seen:seen + _CHUNK]
            for line in chunk:
                for char, counts in frequencies.items():
                    counts[line.count(char)] += 1
            seen += len(chunk)
            # How often each is in a line, and in how many more lines than not.
            modes = {}
            for char, counts in frequencies.items():
                often = _most(counts)
                if often or len(counts) > 1:
                    modes[char] = often, 2 * counts[often] - seen
            delims = {}
            consistency = 1.0
            while not delims and consistency >= 0.9:
                delims = {char: mode for char, mode in modes.items()
                          if mode[0] > 0 and mode[1] > 0 and mode[1] / seen >= consistency
                          and (delimiters is None or char in delimiters)}
                consistency -= 0.01
            if len(delims) == 1:
                break
        if not delims:
            return "", 0
        if len(delims) > 1:
            for char in self.preferred:
                if char in delims:
                    break
            else:
                char = max(delims, key=lambda char: (delims[char], char))
        else:
            [char] = delims
        return char, lines[0].count(char) == lines[0].count(char + " ")

    def has_header(self, sample):
        """Whether the first row of a sample seems to be a header.

        For each column whose values are all numbers, or all of one length, the first row's
        field votes: for a header if it is not like them."""
        rows = reader(_lines(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for count, row in enumerate(rows):
            if count > _HEADER_ROWS:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                kind = _kind(row[column])
                if kind != kinds[column]:
                    if kinds[column] is None:
                        kinds[column] = kind
                    else:
                        del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            elif kind is not None:
                votes += -1 if _kind(header[column]) is kind else 1
            else:
                votes += 1
        return votes > 0


def _lines(text):
    from io import StringIO
    return StringIO(text)


def _kind(field):
    # complex for a number, the length of what is none.
    try:
        complex(field)
        return complex
    except (ValueError, OverflowError):
        return len(field)


def _most(counts):
    # The first of the keys that are counted most often.
    return max(counts, key=counts.get)
