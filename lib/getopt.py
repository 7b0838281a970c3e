"""Options of a command line, as C's getopt() reads them"""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]

import os


class GetoptError(Exception):
    """An option is not known, or not used rightly; msg says why, opt is the option."""
    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """The options in args, a list of pairs of name and value, and the arguments after them.

    shortopts has the letters of options; after one that wants an argument is a colon, after one
    that may have one (next to it) are two.  longopts has names; they end with = if an argument is
    wanted, with =? if there may be one.  The first argument that is no option ends them."""
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        opts, args = _option(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """As getopt(), but options and other arguments may be mixed.

    With a + at the start of shortopts, or if the environment has POSIXLY_CORRECT, the first other
    argument ends the options.  With a - there, other arguments that options follow are among the
    options, as a list with None for its name."""
    opts = []
    others = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    in_order = posix = False
    if shortopts.startswith("-"):
        shortopts = shortopts[1:]
        in_order = True
    elif shortopts.startswith("+"):
        shortopts = shortopts[1:]
        posix = True
    elif os.environ.get("POSIXLY_CORRECT"):
        posix = True
    while args:
        if args[0] == "--":
            others += args[1:]
            break
        if args[0][:1] == "-" and args[0] != "-":
            if in_order and others:
                opts.append((None, others))
                others = []
            opts, args = _option(opts, args, shortopts, longopts)
        elif posix:
            others += args
            break
        else:
            others.append(args[0])
            args = args[1:]
    return opts, others


def _option(opts, args, shortopts, longopts):
    if args[0].startswith("--"):
        return do_longs(opts, args[0][2:], longopts, args[1:])
    return do_shorts(opts, args[0][1:], shortopts, args[1:])


def do_longs(opts, opt, longopts, args):
    """Take a long option, without its dashes; returns the options and what is left of args."""
    opt, equals, given = opt.partition("=")
    optarg = given if equals else None
    wants, opt = long_has_args(opt, longopts)
    if wants == "?":
        optarg = optarg or ""
    elif wants:
        if optarg is None:
            if not args:
                raise GetoptError(_("option --%s requires argument") % opt, opt)
            optarg, args = args[0], args[1:]
    elif optarg is not None:
        raise GetoptError(_("option --%s must not have an argument") % opt, opt)
    opts.append(("--" + opt, optarg or ""))
    return opts, args


def long_has_args(opt, longopts):
    """Whether an option has an argument ("?" if it may), and its whole name."""
    possible = [name for name in longopts if name.startswith(opt)]
    if not possible:
        raise GetoptError(_("option --%s not recognized") % opt, opt)
    if opt in possible:
        return False, opt
    if opt + "=" in possible:
        return True, opt
    if opt + "=?" in possible:
        return "?", opt
    if len(possible) > 1:
        raise GetoptError(_("option --%s not a unique prefix") % opt, opt)
    name = possible[0]
    if name.endswith("=?"):
        return "?", name[:-2]
    return name.endswith("="), name.removesuffix("=")


def do_shorts(opts, optstring, shortopts, args):
    """Take short options in a row, without their dash; returns the options and what is left of args."""
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        optarg = ""
        wants = short_has_arg(opt, shortopts)
        if wants:
            if not optstring and wants != "?":
                if not args:
                    raise GetoptError(_("option -%s requires argument") % opt, opt)
                optstring, args = args[0], args[1:]
            optarg, optstring = optstring, ""
        opts.append(("-" + opt, optarg))
    return opts, args


def short_has_arg(opt, shortopts):
    """Whether an option has an argument: "?" if it may."""
    for i, known in enumerate(shortopts):
        if opt == known != ":":
            if not shortopts.startswith(":", i + 1):
                return False
            return "?" if shortopts.startswith("::", i + 1) else True
    raise GetoptError(_("option -%s not recognized") % opt, opt)


def _(message):
    # Messages are translated where there is a gettext.
    try:
        from gettext import gettext
    except ImportError:
        return message
    return gettext(message)


if __name__ == "__main__":
    import sys
    print(getopt(sys.argv[1:], "a:b", ["alpha=", "beta"]))
