# _colorize: whether output may be coloured, and the escape sequences for it.

import sys

COLORIZE = True


class ANSIColors:
    RESET = "\x1b[0m"

    BLACK = "\x1b[30m"
    RED = "\x1b[31m"
    GREEN = "\x1b[32m"
    YELLOW = "\x1b[33m"
    BLUE = "\x1b[34m"
    MAGENTA = "\x1b[35m"
    CYAN = "\x1b[36m"
    WHITE = "\x1b[37m"
    GREY = "\x1b[90m"

    BOLD = "\x1b[1m"
    BOLD_BLACK = "\x1b[1;30m"
    BOLD_RED = "\x1b[1;31m"
    BOLD_GREEN = "\x1b[1;32m"
    BOLD_YELLOW = "\x1b[1;33m"
    BOLD_BLUE = "\x1b[1;34m"
    BOLD_MAGENTA = "\x1b[1;35m"
    BOLD_CYAN = "\x1b[1;36m"
    BOLD_WHITE = "\x1b[1;37m"


class NoColors:
    pass


for _name in vars(ANSIColors):
    if _name.isupper():
        setattr(NoColors, _name, "")
del _name


def get_colors(colorize=False, *, file=None):
    """ANSIColors, or NoColors where colours are not wanted."""
    if colorize or (can_colorize() if file is None else can_colorize(file=file)):
        return ANSIColors
    return NoColors


def can_colorize(*, file=None):
    """Whether a file (by default stdout) takes colours and the environment wants them."""
    return _takes_colours(file)


def _takes_colours(file):
    import os
    if not COLORIZE:
        return False
    if not sys.flags.ignore_environment:
        wish = os.environ.get("PYTHON_COLORS")
        if wish == "0":
            return False
        if wish == "1":
            return True
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb":
        return False
    if file is None:
        file = sys.stdout
    if not hasattr(file, "fileno"):
        return False
    try:
        return os.isatty(file.fileno())
    except (OSError, ValueError):
        try:
            return file.isatty()
        except Exception:
            return False
