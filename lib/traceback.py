# traceback: exceptions and stacks as text, just as the runtime itself prints them.
# Everything that is wanted of an exception is taken when it is captured; formatting only
# needs what was taken.  Invariant: no failure of a user's object escapes.

import itertools
import linecache
import sys

__all__ = """
    FrameSummary StackSummary TracebackException
    extract_stack format_stack print_stack walk_stack
    extract_tb format_tb print_tb walk_tb clear_frames
    format_exc format_exception format_exception_only print_exc print_exception print_last
    format_list
    """.split()


class _NotGiven:
    def __repr__(self):
        return "<implicit>"


_sentinel = _NotGiven()


class _Palette:
    # The escape sequences around the parts of a traceback; all empty for plain text.
    __slots__ = "type", "message", "filename", "lineno", "name", "strong", "weak", "reset"

    def __init__(self, magenta, bold_magenta, red, bold_red, reset):
        self.type = bold_magenta
        self.message = self.filename = self.lineno = self.name = magenta
        self.strong = bold_red
        self.weak = red
        self.reset = reset


_plain = _Palette("", "", "", "", "")
_colors = _Palette("\x1b[35m", "\x1b[1;35m", "\x1b[31m", "\x1b[1;31m", "\x1b[0m")


def _safe_string(value, what, func=str):
    try:
        text = func(value)
    except:
        text = f"<{what} {func.__name__}() failed>"
    return text


def _painted(options):
    """What of the options of a format...() is passed on to those that it calls."""
    return {"colorize": bool(options.get("colorize"))}


def _palette_for(options):
    return _colors if options.get("colorize") else _plain


def _write(texts, file):
    out = sys.stderr if file is None else file
    for text in texts:
        print(text, end="", file=out)


# ---------------------------------------------------------------- lists of frames

def _chained(first, following):
    """Iterate over a linked list."""
    while first is not None:
        yield first
        first = getattr(first, following)


def walk_stack(f):
    """Iterate over (frame, line number) from a frame outwards, by default the caller's."""
    frames = _chained(sys._getframe(1) if f is None else f, "f_back")
    return ((frame, frame.f_lineno) for frame in frames)


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    return ((entry.tb_frame, entry.tb_lineno) for entry in _chained(tb, "tb_next"))


def _walk_tb_positions(tb):
    # (frame, (line, end line, column, end column)); columns count UTF-8 bytes.
    while tb is not None:
        frame, at = tb.tb_frame, tb.tb_lasti
        place = None
        if at >= 0:
            place = next(itertools.islice(frame.f_code.co_positions(), at // 2, None), None)
        if place is None:
            place = None, None, None, None
        yield frame, place if place[0] is not None else (tb.tb_lineno, *place[1:])
        tb = tb.tb_next


def extract_stack(f=None, limit=None):
    """The StackSummary of the stack up to a frame, oldest first."""
    # (walk_stack() would take this function for the caller)
    frames = walk_stack(sys._getframe(1) if f is None else f)
    summary = StackSummary.extract(frames, limit=limit)
    summary.reverse()
    return summary


def format_stack(f=None, limit=None):
    """format_list() of extract_stack()."""
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print the stack up to a frame, by default the caller's."""
    _write(extract_stack(sys._getframe(1) if f is None else f, limit).format(), file)


def extract_tb(tb, limit=None):
    """The StackSummary of a traceback, oldest frame first."""
    return _summarize(StackSummary, _walk_tb_positions(tb), limit)


def format_tb(tb, limit=None):
    """format_list() of extract_tb()."""
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    """Print up to limit entries of a traceback; if negative, the last ones."""
    _write(format_tb(tb, limit), file)


def format_list(extracted_list):
    """Format a list of frame summaries (or 4-tuples): a list of strings with newlines."""
    summary = StackSummary.from_list(extracted_list)
    return summary.format()


def print_list(extracted_list, file=None):
    """Print a list of frame summaries (or 4-tuples)."""
    _write(format_list(extracted_list), file)


def clear_frames(tb):
    """Clear the local variables of all frames of a traceback that are not running."""
    for entry in _chained(tb, "tb_next"):
        try:
            entry.tb_frame.clear()
        except RuntimeError:
            pass                        # it runs


# ---------------------------------------------------------------- whole exceptions

def _capture(exc, value, tb, limit):
    """The TracebackException for the arguments of print_exception()."""
    if (value is _sentinel) is not (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _sentinel:
        if not isinstance(exc, (BaseException, type(None))):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        value, tb = exc, getattr(exc, "__traceback__", None)
    return TracebackException(type(value), value, tb, limit=limit, compact=True)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """As print_exception, returning a list of strings with newlines."""
    return [*_capture(exc, value, tb, limit).format(chain=chain, **_painted(kwargs))]


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True,
                    **kwargs):
    """Print an exception with its traceback and, with chain, those it came from."""
    _capture(exc, value, tb, limit).print(file=file, chain=chain, **_painted(kwargs))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The lines that name an exception, without its traceback.

    With show_group, also those of the exceptions in a group, indented."""
    told = exc if value is _sentinel else value
    captured = TracebackException(type(told), told, None, compact=True)
    return [*captured.format_exception_only(show_group=show_group, **kwargs)]


def format_exc(limit=None, chain=True):
    """The text that print_exc() would print."""
    return "".join(format_exception(sys.exception(), chain=chain, limit=limit))


def print_exc(limit=None, file=None, chain=True):
    """print_exception() of the exception being handled."""
    print_exception(sys.exception(), file=file, chain=chain, limit=limit)


def print_last(limit=None, file=None, chain=True):
    """print_exception() of the last exception that nobody handled."""
    last = [getattr(sys, name) for name in ("last_exc",) if hasattr(sys, name)]
    if not last:
        if not hasattr(sys, "last_type"):
            raise ValueError("no last exception")
        last = sys.last_type, sys.last_value, sys.last_traceback
    print_exception(*last, limit=limit, file=file, chain=chain)


# Stands for how many frames the runtime's own printing shows.
BUILTIN_EXCEPTION_LIMIT = object()


def _print_exception_bltin(exc, file=None, /):
    # The runtime's printing of an exception that nobody handled.
    if file is None:
        file = sys.__stderr__ if sys.stderr is None else sys.stderr
    colorful = False
    try:
        from _colorize import _takes_colours
        colorful = _takes_colours(file)
    except ImportError:
        pass
    print_exception(exc, limit=BUILTIN_EXCEPTION_LIMIT, file=file, colorize=colorful)


def _final_line(etype, value, palette=_plain):
    text = _safe_string(value, "exception")
    if value is None or not text:
        return f"{palette.type}{etype}{palette.reset}\n"
    return (f"{palette.type}{etype}{palette.reset}: "
            f"{palette.message}{text}{palette.reset}\n")


# ---------------------------------------------------------------- FrameSummary

class FrameSummary:
    """One frame of a stack: where it is, and perhaps its source and locals.

    Works as a 4-tuple (filename, lineno, name, line) too."""

    __slots__ = tuple("filename lineno end_lineno colno end_colno name locals "
                      "_code _lines _dedented".split())

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        """With lookup_line the source is read now, else when it is asked for; locals is a
        mapping whose values are kept as their repr."""
        self.name, self.filename, self.lineno = name, filename, lineno
        self.end_lineno = end_lineno if end_lineno is not None else lineno
        self.colno, self.end_colno = colno, end_colno
        self._code = kwargs.get("_code")
        # The source lines that the position spans, and the same without common indent.
        self._lines, self._dedented = line, None
        if lookup_line:
            self._read_lines()
        self.locals = None
        if locals:
            self.locals = {name: _safe_string(value, "local", repr)
                           for name, value in locals.items()}

    def _as_tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __len__(self):
        return 4

    def __iter__(self):
        return iter(self._as_tuple())

    def __getitem__(self, pos):
        return self._as_tuple()[pos]

    def __eq__(self, other):
        if isinstance(other, tuple):
            return other == self._as_tuple()
        if not isinstance(other, FrameSummary):
            return NotImplemented
        return ((self.filename, self.lineno, self.name, self.locals)
                == (other.filename, other.lineno, other.name, other.locals))

    __hash__ = None

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _read_lines(self):
        if self._lines is not None or self.lineno is None or self.end_lineno is None:
            return
        lines = []
        for n in range(self.lineno, self.end_lineno + 1):
            line = linecache.getline(self.filename, n).rstrip()
            if not line and self._code is not None and self.filename.startswith("<"):
                line = linecache._getline_from_code(self._code, n).rstrip()
            lines.append(line + "\n")
        self._lines = "".join(lines) or "\n"

    @property
    def _original_lines(self):
        """The source lines as they are; None if the line number is not known."""
        self._read_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        """The source lines without common indentation."""
        if self._dedented is None:
            self._read_lines()
            if self._lines is not None:
                self._dedented = _dedent(self._lines)
        return self._dedented

    @property
    def line(self):
        """The first source line, stripped; '' if it cannot be had."""
        self._read_lines()
        text = self._lines
        return text if text is None else text.partition("\n")[0].strip()


def _dedent(text):
    # As textwrap.dedent: white lines count for nothing and become empty.
    lines = [line if line.strip() else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        while not indent.startswith(margin):
            margin = margin[:-1]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


# ---------------------------------------------------------------- marking the place

# Positions within a segment of source are (row, column) pairs, counted from 0, in
# characters.

def _characters(line, nbytes):
    """How many characters the first bytes of a line's UTF-8 are."""
    if line.isascii():
        return nbytes
    return len(line.encode("utf-8")[:nbytes].decode("utf-8", errors="replace"))


def _display_width(text):
    """How many columns a terminal takes for a text."""
    if text.isascii():
        return len(text)
    try:
        from unicodedata import east_asian_width
    except ImportError:
        return len(text)
    return sum([2 if east_asian_width(c) in "WF" else 1 for c in text])


def _parse(source):
    # The statements of a source text, as syntax trees (without loading the ast module).
    return compile(source, "<segment>", "exec", 0x400, True).body


def _anchors(segment):
    """Find what to stress in an expression that failed.

    For a binary operation it is the operator, for a call or subscript the part behind what
    is called or indexed.  Returns the places where it begins and ends, or None."""
    # In parentheses it may go over lines; the first row of the tree is row 1.
    statements = _parse(f"(\n{segment}\n)")
    if len(statements) != 1 or type(statements[0]).__name__ != "Expr":
        return None
    expr = statements[0].value
    rows = segment.split("\n")
    kind = type(expr).__name__

    def start_of(node):
        row = node.lineno - 2
        return row, _characters(rows[row], node.col_offset)

    def end_of(node):
        row = node.end_lineno - 2
        return row, _characters(rows[row], node.end_col_offset)

    if kind == "BinOp":
        row, col = _next_token(rows, *end_of(expr.left))
        # An operator of two characters; it cannot reach the right operand.
        end = col + 1
        if ((row, end) < start_of(expr.right) and end < len(rows[row])
                and not rows[row][end].isspace() and rows[row][end] not in "\\#"):
            end += 1
        return (row, col), (row, end)
    if kind == "Subscript":
        return _next_token(rows, *end_of(expr.value)), end_of(expr)
    if kind == "Call":
        return _next_token(rows, *end_of(expr.func)), end_of(expr)
    return None


def _next_token(rows, row, col):
    # The first place from (row, col) on that is not space, comment or closing parenthesis.
    while True:
        line = rows[row]
        while col < len(line):
            c = line[col]
            if c in "#\\":
                break
            if not c.isspace() and c != ")":
                return row, col
            col += 1
        row += 1
        col = 0


def _is_whole_statement(lines, start, end):
    # Whether the place is just the call of "name = call(...)" or "return name(...)": a mark
    # under it would say nothing.  So it is where there is no code at all.
    statements = _parse("\n".join(lines))
    if not statements:
        return True
    statement = statements[0]
    kind = type(statement).__name__
    if kind == "Return":
        call = statement.value
        if type(call).__name__ != "Call" or type(call.func).__name__ != "Name":
            return False
    elif kind == "Assign":
        call = statement.value
        if (type(call).__name__ != "Call" or len(statement.targets) != 1
                or type(statement.targets[0]).__name__ != "Name"):
            return False
    else:
        return False
    return (call.lineno == 1 and call.end_lineno == len(lines)
            and call.col_offset == start and call.end_col_offset == end)


class _Place:
    """The source rows of a frame, with the place in them where it is.

    show(start, end, rows, anchors) decides whether it is marked."""

    def __init__(self, frame, show):
        count = frame.end_lineno - frame.lineno + 1
        original = frame._original_lines.splitlines()
        self.rows = rows = frame._dedented_lines.splitlines()[:count]
        cut = len(original[0]) - len(rows[0])
        self.start = max(0, _characters(original[0], frame.colno) - cut)
        self.end = max(0, _characters(original[count - 1], frame.end_colno) - cut)
        self.anchors = None
        segment = "\n".join(rows)
        segment = segment[self.start:len(segment) - (len(rows[-1]) - self.end)]
        try:
            anchors = _anchors(segment)
        except Exception:
            anchors = None
        if anchors is not None:
            # From the segment's columns to the rows' own.
            self.anchors = [(row, col + self.start if row == 0 else col)
                            for row, col in anchors]
        self.marked = show(self.start, self.end, rows, self.anchors)

    def _parts(self, row):
        """(text, mark) pairs that make up a row; the marks are '^', '~' and None."""
        text = self.rows[row]
        last = len(self.rows) - 1
        low = max(self.start if row == 0 else 0, len(text) - len(text.lstrip()))
        high = max(low, self.end if row == last else len(text))
        if self.anchors is None:
            left = right = low
            outer = "^"
        else:
            (left_row, left), (right_row, right) = self.anchors
            if row != left_row:
                left = low if row > left_row else high
            if row != right_row:
                right = high if row < right_row else low
            left = min(max(left, low), high)
            right = min(max(right, left), high)
            outer = "~"
        return [(text[:low], None), (text[low:left], outer), (text[left:right], "^"),
                (text[right:high], outer), (text[high:], None)]

    def _row(self, row, palette):
        if not self.marked:
            yield self.rows[row]
            return
        parts = self._parts(row)
        texts, marks = [], []
        pending = None
        # Neighbours with one mark are one part.
        for text, mark in parts:
            if not text:
                continue
            if pending and pending[1] == mark:
                pending = pending[0] + text, mark
                continue
            if pending:
                texts.append(pending)
            pending = text, mark
        if pending:
            texts.append(pending)
        line = []
        for i, (text, mark) in enumerate(texts):
            width = _display_width(text)
            if mark is None:
                line.append(text)
                if i + 1 < len(texts):
                    marks.append(" " * width)
            else:
                color = palette.strong if mark == "^" else palette.weak
                line.append(f"{color}{text}{palette.reset}")
                marks.append(f"{color}{mark * width}{palette.reset}")
        yield "".join(line)
        marks = "".join(marks)
        yield marks if marks.strip() else ""

    def lines(self, palette):
        """The rows that matter, each with its marks under it."""
        last = len(self.rows) - 1
        wanted = {0, last}
        if self.anchors is not None:
            for row, _ in self.anchors:
                wanted.update((row - 1, row, row + 1))
        shown = -1
        for row in sorted(wanted):
            if not 0 <= row <= last:
                continue
            skipped = row - shown - 1
            if skipped == 1:
                yield from self._row(row - 1, palette)
            elif skipped:
                yield f"...<{skipped} lines>..."
            yield from self._row(row, palette)
            shown = row


# ---------------------------------------------------------------- StackSummary

# From how many equal entries in a row on they are counted instead.
_RECURSIVE_CUTOFF = 3


def _limited(frames, limit):
    """The first `limit` of frames, or the last -limit; the runtime's own printing shows the last."""
    from_end = limit is BUILTIN_EXCEPTION_LIMIT
    if limit is None or from_end:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is None:
            return frames
        limit = max(limit, 0)
    if limit < 0:
        from_end, limit = True, -limit
    if not from_end:
        return itertools.islice(frames, limit)
    frames = list(frames)
    return frames[max(len(frames) - limit, 0):]


def _summarize(cls, frames, limit=None, lookup_lines=True, capture_locals=False):
    """The StackSummary, of class cls, of (frame, position) pairs."""
    summary = cls()
    for frame, (line, end_line, column, end_column) in _limited(frames, limit):
        code = frame.f_code
        linecache.lazycache(code.co_filename, frame.f_globals)
        summary.append(FrameSummary(
            code.co_filename, line, code.co_name, end_lineno=end_line, colno=column,
            end_colno=end_column, locals=frame.f_locals if capture_locals else None,
            lookup_line=False, _code=code))
    for name in {entry.filename for entry in summary}:
        linecache.checkcache(name)
    if lookup_lines:
        _read_all(summary)
    return summary


def _read_all(summary):
    for entry in summary:
        entry._read_lines()


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from (frame, line number) pairs, as walk_stack() and walk_tb() give."""
        placed = ((frame, (line, None, None, None)) for frame, line in frame_gen)
        return _summarize(cls, placed, limit, lookup_lines, capture_locals)

    @classmethod
    def from_list(cls, a_list):
        """Make one from a list of FrameSummary objects or (file, line, name, text) tuples."""
        def summary(filename, lineno, name, line):
            return FrameSummary(filename, lineno, name, line=line)
        return cls(entry if isinstance(entry, FrameSummary) else summary(*entry)
                   for entry in a_list)

    def _should_show_carets(self, start, end, rows, anchors):
        """Whether marks under a place in source rows would say anything."""
        try:
            if _is_whole_statement(rows, start, end):
                return False
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            pass
        if anchors is not None:
            return True
        # Without anchors, only if it is not all of the text.
        return bool(rows[0][:start].lstrip() or rows[-1][end:].rstrip())

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one frame; a subclass may return None to leave the frame out."""
        palette = _palette_for(kwargs)
        reset = palette.reset
        file = frame_summary.filename
        if file[:7] == "<stdin-" and file[-1] == ">":
            file = "<stdin>"
        parts = [f'  File {palette.filename}"{file}"{reset}, '
                 f"line {palette.lineno}{frame_summary.lineno}{reset}, "
                 f"in {palette.name}{frame_summary.name}{reset}\n"]
        source = frame_summary._dedented_lines
        if source and source.strip():
            start = frame_summary.lineno, frame_summary.colno
            end = frame_summary.end_lineno, frame_summary.end_colno
            if None in (start[1], end[1]) or start == end:
                parts.append(f"    {frame_summary.line}\n")
            else:
                place = _Place(frame_summary, self._should_show_carets)
                for line in place.lines(palette):
                    parts.append(f"    {line}\n")
        variables = frame_summary.locals
        if variables:
            parts += [f"    {name} = {variables[name]}\n" for name in sorted(variables)]
        return "".join(parts)

    def format(self, **kwargs):
        """A list of strings, one a frame; many equal frames in a row are folded."""
        options = _painted(kwargs)
        result = []
        last = None
        count = 0

        def fold():
            extra = count - _RECURSIVE_CUTOFF
            if extra > 0:
                result.append(f"  [Previous line repeated {extra} more "
                              f"time{'s' if extra > 1 else ''}]\n")

        for frame in self:
            text = self.format_frame_summary(frame, **options)
            if text is None:
                continue
            where = frame.filename, frame.lineno, frame.name
            if last is None or None in where or where != last:
                fold()
                last = where
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        fold()
        return result


# ---------------------------------------------------------------- TracebackException

# What is said about how the next exception came of one.
_AS_CAUSE = """
The above exception was the direct cause of the following exception:

"""
_AS_CONTEXT = """
During handling of the above exception, another exception occurred:

"""


class _GroupState:
    # Where the formatting is within groups.  Line prefixes come from the depth.

    def __init__(self):
        self.depth = 0
        # Set while the line that closes a group is still to come: groups that end together
        # share the innermost one's.
        self.open = False

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, texts, margin="|"):
        prefix = f"{self.indent()}{margin} " if self.depth else ""
        for text in [texts] if isinstance(texts, str) else texts:
            if prefix:
                text = "".join([prefix + line if line.strip() else prefix.rstrip() + line
                                if line.isspace() and margin != "|" else prefix + line
                                for line in text.splitlines(keepends=True)])
            yield text


class TracebackException:
    """An exception captured for later formatting, without keeping it or its frames alive.

    compact leaves out what format() would not show; capture_locals shows local variables;
    max_group_width and max_group_depth limit how much of exception groups is shown.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary() if exc_traceback is None else _summarize(
            StackSummary, _walk_tb_positions(exc_traceback), limit, lookup_lines, capture_locals)
        self._take_class(exc_type, save_exc_type)
        self._str = _safe_string(exc_value, "exception")
        self.__notes__ = self._notes_of(exc_value)
        if self._is_syntax_error:
            self._take_syntax_error(exc_value)
        elif exc_type:
            self._add_suggestion(exc_type, exc_value, exc_traceback)
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        self.__cause__ = self.__context__ = self.exceptions = None
        if _seen is None:
            # What the exception is related to is captured from here, with _seen given.
            _seen = {id(exc_value)}
            self._take_related(exc_value, compact, _seen, dict(
                limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                compact=compact, max_group_width=max_group_width,
                max_group_depth=max_group_depth, save_exc_type=save_exc_type, _seen=_seen))
        else:
            _seen.add(id(exc_value))

    def _take_class(self, cls, keep):
        self._exc_type = cls if keep else None
        self._have_exc_type = cls is not None
        self.exc_type_qualname = getattr(cls, "__qualname__", None)
        self.exc_type_module = getattr(cls, "__module__", None)
        self._is_syntax_error = bool(cls) and issubclass(cls, SyntaxError)

    @staticmethod
    def _notes_of(exc):
        try:
            return getattr(exc, "__notes__", None)
        except Exception as error:
            shown = _safe_string(error, "__notes__", repr)
            return [f"Ignored error getting __notes__: {shown}"]

    def _take_syntax_error(self, exc):
        for name in ("filename", "text", "offset", "end_offset", "msg"):
            setattr(self, name, getattr(exc, name))
        for name in ("lineno", "end_lineno"):
            number = getattr(exc, name)
            setattr(self, name, number if number is None else str(number))
        place = getattr(exc, "_metadata", None)
        if place and isinstance(self.msg, str):
            try:
                self._look_for_keyword(*place)
            except Exception:
                pass  # a hint is not worth another error

    def _look_for_keyword(self, first_line, first_column, source):
        # The first name that can be taken for a keyword so that the code from the last compound
        # statement before the error up to its line becomes valid, or could go on.
        if self.msg != "invalid syntax" and "Perhaps you forgot a comma" not in self.msg:
            return
        if source is None:
            source = "".join(linecache.getlines(self.filename)) if self.filename else ""
            if not source:
                first_line, source = 0, self.text or ""
        skipped = max(first_line - 1, 0)
        from textwrap import dedent
        code = dedent("".join(source.splitlines(True)[skipped:int(self.lineno or 0)]))
        if len(code) > 1024:
            return
        import codeop
        import difflib
        import keyword
        import tokenize
        names = (token for token in tokenize.generate_tokens(iter(code.splitlines(True)).__next__)
                 if token.type == tokenize.NAME and not keyword.iskeyword(token.string))
        lines = code.splitlines()
        for token in itertools.islice(names, 10):
            close = [_closest_name(token.string, keyword.kwlist)]
            close += difflib.get_close_matches(token.string, keyword.kwlist, n=3, cutoff=0.5)
            row, start, end = token.start[0] - 1, token.start[1], token.end[1]
            for word in close[not close[0]:][:3]:
                line = lines[row][:start] + word + lines[row][end:]
                try:
                    codeop.compile_command("\n".join(lines[:row] + [line] + lines[row + 1:]),
                                           symbol="exec")
                except SyntaxError:
                    continue
                self.text = token.line
                self.offset, self.end_offset = start + 1, end + 1
                self.lineno = self.end_lineno = str(skipped + row + 1)
                self.msg = f"invalid syntax. Did you mean '{word}'?"
                return

    def _add_suggestion(self, exc_type, exc_value, tb):
        unknown = issubclass(exc_type, NameError)
        where = "name_from" if issubclass(exc_type, ImportError) else "name"
        if where == "name" and not unknown and not issubclass(exc_type, AttributeError):
            return
        wrong_name = getattr(exc_value, where, None)
        if wrong_name is None:
            return
        meant = _compute_suggestion_error(exc_value, tb, wrong_name)
        hints = [f"Did you mean: '{meant}'?"] if meant else []
        if unknown and wrong_name in sys.stdlib_module_names:
            asking = "Or did" if meant else "Did"
            hints.append(f"{asking} you forget to import '{wrong_name}'?")
        if hints:
            self._str = f"{self._str}. {' '.join(hints)}"

    def _take_related(self, exc, compact, seen, options):
        # Causes, contexts and members of groups, without recursion: chains may be long.
        def capture(related):
            return TracebackException(type(related), related, related.__traceback__, **options)

        def capture_once(related):
            return None if related is None or id(related) in seen else capture(related)

        waiting = [(self, exc)] if exc is not None else []
        while waiting:
            te, exc = waiting.pop()
            te.__cause__ = capture_once(exc.__cause__)
            # With compact, what would not be shown anyway is not needed.
            if not compact or te.__cause__ is None and not exc.__suppress_context__:
                te.__context__ = capture_once(exc.__context__)
            members = exc.exceptions if isinstance(exc, BaseExceptionGroup) else ()
            if members:
                te.exceptions = [*map(capture, members)]
            waiting += [(captured, related) for captured, related in (
                *zip(te.exceptions or (), members), (te.__cause__, exc.__cause__),
                (te.__context__, exc.__context__)) if captured is not None]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception object."""
        tb = exc.__traceback__
        return cls(type(exc), exc, tb, *args, **kwargs)

    @property
    def exc_type(self):
        from warnings import warn
        warn("Deprecated in 3.13. Use exc_type_str instead.", DeprecationWarning, 2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the exception's class, with its module unless that is obvious."""
        name, module = self.exc_type_qualname, self.exc_type_module
        if not self._have_exc_type or module in ("__main__", "builtins"):
            return name
        return f"{module if isinstance(module, str) else '<unknown>'}.{name}"

    def __eq__(self, other):
        if not isinstance(other, TracebackException):
            return NotImplemented
        return vars(self) == vars(other)

    __hash__ = None

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines that name the exception, then its notes.

        With show_group, the exceptions of a group follow, indented."""
        palette = _palette_for(kwargs)
        indent = "   " * _depth
        for line in self._naming_lines(palette, _depth > 0):
            yield indent + line
        if self.__notes__ is not None and self._have_exc_type:
            for line in self._note_lines():
                yield f"{indent}{line}\n"
        for member in (self.exceptions or ()) if show_group else ():
            yield from member.format_exception_only(show_group=True, _depth=_depth + 1, **kwargs)

    def _naming_lines(self, palette, split):
        """What names the exception; with split, in lines."""
        if not self._have_exc_type:
            return [_final_line(None, self._str, palette)]
        if self._is_syntax_error:
            return self._format_syntax_error(self.exc_type_str, palette)
        text = _final_line(self.exc_type_str, self._str, palette)
        return [line + "\n" for line in text.split("\n")[:-1]] if split else [text]

    def _note_lines(self):
        notes = self.__notes__
        from collections.abc import Sequence
        if isinstance(notes, (str, bytes)) or not isinstance(notes, Sequence):
            return [_safe_string(notes, "__notes__", repr)]
        return [line for note in notes for line in _safe_string(note, "note").split("\n")]

    def _format_syntax_error(self, stype, palette):
        reset = palette.reset
        suffix = ""
        if self.lineno is None:
            suffix = "" if self.filename is None else f" ({self.filename})"
        else:
            yield (f'  File {palette.filename}"{self.filename or "<string>"}"{reset}, '
                   f"line {palette.lineno}{self.lineno}{reset}\n")
        text = self.text
        if isinstance(text, str):
            # The text without its newline and indentation; offsets count from 1 in all of it.
            line = text.rstrip("\n")
            bare = line.lstrip(" \n\f")
            cut = len(line) - len(bare)
            offset = self.offset
            if offset is None:
                yield f"    {bare}\n"
            else:
                end = len(line) + 1
                if self.end_lineno == self.lineno:
                    end = self.end_offset or offset
                if text and offset > len(text):
                    offset = len(text) + 1
                if text and end > len(text):
                    end = len(text) + 1
                if offset >= end or end < 0:
                    end = offset + 1
                low, high = offset - 1 - cut, end - 1 - cut
                if low < 0:
                    yield f"    {bare}\n"
                else:
                    # Tabs and the like stay as they are, so that the marks line up.
                    space = "".join([c if c.isspace() else " " for c in bare[:low]])
                    mark = "^" * (high - low)
                    high = max(high, low)
                    yield (f"    {bare[:low]}{palette.strong}{bare[low:high]}{reset}"
                           f"{bare[high:]}\n")
                    yield f"    {space}{palette.strong}{mark}{reset}\n"
        message = f"{palette.message}{self.msg or '<no detail available>'}{reset}"
        yield f"{palette.type}{stype}{reset}: {message}{suffix}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over the text of the whole exception, in strings of one or more lines."""
        options = _painted(kwargs)
        _ctx = _GroupState() if _ctx is None else _ctx
        # The chain, from this exception back to the first, each with what is said about how
        # the next one came of it.
        links = []
        te, message = self, None
        while te is not None:
            links.append((te, message))
            if not chain:
                break
            if te.__cause__ is not None:
                te, message = te.__cause__, _AS_CAUSE
            elif te.__context__ is not None and not te.__suppress_context__:
                te, message = te.__context__, _AS_CONTEXT
            else:
                break
        for te, message in reversed(links):
            if te.exceptions is None:
                if te.stack:
                    yield from _ctx.emit("Traceback (most recent call last):\n")
                    yield from _ctx.emit(te.stack.format(**options))
                yield from _ctx.emit(te.format_exception_only(**options))
            elif _ctx.depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from te._format_group(_ctx, chain, options)
            if message is not None:
                yield from _ctx.emit(message)

    def _format_group(self, ctx, chain, options):
        outermost = ctx.depth == 0
        if outermost:
            ctx.depth = 1
        if self.stack:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n",
                                "+" if outermost else "|")
            yield from ctx.emit(self.stack.format(**options))
        yield from ctx.emit(self.format_exception_only(**options))
        total = len(self.exceptions)
        shown = total
        if self.max_group_width is not None and total > self.max_group_width:
            shown = self.max_group_width
        ctx.open = False
        entries = shown if shown == total else shown + 1
        for i in range(entries):
            if i == entries - 1:
                ctx.open = True
            title = f"{i + 1}" if i < shown else "..."
            yield (f"{ctx.indent()}{'+-' if i == 0 else '  '}"
                   f"+---------------- {title} ----------------\n")
            ctx.depth += 1
            if i < shown:
                yield from self.exceptions[i].format(chain=chain, _ctx=ctx, **options)
            else:
                rest = total - shown
                yield from ctx.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
            if i == entries - 1 and ctx.open:
                yield f"{ctx.indent()}+------------------------------------\n"
                ctx.open = False
            ctx.depth -= 1
        if outermost:
            ctx.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print what format() gives, by default to sys.stderr."""
        _write(self.format(chain=chain, **_painted(kwargs)), file)


# ---------------------------------------------------------------- suggestions

# Longer names and longer lists of names are not searched.
_MAX_NAME = 40
_MAX_CANDIDATES = 750

# What it costs to insert, delete or exchange a character, and to change its case.
_MOVE_COST = 2
_CASE_COST = 1


def _innermost_frame(tb):
    *_, last = _chained(tb, "tb_next")
    return last.tb_frame


def _candidates(exc, tb, wrong_name):
    # The names that might have been meant; or a str, if it is certain.
    if isinstance(exc, AttributeError):
        obj = exc.obj
        try:
            names = dir(obj)
        except TypeError:
            # Attributes that do not sort.
            names = list(obj.__class__.__dict__) + list(obj.__dict__)
        names = sorted([n for n in names if isinstance(n, str)])
        private = wrong_name[:1] == "_"
        if not private and tb is not None:
            # Inside its own methods an object's private names are as good.
            frame = _innermost_frame(tb)
            private = frame.f_locals.get("self", _sentinel) is obj
    elif isinstance(exc, ImportError):
        names = sorted([n for n in dir(__import__(exc.name)) if isinstance(n, str)])
        if "." in exc.name and exc.name in sys.modules:
            names = sorted([n for n in dir(sys.modules[exc.name]) if isinstance(n, str)])
        private = wrong_name[:1] == "_"
    else:
        frame = _innermost_frame(tb)
        names = [n for n in (*frame.f_locals, *frame.f_globals, *frame.f_builtins)
                 if isinstance(n, str)]
        private = True
        # Perhaps an attribute was meant.
        try:
            if hasattr(frame.f_locals["self"], wrong_name):
                return "self." + wrong_name
        except Exception:
            pass
    if not private:
        names = [n for n in names if n[:1] != "_"]
    return names


def _compute_suggestion_error(exc_value, tb, wrong_name):
    """The name that was probably meant instead of a wrong one, or None."""
    if not isinstance(wrong_name, str) or tb is None and isinstance(exc_value, NameError):
        return None
    try:
        names = _candidates(exc_value, tb, wrong_name)
    except Exception:
        return None
    if isinstance(names, str):
        return names
    try:
        from _suggestions import _generate_suggestions
    except ImportError:
        return _closest_name(wrong_name, names)
    return _generate_suggestions(names, wrong_name)


def _closest_name(wrong_name, names):
    if len(names) > _MAX_CANDIDATES or len(wrong_name) > _MAX_NAME:
        return None
    best = None
    best_distance = len(wrong_name) * _MOVE_COST
    for name in names:
        if name == wrong_name:
            # It is there: a missing __getattr__, or the like.
            continue
        # No more than a third of the characters may differ.
        allowed = (len(name) + len(wrong_name) + 3) * _MOVE_COST // 6
        allowed = min(allowed, best_distance - 1)
        distance = _levenshtein_distance(wrong_name, name, allowed)
        if distance <= allowed and (best is None or distance < best_distance):
            best = name
            best_distance = distance
    return best


def _exchange_cost(a, b):
    if a == b:
        return 0
    return _CASE_COST if a.lower() == b.lower() else _MOVE_COST


def _equal_at_start(a, b):
    count = 0
    for x, y in zip(a, b):
        if x != y:
            break
        count += 1
    return count


def _levenshtein_distance(a, b, max_cost):
    """What it costs to turn one string into the other; more than max_cost if that is too much."""
    across, down = (a, b) if len(a) <= len(b) else (b, a)
    least = (len(down) - len(across)) * _MOVE_COST
    if least > max_cost:
        return max_cost + 1
    # What both begin or end with costs nothing.
    same = _equal_at_start(across, down)
    across, down = across[same:], down[same:]
    if across and across[-1] == down[-1]:
        same = _equal_at_start(across[::-1], down[::-1])
        across, down = across[:-same], down[:-same]
    if not across:
        return least
    if len(down) > _MAX_NAME:
        return max_cost + 1
    # costs: of turning what was seen of one into the first 0, 1, ... characters of the other.
    costs = [place * _MOVE_COST for place in range(len(across) + 1)]
    for y in down:
        least = cost = costs[0] + _MOVE_COST
        row = [cost]
        for x, exchanged, inserted in zip(across, costs, costs[1:]):
            cost = min(cost + _MOVE_COST, inserted + _MOVE_COST,
                       exchanged if x == y else exchanged + _exchange_cost(x, y))
            row.append(cost)
            if cost < least:
                least = cost
        if least > max_cost:
            return max_cost + 1
        costs = row
    return cost
