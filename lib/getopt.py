# getopt: options of a command line by C's getopt(). All functions take options and arguments from the front of a list and
# return what is left of it; the list that they were given stays as it is.
"""Parser of command lines in the manner of C's getopt()."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]

# What may stand behind the name of a long option, and whether it then has an argument.
_MARKS = {"": False, "=": True, "=?": "?"}


def _(message):
    try:
        import gettext
    except ImportError:
        return message
    return gettext.gettext(message)


class GetoptError(Exception):
    """An option that is not known or is not used as it must be: the text is msg, the option's name opt."""

    msg = opt = ""

    def __init__(self, msg, opt=""):
        super().__init__(msg, opt)
        self.msg, self.opt = msg, opt

    def __str__(self):
        return self.msg


# The name it had at first.
error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Take the options at the front of args; returns them as a list of (option, value), and the rest of args.

    shortopts is a string of letters; a colon behind a letter says that the option has an argument, two that it may have
    one in the same word. longopts is a list of names, or one; they end with = and =? for the same."""
    opts, passed, rest = _scan(args, shortopts, longopts)
    return opts, rest


def gnu_getopt(args, shortopts, longopts=[]):
    """Like getopt(), but options may also stand behind other arguments.

    They may not if shortopts begins with a +, or the environment variable POSIXLY_CORRECT is set. If it begins with a -,
    other arguments before an option are in the list of options, with None as the option."""
    mode = ""
    if shortopts.startswith(("+", "-")):
        mode, shortopts = shortopts[0], shortopts[1:]
    mixed = mode == "-" or mode != "+" and not os.environ.get("POSIXLY_CORRECT")
    opts, passed, rest = _scan(args, shortopts, longopts, mixed, mode == "-")
    return opts, passed + list(rest)


def _scan(args, shortopts, longopts, mixed=False, in_order=False):
    # The options, the other arguments before the last of them, and what is behind.
    names = [longopts] if isinstance(longopts, str) else list(longopts)
    opts, passed = [], []
    while args:
        word = args[0]
        if word[:1] != "-" or word == "-":
            if not mixed:
                break
            passed.append(word)
            args = args[1:]
            continue
        args = args[1:]
        if word == "--":
            break
        if in_order and passed:
            opts.append((None, passed))
            passed = []
        if word[1] == "-":
            opts, args = do_longs(opts, word[2:], names, args)
        else:
            opts, args = do_shorts(opts, word[1:], shortopts, args)
    return opts, passed, args


def do_shorts(opts, optstring, shortopts, args):
    """Add the options in a word of letters to opts; returns opts and the rest of args."""
    for end, letter in enumerate(optstring, 1):
        takes = short_has_arg(letter, shortopts)
        if not takes:
            opts.append(("-" + letter, ""))
            continue
        # All behind it is its argument, or else the next word is.
        value = optstring[end:]
        if takes is True and not value:
            value, args = _next_word(args, "option -%s requires argument", letter)
        opts.append(("-" + letter, value))
        break
    return opts, args


def do_longs(opts, opt, longopts, args):
    """Add the option in a word, perhaps with its value, to opts; returns opts and the rest of args."""
    name, equals, value = opt.partition("=")
    takes, name = long_has_args(name, longopts)
    if equals and not takes:
        raise GetoptError(_("option --%s must not have an argument") % name, name)
    if takes is True and not equals:
        value, args = _next_word(args, "option --%s requires argument", name)
    opts.append(("--" + name, value))
    return opts, args


def _next_word(args, complaint, name):
    if args:
        return args[0], args[1:]
    raise GetoptError(_(complaint) % name, name)


def short_has_arg(opt, shortopts):
    """Whether an option has an argument: False, True, or "?" if it may."""
    at = shortopts.find(opt)
    if at < 0 or opt == ":":
        raise GetoptError(_("option -%s not recognized") % opt, opt)
    return shortopts[at + 1:at + 2] == ":" and ("?" if shortopts[at + 2:at + 3] == ":" else True)


def long_has_args(opt, longopts):
    """Whether an option, which may be shortened, has an argument (see short_has_arg()), and its name."""
    possible = [known for known in longopts if known.startswith(opt)]
    if opt in possible:
        return False, opt
    for mark in "=", "=?":
        if opt + mark in possible:
            return _MARKS[mark], opt
    if not possible:
        raise GetoptError(_("option --%s not recognized") % opt, opt)
    if len(possible) > 1:
        raise GetoptError(_("option --%s not a unique prefix") % opt, opt)
    name, mark = possible[0], ""
    for known in "=", "=?":
        if name.endswith(known):
            mark = known
    return _MARKS[mark], name.removesuffix(mark)
