"""The base of HTMLParser: the place in the source, comments and marked sections."""

import re

_COMMENT_END = re.compile(r"--\s*>").search
_NAME = re.compile(r"([a-zA-Z][-_.a-zA-Z0-9]*)\s*").match

# What ends a marked section goes by its keyword: those of SGML, and those that Office writes.
_SECTION_ENDS = (
    (frozenset(["temp", "cdata", "ignore", "include", "rcdata"]), re.compile(r"]\s*]\s*>").search),
    (frozenset(["if", "else", "endif"]), re.compile(r"]\s*>").search),
)


class ParserBase:
    """What parsers of markup share; rawdata is the text not yet handled.

    A parse method is given where its construct begins, and returns where it ends, or -1 while
    its end is still to come."""

    def __init__(self):
        if self.__class__ is ParserBase:
            raise RuntimeError("_markupbase.ParserBase must be subclassed")

    def reset(self):
        self.lineno = 1
        self.offset = 0

    def getpos(self):
        """The current line, from 1, and column, from 0."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Step over rawdata[i:j]; returns j."""
        if i < j:
            newlines = self.rawdata.count("\n", i, j)
            if newlines:
                self.lineno += newlines
                self.offset = j - self.rawdata.rindex("\n", i, j) - 1
            else:
                self.offset += j - i
        return j

    def parse_comment(self, i, report=1):
        """A comment <!--...-->."""
        rawdata = self.rawdata
        if not rawdata.startswith("<!--", i):
            raise AssertionError("unexpected call to parse_comment()")
        end = _COMMENT_END(rawdata, i + 4)
        if end is None:
            return -1
        if report:
            self.handle_comment(rawdata[i + 4:end.start()])
        return end.end()

    def parse_marked_section(self, i, report=1):
        """A marked section <![KEYWORD...]]>, or <![if...]>."""
        rawdata = self.rawdata
        assert rawdata.startswith("<![", i), "unexpected call to parse_marked_section()"
        keyword, after = self._scan_name(i + 3, i)
        if after < 0:
            return after
        for keywords, search in _SECTION_ENDS:
            if keyword in keywords:
                end = search(rawdata, i + 3)
                break
        else:
            raise AssertionError("unknown status keyword %r in marked section"
                                 % rawdata[i + 3:after])
        if end is None:
            return -1
        if report:
            self.unknown_decl(rawdata[i + 3:end.start()])
        return end.end()

    def _scan_name(self, i, declstartpos):
        # The name at i in lower case, and where what follows it begins: -1 where that is unknown.
        rawdata = self.rawdata
        if i == len(rawdata):
            return None, -1
        found = _NAME(rawdata, i)
        if found is None:
            self.updatepos(declstartpos, i)
            raise AssertionError("expected name token at %r" % rawdata[declstartpos:declstartpos + 20])
        if found.end() == len(rawdata):
            return None, -1
        return found[1].lower(), found.end()

    def unknown_decl(self, data):
        """Called for a marked section; subclasses may override it."""
