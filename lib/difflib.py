# difflib: differences between sequences, and between texts.

from collections import Counter as _Counter, namedtuple as _namedtuple
from heapq import nlargest as _nlargest
from types import GenericAlias

__all__ = ["Differ", "HtmlDiff", "IS_CHARACTER_JUNK", "IS_LINE_JUNK", "Match", "SequenceMatcher", "context_diff",
           "diff_bytes", "get_close_matches", "ndiff", "restore", "unified_diff"]

# A block that two sequences have in common.
Match = _namedtuple("Match", ("a", "b", "size"))

# ---------------------------------------------------------------- SequenceMatcher


class SequenceMatcher:
    """Compares two sequences of hashable elements.

    The longest block that both have in common is found first, then what is on its left and on
    its right is compared in the same way.

    >>> s = SequenceMatcher(None, 'the red fox', 'the tired fox')
    >>> s.get_matching_blocks()[:2]
    [Match(a=0, b=0, size=4), Match(a=4, b=6, size=7)]
    >>> s.ratio() > 0.9
    True
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        """isjunk(element) says what no match should begin with; autojunk treats very frequent
        elements of long sequences like that, too."""
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    # ---- the sequences

    def set_seqs(self, a, b):
        """Set both sequences.

        >>> s = SequenceMatcher(); s.set_seqs('xy', 'yz')
        >>> s.ratio()
        0.5
        """
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence; what is known of the second is kept.

        >>> s = SequenceMatcher(b='tree'); s.set_seq1('free')
        >>> s.ratio()
        0.75
        """
        if self.a is not a:
            self.a = a
            self._forget()

    def set_seq2(self, b):
        """Set the second sequence, which is analysed once for comparison with many first ones.

        >>> s = SequenceMatcher(a='tree'); s.set_seq2('trees')
        >>> s.find_longest_match()
        Match(a=0, b=0, size=4)
        """
        if self.b is not b:
            self.b = b
            self._forget()
            self.fullbcount = None
            self._analyse(b)

    def _forget(self):
        # What was found by comparing.
        self.matching_blocks = self.opcodes = None

    def _analyse(self, b):
        # b2j: the places of each element of b, without junk (bjunk) and, in long sequences, what is too frequent to say
        # anything (bpopular).
        places = {}
        for j, element in enumerate(b):
            places.setdefault(element, []).append(j)
        self.bjunk = set(filter(self.isjunk, places)) if self.isjunk else set()
        often = len(b) // 100 + 1
        crowded = self.autojunk and len(b) >= 200
        self.bpopular = {element for element, found in places.items()
                         if len(found) > often and element not in self.bjunk} if crowded else set()
        for element in self.bjunk | self.bpopular:
            del places[element]
        self.b2j = places

    # ---- the comparison

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block in a[alo:ahi] and b[blo:bhi], the earliest in a, then in b.

        It begins and ends with elements that are not junk, extended by junk that matches.

        >>> SequenceMatcher(None, '-end', 'end-end').find_longest_match()
        Match(a=0, b=3, size=4)
        >>> SequenceMatcher(lambda c: c == '-', '-end', 'end-end').find_longest_match()
        Match(a=1, b=0, size=3)
        """
        a, b, places = self.a, self.b, self.b2j
        ahi, bhi = len(a) if ahi is None else ahi, len(b) if bhi is None else bhi
        best, at_a, at_b = 0, alo, blo
        # How long the common run is that ends before an index of b.
        runs = nothing = {}
        for i in range(alo, ahi):
            here = places.get(a[i])
            if here is None:
                runs = nothing
                continue
            run_before = runs.get
            runs = {}
            for j in here:
                if j >= bhi:
                    break
                if j >= blo:
                    size = runs[j + 1] = run_before(j, 0) + 1
                    if size > best:
                        best, at_a, at_b = size, i - size + 1, j - size + 1
        if self.bjunk or self.bpopular:
            return self._extended(at_a, at_b, best, alo, ahi, blo, bhi)
        return Match(at_a, at_b, best)

    def _extended(self, i, j, size, alo, ahi, blo, bhi):
        # A match with what is popular on both sides of it, then with the junk there.
        a, b, junk = self.a, self.b, self.bjunk
        for by_junk in (False, True) if junk else (False,):
            while alo < i and blo < j and a[i - 1] == b[j - 1] and (b[j - 1] in junk) is by_junk:
                i, j, size = i - 1, j - 1, size + 1
            while i + size < ahi and j + size < bhi:
                element = b[j + size]
                if a[i + size] != element or (element in junk) is not by_junk:
                    break
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """A list of Match(a, b, size) in order; the last one is empty, at the ends.

        >>> SequenceMatcher(None, 'one', 'oe').get_matching_blocks()
        [Match(a=0, b=0, size=1), Match(a=2, b=1, size=1), Match(a=3, b=2, size=0)]
        """
        if self.matching_blocks is None:
            ends = len(self.a), len(self.b)
            blocks = []
            for i, j, size in self._matches(*ends):
                # Neighbours become one.
                if blocks and (i, j) == (blocks[-1].a + blocks[-1].size, blocks[-1].b + blocks[-1].size):
                    i, j, before = blocks.pop()
                    size += before
                blocks.append(Match(i, j, size))
            self.matching_blocks = [*blocks, Match(*ends, 0)]
        return self.matching_blocks

    def _matches(self, ahi, bhi):
        # All matches, from left to right. What is still to do is on a stack, as recursion might go too deep: matches that
        # were found and regions to be compared.
        todo = [(0, ahi, 0, bhi)]
        while todo:
            region = todo.pop()
            if len(region) == 3:
                yield region
                continue
            alo, ahi, blo, bhi = region
            match = i, j, size = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                if ahi > i + size and bhi > j + size:
                    todo.append((i + size, ahi, j + size, bhi))
                todo.append(match)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))

    def get_opcodes(self):
        """A list of (tag, i1, i2, j1, j2) that say how to turn a into b.

        The tags are 'replace', 'delete', 'insert' and 'equal'.

        >>> SequenceMatcher(None, 'spam', 'ham').get_opcodes()
        [('replace', 0, 2, 0, 1), ('equal', 2, 4, 1, 3)]
        >>> SequenceMatcher(None, 'abc', 'bcd').get_opcodes()
        [('delete', 0, 1, 0, 0), ('equal', 1, 3, 0, 2), ('insert', 3, 3, 2, 3)]
        """
        if self.opcodes is None:
            codes = self.opcodes = []
            i = j = 0
            for next_i, next_j, size in self.get_matching_blocks():
                if tag := _changes[i < next_i, j < next_j]:
                    codes.append((tag, i, next_i, j, next_j))
                i, j = next_i + size, next_j + size
                if size:
                    codes.append(("equal", next_i, i, next_j, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        """Generate lists of opcodes: the changes that are near, with n elements around them.

        >>> a = 'abcdefghijklmnopqrstuvwxyz'
        >>> b = a.replace('e', '').replace('t', '12')
        >>> for group in SequenceMatcher(None, a, b).get_grouped_opcodes(2):
        ...     print(*group, sep=' and ')
        ('equal', 2, 4, 2, 4) and ('delete', 4, 5, 4, 4) and ('equal', 5, 7, 4, 6)
        ('equal', 17, 19, 16, 18) and ('replace', 19, 20, 18, 20) and ('equal', 20, 22, 20, 22)
        """
        codes = self.get_opcodes()[:] or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            codes[0] = _tail(codes[0], n)
        if codes[-1][0] == "equal":
            codes[-1] = _head(codes[-1], n)
        group = []
        for code in codes:
            # Much that is equal parts two groups.
            if code[0] == "equal" and code[2] - code[1] > 2 * n:
                yield group + [_head(code, n)]
                group, code = [], _tail(code, n)
            group.append(code)
        if any(code[0] != "equal" for code in group) or len(group) > 1:
            yield group

    # ---- how alike they are

    def _alike(self, matches):
        both = len(self.a) + len(self.b)
        return 2.0 * matches / both if both else 1.0

    def ratio(self):
        """How alike the sequences are, from 0 to 1.

        >>> SequenceMatcher(None, 'spam', 'ham!').ratio()
        0.5
        """
        return self._alike(sum([size for _, _, size in self.get_matching_blocks()]))

    def quick_ratio(self):
        """An upper bound of ratio(), got faster: by how often each element is there.

        >>> SequenceMatcher(None, 'spam', 'maps').quick_ratio()
        1.0
        """
        if self.fullbcount is None:
            self.fullbcount = dict(_Counter(self.b))
        left, common = self.fullbcount.copy(), 0
        for element in self.a:
            if rest := left.get(element):
                left[element] = rest - 1
                common += 1
        return self._alike(common)

    def real_quick_ratio(self):
        """An upper bound of ratio(), by the lengths alone."""
        return self._alike(min(len(self.a), len(self.b)))


# What becomes of what lies between two blocks, by whether there is something of each sequence.
_changes = {(True, True): "replace", (True, False): "delete", (False, True): "insert", (False, False): None}


def _head(code, n):
    # The first n elements of what an opcode calls equal.
    tag, i1, i2, j1, j2 = code
    return tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)


def _tail(code, n):
    tag, i1, i2, j1, j2 = code
    return tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The n best matches of a word, the best first, that are as alike as cutoff at least.

    >>> get_close_matches('color', ['colour', 'cooler', 'dolor', 'cat'], n=2)
    ['colour', 'dolor']
    >>> get_close_matches('color', ['cat'])
    []
    """
    if not n > 0:
        raise ValueError(f"n must be > 0: {n!r}")
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
    matcher = SequenceMatcher(b=word)
    # Each bound is cheaper than the next.
    bounds = matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio
    scored = []
    for possibility in possibilities:
        matcher.set_seq1(possibility)
        for bound in bounds:
            if (score := bound()) < cutoff:
                break
        else:
            scored.append((score, possibility))
    return [possibility for _, possibility in _nlargest(n, scored)]


# ---------------------------------------------------------------- Differ

def _under(line, marks):
    # The marks below a line, with its own white space where they are blank.
    return "".join([char if mark == " " and char.isspace() else mark for char, mark in zip(line, marks)]).rstrip()


# How like each other two lines must be to be shown as one that was changed, and how far apart they may be.
_ALIKE = 0.74999
_REACH = 10

# The marks below a character of the old and of the new line, by what became of it.
_MARKS = {"equal": "  ", "replace": "^^", "delete": "- ", "insert": " +"}


class Differ:
    r"""Compares lists of lines, and similar lines by characters.

    Each line of the result begins with '- ' (only in the first), '+ ' (only in the second),
    '  ' (in both) or '? ' (in neither: a guide to the differences in the line above).

    >>> old = 'rhubarb\nmint\n'.splitlines(True)
    >>> new = 'rhubarbs\nthyme\n'.splitlines(True)
    >>> for line in Differ().compare(old, new):
    ...     print(line, end='')
    - rhubarb
    + rhubarbs
    ?        +
    - mint
    + thyme
    """

    def __init__(self, linejunk=None, charjunk=None):
        """linejunk(line) and charjunk(character) say what is of no interest."""
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        r"""Generate the lines of the difference.

        >>> list(Differ().compare(['same\n', 'gone\n'], ['same\n']))
        ['  same\n', '- gone\n']
        """
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            match tag:
                case "equal":
                    yield from self._dump(" ", a, i1, i2)
                case "replace":
                    yield from self._fancy_replace(a, i1, i2, b, j1, j2)
                case _:
                    yield from self._fancy_helper(a, i1, i2, b, j1, j2)

    def _dump(self, tag, x, lo, hi):
        for line in x[lo:hi]:
            yield f"{tag} {line}"

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        runs = [("-", a, alo, ahi), ("+", b, blo, bhi)]
        # The shorter one first: it is less to keep in mind.
        if bhi - blo < ahi - alo:
            runs.reverse()
        for run in runs:
            yield from self._dump(*run)

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        r"""Compare two runs of lines: pair off those that are most alike, and mark in them
        what differs.

        >>> list(Differ()._fancy_replace(['mountain\n'], 0, 1, ['mountains\n'], 0, 1))
        ['- mountain\n', '+ mountains\n', '?         +\n']
        """
        alike = SequenceMatcher(self.charjunk)
        shift = alo - blo
        for there, line in enumerate(b[blo:bhi], blo):
            # Where the line should be in a, and what is about there and not behind the last pair.
            place = there + shift
            free = range(max(place - _REACH, alo), min(place + _REACH + 1, ahi))
            if not free:
                break
            here = self._most_like(alike, line, a, free)
            if here is None:
                continue
            yield from self._fancy_helper(a, alo, here, b, blo, there)
            alo, blo = here + 1, there + 1
            if a[here] == line:
                yield "  " + line
            else:
                yield from self._qformat(a[here], line, *self._guides(alike, a[here], line))
        yield from self._fancy_helper(a, alo, ahi, b, blo, bhi)

    def _most_like(self, alike, line, a, places):
        # The place of the first line of a that is most like this one, None if none is like it enough.
        alike.set_seq2(line)
        found, most = None, _ALIKE
        for i in places:
            alike.set_seq1(a[i])
            # Each bound is cheaper than the next.
            if alike.real_quick_ratio() > most and alike.quick_ratio() > most and (ratio := alike.ratio()) > most:
                found, most = i, ratio
        return found

    def _guides(self, alike, old, new):
        # What stands below two lines to show where they differ.
        alike.set_seqs(old, new)
        below_old = below_new = ""
        for what, i1, i2, j1, j2 in alike.get_opcodes():
            mark_old, mark_new = _MARKS[what]
            below_old += mark_old * (i2 - i1)
            below_new += mark_new * (j2 - j1)
        return below_old, below_new

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        # What lies between two pairs.
        if alo < ahi:
            if blo < bhi:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from self._dump("-", a, alo, ahi)
        elif blo < bhi:
            yield from self._dump("+", b, blo, bhi)

    def _qformat(self, aline, bline, atags, btags):
        r"""Generate two lines with the guides under them.

        >>> list(Differ()._qformat('\tone\n', '\tono\n', '   ^', '   ^'))
        ['- \tone\n', '? \t  ^\n', '+ \tono\n', '? \t  ^\n']
        """
        for sign, line, marks in ("- ", aline, atags), ("+ ", bline, btags):
            yield sign + line
            if guide := _under(line, marks):
                yield "? " + guide + "\n"


def IS_LINE_JUNK(line, pat=None):
    r"""Whether a line is blank, or has one '#' only.

    >>> IS_LINE_JUNK('\n'), IS_LINE_JUNK('  #   \n'), IS_LINE_JUNK('hello\n')
    (True, True, False)
    """
    if pat is None:
        return line.strip() in ("", "#")
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    r"""Whether a character is a space or tab.

    >>> IS_CHARACTER_JUNK(' '), IS_CHARACTER_JUNK('\t'), IS_CHARACTER_JUNK('\n')
    (True, True, False)
    """
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    r"""Compare lists of lines, as Differ does.

    >>> print(*ndiff(["red", "blue"], ["read", "green", "blue"]), sep="|")
    - red|+ read|?   +
    |+ green|  blue
    """
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    r"""Generate one of the two lists of lines (1 or 2) that a Differ has compared.

    >>> diff = list(ndiff(['one\n', 'two\n'], ['one\n', 'tree\n']))
    >>> print(''.join(restore(diff, 1)), end='')
    one
    two
    >>> print(''.join(restore(diff, 2)), end='')
    one
    tree
    """
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


# ---------------------------------------------------------------- unified and context diffs

def _groups(a, b, n, names, dates, marks, lineterm):
    # What diffs of both kinds have in common: first the lines that name the files, as one list, then groups of opcodes.
    # Bytes would come out as the text b'...', which is not what anybody wants.
    for lines in a, b:
        if lines and not isinstance(lines[0], str):
            raise TypeError(f"lines to compare must be str, not {type(lines[0]).__name__} ({lines[0]!r})")
    for text in *names, *dates, lineterm:
        if not isinstance(text, str):
            raise TypeError(f"all arguments must be str, not: {text!r}")
    groups = SequenceMatcher(None, a, b).get_grouped_opcodes(n)
    for first in groups:
        yield [f"{mark} {name}" + (f"\t{date}" if date else "") + lineterm
               for mark, name, date in zip(marks, names, dates)]
        yield first
        yield from groups


def _format_range_unified(start, stop):
    size = stop - start
    # An empty range is named by the line before it; the number of one line is enough.
    return f"{start + 1}" if size == 1 else f"{start + (size > 0)},{size}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""Generate a unified diff of two lists of lines, with n lines of context.

    >>> print(*unified_diff(['1st', '2nd'], ['1st', 'two'], 'old', 'new', lineterm=''), sep='\n')
    --- old
    +++ new
    @@ -1,2 +1,2 @@
     1st
    -2nd
    +two
    """
    groups = _groups(a, b, n, (fromfile, tofile), (fromfiledate, tofiledate), ("---", "+++"), lineterm)
    yield from next(groups, ())
    for group in groups:
        old = _format_range_unified(group[0][1], group[-1][2])
        new = _format_range_unified(group[0][3], group[-1][4])
        yield f"@@ -{old} +{new} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from [" " + line for line in a[i1:i2]]
            else:
                yield from ["-" + line for line in a[i1:i2]]
                yield from ["+" + line for line in b[j1:j2]]


def _format_range_context(start, stop):
    size = stop - start
    return f"{start + 1},{stop}" if size > 1 else f"{start + (size > 0)}"


_signs = {"equal": "  ", "replace": "! ", "delete": "- ", "insert": "+ "}


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""Generate a context diff of two lists of lines, with n lines of context.

    >>> print(*context_diff(['1st', '2nd'], ['1st', 'two'], 'old', 'new', lineterm=''), sep='\n')
    *** old
    --- new
    ***************
    *** 1,2 ****
      1st
    ! 2nd
    --- 1,2 ----
      1st
    ! two
    """
    groups = _groups(a, b, n, (fromfile, tofile), (fromfiledate, tofiledate), ("***", "---"), lineterm)
    yield from next(groups, ())
    for group in groups:
        yield "*" * 15 + lineterm
        # First the lines of a, then those of b; only their places where nothing changes in them.
        for lines, at, edge, other in (a, 1, "*", "insert"), (b, 3, "-", "delete"):
            yield f"{edge * 3} {_format_range_context(group[0][at], group[-1][at + 1])} {edge * 4}{lineterm}"
            if any(code[0] not in ("equal", other) for code in group):
                for code in group:
                    if code[0] != other:
                        yield from [_signs[code[0]] + line for line in lines[code[at]:code[at + 1]]]


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"", fromfiledate=b"", tofiledate=b"", n=3, lineterm=b"\n"):
    """Compare lists of lines in bytes, of any or mixed encodings, with one of the functions
    above."""
    def as_text(data):
        try:
            return data.decode("ascii", "surrogateescape")
        except AttributeError as e:
            raise TypeError(f"all arguments must be bytes, not {type(data).__name__} ({data!r})") from e

    old, new = [[as_text(line) for line in lines] for lines in (a, b)]
    texts = [as_text(data) for data in (fromfile, tofile, fromfiledate, tofiledate)]
    for line in dfunc(old, new, *texts, n, as_text(lineterm)):
        yield line.encode("ascii", "surrogateescape")


# ---------------------------------------------------------------- HTML

def _mdiff(fromlines, tolines, context=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Generate (from line, to line, whether they differ) for a side by side view.

    A line is (number, text); in the text, changes are between \\0+ \\0- or \\0^ and \\1.  With
    context, only that many equal lines are given around changes; None parts the groups."""
    pairs = _line_pairs(ndiff(fromlines, tolines, linejunk, charjunk))
    if context is None:
        yield from pairs
    else:
        yield from _with_context(pairs, context + 1)


def _mark(text, guide):
    # Put marks around what the guide line of ndiff points at.
    parts = []
    i = 0
    n = len(guide)
    while i < n:
        tag = guide[i]
        j = i
        while j < n and guide[j] == tag:
            j += 1
        if tag in "+-^":
            parts.append(f"\0{tag}{text[i:j]}\1")
        else:
            parts.append(text[i:j])
        i = j
    parts.append(text[n:])
    return "".join(parts)


def _line_pairs(diff):
    # Pair the lines of an ndiff: removed and added lines side by side.
    numbers = [0, 0]

    def make(line, guide, side):
        # One side's line with its number, marked by a guide, or as a whole.
        numbers[side] += 1
        if line[0] == " ":
            return numbers[side], line[2:]
        if guide is not None:
            return numbers[side], _mark(line[2:], guide[2:].rstrip("\n"))
        text = line[2:]
        # An empty line needs something to mark.
        if not text:
            text = " "
        return numbers[side], f"\0{line[0]}{text}\1"

    lines = list(diff)
    lines.append(None)
    # Runs of removed and added lines, each with its guide.
    removed, added = [], []

    def flush():
        # A removed and an added line with guides belong together; others stand alone, paired
        # only if the run has lines on both sides.
        pairs = []
        while removed or added:
            left = removed.pop(0) if removed else None
            right = added.pop(0) if added else None
            pairs.append((make(*left, 0) if left else None,
                          make(*right, 1) if right else None, True))
        return pairs

    i = 0
    while True:
        line = lines[i]
        if line is None:
            yield from flush()
            return
        guide = None
        if lines[i + 1] is not None and lines[i + 1].startswith("?"):
            guide = lines[i + 1]
        kind = line[0]
        if kind == " ":
            yield from flush()
            yield make(line, None, 0), make(line, None, 1), False
            i += 1
            continue
        if kind == "-":
            if added:
                yield from flush()
            removed.append((line, guide))
        elif kind == "+":
            added.append((line, guide))
            if guide is not None or (removed and removed[-1][1] is not None):
                # A pair that was compared by characters: what came before has no partner.
                left = removed.pop() if removed else None
                right = added.pop()
                yield from flush()
                # The one without a guide has nothing to mark.
                if left is not None:
                    removed.append((left[0], left[1] or "? "))
                    right = right[0], right[1] or "? "
                added.append(right)
                yield from flush()
        i += 2 if guide is not None else 1


def _with_context(pairs, context):
    # Only the lines near changes; None between groups.
    before = []
    after = 0
    shown = False
    skipped = False
    for pair in pairs:
        if pair[2]:
            if skipped and shown:
                yield None, None, None
            yield from before
            before = []
            skipped = False
            shown = True
            yield pair
            after = context - 1
        elif after:
            yield pair
            after -= 1
        else:
            before.append(pair)
            if len(before) > context - 1:
                del before[0]
                skipped = True


_file_template = """<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=%(charset)s">
<title>Differences</title>
<style>%(styles)s</style>
</head>
<body>
%(table)s%(legend)s
</body>
</html>
"""

_styles = """
table.diff { font-family: monospace; border-collapse: collapse; }
table.diff td { padding: 0 0.4em; }
.diff_header { background: #ddd; }
td.diff_header { text-align: right; }
.diff_next { background: #bbb; }
.diff_add { background: #b5efb5; }
.diff_chg { background: #ffff99; }
.diff_sub { background: #ffb3b3; }
"""

_table_template = """
<table class="diff" id="difflib_chg_%(prefix)s_top">
%(header_row)s
<tbody>
%(data_rows)s</tbody>
</table>"""

_legend = """
<p class="diff">
<span class="diff_add">added</span> <span class="diff_chg">changed</span>
<span class="diff_sub">deleted</span>; links: f first change, n next change, t top
</p>"""


class HtmlDiff:
    """Shows two texts side by side in HTML, with their differences marked."""

    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        """tabsize is for tabs, wrapcolumn where lines are broken; the rest is as in ndiff()."""
        self._linejunk, self._charjunk = linejunk, charjunk
        self._tabsize, self._wrapcolumn = tabsize, wrapcolumn

    def make_file(self, fromlines, tolines, fromdesc="", todesc="",
                  context=False, numlines=5, *, charset="utf-8"):
        """A whole HTML file with the comparison of two lists of lines.

        With context, only numlines lines around changes; else numlines is where links to
        changes lead."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc,
                                context=context, numlines=numlines)
        text = _file_template % dict(styles=_styles, legend=_legend, table=table,
                                     charset=charset)
        return text.encode(charset, "xmlcharrefreplace").decode(charset)

    def make_table(self, fromlines, tolines, fromdesc="", todesc="", context=False,
                   numlines=5):
        """Just the table of make_file()."""
        # Prefixes of anchors, so that a page may have several tables.
        fromprefix = "from%d_" % HtmlDiff._default_prefix
        toprefix = "to%d_" % HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        fromlines = list(map(self._expand_tabs, fromlines))
        tolines = list(map(self._expand_tabs, tolines))
        pairs = _mdiff(fromlines, tolines, numlines if context else None,
                       linejunk=self._linejunk, charjunk=self._charjunk)
        if self._wrapcolumn:
            pairs = self._wrapped(pairs)
        rows = []
        for left, right, changed in pairs:
            if changed is None:
                rows.append(None)
            else:
                rows.append((self._format_line(fromprefix, left),
                             self._format_line(toprefix, right), changed))
        data = self._rows(rows, toprefix, context, numlines)
        header_row = ""
        if fromdesc or todesc:
            header_row = ("<thead><tr><th class=\"diff_next\"><br /></th>"
                          f"<th colspan=\"2\" class=\"diff_header\">{fromdesc}</th>"
                          "<th class=\"diff_next\"><br /></th>"
                          f"<th colspan=\"2\" class=\"diff_header\">{todesc}</th>"
                          "</tr></thead>")
        table = _table_template % dict(data_rows=data, header_row=header_row,
                                       prefix=toprefix)
        return (table.replace("\0+", '<span class="diff_add">')
                .replace("\0-", '<span class="diff_sub">')
                .replace("\0^", '<span class="diff_chg">')
                .replace("\1", "</span>").replace("\t", "&nbsp;"))

    def _expand_tabs(self, line):
        # Tabs become spaces to compare, and are kept apart from spaces by marking them.
        line = line.replace(" ", "\0").expandtabs(self._tabsize)
        return line.replace(" ", "\t").replace("\0", " ").rstrip("\n")

    def _wrapped(self, pairs):
        for left, right, changed in pairs:
            if changed is None:
                yield left, right, changed
                continue
            lefts, rights = self._wrap(left), self._wrap(right)
            for i in range(max(len(lefts), len(rights))):
                yield (lefts[i] if i < len(lefts) else None,
                       rights[i] if i < len(rights) else None, changed)

    def _wrap(self, line):
        # Cut a marked line; marks go on in the next part, which is numbered '>'.
        if line is None:
            return []
        number, text = line
        parts = []
        current, count, mark = "", 0, ""
        i = 0
        while i < len(text):
            c = text[i]
            if c == "\0":
                mark = text[i:i + 2]
                current += mark
                i += 2
                continue
            if c == "\1":
                mark = ""
                current += c
                i += 1
                continue
            if count == self._wrapcolumn:
                parts.append((number, current + ("\1" if mark else "")))
                number = ">"
                current, count = mark, 0
            current += c
            count += 1
            i += 1
        parts.append((number, current))
        return parts

    def _format_line(self, prefix, line):
        if line is None:
            return '<td class="diff_header"></td><td nowrap="nowrap"></td>'
        number, text = line
        anchor = f' id="{prefix}{number}"' if isinstance(number, int) else ""
        text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        # Spaces count.
        text = text.replace(" ", "&nbsp;").rstrip()
        return (f'<td class="diff_header"{anchor}>{number}</td>'
                f'<td nowrap="nowrap">{text}</td>')

    def _rows(self, rows, toprefix, context, numlines):
        # The rows of the table, with links from change to change.
        changes = []
        inside = False
        for i, row in enumerate(rows):
            changed = row is not None and row[2]
            if changed and not inside:
                changes.append(i)
            inside = changed
        if not rows or (not changes and context):
            text = "&nbsp;No Differences Found&nbsp;" if context else "&nbsp;Empty File&nbsp;"
            cell = f"<td></td><td>{text}</td>"
            rows = [(cell, cell, False)]
            changes = []
        numbers = {i: n for n, i in enumerate(changes)}
        # The anchor of a change stands some lines before it.
        anchors = {}
        for n, i in enumerate(changes):
            anchors[max(0, i - numlines)] = f' id="difflib_chg_{toprefix}_{n}"'
        out = []
        for i, row in enumerate(rows):
            if row is None:
                if out:
                    out.append("</tbody>\n<tbody>\n")
                continue
            link = ""
            if i in numbers:
                n = numbers[i]
                if n == len(changes) - 1:
                    link = f'<a href="#difflib_chg_{toprefix}_top">t</a>'
                else:
                    link = f'<a href="#difflib_chg_{toprefix}_{n + 1}">n</a>'
            elif i == 0 and changes:
                link = f'<a href="#difflib_chg_{toprefix}_0">f</a>'
            out.append(f'<tr><td class="diff_next"{anchors.get(i, "")}>{link}</td>'
                       f'{row[0]}<td class="diff_next">{link}</td>{row[1]}</tr>\n')
        return "".join(out)
