# syslog: messages to the system's logger, written to its socket; where nobody listens they are dropped.

import sys as _sys

LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)

LOG_PID = 0x01
LOG_CONS = 0x02
LOG_ODELAY = 0x04
LOG_NDELAY = 0x08
LOG_NOWAIT = 0x10
LOG_PERROR = 0x20

(LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS, LOG_UUCP,
 LOG_CRON, LOG_AUTHPRIV, LOG_FTP) = range(0, 96, 8)
(LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6,
 LOG_LOCAL7) = range(128, 192, 8)

_path = "/dev/log"
_ident = None
_options = 0
_facility = LOG_USER
_open = False
_mask = 0xFF


def _main_only(function):
    # The log belongs to the main interpreter.
    import _interpreters
    if _interpreters.get_current()[0] != _interpreters.get_main()[0]:
        raise RuntimeError(f"subinterpreter can't use {function}")


def openlog(ident=None, logoption=0, facility=LOG_USER):
    """Set how later messages are sent: the name before them, options and facility."""
    global _ident, _options, _facility, _open
    _main_only("syslog.openlog()")
    if ident is None:
        argv = getattr(_sys, "argv", None)
        ident = argv[0].rpartition("/")[2] if argv and isinstance(argv[0], str) else None
    elif not isinstance(ident, str):
        raise TypeError(f"openlog() argument 1 must be str, not {type(ident).__name__}")
    else:
        ident.encode()
    _sys.audit("syslog.openlog", ident, logoption, facility)
    _ident, _options, _facility, _open = ident, logoption.__index__(), facility.__index__(), True


def syslog(*args):
    """syslog([priority=LOG_INFO,] message)
Send a message to the system's log."""
    if len(args) == 1:
        priority, message = LOG_INFO, args[0]
    elif len(args) == 2:
        priority, message = args
        priority = priority.__index__()
    else:
        raise TypeError("syslog.syslog requires 1 to 2 arguments")
    if not isinstance(message, str):
        raise TypeError(f"syslog() argument {len(args)} must be str, not "
                        f"{type(message).__name__}")
    if "\0" in message:
        raise ValueError("embedded null character")
    data = message.encode()
    _sys.audit("syslog.syslog", priority, message)
    if not _open:
        _main_only("syslog.syslog() until the syslog is opened by the main interpreter")
        openlog()
    if not _mask & 1 << (priority & 7):
        return
    if not priority & ~7:
        priority |= _facility
    _send(priority, data)


def _send(priority, data):
    import os
    import socket
    import time
    name = (_ident or "").encode()
    if _options & LOG_PID:
        name += b"[%d]" % os.getpid()
    if name:
        name += b": "
    if _options & LOG_PERROR and _sys.stderr is not None:
        print((name + data).decode(), file=_sys.stderr)
    stamp = time.strftime("%b %e %H:%M:%S").encode()
    packet = b"<%d>%s %s%s" % (priority, stamp, name, data)
    for kind in socket.SOCK_DGRAM, socket.SOCK_STREAM:
        try:
            with socket.socket(socket.AF_UNIX, kind) as s:
                s.connect(_path)
                s.sendall(packet + b"\0" if kind == socket.SOCK_STREAM else packet)
            return
        except OSError:
            pass


def closelog():
    """Forget what openlog() set, and close the log."""
    global _ident, _options, _facility, _open
    _main_only("syslog.closelog()")
    _sys.audit("syslog.closelog")
    if _open:
        _ident, _options, _facility, _open = None, 0, LOG_USER, False


def setlogmask(maskpri, /):
    """Set which priorities are sent, and return which were; 0 changes nothing."""
    global _mask
    _sys.audit("syslog.setlogmask", maskpri)
    before, maskpri = _mask, maskpri.__index__()
    if maskpri:
        _mask = maskpri
    return before


def LOG_MASK(pri, /):
    """Return the mask of one priority."""
    return 1 << pri


def LOG_UPTO(pri, /):
    """Return the mask of a priority and all that are more urgent."""
    return (1 << (pri + 1)) - 1
