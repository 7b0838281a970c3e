# pickle: the module's public names over _pickle. With a standard-library folder its own pickle runs instead, which has the
# classes written in Python (_Pickler, _Unpickler) besides.
"""Turn objects into bytes and back."""

import sys as _sys

if getattr(_sys, "_stdlib_dir", None):
    import _folder_module
    _folder_module.run(globals())
else:
    from _pickle import (PickleBuffer, PickleError, Pickler, PicklingError, Unpickler, UnpicklingError,
                         dump, dumps, load, loads)
    from copyreg import dispatch_table

    __all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads",
               "PickleBuffer"]

    format_version = "5.0"
    compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
    HIGHEST_PROTOCOL = 5
    DEFAULT_PROTOCOL = 5
    bytes_types = (bytes, bytearray, memoryview)

    _codes = {
        "MARK": "(", "STOP": ".", "POP": "0", "POP_MARK": "1", "DUP": "2", "FLOAT": "F", "INT": "I", "BININT": "J",
        "BININT1": "K", "LONG": "L", "BININT2": "M", "NONE": "N", "PERSID": "P", "BINPERSID": "Q", "REDUCE": "R",
        "STRING": "S", "BINSTRING": "T", "SHORT_BINSTRING": "U", "UNICODE": "V", "BINUNICODE": "X", "APPEND": "a",
        "BUILD": "b", "GLOBAL": "c", "DICT": "d", "EMPTY_DICT": "}", "APPENDS": "e", "GET": "g", "BINGET": "h", "INST": "i",
        "LONG_BINGET": "j", "LIST": "l", "EMPTY_LIST": "]", "OBJ": "o", "PUT": "p", "BINPUT": "q", "LONG_BINPUT": "r",
        "SETITEM": "s", "TUPLE": "t", "EMPTY_TUPLE": ")", "SETITEMS": "u", "BINFLOAT": "G", "TRUE": "I01\n",
        "FALSE": "I00\n", "PROTO": "\x80", "NEWOBJ": "\x81", "EXT1": "\x82", "EXT2": "\x83", "EXT4": "\x84",
        "TUPLE1": "\x85", "TUPLE2": "\x86", "TUPLE3": "\x87", "NEWTRUE": "\x88", "NEWFALSE": "\x89", "LONG1": "\x8a",
        "LONG4": "\x8b", "BINBYTES": "B", "SHORT_BINBYTES": "C", "SHORT_BINUNICODE": "\x8c", "BINUNICODE8": "\x8d",
        "BINBYTES8": "\x8e", "EMPTY_SET": "\x8f", "ADDITEMS": "\x90", "FROZENSET": "\x91", "NEWOBJ_EX": "\x92",
        "STACK_GLOBAL": "\x93", "MEMOIZE": "\x94", "FRAME": "\x95", "BYTEARRAY8": "\x96", "NEXT_BUFFER": "\x97",
        "READONLY_BUFFER": "\x98",
    }
    for _name, _code in _codes.items():
        globals()[_name] = _code.encode("latin-1")
    __all__ += sorted(_codes) + ["DEFAULT_PROTOCOL", "HIGHEST_PROTOCOL"]
    del _codes, _name, _code

    def encode_long(x):
        """Encode an int as little-endian two's complement, zero as nothing."""
        if x == 0:
            return b""
        length = x.bit_length() // 8 + 1
        encoded = x.to_bytes(length, "little", signed=True)
        if x < 0 and length > 1 and encoded[-1] == 0xff and encoded[-2] & 0x80:
            encoded = encoded[:-1]
        return encoded

    def decode_long(data):
        """Decode what encode_long made."""
        return int.from_bytes(data, "little", signed=True)

    def whichmodule(obj, name):
        """Return the name of the module that obj, called name there, comes from."""
        module = getattr(obj, "__module__", None)
        if module is not None:
            return module
        for module, contents in _sys.modules.copy().items():
            if module in ("__main__", "__mp_main__") or contents is None:
                continue
            try:
                found = contents
                for part in name.split("."):
                    found = getattr(found, part)
            except AttributeError:
                continue
            if found is obj:
                return module
        return "__main__"
