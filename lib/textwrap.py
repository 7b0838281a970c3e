# textwrap: filling paragraphs, indenting and dedenting.
# Text is cut into chunks (words, parts of hyphenated words, whitespace) which are then laid out
# greedily. Only ASCII whitespace separates words, so no-break spaces do not.
"""Text wrapping and filling."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_whitespace = "\t\n\x0b\x0c\r "
_to_spaces = {ord(char): " " for char in _whitespace}


def _is_word(char):
    return char.isalnum() or char == "_"


def _is_letter(char):
    return _is_word(char) and not char.isdecimal()


def _runs(text):
    """Cut text into words and runs of whitespace, alternately."""
    if any(char in text for char in "\t\n\x0b\x0c\r"):
        import re
        return [run for run in re.split(r"([\t\n\x0b\x0c\r ]+)", text) if run]
    runs = []
    spaces = 0
    for part in text.split(" "):
        if part:
            if spaces:
                runs.append(" " * spaces)
            runs.append(part)
            spaces = 1
        else:
            spaces += 1
    if spaces > 1:
        runs.append(" " * (spaces - 1))     # one space less than parts at the end
    return runs


def _parts(word):
    """Cut a word after the hyphens of compound words, and around em-dashes (-- or longer).

    A hyphen has two letters, or one that follows a hyphen with a letter, on both sides.
    """
    parts = []
    start = 0                               # of the current part
    end = len(word)
    i = word.find("-")
    while i >= 0:
        j = i + 1
        while j < end and word[j] == "-":
            j += 1
        if j == end:
            break
        before = word[i - 1] if i else ""
        if j - i >= 2:
            if before and (_is_word(before) or before in "!\"'&.,?") and _is_word(word[j]):
                if start < i:
                    parts.append(word[start:i])
                parts.append(word[i:j])
                start = j
        elif i >= 2 and _is_letter(before) and _is_letter(word[j]):
            joined = word[i - 2]
            if _is_letter(joined) or joined == "-" and i >= 3 and _is_letter(word[i - 3]):
                k = j + 1
                if k < end and word[k] == "-":
                    k += 1
                if k < end and _is_letter(word[k]):
                    parts.append(word[start:j])
                    start = j
        i = word.find("-", j)
    parts.append(word[start:])
    return parts


class TextWrapper:
    """Wraps text; its attributes are the options.

    width: the longest line allowed. initial_indent, subsequent_indent: put before the first and
    the other lines. expand_tabs, tabsize: replace tabs by spaces first. replace_whitespace: make
    all whitespace spaces. fix_sentence_endings: two spaces after sentences. break_long_words: cut
    words longer than width. drop_whitespace: none at the ends of lines. break_on_hyphens: lines may
    end within compound words. max_lines, placeholder: cut off the rest, and say so.
    """

    # A subclass may give regular expressions to split by, the second one for when break_on_hyphens is off.
    wordsep_re = wordsep_simple_re = None
    unicode_whitespace_trans = _to_spaces

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        # How wide, and what lines begin and end with.
        self.width, self.max_lines, self.placeholder = width, max_lines, placeholder
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        # What becomes of whitespace.
        self.tabsize, self.expand_tabs = tabsize, expand_tabs
        self.replace_whitespace, self.drop_whitespace = replace_whitespace, drop_whitespace
        # What becomes of words.
        self.break_long_words, self.break_on_hyphens = break_long_words, break_on_hyphens
        self.fix_sentence_endings = fix_sentence_endings

    def fill(self, text):
        """Return the wrapped paragraph as one string."""
        lines = self.wrap(text)
        return "\n".join(lines)

    def wrap(self, text):
        """Return the lines of a paragraph, without newlines."""
        words = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(words)
        return self._wrap_chunks(words)

    # ---- the steps; subclasses may override them

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _munge_whitespace(self, text):
        # The text with the whitespace that is wanted.
        plain = text.expandtabs(self.tabsize) if self.expand_tabs else text
        return plain.translate(self.unicode_whitespace_trans) if self.replace_whitespace else plain

    def _split(self, text):
        # The chunks of a text.
        hyphens = self.break_on_hyphens
        pattern = self.wordsep_re if hyphens else self.wordsep_simple_re
        if pattern is not None:
            return list(filter(None, pattern.split(text)))
        runs = _runs(text)
        if not hyphens or "-" not in text:
            return runs
        parts = []
        keep = parts.append
        for run in runs:
            if "-" in run:
                parts += _parts(run)
            else:
                keep(run)
        return parts

    def _fix_sentence_endings(self, chunks):
        # Make the single space after the end of a sentence two.
        for at in range(1, len(chunks)):
            if chunks[at] == " ":
                word = chunks[at - 1]
                if word.endswith(("'", '"')):
                    word = word[:-1]
                if word.endswith((".", "!", "?")) and "a" <= word[-2:-1] <= "z":
                    chunks[at] = "  "

    def _wrap_chunks(self, chunks):
        # Lay chunks out in lines.
        most, lines = self.max_lines, []
        self._check_widths()
        # The next one is popped off the end.
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            line, length = self._next_line(chunks, room, not lines)
            if not line:
                continue
            if most is not None and len(lines) + 1 >= most and not (length <= room and self._is_end(chunks)):
                self._truncate(lines, line, length, room, indent)
                break
            lines.append(indent + "".join(line))
        return lines

    def _check_widths(self):
        width, most = self.width, self.max_lines
        if width <= 0:
            raise ValueError(f"invalid width {width!r} (must be > 0)")
        if most is not None:
            last_indent = self.initial_indent if most <= 1 else self.subsequent_indent
            if len(last_indent) + len(self.placeholder.lstrip()) > width:
                raise ValueError("placeholder too large for max width")

    def _is_end(self, chunks):
        # Whether nothing is left that would be on another line.
        return not chunks or len(chunks) == 1 and self.drop_whitespace and not chunks[0].strip()

    def _next_line(self, chunks, room, first):
        # Take the chunks of a line off the end; they, and their length together.
        line, length, drop = [], 0, self.drop_whitespace
        if drop and not first and not chunks[-1].strip():
            chunks.pop()
        while chunks and (longer := length + len(chunks[-1])) <= room:
            length = longer
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > room:
            self._handle_long_word(chunks, line, length, room)
            length = sum(map(len, line))
        if line and drop and not line[-1].strip():
            length -= len(line.pop())
        return line, length

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        # Place a chunk that is longer than a line: what fits of it, or all of it on a line of its own.
        if self.break_long_words:
            word = reversed_chunks.pop()
            cut = width - cur_len if width > 0 else 1
            if self.break_on_hyphens and cut < len(word):
                hyphen = word.rfind("-", 0, cut)
                # Not between hyphens that the word begins with.
                if word[:max(hyphen, 0)].strip("-"):
                    cut = hyphen + 1
            cur_line.append(word[:cut])
            reversed_chunks.append(word[cut:])
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _truncate(self, lines, line, length, room, indent):
        # Add the last line, which ends in the placeholder, or let the line before end in it.
        mark = self.placeholder
        while line:
            if length + len(mark) <= room and line[-1].strip():
                lines.append(indent + "".join(line) + mark)
                return
            length -= len(line.pop())
        before = lines[-1].rstrip() if lines else None
        if before is not None and len(before) + len(mark) <= self.width:
            lines[-1] = before + mark
        else:
            lines.append(indent + mark.lstrip())


def shorten(text, width, **kwargs):
    """Collapse whitespace and cut words off the end until text fits in width."""
    words = text.strip().split()
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(words))


def wrap(text, width=70, **kwargs):
    """Return the lines of a paragraph; the keywords are TextWrapper's."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Return a wrapped paragraph; the keywords are TextWrapper's."""
    return "\n".join(wrap(text, width, **kwargs))


def dedent(text):
    """Remove the whitespace that all lines begin with; blank lines become empty."""
    try:
        lines = text.split("\n")
    except (AttributeError, TypeError):
        raise TypeError(f"expected str object, not {type(text).__qualname__!r}") from None
    margin = None
    for i, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            lines[i] = ""
            continue
        own = line[:len(line) - len(content)]
        if margin is None:
            margin = own
        elif not own.startswith(margin):
            n = 0
            for a, b in zip(margin, own):
                if a != b:
                    break
                n += 1
            margin = margin[:n]
    if margin:
        n = len(margin)
        lines = [line[n:] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """Put prefix before every line that is not blank, or for which predicate(line) is true."""
    if predicate is None:
        return "".join([line if line.isspace() else prefix + line
                        for line in text.splitlines(True)])
    return "".join([prefix + line if predicate(line) else line
                    for line in text.splitlines(True)])
