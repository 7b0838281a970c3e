# getpass: passwords from a terminal that does not show them, and the user's name. Invariant: a terminal has its old settings when a
# function here returns or raises.
"""getpass() reads a password without showing it; getuser() tells the login name."""

import contextlib
import io
import os
import sys

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """The password will be seen."""


def unix_getpass(prompt="Password: ", stream=None, *, echo_char=None):
    """Ask for a password on the terminal, with what is typed not shown, or shown as echo_char.

    stream is where the prompt goes if there is no /dev/tty, by default stderr. A GetPassWarning says that the
    password could be seen.
    """
    _check_echo_char(echo_char)
    password = None
    with contextlib.ExitStack() as stack:
        try:
            fd = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
            tty = io.FileIO(fd, "w+")
            stack.enter_context(tty)
            input = io.TextIOWrapper(tty)
            stack.enter_context(input)
            if not stream:
                stream = input
        except OSError:
            stack.close()
            try:
                fd = sys.stdin.fileno()
            except (AttributeError, ValueError):
                fd = None
                password = fallback_getpass(prompt, stream)
            input = sys.stdin
            if not stream:
                stream = sys.stderr
        if fd is not None:
            try:
                old = termios.tcgetattr(fd)
                new = old[:]
                new[3] &= ~termios.ECHO
                if echo_char:
                    new[3] &= ~termios.ICANON
                flags = termios.TCSAFLUSH
                if hasattr(termios, "TCSASOFT"):
                    flags |= termios.TCSASOFT
                try:
                    termios.tcsetattr(fd, flags, new)
                    password = _raw_input(prompt, stream, input=input, echo_char=echo_char)
                finally:
                    termios.tcsetattr(fd, flags, old)
                    stream.flush()
            except termios.error:
                if password is not None:
                    raise  # it was read, but the terminal could not be set back
                if stream is not input:
                    stack.close()
                password = fallback_getpass(prompt, stream)
        stream.write("\n")
        return password


def win_getpass(prompt="Password: ", stream=None, *, echo_char=None):
    """Ask for a password on the console of Windows, with what is typed not shown."""
    if sys.stdin is not sys.__stdin__:
        return fallback_getpass(prompt, stream)
    import msvcrt
    _check_echo_char(echo_char)
    for c in prompt:
        msvcrt.putwch(c)
    typed = ""
    while True:
        c = msvcrt.getwch()
        if c in "\r\n":
            break
        if c == "\003":
            raise KeyboardInterrupt
        if c == "\b":
            if echo_char and typed:
                for shown in "\b \b":
                    msvcrt.putwch(shown)
            typed = typed[:-1]
        else:
            typed += c
            if echo_char:
                msvcrt.putwch(echo_char)
    msvcrt.putwch("\r")
    msvcrt.putwch("\n")
    return typed


def fallback_getpass(prompt="Password: ", stream=None):
    """Ask for a password that can be seen, after a warning."""
    import warnings
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    if not stream:
        stream = sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _check_echo_char(echo_char):
    if echo_char and not echo_char.isascii():
        raise ValueError(f"'echo_char' must be ASCII, got: {echo_char!r}")


def _raw_input(prompt="", stream=None, input=None, echo_char=None):
    """Write the prompt and read a line, without readline."""
    if not stream:
        stream = sys.stderr
    if not input:
        input = sys.stdin
    prompt = str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            stream.write(prompt.encode(stream.encoding, "replace").decode(stream.encoding))
        stream.flush()
    if echo_char:
        return _readline_with_echo_char(stream, input, echo_char)
    line = input.readline()
    if not line:
        raise EOFError
    if line[-1] == "\n":
        line = line[:-1]
    return line


def _readline_with_echo_char(stream, input, echo_char):
    """Read a line character by character, showing another one for each."""
    typed = ""
    while True:
        c = input.read(1)
        if c == "\n" or c == "\r":
            return typed
        if c == "\x03":
            raise KeyboardInterrupt
        if c == "" or c == "\x04" and not typed:
            raise EOFError
        if c == "\x04":
            return typed
        if c in "\x7f\b":
            if typed:
                stream.write("\b \b")
                stream.flush()
            typed = typed[:-1]
        elif c != "\x00":
            typed += c
            stream.write(echo_char)
            stream.flush()


def getuser():
    """The user's login name: that of the environment (LOGNAME, USER, LNAME, USERNAME), else the system's.

    An OSError says that there is none.
    """
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    try:
        import pwd
        return pwd.getpwuid(os.getuid())[0]
    except (ImportError, KeyError) as e:
        raise OSError("No username set in the environment") from e


try:
    import termios
    (termios.tcgetattr, termios.tcsetattr)
except (ImportError, AttributeError):
    try:
        import msvcrt
    except ImportError:
        getpass = fallback_getpass
    else:
        getpass = win_getpass
else:
    getpass = unix_getpass
