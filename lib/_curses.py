# _curses: the part of module curses that tells of terminals (terminfo), read from the system's database of compiled
# descriptions. There are no screens and windows: what would make one is missing.

import os as _os
import sys as _sys
from struct import unpack_from as _unpack

version = b"2.2"

# The standard capabilities, in the order of compiled descriptions (term(5)).
_FLAGS = """
bw am xsb xhp xenl eo gn hc km hs in da db mir msgr os eslok xt hz ul xon nxon mc5i chts nrrmc npc ndscr ccc bce
hls xhpa crxm daisy xvpa sam cpix lpix OTbs OTns OTnc OTMT OTNL OTpt OTxr
""".split()
_NUMBERS = """
cols it lines lm xmc pb vt wsl nlab lh lw ma wnum colors pairs ncv bufsz spinv spinh maddr mjump mcs mls npins orc
orl orhi orvi cps widcs btns bitwin bitype OTug OTdC OTdN OTdB OTdT OTkn
""".split()
_STRINGS = """
cbt bel cr csr tbc clear el ed hpa cmdch cup cud1 home civis cub1 mrcup cnorm cuf1 ll cuu1 cvvis dch1 dl1 dsl hd
smacs blink bold smcup smdc dim smir invis prot rev smso smul ech rmacs sgr0 rmcup rmdc rmir rmso rmul flash ff fsl
is1 is2 is3 if ich1 il1 ip kbs ktbc kclr kctab kdch1 kdl1 kcud1 krmir kel ked kf0 kf1 kf10 kf2 kf3 kf4 kf5 kf6 kf7
kf8 kf9 khome kich1 kil1 kcub1 kll knp kpp kcuf1 kind kri khts kcuu1 rmkx smkx lf0 lf1 lf10 lf2 lf3 lf4 lf5 lf6 lf7
lf8 lf9 rmm smm nel pad dch dl cud ich indn il cub cuf rin cuu pfkey pfloc pfx mc0 mc4 mc5 rep rs1 rs2 rs3 rf rc
vpa sc ind ri sgr hts wind ht tsl uc hu iprog ka1 ka3 kb2 kc1 kc3 mc5p rmp acsc pln kcbt smxon rmxon smam rmam xonc
xoffc enacs smln rmln kbeg kcan kclo kcmd kcpy kcrt kend kent kext kfnd khlp kmrk kmsg kmov knxt kopn kopt kprv
kprt krdo kref krfr krpl krst kres ksav kspd kund kBEG kCAN kCMD kCPY kCRT kDC kDL kslt kEND kEOL kEXT kFND kHLP
kHOM kIC kLFT kMSG kMOV kNXT kOPT kPRV kPRT kRDO kRPL kRIT kRES kSAV kSPD kUND rfi kf11 kf12 kf13 kf14 kf15 kf16
kf17 kf18 kf19 kf20 kf21 kf22 kf23 kf24 kf25 kf26 kf27 kf28 kf29 kf30 kf31 kf32 kf33 kf34 kf35 kf36 kf37 kf38 kf39
kf40 kf41 kf42 kf43 kf44 kf45 kf46 kf47 kf48 kf49 kf50 kf51 kf52 kf53 kf54 kf55 kf56 kf57 kf58 kf59 kf60 kf61 kf62
kf63 el1 mgc smgl smgr fln sclk dclk rmclk cwin wingo hup dial qdial tone pulse hook pause wait u0 u1 u2 u3 u4 u5
u6 u7 u8 u9 op oc initc initp scp setf setb cpi lpi chr cvr defc swidm sdrfq sitm slm smicm snlq snrmq sshm ssubm
ssupm sum rwidm ritm rlm rmicm rshm rsubm rsupm rum mhpa mcud1 mcub1 mcuf1 mvpa mcuu1 porder mcud mcub mcuf mcuu
scs smgb smgbp smglp smgrp smgt smgtp sbim scsd rbim rcsd subcs supcs docr zerom csnm kmous minfo reqmp getm setaf
setab pfxl devt csin s0ds s1ds s2ds s3ds smglr smgtb birep binel bicr colornm defbi endbi setcolor slines dispc
smpch rmpch smsc rmsc pctrm scesc scesa ehhlm elhlm elohlm erhlm ethlm evhlm sgr1 slength OTi2 OTrs OTnl OTbc OTko
OTma OTG2 OTG3 OTG1 OTG4 OTGR OTGL OTGU OTGD OTGH OTGV OTGC meml memu box1
""".split()

KEY_MIN, KEY_MAX, KEY_F0 = 0o401, 0o777, 0o410
globals().update({f"KEY_F{n}": KEY_F0 + n for n in range(64)})
# Keys by number: each line begins at the number that heads it.
for _line in """
257 BREAK DOWN UP LEFT RIGHT HOME BACKSPACE
328 DL IL DC IC EIC CLEAR EOS EOL SF SR NPAGE PPAGE STAB CTAB CATAB ENTER SRESET RESET PRINT LL A1 A3 B2 C1 C3 BTAB
354 BEG CANCEL CLOSE COMMAND COPY CREATE END EXIT FIND HELP MARK MESSAGE MOVE NEXT OPEN OPTIONS PREVIOUS REDO REFERENCE
373 REFRESH REPLACE RESTART RESUME SAVE SBEG SCANCEL SCOMMAND SCOPY SCREATE SDC SDL SELECT SEND SEOL SEXIT SFIND SHELP
391 SHOME SIC SLEFT SMESSAGE SMOVE SNEXT SOPTIONS SPREVIOUS SPRINT SREDO SREPLACE SRIGHT SRSUME SSAVE SSUSPEND SUNDO
407 SUSPEND UNDO MOUSE RESIZE
""".strip().splitlines():
    _first, *_names = _line.split()
    globals().update({"KEY_" + name: int(_first) + i for i, name in enumerate(_names)})
del _line, _first, _names


class error(Exception):
    """An error of curses."""


error.__module__ = "_curses"


class _Description:
    """What one compiled description says: flags, numbers and strings by name."""

    def __init__(self, data):
        magic, names, nflags, nnumbers, nstrings, size = _unpack("<6h", data)
        if magic not in (0o432, 0o1036):
            raise ValueError("not a compiled description")
        at = 12 + names
        self.flags = dict(zip(_FLAGS, (x == 1 for x in data[at:at + nflags])))
        at += nflags
        at += at % 2
        code, width = ("i", 4) if magic == 0o1036 else ("h", 2)
        self.numbers = dict(zip(_NUMBERS, _unpack(f"<{nnumbers}{code}", data, at)))
        at += width * nnumbers
        table = at + 2 * nstrings
        self.strings = {}
        for name, offset in zip(_STRINGS, _unpack(f"<{nstrings}h", data, at)):
            if offset >= 0:
                start = table + offset
                self.strings[name] = data[start:data.index(0, start, table + size)]


_terminal = None
_variables = {}  # what %P of a string of parameters keeps from one tparm() to the next


def _folders():
    if "TERMINFO" in _os.environ:
        yield _os.environ["TERMINFO"]
    if "HOME" in _os.environ:
        yield _os.path.join(_os.environ["HOME"], ".terminfo")
    usual = "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo", "/usr/share/lib/terminfo"
    for folder in _os.environ.get("TERMINFO_DIRS", "").split(":"):
        if folder:
            yield folder
    yield from usual


def _find(term):
    if not term or "/" in term or term.startswith(".") or "\0" in term:
        return None
    for folder in _folders():
        for sub in term[0], format(ord(term[0]), "x"):
            try:
                with open(_os.path.join(folder, sub, term), "rb") as f:
                    return _Description(f.read(1 << 16))
            except (OSError, ValueError, LookupError):
                continue
            except Exception as e:  # struct.error: cut short
                if type(e).__name__ != "error":
                    raise
    return None


def setupterm(term=None, fd=-1):
    """Look up what a terminal can do, by its name (by default $TERM).

    fd is where it is written to, by default standard output."""
    global _terminal
    if term is not None and not isinstance(term, str):
        raise TypeError(f"setupterm() argument 'term' must be str or None, not {type(term).__name__}")
    if not isinstance(fd, int):
        raise TypeError(f"'{type(fd).__name__}' object cannot be interpreted as an integer")
    if fd == -1:
        if _sys.stdout is None:
            raise error("lost sys.stdout")
        fd = _sys.stdout.fileno()
    if _terminal is not None:
        return
    found = _find(_os.environ.get("TERM", "unknown") if term is None else term)
    if found is None:
        raise error("setupterm: could not find terminal")
    _terminal = found


def _described():
    if _terminal is None:
        raise error("must call (at least) setupterm() first")
    return _terminal


def _name(capname):
    if not isinstance(capname, str):
        raise TypeError(f"argument must be str, not {type(capname).__name__}")
    return capname


def tigetflag(capname, /):
    """Return the value of the Boolean capability: -1 for what is none, 0 for what the terminal lacks."""
    flags = _described().flags
    return int(flags.get(_name(capname), False)) if capname in _FLAGS else -1


def tigetnum(capname, /):
    """Return the value of the numeric capability: -2 for what is none, -1 for what the terminal lacks."""
    numbers = _described().numbers
    return max(numbers.get(_name(capname), -1), -1) if capname in _NUMBERS else -2


def tigetstr(capname, /):
    """Return the value of the string capability, None for what is none or what the terminal lacks."""
    return _described().strings.get(_name(capname))


def _quotient(a, b):
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


_BINARY = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: _quotient(a, b) if b else 0, "m": lambda a, b: a - b * _quotient(a, b) if b else 0,
    "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "=": lambda a, b: int(a == b), "<": lambda a, b: int(a < b), ">": lambda a, b: int(a > b),
    "A": lambda a, b: int(bool(a) and bool(b)), "O": lambda a, b: int(bool(a) or bool(b)),
}


def _skip(text, i, ends):
    """Where a branch that is not taken ends: behind the first of ends outside inner conditions."""
    depth = 0
    while i < len(text):
        if text[i] != "%":
            i += 1
            continue
        op = text[i + 1:i + 2]
        i += 2
        if op == "?":
            depth += 1
        elif depth == 0 and op in ends:
            break
        elif op == ";":
            depth -= 1
        elif op == "'":
            i += 2
    return i


def tparm(str, i1=0, i2=0, i3=0, i4=0, i5=0, i6=0, i7=0, i8=0, i9=0, /):
    """Fill the parameters into a string capability."""
    if not isinstance(str, (bytes, bytearray)):
        raise TypeError(f"tparm() argument 1 must be a read-only bytes-like object, not {type(str).__name__}")
    _described()
    params = [i1, i2, i3, i4, i5, i6, i7, i8, i9]
    for x in params:
        if not isinstance(x, int):
            raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
    text, out, stack, local = str.decode("latin-1"), [], [], {}

    def pop():
        return stack.pop() if stack else 0

    i = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c != "%":
            out.append(c)
            continue
        op = text[i:i + 1]
        i += 1
        if op == "%":
            out.append("%")
        elif op == "p":
            if text[i:i + 1] in tuple("123456789"):
                stack.append(params[int(text[i]) - 1])
            i += 1
        elif op == "P":
            name = text[i:i + 1]
            (local if name.islower() else _variables)[name] = pop()
            i += 1
        elif op == "g":
            name = text[i:i + 1]
            stack.append((local if name.islower() else _variables).get(name, 0))
            i += 1
        elif op == "'":
            stack.append(ord(text[i:i + 1] or "\0"))
            i += 2
        elif op == "{":
            end = text.find("}", i)
            digits = text[i:end] if end >= 0 else ""
            stack.append(int(digits) if digits.lstrip("-").isdigit() else 0)
            i = end + 1 if end >= 0 else len(text)
        elif op == "c":
            out.append(chr(pop() & 0xFF or 0x80))  # a NUL would end the string
        elif op == "i":
            params[0] += 1
            params[1] += 1
        elif op == "!":
            stack.append(int(not pop()))
        elif op == "~":
            stack.append(~pop())
        elif op == "l":
            stack.append(len(repr(pop())))
        elif op in _BINARY and op:
            b = pop()
            stack.append(_BINARY[op](pop(), b))
        elif op == "t":
            if not pop():
                i = _skip(text, i, ("e", ";"))
        elif op == "e":
            i = _skip(text, i, (";",))
        elif op in ("?", ";"):
            pass
        else:  # %[[:]flags][width[.precision]][doxXs]
            end = i - 1
            while end < len(text) and text[end] in ":-+# .0123456789":
                end += 1
            spec, kind = text[i - 1:end].removeprefix(":"), text[end:end + 1]
            width = spec.lstrip("-+# 0").split(".")
            if kind in tuple("doxXs") and all(len(w) <= 4 for w in width):
                x = pop()
                if kind in "oxX":
                    x &= 0xFFFFFFFF
                out.append(("%" + spec + kind) % (x,))
            i = end + 1
    return "".join(out).encode("latin-1")


def putp(str, /):
    """Write a string capability to standard output, without its pauses."""
    import re
    if not isinstance(str, (bytes, bytearray)):
        raise TypeError(f"putp() argument must be a bytes-like object, not {type(str).__name__}")
    _described()
    _os.write(_sys.__stdout__.fileno(), re.sub(rb"\$<[0-9.*/]+>", b"", str))


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"module '_curses' has no attribute {name!r}: Vivarium has terminfo, and no screens")
