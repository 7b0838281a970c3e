"""Tables of comma-separated values: the native reader and writer, rows as dicts, dialects, and a
guess at the dialect of a sample.

Invariant: what a dialect may be is decided by _csv alone; classes here only hold the values."""

import _csv
from _csv import Error, QUOTE_ALL, QUOTE_MINIMAL, reader, register_dialect, writer

_SETTINGS = "delimiter quotechar escapechar doublequote skipinitialspace lineterminator quoting"

__all__ = [
    # of _csv
    "Error", "reader", "writer", "field_size_limit",
    "get_dialect", "list_dialects", "register_dialect", "unregister_dialect",
    "QUOTE_ALL", "QUOTE_MINIMAL", "QUOTE_NONE", "QUOTE_NONNUMERIC", "QUOTE_NOTNULL", "QUOTE_STRINGS",
    # of this file
    "Dialect", "excel", "excel_tab", "Sniffer", "DictReader", "DictWriter", "unix_dialect",
]
for _name in __all__[:14]:
    globals()[_name] = getattr(_csv, _name)
del _name


class Dialect:
    """How a table is written, as attributes of a class; to make an instance is to check them.

    The attributes are delimiter, quotechar, escapechar, doublequote, skipinitialspace,
    lineterminator and quoting."""

    locals().update(dict.fromkeys(_SETTINGS.split()))
    _name = ""

    def __init__(self):
        try:
            _csv.Dialect(self)
        except TypeError as problem:
            raise Error(*problem.args) from None


class excel(Dialect):
    """As Excel writes tables."""
    delimiter, quotechar, lineterminator = ",", '"', "\r\n"
    doublequote, skipinitialspace, quoting = True, False, QUOTE_MINIMAL


class excel_tab(excel):
    """As Excel writes tables whose fields are set off by tabs."""
    delimiter = "\t"


class unix_dialect(Dialect):
    """As programs of Unix write tables: every field in quotes, a line ends with a newline."""
    delimiter, quotechar, lineterminator = ",", '"', "\n"
    doublequote, skipinitialspace, quoting = True, False, QUOTE_ALL


for _kind in excel, excel_tab, unix_dialect:
    register_dialect(_kind.__name__.replace("_", "-").removesuffix("-dialect"), _kind)
del _kind


def _many_times(names):
    # Names are gone through for every row, so an iterator will not do.
    return list(names) if hasattr(names, "__next__") else names


class DictReader:
    """An iterator of the rows of a table, each a dict.

    fieldnames are the keys; without them the first row tells.  What is beyond them is a list
    under the key restkey, and a field that is missing has the value restval."""

    __class_getitem__ = classmethod(type(list[str]))

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0
        self.restkey, self.restval = restkey, restval
        self._keys = _many_times(fieldnames)

    def _get_keys(self):
        if self._keys is None:
            self._keys = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._keys

    def _set_keys(self, names):
        self._keys = names

    fieldnames = property(_get_keys, _set_keys, doc="The keys, read from the table if need be.")

    def __iter__(self):
        return self

    def __next__(self):
        keys = self._keys if self.line_num else None
        if keys is None:
            keys = self.fieldnames
        # An empty line is skipped.
        for row in self.reader:
            if row:
                break
        else:
            raise StopIteration
        self.line_num = self.reader.line_num
        result = dict(zip(keys, row))
        surplus = len(row) - len(keys)
        if surplus > 0:
            result[self.restkey] = row[-surplus:]
        elif surplus:
            result.update(dict.fromkeys(keys[surplus:], self.restval))
        return result


class DictWriter:
    """Writes dicts as rows of a table, their values in the order of fieldnames.

    For a missing key restval is written.  A key that is no field raises ValueError, unless
    extrasaction is "ignore"."""

    __class_getitem__ = classmethod(type(list[str]))

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        action = extrasaction.lower()
        if action != "raise" and action != "ignore":
            raise ValueError(f"extrasaction ({action}) must be 'raise' or 'ignore'")
        self.extrasaction, self.restval = action, restval
        self.fieldnames = _many_times(fieldnames)
        self.writer = writer(f, dialect, *args, **kwds)

    def _values(self, record):
        if self.extrasaction == "raise" and (unknown := record.keys() - self.fieldnames):
            raise ValueError(f"dict contains fields not in fieldnames: {', '.join(map(repr, unknown))}")
        value, default = record.get, self.restval
        return [value(key, default) for key in self.fieldnames]

    def writeheader(self):
        """Write the fields' names as a row."""
        return self.writerow({key: key for key in self.fieldnames})

    def writerow(self, rowdict):
        """Write one dict."""
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        """Write each dict of an iterable."""
        return self.writer.writerows(map(self._values, rowdicts))


# A field in quotes, with what sets it off on either side; a quote inside is followed by something else.
_QUOTED_FIELD = r"""(?msx)
    (?: ^ | (?P<before> [^\w\r\n"'] ) (?P<gap> \x20? ) )
    (?P<quote> ["'] ) (?P<text> .*? ) (?P=quote)
    (?= \r?$ | (?(before) (?P=before) | (?P<after> [^\w\r\n"'] ) (?P<next_gap> \x20? ) ) )
"""


class Sniffer:
    """Guesses how a sample of a table is written."""

    def __init__(self):
        # Where more than one delimiter is possible, the first one of these is taken.
        self.preferred = list(",\t; :")

    def sniff(self, sample, delimiters=None):
        """The guess, a subclass of Dialect; delimiters may say which characters are possible."""
        def possible(char):
            return delimiters is None or char in delimiters

        quote, doubled, found = _by_quotes(sample, possible)
        if not found:
            found = self._by_counts([line for line in sample.split("\n") if line], possible)
        if not found:
            raise Error("Could not determine delimiter")
        return type("dialect", (Dialect,), {
            "_name": "sniffed", "delimiter": found[0], "quotechar": quote or '"', "doublequote": doubled,
            "skipinitialspace": found[1], "lineterminator": excel.lineterminator, "quoting": excel.quoting})

    def _by_counts(self, lines, possible):
        """A delimiter is as often in each line: (it, whether a space always follows), or None.

        A few lines are looked at, and then twice as many for as long as that leaves a choice."""
        from collections import Counter
        some, best = 10, {}
        while lines:
            counts = [Counter(line) for line in lines[:some]]
            votes = {}
            for char in set().union(*counts):
                if char < "\x7f" and possible(char):
                    [(often, times)] = Counter([count[char] for count in counts]).most_common(1)
                    # By how many percent the lines that agree outweigh those that do not.
                    margin = 200 * times // len(counts) - 100
                    if often and margin >= 90:
                        votes[char] = margin, often
            top = max(votes.values(), default=(0, 0))[0]
            best = {char: often for char, (margin, often) in votes.items() if margin == top}
            if len(best) == 1 or some >= len(lines):
                break
            some *= 2
        if not best:
            return None
        liked = [char for char in self.preferred if char in best]
        chosen = liked[0] if liked and len(best) > 1 else max(best, key=lambda char: (best[char], char))
        return chosen, lines[0].count(chosen) == lines[0].count(chosen + " ")

    def has_header(self, sample):
        """Whether the first row seems to be names and no values.

        Each column whose other fields are all numbers, or all of one length, has a vote: for a
        header if its first field is different."""
        from io import StringIO
        from itertools import islice
        table = reader(StringIO(sample), self.sniff(sample))
        head = next(table)
        rows = [row for row in islice(table, 21) if len(row) == len(head)]
        votes = 0
        for column, name in enumerate(head):
            shapes = {_shape(row[column]) for row in rows}
            if len(shapes) <= 1:
                alike = shapes <= {"number"} and _shape(name) in shapes or len(name) in shapes
                votes += -1 if alike else 1
        return votes > 0


def _by_quotes(sample, possible):
    """What the fields in quotes tell: the quote, whether it is doubled inside of fields, and the
    delimiter with whether a space always follows it, or None if there is none."""
    import re
    from collections import Counter
    quotes, gaps, doubled = Counter(), {}, False
    for field in re.finditer(_QUOTED_FIELD, sample):
        before, gap, quote, text, after, next_gap = field.groups()
        quotes[quote] += 1
        doubled = doubled or quote * 2 in text
        delimiter, space = (before, gap) if before else (after, next_gap)
        if delimiter and possible(delimiter):
            gaps.setdefault(delimiter, []).append(space)
    if not quotes:
        return "", False, None
    chosen = max(gaps, key=lambda delimiter: len(gaps[delimiter]), default=None)
    return max(quotes, key=quotes.get), doubled, chosen and (chosen, all(gaps[chosen]))


def _shape(field):
    """Of a field, "number" or else its length."""
    try:
        complex(field)
    except (ValueError, OverflowError):
        return len(field)
    return "number"
