# calendar: months and years as lists, text and HTML. Invariant: a week begins with firstweekday (0 is Monday), and a month is shown in
# whole weeks, with 0 or the neighbours' dates where the month has no day.
"""Calendars of months and years, as data, as text and as HTML; weekdays count from 0 (Monday)."""

import datetime
import sys
from enum import IntEnum, global_enum
from itertools import repeat

__all__ = ["IllegalMonthError", "IllegalWeekdayError", "setfirstweekday", "firstweekday", "isleap", "leapdays", "weekday",
           "monthrange", "monthcalendar", "prmonth", "month", "prcal", "calendar", "timegm", "month_name", "month_abbr",
           "day_name", "day_abbr", "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar", "LocaleHTMLCalendar",
           "weekheader", "Day", "Month", "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
           "OCTOBER", "NOVEMBER", "DECEMBER", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]

error = ValueError


def _complaint(base, name, doc, message):
    """An exception of one argument, kept as an attribute too, with a message about it."""
    def __init__(self, number):
        setattr(self, name, number)

    def __str__(self):
        return message % getattr(self, name)

    return type(f"Illegal{name.title()}Error", base,
                {"__doc__": doc, "__module__": __name__, "__init__": __init__, "__str__": __str__})


IllegalMonthError = _complaint((ValueError,), "month", "The number of a month is not from 1 to 12.",
                               "bad month number %r; must be 1-12")
IllegalWeekdayError = _complaint((ValueError,), "weekday", "The number of a weekday is not from 0 to 6.",
                                 "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)")


# What these two names were before the members of Month.
_OLD_NAMES = {"January": 1, "February": 2}


def __getattr__(name):
    if name not in _OLD_NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import warnings
    warnings.warn(f"The {name!r} attribute is deprecated, use {name.upper()!r} instead", DeprecationWarning, stacklevel=2)
    return _OLD_NAMES[name]


_FIRST_MONTH = __all__.index("JANUARY")
_MONTHS, _DAYS = __all__[_FIRST_MONTH:][:12], __all__[_FIRST_MONTH:][12:]

Month = global_enum(IntEnum("Month", _MONTHS, module=__name__))
Month.__doc__ = "The months, from 1."
Day = global_enum(IntEnum("Day", _DAYS, module=__name__, start=0))
Day.__doc__ = "The weekdays, from 0."

# The days of each month of a year that is no leap year; there is no month 0.
mdays = [0] + [30 + (m + m // 8) % 2 - 2 * (m == 2) for m in Month]


class _Names:
    """A sequence of names in the locale at the time one asks: of some dates, by a format of strftime(); "" for no date."""

    def __init__(self, format, dates):
        self.format, self._dates = format, dates

    def _name(self, date):
        return date.strftime(self.format) if date else ""

    def __getitem__(self, i):
        wanted = self._dates[i]
        return list(map(self._name, wanted)) if isinstance(i, slice) else self._name(wanted)

    def __len__(self):
        return len(self._dates)


_WEEK = [datetime.date(2001, 1, d) for d in range(1, 8)]  # from a Monday
_YEAR = [None] + [datetime.date(2001, m, 1) for m in Month]
day_name, day_abbr = _Names("%A", _WEEK), _Names("%a", _WEEK)
month_name, month_abbr = _Names("%B", _YEAR), _Names("%b", _YEAR)


def isleap(year):
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """How many leap years are in range(y1, y2)."""
    y1 -= 1
    y2 -= 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    """The weekday of a date, from 0 (Monday). Any year will do: weekdays repeat every 400 years."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def _validate_month(month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)


def monthrange(year, month):
    """The weekday of the first of a month, and how many days it has."""
    _validate_month(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _monthlen(year, month):
    return mdays[month] + (month == FEBRUARY and isleap(year))


def _prevmonth(year, month):
    return (year - 1, 12) if month == 1 else (year, month - 1)


def _nextmonth(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _rows(items, width):
    items = list(items)
    return [items[i:i + width] for i in range(0, len(items), width)]


class Calendar:
    """Months and years as lists of weeks and days."""

    def __init__(self, firstweekday=0):
        """A calendar whose weeks begin with a weekday, by default 0 (Monday)."""
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        """The weekday with which weeks begin, from 0 to 6."""
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        """Have weeks begin with a weekday."""
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The seven weekdays, in the order of the calendar's weeks."""
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def itermonthdates(self, year, month):
        """The dates of a month's weeks, those of the neighbouring months in them too."""
        for y, m, d in self.itermonthdays3(year, month):
            yield datetime.date(y, m, d)

    def itermonthdays(self, year, month):
        """As itermonthdates(), but the days' numbers only, with 0 for days of other months."""
        before, days, after = self._parts(year, month)
        yield from repeat(0, before)
        yield from range(1, days + 1)
        yield from repeat(0, after)

    def _parts(self, year, month):
        """How many days of other months come before a month, how many it has, and how many come after, in whole weeks."""
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return before, days, (self.firstweekday - first - days) % 7

    def itermonthdays2(self, year, month):
        """As itermonthdays(), but tuples (day, weekday)."""
        for i, d in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield d, i % 7

    def itermonthdays3(self, year, month):
        """As itermonthdates(), but tuples (year, month, day), which may lie beyond what dates can say."""
        before, days, after = self._parts(year, month)
        y, m = _prevmonth(year, month)
        end = _monthlen(y, m) + 1
        for d in range(end - before, end):
            yield y, m, d
        for d in range(1, days + 1):
            yield year, month, d
        y, m = _nextmonth(year, month)
        for d in range(1, after + 1):
            yield y, m, d

    def itermonthdays4(self, year, month):
        """As itermonthdays3(), but tuples (year, month, day, weekday)."""
        for i, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + i) % 7

    def monthdatescalendar(self, year, month):
        """A month as a list of weeks of seven dates."""
        return _rows(self.itermonthdates(year, month), 7)

    def monthdays2calendar(self, year, month):
        """A month as a list of weeks of seven tuples (day, weekday)."""
        return _rows(self.itermonthdays2(year, month), 7)

    def monthdayscalendar(self, year, month):
        """A month as a list of weeks of seven days' numbers."""
        return _rows(self.itermonthdays(year, month), 7)

    def yeardatescalendar(self, year, width=3):
        """A year as a list of rows of width months, each as monthdatescalendar() makes it."""
        return _rows([self.monthdatescalendar(year, m) for m in Month], width)

    def yeardays2calendar(self, year, width=3):
        """A year as a list of rows of width months, each as monthdays2calendar() makes it."""
        return _rows([self.monthdays2calendar(year, m) for m in Month], width)

    def yeardayscalendar(self, year, width=3):
        """A year as a list of rows of width months, each as monthdayscalendar() makes it."""
        return _rows([self.monthdayscalendar(year, m) for m in Month], width)


class TextCalendar(Calendar):
    """Calendars as plain text, as the command cal prints them."""

    def prweek(self, theweek, width):
        """Print a week, without a newline."""
        print(self.formatweek(theweek, width), end="")

    def formatday(self, day, weekday, width):
        """A day's number in the middle of so many places, or nothing there for 0."""
        return ("%2i" % day if day else "").center(width)

    def formatweek(self, theweek, width):
        """A week on one line, without a newline."""
        return " ".join(self.formatday(d, wd, width) for d, wd in theweek)

    def formatweekday(self, day, width):
        """A weekday's name, short if there are less than nine places."""
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        """The line with the names of the weekdays."""
        return " ".join(self.formatweekday(i, width) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The name of a month, in the middle of so many places."""
        name = month_name[themonth]
        if withyear:
            name = "%s %r" % (name, theyear)
        return name.center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """A month as text of several lines; days have w places, and each line l newlines."""
        w = max(2, w)
        ends = "\n" * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1), self.formatweekheader(w)]
        lines += [self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth)]
        return "".join(line.rstrip() + ends for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """A year as text, m months a row with c spaces between them; w and l are those of formatmonth()."""
        w = max(2, w)
        l = max(1, l)
        c = max(2, c)
        width = (w + 1) * 7 - 1
        ends = "\n" * l
        text = [repr(theyear).center(width * m + c * (m - 1)).rstrip(), ends]
        header = self.formatweekheader(w)
        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            text.append(ends)
            names = [self.formatmonthname(theyear, k, width, False) for k in months]
            text += [formatstring(names, width, c).rstrip(), ends]
            text += [formatstring([header] * len(months), width, c).rstrip(), ends]
            for j in range(max(map(len, row))):
                weeks = [self.formatweek(cal[j], w) if j < len(cal) else "" for cal in row]
                text += [formatstring(weeks, width, c).rstrip(), ends]
        return "".join(text)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print(self.formatyear(theyear, w, l, c, m), end="")


class HTMLCalendar(Calendar):
    """Calendars as tables of HTML."""

    # Classes of the cells of the days, of the headings of those, and of whatever else has one.
    cssclasses_weekday_head = cssclasses = "mon tue wed thu fri sat sun".split()
    cssclass_month_head = cssclass_month = "month"
    cssclass_year_head = cssclass_year = "year"
    cssclass_noday = "noday"

    def formatday(self, day, weekday):
        """A day as a cell."""
        if day == 0:
            return '<td class="%s">&nbsp;</td>' % self.cssclass_noday
        return '<td class="%s">%d</td>' % (self.cssclasses[weekday], day)

    def formatweek(self, theweek):
        """A week as a row."""
        return "<tr>%s</tr>" % "".join(self.formatday(d, wd) for d, wd in theweek)

    def formatweekday(self, day):
        """A weekday's name as a cell."""
        return '<th class="%s">%s</th>' % (self.cssclasses_weekday_head[day], day_abbr[day])

    def formatweekheader(self):
        """The row of the weekdays' names."""
        return "<tr>%s</tr>" % "".join(self.formatweekday(i) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The row with a month's name."""
        name = month_name[themonth]
        if withyear:
            name = "%s %s" % (name, theyear)
        return '<tr><th colspan="7" class="%s">%s</th></tr>' % (self.cssclass_month_head, name)

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month as a table."""
        rows = ['<table border="0" cellpadding="0" cellspacing="0" class="%s">' % self.cssclass_month,
                self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        rows += [self.formatweek(week) for week in self.monthdays2calendar(theyear, themonth)]
        return "\n".join(rows) + "\n</table>\n"

    def formatyear(self, theyear, width=3):
        """A year as a table of tables, width months a row."""
        width = max(width, 1)
        text = ['<table border="0" cellpadding="0" cellspacing="0" class="%s">\n' % self.cssclass_year,
                '<tr><th colspan="%d" class="%s">%s</th></tr>' % (width, self.cssclass_year_head, theyear)]
        for months in _rows(Month, width):
            cells = ["<td>%s</td>" % self.formatmonth(theyear, m, withyear=False) for m in months]
            text.append("<tr>%s</tr>" % "".join(cells))
        return "".join(text) + "</table>"

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        """A year as a whole page, in bytes of an encoding, with a link to a style sheet unless css is None."""
        if encoding is None:
            encoding = sys.getdefaultencoding()
        lines = ['<?xml version="1.0" encoding="%s"?>' % encoding,
                 '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
                 "<html>",
                 "<head>",
                 '<meta http-equiv="Content-Type" content="text/html; charset=%s" />' % encoding]
        if css is not None:
            lines.append('<link rel="stylesheet" type="text/css" href="%s" />' % css)
        lines += ["<title>Calendar for %d</title>" % theyear, "</head>", "<body>", self.formatyear(theyear, width) + "</body>",
                  "</html>", ""]
        return "\n".join(lines).encode(encoding, "xmlcharrefreplace")


class different_locale:
    """A with statement's block in another locale for times."""

    oldlocale = None

    def __init__(self, locale):
        self.locale = locale

    def _swap(self, new):
        import locale
        old = locale.setlocale(locale.LC_TIME)
        locale.setlocale(locale.LC_TIME, new)
        return old

    def __enter__(self):
        self.oldlocale = self._swap(self.locale)

    def __exit__(self, *exception):
        self._swap(self.oldlocale)


def _get_default_locale():
    import locale
    name = locale.setlocale(locale.LC_TIME, None)
    if name == "C":
        # the user's, where the program has set none
        with different_locale(""):
            name = locale.setlocale(locale.LC_TIME, None)
    return name


class _Localized:
    """A calendar's names in another locale: goes before the calendar among the bases."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _get_default_locale() if locale is None else locale

    def formatweekday(self, *args, **kwargs):
        """As that of the calendar."""
        with different_locale(self.locale):
            return super().formatweekday(*args, **kwargs)

    def formatmonthname(self, *args, **kwargs):
        """As that of the calendar."""
        with different_locale(self.locale):
            return super().formatmonthname(*args, **kwargs)


class LocaleTextCalendar(_Localized, TextCalendar):
    """A TextCalendar with the names of another locale, by default the user's."""


class LocaleHTMLCalendar(_Localized, HTMLCalendar):
    """An HTMLCalendar with the names of another locale, by default the user's."""


# --- one calendar for those who need no object ---

c = TextCalendar()

week, month, calendar = c.formatweek, c.formatmonth, c.formatyear
prweek, prmonth, prcal = c.prweek, c.prmonth, c.pryear
firstweekday, weekheader, monthcalendar = c.getfirstweekday, c.formatweekheader, c.monthdayscalendar


def setfirstweekday(firstweekday):
    """Have the weeks of this module's functions begin with a weekday."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


_colwidth = 7 * 3 - 1
_spacing = 6


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print texts side by side."""
    print(formatstring(cols, colwidth, spacing))


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Texts side by side, each in the middle of its column."""
    return (" " * spacing).join(text.center(colwidth) for text in cols)


EPOCH = 1970
_EPOCH_ORD = datetime.date(EPOCH, 1, 1).toordinal()


def timegm(tuple):
    """The seconds since 1970 of a tuple as time.gmtime() makes it: its inverse."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_ORD + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def main(args=None):
    """The command: print a year or a month as text or HTML."""
    import argparse
    parser = argparse.ArgumentParser()
    text = parser.add_argument_group("text only arguments")
    html = parser.add_argument_group("html only arguments")
    text.add_argument("-w", "--width", type=int, default=2, help="width of date column (default 2)")
    text.add_argument("-l", "--lines", type=int, default=1, help="number of lines for each week (default 1)")
    text.add_argument("-s", "--spacing", type=int, default=6, help="spacing between months (default 6)")
    text.add_argument("-m", "--months", type=int, default=3, help="months per row (default 3)")
    html.add_argument("-c", "--css", default="calendar.css", help="CSS to use for page")
    parser.add_argument("-L", "--locale", default=None, help="locale to use for month and weekday names")
    parser.add_argument("-e", "--encoding", default=None, help="encoding to use for output")
    parser.add_argument("-t", "--type", default="text", choices=("text", "html"), help="output type (text or html)")
    parser.add_argument("-f", "--first-weekday", type=int, default=0,
                        help="weekday (0 is Monday, 6 is Sunday) to start each week (default 0)")
    parser.add_argument("year", nargs="?", type=int, help="year number")
    parser.add_argument("month", nargs="?", type=int, help="month number (1-12, text only)")
    options = parser.parse_args(args)

    if options.locale and not options.encoding:
        parser.error("if --locale is specified --encoding is required")
    locale = options.locale, options.encoding
    year = datetime.date.today().year if options.year is None else options.year

    if options.type == "html":
        if options.month:
            parser.error("incorrect number of arguments")
        cal = LocaleHTMLCalendar(locale=locale) if options.locale else HTMLCalendar()
        cal.setfirstweekday(options.first_weekday)
        encoding = options.encoding or sys.getdefaultencoding()
        sys.stdout.buffer.write(cal.formatyearpage(year, css=options.css, encoding=encoding))
        return
    cal = LocaleTextCalendar(locale=locale) if options.locale else TextCalendar()
    cal.setfirstweekday(options.first_weekday)
    sizes = {"w": options.width, "l": options.lines}
    if options.month is None:
        sizes |= {"c": options.spacing, "m": options.months}
        result = cal.formatyear(year, **sizes)
    else:
        result = cal.formatmonth(year, options.month, **sizes)
    if options.encoding:
        sys.stdout.buffer.write(result.encode(options.encoding))
    else:
        sys.stdout.write(result)


if __name__ == "__main__":
    main()
