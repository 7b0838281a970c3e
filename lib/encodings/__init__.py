# encodings: finds the codec of an encoding by its name.
# Importing the package registers its search function.  A codec is the submodule with the
# normalised name (or what encodings.aliases makes of it), which defines getregentry();
# single-byte encodings come from the tables of encodings._charmaps.

import codecs
import sys
from . import aliases

_cache = {}
_multibyte_names = frozenset(
    "gb2312 gbk gb18030 hz big5hkscs iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 "
    "iso2022_jp_3 iso2022_jp_ext iso2022_kr cp932 euc_jis_2004 euc_jisx0213 euc_jp shift_jis "
    "shift_jis_2004 shift_jisx0213 cp949 euc_kr johab big5 cp950".split())
_unknown = object()
_aliases = aliases.aliases


class CodecRegistryError(LookupError, SystemError):
    pass


def normalize_encoding(encoding):
    """A name with runs of other characters than letters, digits and dots made one '_'.

    Characters that are not ASCII are dropped."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    chars = []
    gap = False
    for c in encoding:
        if c.isalnum() or c == ".":
            if gap and chars:
                chars.append("_")
            gap = False
            if c.isascii():
                chars.append(c)
        else:
            gap = True
    return "".join(chars)


def search_function(encoding):
    """Find the CodecInfo of an encoding, or None."""
    entry = _cache.get(encoding, _unknown)
    if entry is not _unknown:
        return entry
    norm = normalize_encoding(encoding)
    alias = _aliases.get(norm) or _aliases.get(norm.replace(".", "_"))
    for modname in ([alias, norm] if alias is not None else [norm]):
        if not modname or "." in modname:
            continue
        entry = _find(modname)
        if entry is not None:
            break
    else:
        entry = None
    _cache[encoding] = entry
    return entry


def _find(modname):
    name = f"encodings.{modname}"
    mod = sys.modules.get(name)
    if mod is None:
        from ._charmaps import tables
        if modname in tables:
            mod = _charmap_module(modname, *tables[modname])
        elif modname in _multibyte_names:
            mod = _multibyte_module(modname)
        else:
            try:
                # An absolute import, so that only encodings are found.
                mod = __import__(name, fromlist=["getregentry"], level=0)
            except ImportError:
                # Also the codec's own imports may fail: then it does not work here.
                return None
    getregentry = getattr(mod, "getregentry", None)
    if getregentry is None:
        return None
    entry = getregentry()
    if not isinstance(entry, codecs.CodecInfo):
        if not 4 <= len(entry) <= 7:
            raise CodecRegistryError(f'module "{mod.__name__}" ({mod.__file__}) '
                                     "failed to register")
        if (not callable(entry[0]) or not callable(entry[1])
                or any(f is not None and not callable(f) for f in entry[2:6])):
            raise CodecRegistryError(f'incompatible codecs in module "{mod.__name__}" '
                                     f"({mod.__file__})")
        if len(entry) < 7 or entry[6] is None:
            entry = (*entry, *(None,) * (6 - len(entry)), mod.__name__.split(".", 1)[1])
        entry = codecs.CodecInfo(*entry)
    try:
        more = mod.getaliases()
    except AttributeError:
        pass
    else:
        for alias in more:
            _aliases.setdefault(alias, modname)
    return entry


def _charmap_module(modname, codec_name, table):
    """Make the module of a single-byte encoding."""
    from ._define import charmap
    if len(table) == 128:
        table = "".join(map(chr, range(128))) + table
    mod = type(sys)(f"encodings.{modname}", f"The {codec_name} codec.")
    mod.__package__ = "encodings"
    charmap(mod.__dict__, codec_name, table)
    sys.modules[mod.__name__] = mod
    globals()[modname] = mod
    return mod


def _multibyte_module(modname):
    """Make the module of a multibyte encoding."""
    from ._multibyte import define
    mod = type(sys)(f"encodings.{modname}")
    mod.__package__ = "encodings"
    define(mod.__dict__, modname)
    sys.modules[mod.__name__] = mod
    globals()[modname] = mod
    return mod


codecs.register(search_function)
