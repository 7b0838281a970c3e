# What _curses tells of a terminal: capabilities of a compiled description made here, and strings with parameters.
import os
import struct
import tempfile

import _curses

NUMBERS = [77, -1, 24]
STRINGS = [b"\x1b[Z", b"\a", None, b"\x1b[%i%p1%d;%p2%dr"]


def description(magic, code):
    names = b"made-up|a terminal of this test\0"
    flags = bytes([1, 0])
    table, offsets = b"", []
    for s in STRINGS:
        offsets.append(-1 if s is None else len(table))
        table += b"" if s is None else s + b"\0"
    head = struct.pack("<6h", magic, len(names), len(flags), len(NUMBERS), len(STRINGS), len(table)) + names + flags
    head += bytes(len(head) % 2)
    return head + struct.pack(f"<{len(NUMBERS)}{code}", *NUMBERS) + struct.pack(f"<{len(STRINGS)}h", *offsets) + table


def show(f, *args):
    try:
        print(f(*args))
    except (_curses.error, TypeError) as e:
        print(type(e).__name__, e)


show(_curses.tigetstr, "cup")
show(_curses.tigetnum, "cols")
show(_curses.tparm, b"x")
with tempfile.TemporaryDirectory() as folder:
    os.environ["TERMINFO"] = folder
    os.mkdir(os.path.join(folder, "m"))
    with open(os.path.join(folder, "m", "made-up"), "wb") as f:
        f.write(description(0o432, "h"))
    show(_curses.setupterm, "no-such-terminal-anywhere", 1)
    show(_curses.setupterm, 5, 1)
    show(_curses.setupterm, "made-up", 1)
show(_curses.setupterm, "no-such-terminal-anywhere", 1)
for name in "cols", "it", "lines", "bw", "nonsense", "cbt":
    show(_curses.tigetnum, name)
for name in "bw", "am", "xenl", "cols", "nonsense":
    show(_curses.tigetflag, name)
for name in "cbt", "bel", "cr", "csr", "cup", "cols", "nonsense":
    show(_curses.tigetstr, name)
show(_curses.tparm, _curses.tigetstr("csr"), 3, 4)
for text in (b"%p1%d|%p1%5d|%p1%:-5d|%p1%05d|%p1%x|%p1%X|%p1%o|%p1%.3d|%%", b"%p1%c%{66}%c%'z'%c", b"%p1%p2%+%d|%p1%p2%-%d|%p1%p2%*%d",
             b"%p2%p1%/%d|%p2%p1%m%d|%p1%{0}%/%d|%p1%{0}%m%d", b"%p1%p2%&%d|%p1%p2%|%d|%p1%p2%^%d|%p1%~%d|%p1%!%d|%{0}%!%d",
             b"%p1%p2%=%d|%p1%p2%<%d|%p1%p2%>%d|%p1%{0}%A%d|%p1%{0}%O%d", b"%p1%PA%{1}%Pb%gA%d%gb%d",
             b"%?%p1%{65}%=%tyes%eno%;|%?%p2%{65}%=%tyes%eno%;", b"%?%p1%{1}%=%ta%e%p2%{9}%=%tb%e%?%p3%tc%ed%;%;.", b"%i%p1%d;%p2%d;%p3%d",
             b"%?%p1%{1}%=%t%?%p2%tx%ey%;%ez%;", b"\x1b[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m"):
    show(_curses.tparm, text, 65, 9, 1)
show(_curses.tparm, b"%gA%d|%gB%d")
print(_curses.KEY_MIN, _curses.KEY_DOWN, _curses.KEY_F0, _curses.KEY_F12, _curses.KEY_A1, _curses.KEY_END, _curses.KEY_RESIZE, _curses.KEY_MAX)
