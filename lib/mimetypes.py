# mimetypes: the types of files by their names. The tables here are lines as in the files that systems have such tables in.
# Invariant: the tables of the module, once they are read, are those of the one MimeTypes that its functions ask (_db).
"""Guessing types and encodings of files by names and URLs, and extensions by types."""

import os
import posixpath
import sys

__all__ = ["knownfiles", "inited", "MimeTypes", "guess_type", "guess_file_type", "guess_all_extensions",
           "guess_extension", "add_type", "init", "read_mime_types", "suffix_map", "encodings_map", "types_map",
           "common_types"]

# Files with tables, of systems and servers; the later ones win.
knownfiles = ["/etc/mime.types", *[f"/etc/{server}/mime.types" for server in ("httpd", "httpd/conf", "apache", "apache2")],
              "/usr/local/etc/httpd/conf/mime.types", "/usr/local/lib/netscape/mime.types",
              "/usr/local/etc/httpd/conf/mime.types", "/usr/local/etc/mime.types"]

# Whether init() was called, and what it made.
inited = False
_db = None

# Names that are short for two extensions, and what programs write files with such extensions.
_SUFFIXES = {".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2",
             ".txz": ".tar.xz"}
_ENCODINGS = {".gz": "gzip", ".Z": "compress", ".bz2": "bzip2", ".xz": "xz", ".br": "br"}

# Types that are registered, or that everybody uses, with their extensions, of which the first is the usual one.
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

# Types in use that nobody registered.
_COMMON = """
application/rtf rtf
audio/midi midi mid
image/jpg jpg
image/pict pict pct pic
text/xul xul
"""


def _table(text):
    table = {}
    for line in text.strip().split("\n"):
        kind, *names = line.split()
        for name in names:
            table["." + name] = kind
    return table


def _default_mime_types():
    # The tables as they are here, by two names each: in the place of one of them will be what init() finds.
    tables = {"suffix_map": dict(_SUFFIXES), "encodings_map": dict(_ENCODINGS), "types_map": _table(_TYPES),
              "common_types": _table(_COMMON)}
    for name, table in tables.items():
        globals().update({name: table, f"_{name}_default": table})


_default_mime_types()


# --- a set of tables ---

def _urlparse(url):
    # The first URL puts the function of urllib.parse here.
    global _urlparse
    from urllib.parse import urlparse as _urlparse
    return _urlparse(url)


def _inverse(table):
    # Lists of extensions by types.
    inverse = {}
    for extension, kind in table.items():
        inverse.setdefault(kind, []).append(extension)
    return inverse


class MimeTypes:
    """Tables of types, encodings and extensions: the module's own and those of some files.

    Where strict is true only registered types count, else those in common use, too."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.suffix_map, self.encodings_map = dict(_suffix_map_default), dict(_encodings_map_default)
        # By strict.
        self.types_map = dict(_common_types_default), dict(_types_map_default)
        self.types_map_inv = tuple(map(_inverse, self.types_map))
        for filename in filenames:
            self.read(filename, strict)

    def guess_type(self, url, strict=True):
        """The type of what a URL or a path names and the encoding that it is in; what is not known is None.

        A type is like text/plain, an encoding is the name of a program, like gzip."""
        url = os.fspath(url)
        parts = _urlparse(url)
        # One letter is a drive.
        if len(parts.scheme) < 2:
            return self.guess_file_type(url, strict=strict)
        if parts.scheme != "data":
            return self._guess_file_type(parts.path, strict, posixpath.splitext)
        # It begins with its type, if it has one, up to a parameter or the data.
        head, comma, data = parts.path.partition(",")
        if not comma:
            return None, None
        kind = head.partition(";")[0]
        return "text/plain" if "=" in kind or "/" not in kind else kind, None

    def guess_file_type(self, path, *, strict=True):
        """The type and the encoding of the file at a path: see guess_type()."""
        drive, path = os.path.splitdrive(os.fsdecode(path))
        return self._guess_file_type(path, strict, os.path.splitext)

    def _guess_file_type(self, path, strict, splitext):
        base, extension = splitext(path)
        while longer := self.suffix_map.get(extension.lower()):
            base, extension = splitext(base + longer)
        # For encodings it matters whether letters are large.
        encoding = self.encodings_map.get(extension)
        if encoding is not None:
            extension = splitext(base)[1]
        common, registered = self.types_map
        extension = extension.lower()
        kind = registered.get(extension)
        return common.get(extension) if kind is None and not strict else kind, encoding

    def guess_all_extensions(self, type, strict=True):
        """All extensions of a type, in a list."""
        kind = type.lower()
        found = list(self.types_map_inv[True].get(kind, ()))
        if not strict:
            found += [extension for extension in self.types_map_inv[False].get(kind, ()) if extension not in found]
        return found

    def guess_extension(self, type, strict=True):
        """The usual extension of a type, or None."""
        found = self.guess_all_extensions(type, strict)
        return found[0] if found else None

    def add_type(self, type, ext, strict=True):
        """Have files with an extension be of a type. An extension begins with a dot, or is empty."""
        if ext[:1] not in ("", "."):
            from warnings import _deprecated
            text = "Using undotted extensions is deprecated and will raise a ValueError in Python {remove}"
            _deprecated("Undotted extensions", text, remove=(3, 16))
        if type:
            self.types_map[strict][ext] = type
            known = self.types_map_inv[strict].setdefault(type, [])
            if ext not in known:
                known.append(ext)

    def read(self, filename, strict=True):
        """Add the types in a file. A line has a type and its extensions, without dots."""
        with open(filename, encoding="utf-8") as fp:
            self.readfp(fp, strict)

    def readfp(self, fp, strict=True):
        """Add the types in an open file: see read()."""
        for line in fp:
            words = line.split()
            # A word that begins with a # makes the rest a comment.
            comment = next((i for i, word in enumerate(words) if word[0] == "#"), None)
            for name in words[1:comment]:
                self.add_type(words[0], "." + name, strict)

    def read_windows_registry(self, strict=True):
        """Add the types in the registry of Windows. Other systems have none."""


# --- the tables of the module ---

def init(files=None):
    """Make the tables of the module from what is here, from knownfiles, and from other files.

    With files, when the tables are made, those files are added to them."""
    global inited, _db, suffix_map, encodings_map, types_map, common_types
    inited = True  # first, since MimeTypes() looks
    fresh = files is None or _db is None
    tables = MimeTypes() if fresh else _db
    for file in (*(knownfiles if fresh else ()), *(files or ())):
        if os.path.isfile(file):
            tables.read(file)
    suffix_map, encodings_map = tables.suffix_map, tables.encodings_map
    common_types, types_map = tables.types_map
    _db = tables  # last, since other threads may look


def _tables():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type of what a URL or a path names and the encoding that it is in: see MimeTypes.guess_type()."""
    return _tables().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """The type and the encoding of the file at a path: see MimeTypes.guess_type()."""
    return _tables().guess_file_type(path, strict=strict)


def guess_extension(type, strict=True):
    """The usual extension of a type, or None."""
    return _tables().guess_extension(type, strict)


def guess_all_extensions(type, strict=True):
    """All extensions of a type, in a list."""
    return _tables().guess_all_extensions(type, strict)


def add_type(type, ext, strict=True):
    """Have files with an extension be of a type: see MimeTypes.add_type()."""
    return _tables().add_type(type, ext, strict)


def read_mime_types(file):
    """All registered types, with those in a file, by extensions; or None if the file cannot be opened."""
    tables = MimeTypes()
    try:
        tables.read(file)
    except OSError:
        return None
    return tables.types_map[True]


# --- the command ---

_OPTIONS = {"help": "print this message and exit",
            "lenient": f"additionally search of some common, but non-standard\n{' ' * 25}types.",
            "extension": "guess extension instead of type"}


def _leave(code, why=""):
    lines = [f"    --{name} / -{name[0]}".ljust(22) + "-- " + what for name, what in _OPTIONS.items()]
    print("Usage: mimetypes.py [options] type", "", "Options:", *lines, "", "More than one type argument may be given.",
          "", *([why] if why else []), sep="\n")
    sys.exit(code)


def _main():
    """Print the types of what the command line names, or extensions of types."""
    from getopt import getopt, GetoptError
    try:
        found, names = getopt(sys.argv[1:], "".join([name[0] for name in _OPTIONS]), list(_OPTIONS))
    except GetoptError as why:
        _leave(1, why)
    wishes = {option.strip("-")[0] for option, value in found}
    if "h" in wishes:
        _leave(0)
    for name in names:
        if "e" in wishes:
            answer = guess_extension(name, "l" not in wishes)
        else:
            answer, encoding = guess_type(name, "l" not in wishes)
            answer = answer and f"type: {answer} encoding: {encoding}"
        print(answer or f"I don't know anything about type {name}")


if __name__ == "__main__":
    _main()
