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

    unicode_whitespace_trans = _to_spaces
    wordsep_re = None                       # a subclass may give a regular expression to split by
    wordsep_simple_re = None                # the same for when break_on_hyphens is off

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    # --- the steps; subclasses may override them

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        """Return the chunks of text."""
        pattern = self.wordsep_re if self.break_on_hyphens else self.wordsep_simple_re
        if pattern is not None:
            return [chunk for chunk in pattern.split(text) if chunk]
        chunks = _runs(text)
        if not self.break_on_hyphens or "-" not in text:
            return chunks
        result = []
        for chunk in chunks:
            if "-" in chunk:
                result.extend(_parts(chunk))
            else:
                result.append(chunk)
        return result

    def _fix_sentence_endings(self, chunks):
        """Make the single space after the end of a sentence two."""
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " ":
                word = chunks[i]
                if word[-1:] in ("'", '"'):
                    word = word[:-1]
                if word[-1:] in (".", "!", "?") and "a" <= word[-2:-1] <= "z":
                    chunks[i + 1] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Place a chunk that is longer than a line."""
        room = 1 if width < 1 else width - cur_len
        if self.break_long_words:
            chunk = reversed_chunks[-1]
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and chunk[:hyphen].strip("-"):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        """Lay chunks out in lines."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()                    # so that the next one can be popped
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line = []
            length = 0
            if self.drop_whitespace and lines and chunks[-1].strip() == "":
                chunks.pop()
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                length -= len(line.pop())
            if not line:
                continue
            last = not chunks or (self.drop_whitespace and len(chunks) == 1
                                  and not chunks[0].strip())
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or last and length <= width):
                lines.append(indent + "".join(line))
                continue
            self._truncate(lines, line, length, width, indent)
            break
        return lines

    def _truncate(self, lines, line, length, width, indent):
        """Add the last line, which ends in the placeholder."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    # --- the interface

    def wrap(self, text):
        """Return the lines of a paragraph, without newlines."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """Return the wrapped paragraph as one string."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Return the lines of a paragraph; the keywords are TextWrapper's."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Return a wrapped paragraph; the keywords are TextWrapper's."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse whitespace and cut words off the end until text fits in width."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(" ".join(text.strip().split()))


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
