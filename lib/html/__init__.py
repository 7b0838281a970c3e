"""Escaping text for HTML, and back."""

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """Text s with references in place of &, < and >, and, unless quote is false, of both quotes."""
    # The ampersand first, since the others bring new ones.
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _windows_references():
    # Numbers that the standard reads as characters of Windows-1252.
    table = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(128, 160)}
    table[0] = "\ufffd"
    table[13] = "\r"
    return table


def _noncharacter(code):
    # Code points that give nothing at all.
    return (code < 32 and code not in (9, 10, 12, 13) or 0x7F <= code < 0xA0
            or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE)


def _numbered(digits):
    # The text of a numeric reference, such as x41 or 65.
    if digits[0] in "xX":
        code = int(digits[1:].rstrip(";"), 16)
    else:
        code = int(digits.rstrip(";"))
    special = _special.get(code)
    if special is not None:
        return special
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return "" if _noncharacter(code) else chr(code)


def _replacement(match):
    # The text of one reference, or what stands there.
    ref = match[1]
    if ref[0] == "#":
        return _numbered(ref[1:])
    text = _html5.get(ref)
    if text is not None:
        return text
    # The longest name that needs no semicolon and that it begins with.
    for end in range(min(len(ref), _longest_bare + 1) - 1, 1, -1):
        text = _html5.get(ref[:end])
        if text is not None:
            return text + ref[end:]
    return match[0]


_search = None


def unescape(s):
    """Text s with characters in place of all references, as the HTML 5 standard reads them,
    valid or not."""
    global _search, _special, _html5, _longest_bare
    if "&" not in s:
        return s
    if _search is None:
        import re
        from html.entities import html5
        _html5 = html5
        _special = _windows_references()
        _longest_bare = max([len(name) for name in html5 if name[-1] != ";"])
        _search = re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)").sub
    return _search(_replacement, s)
