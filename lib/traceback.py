# traceback: exceptions and stacks as text, just as the runtime itself prints them.
# Everything that is wanted of an exception is taken when it is captured; formatting only
# needs what was taken.  Invariant: no failure of a user's object escapes.

import itertools
import linecache
import sys

__all__ = ["extract_stack", "extract_tb", "format_exception",
           "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception",
           "print_last", "print_stack", "print_tb", "clear_frames",
           "FrameSummary", "StackSummary", "TracebackException",
           "walk_stack", "walk_tb"]


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()


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
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


# ---------------------------------------------------------------- lists of frames

def print_list(extracted_list, file=None):
    """Print a list of frame summaries (or 4-tuples)."""
    if file is None:
        file = sys.stderr
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file, end="")


def format_list(extracted_list):
    """Format a list of frame summaries (or 4-tuples): a list of strings with newlines."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print up to limit entries of a traceback; if negative, the last ones."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """format_list() of extract_tb()."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """The StackSummary of a traceback, oldest frame first."""
    return StackSummary._extract_from_extended_frame_gen(_walk_tb_positions(tb), limit=limit)


def print_stack(f=None, limit=None, file=None):
    """Print the stack up to a frame, by default the caller's."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """format_list() of extract_stack()."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def extract_stack(f=None, limit=None):
    """The StackSummary of the stack up to a frame, oldest first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def walk_stack(f):
    """Iterate over (frame, line number) from a frame outwards, by default the caller's."""
    if f is None:
        f = sys._getframe().f_back
    return _walk_frames(f)


def _walk_frames(f):
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _walk_tb_positions(tb):
    # (frame, (line, end line, column, end column)); columns count UTF-8 bytes.
    while tb is not None:
        positions = _code_position(tb.tb_frame.f_code, tb.tb_lasti)
        if positions[0] is None:
            positions = (tb.tb_lineno, *positions[1:])
        yield tb.tb_frame, positions
        tb = tb.tb_next


def _code_position(code, index):
    if index < 0:
        return None, None, None, None
    return next(itertools.islice(code.co_positions(), index // 2, None),
                (None, None, None, None))


def clear_frames(tb):
    """Clear the local variables of all frames of a traceback that are not running."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


# ---------------------------------------------------------------- whole exceptions

def _value_and_tb(exc, value, tb):
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _sentinel:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None,
                    file=None, chain=True, **kwargs):
    """Print an exception with its traceback and, with chain, those it came from."""
    colorize = kwargs.get("colorize", False)
    value, tb = _value_and_tb(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    te.print(file=file, chain=chain, colorize=colorize)


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None,
                     chain=True, **kwargs):
    """As print_exception, returning a list of strings with newlines."""
    colorize = kwargs.get("colorize", False)
    value, tb = _value_and_tb(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    return list(te.format(chain=chain, colorize=colorize))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The lines that name an exception, without its traceback.

    With show_group, also those of the exceptions in a group, indented."""
    colorize = kwargs.get("colorize", False)
    if value is _sentinel:
        value = exc
    te = TracebackException(type(value), value, None, compact=True)
    return list(te.format_exception_only(show_group=show_group, colorize=colorize))


def print_exc(limit=None, file=None, chain=True):
    """print_exception() of the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The text that print_exc() would print."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """print_exception() of the last exception that nobody handled."""
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    elif hasattr(sys, "last_type"):
        print_exception(sys.last_type, sys.last_value, sys.last_traceback,
                        limit, file, chain)
    else:
        raise ValueError("no last exception")


# How many frames the runtime's own printing shows.
BUILTIN_EXCEPTION_LIMIT = object()


def _print_exception_bltin(exc, file=None, /):
    # The runtime's printing of an exception that nobody handled.
    if file is None:
        file = sys.stderr if sys.stderr is not None else sys.__stderr__
    try:
        import _colorize
    except ImportError:
        colorize = False
    else:
        colorize = _colorize._takes_colours(file)
    print_exception(exc, limit=BUILTIN_EXCEPTION_LIMIT, file=file, colorize=colorize)


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

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno",
                 "name", "_lines", "_dedented", "locals", "_code")

    def __init__(self, filename, lineno, name, *, lookup_line=True,
                 locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        """With lookup_line the source is read now, else when it is asked for; locals is a
        mapping whose values are kept as their repr."""
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._code = kwargs.get("_code")
        # The source lines that the position spans, and the same without common indent.
        self._lines = line
        self._dedented = None
        if lookup_line:
            self.line
        self.locals = ({k: _safe_string(v, "local", func=repr) for k, v in locals.items()}
                       if locals else None)

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    def _read_lines(self):
        if self._lines is not None or self.lineno is None or self.end_lineno is None:
            return
        lines = []
        for n in range(self.lineno, self.end_lineno + 1):
            line = linecache.getline(self.filename, n).rstrip()
            if not line and self._code is not None and self.filename.startswith("<"):
                line = linecache._getline_from_code(self._code, n).rstrip()
            lines.append(line)
        self._lines = "\n".join(lines) + "\n"

    @property
    def _original_lines(self):
        """The source lines as they are; None if the line number is not known."""
        self._read_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        """The source lines without common indentation."""
        self._read_lines()
        if self._dedented is None and self._lines is not None:
            self._dedented = _dedent(self._lines)
        return self._dedented

    @property
    def line(self):
        """The first source line, stripped; '' if it cannot be had."""
        self._read_lines()
        if self._lines is None:
            return None
        return self._lines.partition("\n")[0].strip()


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


class StackSummary(list):
    """A list of FrameSummary objects."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from (frame, line number) pairs, as walk_stack() and walk_tb() give."""
        extended = ((f, (lineno, None, None, None)) for f, lineno in frame_gen)
        return klass._extract_from_extended_frame_gen(
            extended, limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract_from_extended_frame_gen(klass, frame_gen, *, limit=None,
                                         lookup_lines=True, capture_locals=False):
        builtin_limit = limit is BUILTIN_EXCEPTION_LIMIT
        if limit is None or builtin_limit:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if builtin_limit:
                frame_gen = tuple(frame_gen)
                frame_gen = frame_gen[max(len(frame_gen) - limit, 0):]
            elif limit >= 0:
                frame_gen = itertools.islice(frame_gen, limit)
            else:
                frame_gen = list(frame_gen)[limit:]
        result = klass()
        filenames = set()
        for f, (lineno, end_lineno, colno, end_colno) in frame_gen:
            co = f.f_code
            filename = co.co_filename
            filenames.add(filename)
            linecache.lazycache(filename, f.f_globals)
            result.append(FrameSummary(
                filename, lineno, co.co_name, lookup_line=False,
                locals=f.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=co))
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for f in result:
                f.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make one from a list of FrameSummary objects or (file, line, name, text) tuples."""
        result = klass()
        for item in a_list:
            if not isinstance(item, FrameSummary):
                filename, lineno, name, line = item
                item = FrameSummary(filename, lineno, name, line=line)
            result.append(item)
        return result

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
        palette = _colors if kwargs.get("colorize", False) else _plain
        reset = palette.reset
        filename = frame_summary.filename
        if filename.startswith("<stdin-") and filename.endswith(">"):
            filename = "<stdin>"
        parts = [f'  File {palette.filename}"{filename}"{reset}, '
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
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                parts.append(f"    {name} = {value}\n")
        return "".join(parts)

    def format(self, **kwargs):
        """A list of strings, one a frame; many equal frames in a row are folded."""
        colorize = kwargs.get("colorize", False)
        result = []
        last = None
        count = 0

        def fold():
            extra = count - _RECURSIVE_CUTOFF
            if extra > 0:
                result.append(f"  [Previous line repeated {extra} more "
                              f"time{'s' if extra > 1 else ''}]\n")

        for frame in self:
            text = self.format_frame_summary(frame, colorize=colorize)
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

_cause_message = (
    "\nThe above exception was the direct cause "
    "of the following exception:\n\n")

_context_message = (
    "\nDuring handling of the above exception, "
    "another exception occurred:\n\n")


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

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        options = dict(limit=limit, lookup_lines=lookup_lines,
                       capture_locals=capture_locals, compact=compact,
                       max_group_width=max_group_width, max_group_depth=max_group_depth,
                       save_exc_type=save_exc_type)
        nested = _seen is not None
        if not nested:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_positions(exc_traceback), limit=limit,
            lookup_lines=lookup_lines, capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as e:
            self.__notes__ = [
                f"Ignored error getting __notes__: {_safe_string(e, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname = exc_type.__qualname__
            self.exc_type_module = exc_type.__module__
        else:
            self.exc_type_qualname = None
            self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self._take_syntax_error(exc_value)
        elif exc_type:
            self._add_suggestion(exc_type, exc_value, exc_traceback)
        if lookup_lines:
            self._load_lines()
        self.__suppress_context__ = (exc_value.__suppress_context__
                                     if exc_value is not None else False)
        self.__cause__ = self.__context__ = self.exceptions = None
        if not nested:
            self._take_related(exc_value, options, _seen)

    def _take_syntax_error(self, exc):
        def text_or_none(x):
            return str(x) if x is not None else None
        self.filename = exc.filename
        self.lineno = text_or_none(exc.lineno)
        self.end_lineno = text_or_none(exc.end_lineno)
        self.text = exc.text
        self.offset = exc.offset
        self.end_offset = exc.end_offset
        self.msg = exc.msg
        self._is_syntax_error = True
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
        if issubclass(exc_type, ImportError):
            wrong_name = getattr(exc_value, "name_from", None)
        elif issubclass(exc_type, (NameError, AttributeError)):
            wrong_name = getattr(exc_value, "name", None)
        else:
            return
        if wrong_name is None:
            return
        suggestion = _compute_suggestion_error(exc_value, tb, wrong_name)
        if suggestion:
            self._str += f". Did you mean: '{suggestion}'?"
        if issubclass(exc_type, NameError) and wrong_name in sys.stdlib_module_names:
            if suggestion:
                self._str += f" Or did you forget to import '{wrong_name}'?"
            else:
                self._str += f". Did you forget to import '{wrong_name}'?"

    def _take_related(self, exc_value, options, _seen):
        # Causes, contexts and members of groups, without recursion: chains may be long.
        def capture(e):
            return TracebackException(type(e), e, e.__traceback__, _seen=_seen, **options)

        queue = [(self, exc_value)]
        while queue:
            te, e = queue.pop()
            if e is None:
                continue
            cause = e.__cause__
            if cause is not None and id(cause) not in _seen:
                te.__cause__ = capture(cause)
            context = e.__context__
            if options["compact"]:
                # What would not be shown anyway is not needed.
                wanted = te.__cause__ is None and not e.__suppress_context__
            else:
                wanted = True
            if wanted and context is not None and id(context) not in _seen:
                te.__context__ = capture(context)
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = []
                for member in e.exceptions:
                    te.exceptions.append(capture(member))
                queue.extend(zip(te.exceptions, e.exceptions))
            if te.__cause__ is not None:
                queue.append((te.__cause__, cause))
            if te.__context__ is not None:
                queue.append((te.__context__, context))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Capture an exception object."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn("Deprecated in 3.13. Use exc_type_str instead.",
                      DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the exception's class, with its module unless that is obvious."""
        if not self._have_exc_type:
            return None
        name, module = self.exc_type_qualname, self.exc_type_module
        if module in ("__main__", "builtins"):
            return name
        if not isinstance(module, str):
            module = "<unknown>"
        return f"{module}.{name}"

    def _load_lines(self):
        for frame in self.stack:
            frame.line

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines that name the exception, then its notes.

        With show_group, the exceptions of a group follow, indented."""
        palette = _colors if kwargs.get("colorize", False) else _plain
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _final_line(None, self._str, palette)
            return
        stype = self.exc_type_str
        if not self._is_syntax_error:
            text = _final_line(stype, self._str, palette)
            if _depth > 0:
                # Each line of the text is indented.
                for line in text.split("\n")[:-1]:
                    yield f"{indent}{line}\n"
            else:
                yield text
        else:
            for line in self._format_syntax_error(stype, palette):
                yield indent + line
        notes = self.__notes__
        if notes is not None:
            from collections.abc import Sequence
            if isinstance(notes, Sequence) and not isinstance(notes, (str, bytes)):
                for note in notes:
                    note = _safe_string(note, "note")
                    for line in note.split("\n"):
                        yield f"{indent}{line}\n"
            else:
                yield f"{indent}{_safe_string(notes, '__notes__', func=repr)}\n"
        if self.exceptions and show_group:
            for ex in self.exceptions:
                yield from ex.format_exception_only(show_group=show_group,
                                                    _depth=_depth + 1, **kwargs)

    def _format_syntax_error(self, stype, palette):
        reset = palette.reset
        suffix = ""
        if self.lineno is not None:
            yield (f'  File {palette.filename}"{self.filename or "<string>"}"{reset}, '
                   f"line {palette.lineno}{self.lineno}{reset}\n")
        elif self.filename is not None:
            suffix = f" ({self.filename})"
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
                if self.lineno == self.end_lineno:
                    end = self.end_offset if self.end_offset not in (None, 0) else offset
                else:
                    end = len(line) + 1
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
        msg = self.msg or "<no detail available>"
        yield (f"{palette.type}{stype}{reset}: "
               f"{palette.message}{msg}{reset}{suffix}\n")

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over the text of the whole exception, in strings of one or more lines."""
        colorize = kwargs.get("colorize", False)
        if _ctx is None:
            _ctx = _GroupState()
        # The chain, from this exception back to the first, each with what is said about how
        # the next one came of it.
        links = []
        te, message = self, None
        while te is not None:
            links.append((te, message))
            if not chain:
                break
            if te.__cause__ is not None:
                te, message = te.__cause__, _cause_message
            elif te.__context__ is not None and not te.__suppress_context__:
                te, message = te.__context__, _context_message
            else:
                break
        for te, message in reversed(links):
            if te.exceptions is None:
                if te.stack:
                    yield from _ctx.emit("Traceback (most recent call last):\n")
                    yield from _ctx.emit(te.stack.format(colorize=colorize))
                yield from _ctx.emit(te.format_exception_only(colorize=colorize))
            elif _ctx.depth > self.max_group_depth:
                yield from _ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from te._format_group(_ctx, chain, colorize)
            if message is not None:
                yield from _ctx.emit(message)

    def _format_group(self, ctx, chain, colorize):
        outermost = ctx.depth == 0
        if outermost:
            ctx.depth = 1
        if self.stack:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n",
                                "+" if outermost else "|")
            yield from ctx.emit(self.stack.format(colorize=colorize))
        yield from ctx.emit(self.format_exception_only(colorize=colorize))
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
                yield from self.exceptions[i].format(chain=chain, _ctx=ctx, colorize=colorize)
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
        colorize = kwargs.get("colorize", False)
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain, colorize=colorize):
            print(line, file=file, end="")


# ---------------------------------------------------------------- suggestions

# Longer names and longer lists of names are not searched.
_MAX_NAME = 40
_MAX_CANDIDATES = 750

# What it costs to insert, delete or exchange a character, and to change its case.
_MOVE_COST = 2
_CASE_COST = 1


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
            while tb.tb_next is not None:
                tb = tb.tb_next
            private = tb.tb_frame.f_locals.get("self", _sentinel) is obj
    elif isinstance(exc, ImportError):
        names = sorted([n for n in dir(__import__(exc.name)) if isinstance(n, str)])
        if "." in exc.name and exc.name in sys.modules:
            names = sorted([n for n in dir(sys.modules[exc.name]) if isinstance(n, str)])
        private = wrong_name[:1] == "_"
    else:
        while tb.tb_next is not None:
            tb = tb.tb_next
        frame = tb.tb_frame
        names = [n for n in (*frame.f_locals, *frame.f_globals, *frame.f_builtins)
                 if isinstance(n, str)]
        private = True
        # Perhaps an attribute was meant.
        if "self" in frame.f_locals:
            try:
                if hasattr(frame.f_locals["self"], wrong_name):
                    return f"self.{wrong_name}"
            except Exception:
                pass
    if not private:
        names = [n for n in names if n[:1] != "_"]
    return names


def _compute_suggestion_error(exc_value, tb, wrong_name):
    """The name that was probably meant instead of a wrong one, or None."""
    if wrong_name is None or not isinstance(wrong_name, str):
        return None
    if isinstance(exc_value, NameError) and tb is None:
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


def _levenshtein_distance(a, b, max_cost):
    """What it costs to turn one string into the other; max_cost + 1 if that is too much."""
    if a == b:
        return 0
    # What both begin or end with costs nothing.
    n = 0
    while a[n:] and b[n:] and a[n] == b[n]:
        n += 1
    a, b = a[n:], b[n:]
    n = 0
    while n < len(a) and n < len(b) and a[-1 - n] == b[-1 - n]:
        n += 1
    if n:
        a, b = a[:-n], b[:-n]
    if not a or not b:
        cost = _MOVE_COST * (len(a) + len(b))
        return cost if cost <= max_cost else max_cost + 1
    if len(a) > _MAX_NAME or len(b) > _MAX_NAME:
        return max_cost + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > max_cost:
        return max_cost + 1
    # row[j]: the cost of turning what was seen of b into the first j characters of a.
    row = [j * _MOVE_COST for j in range(len(a) + 1)]
    for i, cb in enumerate(b, 1):
        diagonal = row[0]
        row[0] = i * _MOVE_COST
        for j, ca in enumerate(a, 1):
            cost = min(diagonal + _exchange_cost(ca, cb),
                       row[j] + _MOVE_COST, row[j - 1] + _MOVE_COST)
            diagonal = row[j]
            row[j] = cost
        if min(row) > max_cost:
            return max_cost + 1
    return row[-1]
