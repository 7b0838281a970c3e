# difflib: differences between sequences, and between texts.

from collections import namedtuple as _namedtuple
from heapq import nlargest as _nlargest

GenericAlias = type(list[int])

__all__ = ["get_close_matches", "ndiff", "restore", "SequenceMatcher",
           "Differ", "IS_CHARACTER_JUNK", "IS_LINE_JUNK", "context_diff",
           "unified_diff", "diff_bytes", "HtmlDiff", "Match"]

Match = _namedtuple("Match", "a b size")


def _calculate_ratio(matches, length):
    if length:
        return 2.0 * matches / length
    return 1.0


# ---------------------------------------------------------------- SequenceMatcher

class SequenceMatcher:
    """Compares two sequences of hashable elements.

    The longest block that both have in common is found first, then what is on its left and on
    its right is compared in the same way.

    >>> s = SequenceMatcher(lambda x: x == ' ', 'private Thread currentThread;',
    ...                     'private volatile Thread currentThread;')
    >>> print(round(s.ratio(), 3))
    0.866
    >>> s.get_matching_blocks()
    [Match(a=0, b=0, size=8), Match(a=8, b=17, size=21), Match(a=29, b=38, size=0)]
    """

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        """isjunk(element) says what no match should begin with; autojunk treats very frequent
        elements of long sequences like that, too."""
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set both sequences.

        >>> s = SequenceMatcher()
        >>> s.set_seqs('abcd', 'bcde')
        >>> s.ratio()
        0.75
        """
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence; what is known of the second is kept.

        >>> s = SequenceMatcher(None, 'abcd', 'bcde')
        >>> s.set_seq1('bcde')
        >>> s.ratio()
        1.0
        """
        if a is self.a:
            return
        self.a = a
        self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence, which is analysed once for comparison with many first ones.

        >>> s = SequenceMatcher(None, 'abcd', 'bcde')
        >>> s.set_seq2('abcd')
        >>> s.ratio()
        1.0
        """
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = None
        self.fullbcount = None
        self._index_b()

    def _index_b(self):
        # b2j: where each element of b is, without junk (bjunk) and, in long sequences, what
        # is too frequent to say anything (bpopular).
        b = self.b
        self.b2j = b2j = {}
        for i, elt in enumerate(b):
            b2j.setdefault(elt, []).append(i)
        self.bjunk = junk = set()
        if self.isjunk:
            junk.update(filter(self.isjunk, b2j))
            for elt in junk:
                del b2j[elt]
        self.bpopular = popular = set()
        n = len(b)
        if self.autojunk and n >= 200:
            limit = n // 100 + 1
            for elt, places in b2j.items():
                if len(places) > limit:
                    popular.add(elt)
            for elt in popular:
                del b2j[elt]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block in a[alo:ahi] and b[blo:bhi], the earliest in a, then in b.

        It begins and ends with elements that are not junk, extended by junk that matches.

        >>> SequenceMatcher(None, ' abcd', 'abcd abcd').find_longest_match(0, 5, 0, 9)
        Match(a=0, b=4, size=5)
        >>> SequenceMatcher(lambda x: x == ' ', ' abcd', 'abcd abcd').find_longest_match()
        Match(a=1, b=0, size=4)
        >>> SequenceMatcher(None, 'ab', 'c').find_longest_match()
        Match(a=0, b=0, size=0)
        """
        a, b, b2j, bjunk = self.a, self.b, self.b2j, self.bjunk
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        besti, bestj, bestsize = alo, blo, 0
        # lengths[j]: how long the block is that ends at a[i - 1] and b[j].
        lengths = {}
        nothing = []
        for i in range(alo, ahi):
            get_length = lengths.get
            new_lengths = {}
            for j in b2j.get(a[i], nothing):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                k = new_lengths[j] = get_length(j - 1, 0) + 1
                if k > bestsize:
                    besti, bestj, bestsize = i - k + 1, j - k + 1, k
            lengths = new_lengths
        # Extend it by popular elements, then by junk, on both sides.
        for wanted in (lambda elt: elt not in bjunk), (lambda elt: elt in bjunk):
            while (besti > alo and bestj > blo and wanted(b[bestj - 1])
                   and a[besti - 1] == b[bestj - 1]):
                besti, bestj, bestsize = besti - 1, bestj - 1, bestsize + 1
            while (besti + bestsize < ahi and bestj + bestsize < bhi
                   and wanted(b[bestj + bestsize])
                   and a[besti + bestsize] == b[bestj + bestsize]):
                bestsize += 1
        return Match(besti, bestj, bestsize)

    def get_matching_blocks(self):
        """A list of Match(a, b, size) in order; the last one is empty, at the ends.

        >>> SequenceMatcher(None, 'abxcd', 'abcd').get_matching_blocks()
        [Match(a=0, b=0, size=2), Match(a=3, b=2, size=2), Match(a=5, b=4, size=0)]
        """
        if self.matching_blocks is not None:
            return self.matching_blocks
        la, lb = len(self.a), len(self.b)
        # Regions still to be compared; a stack, as recursion might go too deep.
        regions = [(0, la, 0, lb)]
        found = []
        while regions:
            alo, ahi, blo, bhi = regions.pop()
            x = i, j, k = self.find_longest_match(alo, ahi, blo, bhi)
            if k:
                found.append(x)
                if alo < i and blo < j:
                    regions.append((alo, i, blo, j))
                if i + k < ahi and j + k < bhi:
                    regions.append((i + k, ahi, j + k, bhi))
        found.sort()
        # Neighbours become one.
        blocks = []
        i1 = j1 = k1 = 0
        for i2, j2, k2 in found:
            if i1 + k1 == i2 and j1 + k1 == j2:
                k1 += k2
            else:
                if k1:
                    blocks.append((i1, j1, k1))
                i1, j1, k1 = i2, j2, k2
        if k1:
            blocks.append((i1, j1, k1))
        blocks.append((la, lb, 0))
        self.matching_blocks = list(map(Match._make, blocks))
        return self.matching_blocks

    def get_opcodes(self):
        """A list of (tag, i1, i2, j1, j2) that say how to turn a into b.

        The tags are 'replace', 'delete', 'insert' and 'equal'.

        >>> for tag, i1, i2, j1, j2 in SequenceMatcher(None, 'qabxcd',
        ...                                            'abycdf').get_opcodes():
        ...     print(tag, (i1, i2), (j1, j2))
        delete (0, 1) (0, 0)
        equal (1, 3) (0, 2)
        replace (3, 4) (2, 3)
        equal (4, 6) (3, 5)
        insert (6, 6) (5, 6)
        """
        if self.opcodes is not None:
            return self.opcodes
        i = j = 0
        self.opcodes = answer = []
        for ai, bj, size in self.get_matching_blocks():
            if i < ai and j < bj:
                answer.append(("replace", i, ai, j, bj))
            elif i < ai:
                answer.append(("delete", i, ai, j, bj))
            elif j < bj:
                answer.append(("insert", i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                answer.append(("equal", ai, i, bj, j))
        return answer

    def get_grouped_opcodes(self, n=3):
        """Generate lists of opcodes: the changes that are near, with n elements around them.

        >>> a = list(map(str, range(1, 40)))
        >>> b = a[:]
        >>> b[8:8] = ['i']
        >>> b[20] += 'x'
        >>> for group in SequenceMatcher(None, a, b).get_grouped_opcodes(1):
        ...     print(group)
        [('equal', 7, 8, 7, 8), ('insert', 8, 8, 8, 9), ('equal', 8, 9, 9, 10)]
        [('equal', 18, 19, 19, 20), ('replace', 19, 20, 20, 21), ('equal', 20, 21, 21, 22)]
        """
        codes = self.get_opcodes()
        if not codes:
            codes = [("equal", 0, 1, 0, 1)]
        codes = list(codes)
        # Little of what is equal at both ends.
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > n + n:
                # Much that is equal parts two groups.
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        """How alike the sequences are, from 0 to 1.

        >>> SequenceMatcher(None, 'abcd', 'bcde').ratio()
        0.75
        """
        matches = sum(block.size for block in self.get_matching_blocks())
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound of ratio(), got faster.

        >>> SequenceMatcher(None, 'abcd', 'dcbe').quick_ratio()
        0.75
        """
        if self.fullbcount is None:
            self.fullbcount = counts = {}
            for elt in self.b:
                counts[elt] = counts.get(elt, 0) + 1
        counts = self.fullbcount
        left = {}
        matches = 0
        for elt in self.a:
            n = left[elt] if elt in left else counts.get(elt, 0)
            left[elt] = n - 1
            if n > 0:
                matches += 1
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """An upper bound of ratio(), by the lengths alone."""
        la, lb = len(self.a), len(self.b)
        return _calculate_ratio(min(la, lb), la + lb)

    __class_getitem__ = classmethod(GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The n best matches of a word, the best first, that are as alike as cutoff at least.

    >>> get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy'])
    ['apple', 'ape']
    >>> get_close_matches('zebra', ['ape', 'apple', 'peach', 'puppy'])
    []
    """
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    result = []
    s = SequenceMatcher()
    s.set_seq2(word)
    for x in possibilities:
        s.set_seq1(x)
        if (s.real_quick_ratio() >= cutoff and s.quick_ratio() >= cutoff
                and s.ratio() >= cutoff):
            result.append((s.ratio(), x))
    return [x for score, x in _nlargest(n, result)]


# ---------------------------------------------------------------- Differ

def _keep_original_ws(s, tag_s):
    """Put the white space of a text where its tags are blank."""
    return "".join([c if tag == " " and c.isspace() else tag
                    for c, tag in zip(s, tag_s)]).rstrip()


# How like each other two lines must be to be shown as one that was changed, and how far apart they may be.
_ALIKE = 0.74999
_REACH = 10

# The marks below a character of the old and of the new line, by what became of it.
_MARKS = {"equal": "  ", "replace": "^^", "delete": "- ", "insert": " +"}


class Differ:
    r"""Compares lists of lines, and similar lines by characters.

    Each line of the result begins with '- ' (only in the first), '+ ' (only in the second),
    '  ' (in both) or '? ' (in neither: a guide to the differences in the line above).

    >>> a = ['one\n', 'two\n', 'three\n']
    >>> b = ['ore\n', 'tree\n', 'emu\n']
    >>> print(''.join(Differ().compare(a, b)), end='')
    - one
    ?  ^
    + ore
    ?  ^
    - two
    - three
    ?  -
    + tree
    + emu
    """

    def __init__(self, linejunk=None, charjunk=None):
        """linejunk(line) and charjunk(character) say what is of no interest."""
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        r"""Generate the lines of the difference.

        >>> print(''.join(Differ().compare('x\ny\n'.splitlines(True),
        ...                                'x\nz\n'.splitlines(True))), end='')
          x
        - y
        + z
        """
        cruncher = SequenceMatcher(self.linejunk, a, b)
        for tag, alo, ahi, blo, bhi in cruncher.get_opcodes():
            if tag == "replace":
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._dump("+", b, blo, bhi)
            elif tag == "equal":
                yield from self._dump(" ", a, alo, ahi)
            else:
                raise ValueError("unknown tag %r" % (tag,))

    def _dump(self, tag, x, lo, hi):
        for i in range(lo, hi):
            yield f"{tag} {x[i]}"

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        assert alo < ahi and blo < bhi
        # The shorter one first: it is less to keep in mind.
        if bhi - blo < ahi - alo:
            yield from self._dump("+", b, blo, bhi)
            yield from self._dump("-", a, alo, ahi)
        else:
            yield from self._dump("-", a, alo, ahi)
            yield from self._dump("+", b, blo, bhi)

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        r"""Compare two runs of lines: pair off those that are most alike, and mark in them
        what differs.

        >>> print(''.join(Differ()._fancy_replace(['abcDefghiJkl\n'], 0, 1,
        ...                                       ['abcdefGhijkl\n'], 0, 1)), end='')
        - abcDefghiJkl
        ?    ^  ^  ^
        + abcdefGhijkl
        ?    ^  ^  ^
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

        >>> for line in Differ()._qformat('\tabcDefghiJkl\n', '\tabcdefGhijkl\n',
        ...                               '  ^ ^  ^      ', '  ^ ^  ^      '):
        ...     print(repr(line))
        '- \tabcDefghiJkl\n'
        '? \t ^ ^  ^\n'
        '+ \tabcdefGhijkl\n'
        '? \t ^ ^  ^\n'
        """
        atags = _keep_original_ws(aline, atags)
        btags = _keep_original_ws(bline, btags)
        yield "- " + aline
        if atags:
            yield f"? {atags}\n"
        yield "+ " + bline
        if btags:
            yield f"? {btags}\n"


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

def _check_types(a, b, *args):
    # Bytes would come out as the text b'...', which is not what anybody wants.
    if a and not isinstance(a[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)"
                        % (type(a[0]).__name__, a[0]))
    if b and not isinstance(b[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)"
                        % (type(b[0]).__name__, b[0]))
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError("all arguments must be str, not: %r" % (arg,))


def _format_range_unified(start, stop):
    beginning = start + 1
    length = stop - start
    if length == 1:
        return f"{beginning}"
    if not length:
        # An empty range is named by the line before it.
        beginning -= 1
    return f"{beginning},{length}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="",
                 tofiledate="", n=3, lineterm="\n"):
    r"""Generate a unified diff of two lists of lines, with n lines of context.

    >>> for line in unified_diff(['one', 'two'], ['one', 'tree'], 'a', 'b', lineterm=''):
    ...     print(line)
    --- a
    +++ b
    @@ -1,2 +1,2 @@
     one
    -two
    +tree
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            fromdate = f"\t{fromfiledate}" if fromfiledate else ""
            todate = f"\t{tofiledate}" if tofiledate else ""
            yield f"--- {fromfile}{fromdate}{lineterm}"
            yield f"+++ {tofile}{todate}{lineterm}"
        first, last = group[0], group[-1]
        file1_range = _format_range_unified(first[1], last[2])
        file2_range = _format_range_unified(first[3], last[4])
        yield f"@@ -{file1_range} +{file2_range} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag in ("replace", "delete"):
                for line in a[i1:i2]:
                    yield "-" + line
            if tag in ("replace", "insert"):
                for line in b[j1:j2]:
                    yield "+" + line


def _format_range_context(start, stop):
    beginning = start + 1
    length = stop - start
    if not length:
        # An empty range is named by the line before it.
        beginning -= 1
    if length <= 1:
        return f"{beginning}"
    return f"{beginning},{beginning + length - 1}"


def context_diff(a, b, fromfile="", tofile="",
                 fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""Generate a context diff of two lists of lines, with n lines of context.

    >>> print(''.join(context_diff('one\ntwo\n'.splitlines(True),
    ...                            'one\ntree\n'.splitlines(True), 'a', 'b')), end='')
    *** a
    --- b
    ***************
    *** 1,2 ****
      one
    ! two
    --- 1,2 ----
      one
    ! tree
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    prefix = dict(insert="+ ", delete="- ", replace="! ", equal="  ")
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            fromdate = f"\t{fromfiledate}" if fromfiledate else ""
            todate = f"\t{tofiledate}" if tofiledate else ""
            yield f"*** {fromfile}{fromdate}{lineterm}"
            yield f"--- {tofile}{todate}{lineterm}"
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        yield f"*** {_format_range_context(first[1], last[2])} ****{lineterm}"
        if any(tag in ("replace", "delete") for tag, _, _, _, _ in group):
            for tag, i1, i2, _, _ in group:
                if tag != "insert":
                    for line in a[i1:i2]:
                        yield prefix[tag] + line
        yield f"--- {_format_range_context(first[3], last[4])} ----{lineterm}"
        if any(tag in ("replace", "insert") for tag, _, _, _, _ in group):
            for tag, _, _, j1, j2 in group:
                if tag != "delete":
                    for line in b[j1:j2]:
                        yield prefix[tag] + line


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"",
               fromfiledate=b"", tofiledate=b"", n=3, lineterm=b"\n"):
    """Compare lists of lines in bytes, of any or mixed encodings, with one of the functions
    above."""
    def decode(s):
        try:
            return s.decode("ascii", "surrogateescape")
        except AttributeError as err:
            raise TypeError("all arguments must be bytes, not %s (%r)"
                            % (type(s).__name__, s)) from err

    a = list(map(decode, a))
    b = list(map(decode, b))
    texts = map(decode, (fromfile, tofile, fromfiledate, tofiledate))
    for line in dfunc(a, b, *texts, n, decode(lineterm)):
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

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None,
                 charjunk=IS_CHARACTER_JUNK):
        """tabsize is for tabs, wrapcolumn where lines are broken; the rest is as in ndiff()."""
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

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
