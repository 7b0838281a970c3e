# fnmatch: matching names with shell patterns: * ? [seq] [!seq].

import posixpath
from functools import lru_cache

__all__ = ["filter", "filterfalse", "fnmatch", "fnmatchcase", "translate"]


def _normcase(s):
    import os.path
    return os.path.normcase(s)


def fnmatch(name, pat):
    """Whether a name matches a pattern, by the system's rules about case."""
    return fnmatchcase(_normcase(name), _normcase(pat))


def fnmatchcase(name, pat):
    """Whether a name matches a pattern; case matters."""
    return _compile_pattern(pat)(name) is not None


def filter(names, pat):
    """The list of the names that match a pattern."""
    return [name for name in _matching(names, pat, False)]


def filterfalse(names, pat):
    """The list of the names that do not match a pattern."""
    return [name for name in _matching(names, pat, True)]


def _matching(names, pat, negate):
    import os.path
    pat = os.path.normcase(pat)
    match = _compile_pattern(pat)
    if os.path is posixpath:
        # Names need no normcase().
        for name in names:
            if (match(name) is None) == negate:
                yield name
    else:
        for name in names:
            if (match(os.path.normcase(name)) is None) == negate:
                yield name


@lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    import re
    if isinstance(pat, bytes):
        # Bytes map one to one to Latin-1.
        return re.compile(bytes(translate(str(pat, "ISO-8859-1")), "ISO-8859-1")).match
    return re.compile(translate(pat)).match


def translate(pat):
    """The regular expression for a pattern.  There is no way to quote."""
    parts = _pieces(pat, None, ".")
    if None not in parts:
        return f'(?s:{"".join(parts)})\\Z'
    # Between stars, the first match of what is fixed is as good as any later one: it need
    # not be tried again (hence the atomic groups).
    groups = [[]]
    for part in parts:
        if part is None:
            groups.append([])
        else:
            groups[-1].append(part)
    first, *middle, last = ["".join(group) for group in groups]
    middle = "".join([f"(?>.*?{fixed})" for fixed in middle])
    return f"(?s:{first}{middle}.*{last})\\Z"


def _pieces(pat, star, question):
    """The parts of a regular expression for a pattern; runs of * give one star."""
    from re import escape
    parts = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == "*":
            if not parts or parts[-1] is not star:
                parts.append(star)
        elif c == "?":
            parts.append(question)
        elif c != "[":
            parts.append(escape(c))
        else:
            # A ] at the very start is one of the characters.
            end = i
            if pat[end:end + 1] == "!":
                end += 1
            end = pat.find("]", end + 1)
            if end < 0:
                parts.append("\\[")
            else:
                parts.append(_char_set(pat[i:end]))
                i = end + 1
    return parts


def _char_set(chars):
    # The regular expression for what stands between brackets.
    negated = chars[0] == "!"
    if negated:
        chars = chars[1:]
    items = []
    i, n = 0, len(chars)
    while i < n:
        low = chars[i]
        if chars[i + 1:i + 2] == "-" and i + 2 < n:
            high = chars[i + 2]
            if low <= high:
                items.append(f"{_quote(low)}-{_quote(high)}")
            i += 3
        else:
            items.append(_quote(low))
            i += 1
    if not items:
        # Only empty ranges: matches nothing, or anything.
        return "." if negated else "(?!)"
    body = "".join(items)
    if negated:
        return f"[^{body}]"
    # What would mean something else at the start.
    if body[0] in ("^", "["):
        body = "\\" + body
    return f"[{body}]"


def _quote(c):
    # & ~ | may come to mean set operations.
    return "\\" + c if c in "\\-&~|" else c
