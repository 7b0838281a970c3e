"""Guessing the type of a file by its name, and extensions by types"""

import os
import posixpath
import sys

__all__ = ["knownfiles", "inited", "MimeTypes",
           "guess_type", "guess_file_type", "guess_all_extensions", "guess_extension",
           "add_type", "init", "read_mime_types",
           "suffix_map", "encodings_map", "types_map", "common_types"]

# Where systems keep such tables.
knownfiles = [
    "/etc/mime.types",
    "/etc/httpd/mime.types",
    "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types",
    "/etc/apache2/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/lib/netscape/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/etc/mime.types",
]

# Whether init() was called.
inited = False
_db = None
# urllib.parse's, from the first URL on.
_urlparse = None

# Types as they are registered, or as everyone uses them, with their extensions: the first is the usual one.
_TYPES = """
text/javascript js mjs
application/json json
application/manifest+json webmanifest
application/msword doc dot wiz
application/n-quads nq
application/n-triples nt
application/octet-stream bin a dll exe o obj so
application/oda oda
application/pdf pdf
application/pkcs7-mime p7c
application/postscript ps ai eps
application/trig trig
application/vnd.apple.mpegurl m3u m3u8
application/vnd.ms-excel xls xlb
application/vnd.ms-powerpoint ppt pot ppa pps pwz
application/wasm wasm
application/x-bcpio bcpio
application/x-cpio cpio
application/x-csh csh
application/x-dvi dvi
application/x-gtar gtar
application/x-hdf hdf
application/x-hdf5 h5
application/x-latex latex
application/x-mif mif
application/x-netcdf cdf nc
application/x-pkcs12 p12 pfx
application/x-pn-realaudio ram
application/x-python-code pyc pyo
application/x-sh sh
application/x-shar shar
application/x-shockwave-flash swf
application/x-sv4cpio sv4cpio
application/x-sv4crc sv4crc
application/x-tar tar
application/x-tcl tcl
application/x-tex tex
application/x-texinfo texi texinfo
application/x-troff roff t tr
application/x-troff-man man
application/x-troff-me me
application/x-troff-ms ms
application/x-ustar ustar
application/x-wais-source src
application/xml xsl rdf wsdl xpdl
application/zip zip
audio/3gpp 3gp 3gpp
audio/3gpp2 3g2 3gpp2
audio/aac aac adts loas ass
audio/basic au snd
audio/mpeg mp3 mp2
audio/opus opus
audio/x-aiff aif aifc aiff
audio/x-pn-realaudio ra
audio/x-wav wav
image/avif avif
image/bmp bmp
image/gif gif
image/ief ief
image/jpeg jpg jpe jpeg
image/heic heic
image/heif heif
image/png png
image/svg+xml svg
image/tiff tiff tif
image/vnd.microsoft.icon ico
image/webp webp
image/x-cmu-raster ras
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-xbitmap xbm
image/x-xpixmap xpm
image/x-xwindowdump xwd
message/rfc822 eml mht mhtml nws
text/css css
text/csv csv
text/html html htm
text/markdown md markdown
text/n3 n3
text/plain txt bat c h ksh pl srt
text/richtext rtx
text/rtf rtf
text/tab-separated-values tsv
text/vtt vtt
text/x-python py
text/x-rst rst
text/x-setext etx
text/x-sgml sgm sgml
text/x-vcard vcf
text/xml xml
video/mp4 mp4
video/mpeg mpeg m1v mpa mpe mpg
video/quicktime mov qt
video/webm webm
video/x-msvideo avi
video/x-sgi-movie movie
"""

# Those that Python 3.14 has over 3.13.
_TYPES_314 = """
application/epub+zip epub
application/gzip gz
application/ogg ogx
application/vnd.ms-fontobject eot
application/vnd.oasis.opendocument.graphics odg
application/vnd.oasis.opendocument.presentation odp
application/vnd.oasis.opendocument.spreadsheet ods
application/vnd.oasis.opendocument.text odt
application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
application/vnd.rar rar
application/x-7z-compressed 7z
application/yaml yaml yml
audio/flac flac
audio/matroska mka
audio/mp4 m4a
audio/ogg oga ogg spx
font/otf otf
font/ttf ttf
font/woff woff
font/woff2 woff2
video/matroska mkv
video/matroska-3d mk3d
video/ogg ogv
"""

# Types that are in use but never were right.
_COMMON = """
application/rtf rtf
audio/midi midi mid
image/jpg jpg
image/pict pict pct pic
text/xul xul
"""


def _table(text):
    table = {}
    for line in text.split("\n"):
        kind, *extensions = line.split() or [None]
        for extension in extensions:
            table.setdefault("." + extension, kind)
    return table


def _default_mime_types():
    # The tables as they are before any file is read.
    global suffix_map, encodings_map, types_map, common_types
    global _suffix_map_default, _encodings_map_default, _types_map_default, _common_types_default
    suffix_map = _suffix_map_default = {
        ".svgz": ".svg.gz",
        ".tgz": ".tar.gz",
        ".taz": ".tar.gz",
        ".tz": ".tar.gz",
        ".tbz2": ".tar.bz2",
        ".txz": ".tar.xz",
    }
    encodings_map = _encodings_map_default = {
        ".gz": "gzip",
        ".Z": "compress",
        ".bz2": "bzip2",
        ".xz": "xz",
        ".br": "br",
    }
    types_map = _types_map_default = _table(_TYPES + _TYPES_314)
    common_types = _common_types_default = _table(_COMMON)


class MimeTypes:
    """A table of types, encodings and extensions.

    It starts with the module's and reads files of such tables; strict has the registered types
    apart from the others, which are only looked at if strict is false."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = _encodings_map_default.copy()
        self.suffix_map = _suffix_map_default.copy()
        # One for the common types, one for the registered.
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for extension, kind in _types_map_default.items():
            self.add_type(kind, extension, True)
        for extension, kind in _common_types_default.items():
            self.add_type(kind, extension, False)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Add a type for an extension, which starts with a dot or is empty; it replaces another."""
        if ext and not ext.startswith("."):
            import warnings
            warnings._deprecated(
                "Undotted extensions",
                "Using undotted extensions is deprecated and "
                "will raise a ValueError in Python {remove}",
                remove=(3, 16))
        if not type:
            return
        self.types_map[strict][ext] = type
        extensions = self.types_map_inv[strict].setdefault(type, [])
        if ext not in extensions:
            extensions.append(ext)

    def guess_type(self, url, strict=True):
        """The type and the encoding of a URL, or a path, either of which may be None.

        The type is usable as a Content-Type; the encoding is that of a program such as gzip.
        Types that are not registered are for strict=False only."""
        global _urlparse
        if _urlparse is None:
            from urllib.parse import urlparse as _urlparse
        url = os.fspath(url)
        parts = _urlparse(url)
        if parts.scheme and len(parts.scheme) > 1:
            scheme, url = parts.scheme, parts.path
        else:
            return self.guess_file_type(url, strict=strict)
        if scheme == "data":
            # data:[type][;attribute=value]...[;base64],data, by default text/plain.
            head, comma, _ = url.partition(",")
            if not comma:
                return None, None
            kind = head.partition(";")[0]
            if "=" in kind or "/" not in kind:
                kind = "text/plain"
            return kind, None
        return self._guess_file_type(url, strict, posixpath.splitext)

    def guess_file_type(self, path, *, strict=True):
        """As guess_type(), for a path only."""
        path = os.fsdecode(path)
        path = os.path.splitdrive(path)[1]
        return self._guess_file_type(path, strict, os.path.splitext)

    def _guess_file_type(self, path, strict, splitext):
        base, extension = splitext(path)
        while (suffix := extension.lower()) in self.suffix_map:
            base, extension = splitext(base + self.suffix_map[suffix])
        encoding = None
        # The names of encodings are case-sensitive.
        if extension in self.encodings_map:
            encoding = self.encodings_map[extension]
            base, extension = splitext(base)
        extension = extension.lower()
        common, registered = self.types_map
        kind = registered.get(extension)
        if kind is None and not strict:
            kind = common.get(extension)
        return kind, encoding

    def guess_all_extensions(self, type, strict=True):
        """The extensions of a type, as a list."""
        type = type.lower()
        extensions = list(self.types_map_inv[True].get(type, []))
        if not strict:
            for extension in self.types_map_inv[False].get(type, []):
                if extension not in extensions:
                    extensions.append(extension)
        return extensions

    def guess_extension(self, type, strict=True):
        """An extension of a type, or None."""
        extensions = self.guess_all_extensions(type, strict)
        return extensions[0] if extensions else None

    def read(self, filename, strict=True):
        """Read a file of lines of a type and its extensions."""
        with open(filename, encoding="utf-8") as fp:
            self.readfp(fp, strict)

    def readfp(self, fp, strict=True):
        """Read such lines from an open file."""
        for line in fp:
            # A # ends the line, but only as a word.
            words = line.split()
            for i, word in enumerate(words):
                if word[0] == "#":
                    del words[i:]
                    break
            if words:
                kind, *extensions = words
                for extension in extensions:
                    self.add_type(kind, "." + extension, strict)

    def read_windows_registry(self, strict=True):
        """Read the registry of Windows; there is none on other systems."""


def guess_type(url, strict=True):
    """The type and the encoding of a URL, or a path, either of which may be None.

    See MimeTypes.guess_type()."""
    if _db is None:
        init()
    return _db.guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """As guess_type(), for a path only."""
    if _db is None:
        init()
    return _db.guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """The extensions of a type, as a list."""
    if _db is None:
        init()
    return _db.guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """An extension of a type, or None."""
    if _db is None:
        init()
    return _db.guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Add a type for an extension, which starts with a dot or is empty; it replaces another."""
    if _db is None:
        init()
    return _db.add_type(type, ext, strict)


def init(files=None):
    """Read the system's tables, or the given files, which may be none, into the module's."""
    global suffix_map, types_map, encodings_map, common_types
    global inited, _db
    # So that MimeTypes() does not call this again.
    inited = True
    if files is None or _db is None:
        db = MimeTypes()
        files = knownfiles if files is None else knownfiles + list(files)
    else:
        db = _db
    for file in files:
        if os.path.isfile(file):
            db.read(file)
    encodings_map = db.encodings_map
    suffix_map = db.suffix_map
    types_map = db.types_map[True]
    common_types = db.types_map[False]
    # When all is there, since other threads may look.
    _db = db


def read_mime_types(file):
    """The registered types of a file of such a table, by extension; None if there is no such file."""
    try:
        f = open(file, encoding="utf-8")
    except OSError:
        return None
    with f:
        db = MimeTypes()
        db.readfp(f, True)
        return db.types_map[True]


_default_mime_types()


def _main():
    """Guess types, or extensions, of what the command line names."""
    import getopt
    usage = """\
Usage: mimetypes.py [options] type

Options:
    --help / -h       -- print this message and exit
    --lenient / -l    -- additionally search of some common, but non-standard
                         types.
    --extension / -e  -- guess extension instead of type

More than one type argument may be given.
"""

    def leave(code, msg=""):
        print(usage)
        if msg:
            print(msg)
        sys.exit(code)

    try:
        options, names = getopt.getopt(sys.argv[1:], "hle", ["help", "lenient", "extension"])
    except getopt.error as msg:
        leave(1, msg)
    given = {option.lstrip("-")[0] for option, _ in options}
    if "h" in given:
        leave(0)
    strict = "l" not in given
    for name in names:
        if "e" in given:
            guess = guess_extension(name, strict)
            print(guess if guess else f"I don't know anything about type {name}")
        else:
            guess, encoding = guess_type(name, strict)
            print(f"type: {guess} encoding: {encoding}" if guess else f"I don't know anything about type {name}")


if __name__ == "__main__":
    _main()
