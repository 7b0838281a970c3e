# argparse: reads command lines and writes their help.
# Invariant: what is found out while one command line is read lives in a _Reading, so a parser can be used again.
# From here on: names in messages, values, actions, the reading of a line, what arguments are added to, help, and the parser.
"""Parser of command lines that writes its own help."""

import os as _os
import re as _re
import sys as _sys

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType", "HelpFormatter",
           "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
           "MetavarTypeHelpFormatter", "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER",
           "SUPPRESS", "ZERO_OR_MORE"]

# Values of nargs besides numbers and None (one argument, not in a list).
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE = "?", "*", "+"
REMAINDER, PARSER = "...", "A..."
# Means nothing, or not at all, wherever it is a value.
SUPPRESS = "==SUPPRESS=="

# How each nargs shows in a usage.
_SHAPES = {None: "%s", OPTIONAL: "[%s]", ZERO_OR_MORE: "[%s ...]", ONE_OR_MORE: "%s [%s ...]",
           PARSER: "%s ...", REMAINDER: "...", SUPPRESS: ""}

# What each nargs takes, for a positional and for an option, whose arguments do not go over a "--". In the strings that
# these match, A is an argument, O an option, and - a "--".
_TAKES = {None: ("-*A-*", "A"), OPTIONAL: ("-*A?-*", "A?"), ZERO_OR_MORE: ("-*[A-]*", "A*"),
          ONE_OR_MORE: ("-*A[A-]*", "A+"), PARSER: ("-*A[AO-]*", "A[AO]*"), REMAINDER: ("[AO-]*", ".*"),
          SUPPRESS: ("-*", "")}

# Where a sub-command's parser leaves, in the namespace, what it did not understand.
_UNRECOGNIZED_ARGS_ATTR = "_unrecognized_args"


def _translator(name):
    # gettext is imported when there is something to say.
    try:
        import gettext
    except ImportError:
        return None
    return getattr(gettext, name)


def _(message):
    translate = _translator("gettext")
    return translate(message) if translate else message


def ngettext(singular, plural, n):
    if translate := _translator("ngettext"):
        return translate(singular, plural, n)
    return singular if n == 1 else plural


# ---------------------------------------------------------------- names and errors

def _listed(choices):
    return "{%s}" % ",".join(map(str, choices))


def _get_action_name(argument):
    """What messages call an argument, or None."""
    if argument is None:
        return None
    if argument.option_strings:
        return "/".join(argument.option_strings)
    for name in argument.metavar, argument.dest:
        if isinstance(name, tuple):
            if len(name) == 2 and argument.nargs in (ZERO_OR_MORE, ONE_OR_MORE):
                return "%s[, %s]" % name
            return ", ".join(name)
        if name is not None and name != SUPPRESS:
            return name
    return _listed(argument.choices) if argument.choices else None


class ArgumentError(Exception):
    """An argument is not defined, or not given, as it must be; argument_name is the argument's name or None."""

    def __init__(self, argument, message):
        self.message = message
        self.argument_name = _get_action_name(argument)

    def __str__(self):
        if self.argument_name is not None:
            return _("argument %(argument_name)s: %(message)s") % vars(self)
        return str(self.message)


class ArgumentTypeError(Exception):
    """To be raised by a type function for a string it does not take; the text becomes the message."""


class _MisuseError(ArgumentError, TypeError, ValueError):
    # The program that makes the parser is wrong. Releases differ in which of the three this is.

    def __init__(self, message):
        super().__init__(None, message)


# ---------------------------------------------------------------- values

class _AttributeHolder:
    """Has a repr like a call. It shows the attributes in _repr_names, by default all."""

    _repr_names = None

    def _get_args(self):
        return []

    def _get_kwargs(self):
        names = vars(self) if self._repr_names is None else self._repr_names
        return [(name, getattr(self, name)) for name in names]

    def __repr__(self):
        shown = list(map(repr, self._get_args()))
        unspeakable = {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append("%s=%r" % (name, value))
            else:
                unspeakable[name] = value
        if unspeakable:
            shown.append("**%r" % unspeakable)
        return "%s(%s)" % (type(self).__name__, ", ".join(shown))


class Namespace(_AttributeHolder):
    """Has the values of arguments as attributes."""

    def __init__(self, **kwargs):
        for item in kwargs.items():
            setattr(self, *item)

    def __contains__(self, key):
        return key in vars(self)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented


class FileType:
    """A type whose values are open files. The name - stands for the standard input or output. Deprecated."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize = mode, bufsize
        self._encoding, self._errors = encoding, errors

    def __call__(self, string):
        if string == "-":
            return self._standard_stream()
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as why:
            text = _("can't open '%(filename)s': %(error)s")
            raise ArgumentTypeError(text % {"filename": string, "error": why})

    def _standard_stream(self):
        letters = set(self._mode)
        if "r" in letters:
            stream = _sys.stdin
        elif letters & set("awx"):
            stream = _sys.stdout
        else:
            raise ValueError(_('argument "-" with mode %r') % self._mode)
        return stream.buffer if "b" in letters else stream

    def __repr__(self):
        shown = [repr(self._mode)]
        if self._bufsize != -1:
            shown.append(repr(self._bufsize))
        for name in "encoding", "errors":
            if (value := getattr(self, "_" + name)) is not None:
                shown.append("%s=%r" % (name, value))
        return "%s(%s)" % (type(self).__name__, ", ".join(shown))


def _copy_items(items):
    """A list that can grow in place of items, which are perhaps the default of all parsings."""
    if items is None:
        return []
    if type(items) is not list:
        import copy
        return copy.copy(items)
    return list(items)


# ---------------------------------------------------------------- actions

class Action(_AttributeHolder):
    """An argument, and what is to be done when it is met, by a call."""

    _repr_names = ("option_strings", "dest", "nargs", "const", "default", "type", "choices", "required", "help",
                   "metavar", "deprecated")

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        # What it is called, what it takes, what comes of that, and what users are told.
        self.option_strings, self.dest = option_strings, dest
        self.nargs, self.required = nargs, required
        self.type, self.choices = type, choices
        self.const, self.default = const, default
        self.help, self.metavar, self.deprecated = help, metavar, deprecated

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(_(".__call__() not defined"))

    def format_usage(self):
        """How an option without arguments shows in a usage."""
        return self.option_strings[0]


def _check_takes_values(nargs, const, advice):
    if nargs == 0:
        raise ValueError("nargs for " + advice)
    if const is not None and nargs != OPTIONAL:
        raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        _check_takes_values(nargs, const, "store actions must be != 0; if you have nothing to store, actions such as "
                            "store true or store const may be more appropriate")
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help, metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None,
                 deprecated=False):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, True, default, required, help, deprecated=deprecated)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, False, default, required, help, deprecated=deprecated)


_not_given = object()


class BooleanOptionalAction(Action):
    """An option --NAME for True, which also has the form --no-NAME for False."""

    def __init__(self, option_strings, dest, default=None, type=_not_given, choices=_not_given, required=False,
                 help=None, metavar=_not_given, deprecated=False):
        forms = []
        for option in option_strings:
            if option.startswith("--no-"):
                raise ValueError(f"invalid option name {option!r} for BooleanOptionalAction")
            forms.append(option)
            if option.startswith("--"):
                forms.append("--no-" + option[2:])
        useless = {"type": type, "choices": choices, "metavar": metavar}
        for name, value in useless.items():
            if value is _not_given:
                useless[name] = None
                continue
            import warnings
            warnings.warn(f"{name!r} is deprecated as of Python 3.12 and will be removed in Python 3.14.",
                          DeprecationWarning, stacklevel=2)
        super().__init__(forms, dest, 0, None, default, required=required, help=help, deprecated=deprecated, **useless)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, option_string[:5] != "--no-")

    def format_usage(self):
        return " | ".join(self.option_strings)


def _grow(namespace, dest, method, value):
    # The list is a new one, so that a default stays as it is.
    items = _copy_items(getattr(namespace, dest, None))
    getattr(items, method)(value)
    setattr(namespace, dest, items)


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        _check_takes_values(nargs, const, "append actions must be != 0; if arg strings are not supplying the value to "
                            "append, the append const action may be more appropriate")
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help, metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        _grow(namespace, self.dest, "append", values)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        _grow(namespace, self.dest, "extend", values)


class _AppendConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None,
                 deprecated=False):
        super().__init__(option_strings, dest, 0, const, default, None, None, required, help, metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        _grow(namespace, self.dest, "append", self.const)


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default, required=required, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        before = getattr(namespace, self.dest, None)
        setattr(namespace, self.dest, 1 if before is None else before + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default,
                         help=_("show program's version number and exit") if help is None else help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        layout = parser._get_formatter()
        layout.add_text(parser.version if self.version is None else self.version)
        parser._print_message(layout.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    """The positional whose value is a sub-command, that has a parser for all that follows."""

    class _ChoicesPseudoAction(Action):
        # The line of a sub-command in the help.

        def __init__(self, name, aliases, help):
            others = f" ({', '.join(aliases)})" if aliases else ""
            super().__init__([], name, help=help, metavar=name + others)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        # All names, aliases too, with their parsers; those in the help; those to warn of.
        self._name_parser_map, self._choices_actions, self._deprecated = {}, [], set()
        self._parser_class, self._prog_prefix = parser_class, prog
        super().__init__(option_strings, dest, PARSER, choices=self._name_parser_map, required=required, help=help,
                         metavar=metavar)

    def add_parser(self, name, *, deprecated=False, **kwargs):
        """Make the parser of a sub-command. It has the arguments of ArgumentParser, and help and aliases."""
        aliases = kwargs.pop("aliases", ())
        for what, new in ("subparser", name), *[("subparser alias", alias) for alias in aliases]:
            if new in self._name_parser_map:
                raise _MisuseError(f"conflicting {what}: {new}")
        if kwargs.get("prog") is None:
            kwargs["prog"] = f"{self._prog_prefix} {name}"
        # Without a help it is not in the list of sub-commands.
        if "help" in kwargs:
            self._choices_actions.append(self._ChoicesPseudoAction(name, aliases, kwargs.pop("help")))
        made = self._parser_class(**kwargs)
        names = (name, *aliases)
        self._name_parser_map.update(dict.fromkeys(names, made))
        if deprecated:
            self._deprecated.update(names)
        return made

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        chosen = self._name_parser_map.get(name)
        if chosen is None:
            text = _("unknown parser %(parser_name)r (choices: %(choices)s)")
            raise ArgumentError(self, text % {"parser_name": name, "choices": ", ".join(self._name_parser_map)})
        if name in self._deprecated:
            parser._warning(_("command '%(parser_name)s' is deprecated") % {"parser_name": name})
        # Read into a namespace of its own: a default of the sub-command wins over the same one of the whole.
        found, strange = chosen.parse_known_args(rest, None)
        for item in vars(found).items():
            setattr(namespace, *item)
        if strange:
            before = getattr(namespace, _UNRECOGNIZED_ARGS_ATTR, [])
            setattr(namespace, _UNRECOGNIZED_ARGS_ATTR, before + strange)


_ACTIONS = {None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction, "store_true": _StoreTrueAction,
            "store_false": _StoreFalseAction, "append": _AppendAction, "append_const": _AppendConstAction,
            "extend": _ExtendAction, "count": _CountAction, "help": _HelpAction, "version": _VersionAction,
            "parsers": _SubParsersAction}


# ---------------------------------------------------------------- the reading of one command line

class _Reading:
    # words are the command line, kinds a letter for each (see _TAKES), and at is how far it is read. options has, by
    # index, what the words that are options may stand for.

    def __init__(self, parser, words, namespace, intermixed):
        self.parser, self.namespace, self.intermixed = parser, namespace, intermixed
        self.words, self.at = words, 0
        self.options, letters = {}, []
        for i, word in enumerate(words):
            if word == "--":
                letters.append("-" + "A" * (len(words) - i - 1))
                break
            meanings = parser._parse_optional(word)
            if meanings is not None:
                self.options[i] = meanings
            letters.append("A" if meanings is None else "O")
        self.kinds = "".join(letters)
        # What is left over, with its kinds.
        self.strange, self.strange_kinds = [], ""
        self.pending = parser._get_positional_actions()
        # The actions met, those of them that were given more than their defaults, and the options warned of.
        self.met, self.given, self.warned = set(), set(), set()
        # What must not be given with an action.
        self.rivals = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                mine = self.rivals.setdefault(action, [])
                mine += [other for other in group._group_actions if other is not action]

    def read(self):
        """Read all; returns the namespace and what is left over."""
        for where in self.options:
            while self.at < where:
                # In intermixed mode the positionals' turn comes when all options have theirs.
                if self.intermixed or not self.read_positionals():
                    self.leave(self.words[self.at:where], self.kinds[self.at:where])
            # Else the option was taken as an argument.
            if self.at == where:
                self.read_option()
        if not self.intermixed:
            self.read_positionals()
        self.leave(self.words[self.at:], self.kinds[self.at:])
        if self.intermixed:
            self.read_left_over()
        self.finish()
        return self.namespace, self.strange

    def leave(self, words, kinds):
        self.strange += words
        self.strange_kinds += kinds
        self.at += len(words)

    def read_left_over(self):
        # The positionals take from what the options left; unknown options stay.
        rest, kinds = self.strange, self.strange_kinds
        usable = [i for i, kind in enumerate(kinds) if kind != "O"]
        self.words, self.kinds, self.at = [rest[i] for i in usable], kinds.replace("O", ""), 0
        self.read_positionals()
        used = set(usable[:self.at])
        self.strange = [word for i, word in enumerate(rest) if i not in used]

    def read_option(self):
        parser, word = self.parser, self.words[self.at]
        meanings = self.options[self.at]
        if len(meanings) > 1:
            text = _("ambiguous option: %(option)s could match %(matches)s")
            raise ArgumentError(None, text % {"option": word, "matches": ", ".join([m[1] for m in meanings])})
        action, name, equals, value = meanings[0]
        if action is None:
            self.leave([word], "O")
            return
        # All is looked at before anything is done.
        calls = []
        self.at += 1
        while value is not None:
            if parser._match_argument(action, "A"):
                calls.append((action, [value], name))
                break
            # The letter of an option that takes nothing may have others behind it.
            if equals or not value or value[0] in parser.prefix_chars or name[1] in parser.prefix_chars:
                raise ArgumentError(action, _("ignored explicit argument %r") % value)
            calls.append((action, [], name))
            name, letters = name[0] + value[0], value[1:]
            action = parser._option_string_actions.get(name)
            if action is None:
                self.at -= 1
                self.leave([name + letters], "O")
                break
            equals = letters.startswith("=")
            value = letters[1:] if equals else letters or None
        else:
            stop = self.at + parser._match_argument(action, self.kinds[self.at:])
            calls.append((action, self.words[self.at:stop], name))
            self.at = stop
        for action, strings, name in calls:
            if action.deprecated and name not in self.warned:
                self.warned.add(name)
                parser._warning(_("option '%(option)s' is deprecated") % {"option": name})
            self.take(action, strings, name)

    def read_positionals(self):
        """Give the next positionals their arguments, as many as can have them; returns whether any word was read."""
        parser, before = self.parser, self.at
        counts = parser._match_arguments_partial(self.pending, self.kinds[before:])
        for action, count in zip(self.pending, counts):
            start, self.at = self.at, self.at + count
            strings = self.words[start:self.at]
            # A -- is not a value, but among all the rest; a sub-command's parser will want those behind its name.
            if action.nargs != REMAINDER:
                if "-" in self.kinds[start:start + 1 if action.nargs == PARSER else self.at]:
                    strings.remove("--")
            if strings and action.deprecated:
                parser._warning(_("argument '%(argument_name)s' is deprecated") % {"argument_name": action.dest})
            self.take(action, strings)
        self.pending = self.pending[len(counts):]
        return self.at > before

    def take(self, action, strings, name=None):
        """Let an action have its strings."""
        self.met.add(action)
        values = self.parser._get_values(action, strings)
        # A positional that has got its default was not given.
        if values is not action.default or (strings and action.option_strings):
            self.given.add(action)
            for rival in self.rivals.get(action, ()):
                if rival in self.given:
                    raise ArgumentError(action, _("not allowed with argument %s") % _get_action_name(rival))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, name)

    def finish(self):
        """Check that all is there that must be, and convert the defaults that are used."""
        parser, namespace = self.parser, self.namespace
        lacking = []
        for action in parser._actions:
            if action in self.met:
                continue
            default, dest = action.default, action.dest
            if action.required:
                lacking.append(_get_action_name(action))
            elif isinstance(default, str) and getattr(namespace, dest, None) is default:
                # A string is converted like one of the command line.
                setattr(namespace, dest, parser._get_value(action, default))
        if lacking:
            raise ArgumentError(None, _("the following arguments are required: %s") % ", ".join(lacking))
        for group in parser._mutually_exclusive_groups:
            if group.required and self.given.isdisjoint(group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                raise ArgumentError(None, _("one of the arguments %s is required") % " ".join(names))


# ---------------------------------------------------------------- what arguments are added to

def _unchanged(string):
    return string


def _warn_of_nesting(text):
    import warnings
    warnings.warn(text, category=DeprecationWarning, stacklevel=3)


class _ActionsContainer:
    # A parser or a group of arguments. A group shares the tables of its container.

    _tables = ("_registries", "_actions", "_option_string_actions", "_defaults", "_mutually_exclusive_groups",
               "_has_negative_number_optionals")
    _negative_number_matcher = _re.compile(r"-\.?\d")

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        super().__init__()
        self.conflict_handler = conflict_handler
        self._get_handler()  # an unknown one is an error before there is a conflict
        self.description, self.argument_default, self.prefix_chars = description, argument_default, prefix_chars
        self._action_groups = []
        self._make_tables()

    def _make_tables(self):
        self._registries = {"action": dict(_ACTIONS), "type": {None: _unchanged}}
        self._actions, self._option_string_actions = [], {}
        self._defaults, self._mutually_exclusive_groups = {}, []
        # A list only that groups can share it: it is empty, or has a True.
        self._has_negative_number_optionals = []

    # Names of actions and types.

    def register(self, registry_name, value, object):
        if registry_name not in self._registries:
            self._registries[registry_name] = {}
        self._registries[registry_name][value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    def _pop_action_class(self, kwargs, default=None):
        name = kwargs.pop("action", default)
        return self._registry_get("action", name, name)

    # Defaults.

    def set_defaults(self, **kwargs):
        """Set defaults, for arguments and for other attributes of the namespace."""
        for dest, value in kwargs.items():
            self._defaults[dest] = value
            for action in self._actions:
                if action.dest == dest:
                    action.default = value

    def get_default(self, dest):
        """The default of an argument or another attribute of the namespace, or None."""
        of_actions = [action.default for action in self._actions
                      if action.dest == dest and action.default is not None]
        return of_actions[0] if of_actions else self._defaults.get(dest)

    # Arguments and groups.

    def add_argument(self, *args, **kwargs):
        """Add a positional, by its name, or an option, by its option strings. All else is for the action's class."""
        if len(args) > 1 or args and args[0][0] in self.prefix_chars:
            settings = self._get_optional_kwargs(*args, **kwargs)
        elif args and "dest" in kwargs:
            raise _MisuseError("dest supplied twice for positional argument, did you mean metavar?")
        else:
            settings = self._get_positional_kwargs(*args, **kwargs)
        dest = settings["dest"]
        if dest in self._defaults or self.argument_default is not None:
            settings.setdefault("default", self._defaults.get(dest, self.argument_default))
        wanted = settings.get("action")
        make = self._pop_action_class(settings)
        if not callable(make):
            raise ValueError(f"unknown action {make!r}")
        action = make(**settings)
        if action.nargs == 0 and not action.option_strings:
            raise ValueError(f"action {wanted!r} is not valid for positional arguments")
        self._get_converter(action)
        if action.type is FileType:
            raise _MisuseError(f"{FileType!r} is a FileType class object, instance of it must be passed")
        # Metavars and help that cannot be shown are errors now, where somebody can show them.
        if make_formatter := getattr(self, "_get_formatter", None):
            formatter = make_formatter()
            try:
                formatter._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs")
            self._check_help(action, formatter)
        return self._add_action(action)

    def _get_converter(self, action):
        convert = self._registry_get("type", action.type, action.type)
        if callable(convert):
            return convert
        raise _MisuseError(f"{convert!r} is not callable")

    def _check_help(self, action, formatter):
        if action.help:
            try:
                formatter._expand_help(action)
            except (KeyError, TypeError, ValueError) as why:
                raise ValueError("badly formed help string") from why

    def _get_positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs == 0:
            raise ValueError("nargs for positionals must be != 0")
        kwargs.update(dest=dest, option_strings=[])
        if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS):
            kwargs["required"] = True
        return kwargs

    def _get_optional_kwargs(self, *args, **kwargs):
        marks = self.prefix_chars
        for option in args:
            if option[0] not in marks:
                raise ValueError(f"invalid option string {option!r}: must start with a character {marks!r}")
        if kwargs.get("dest") is None:
            # Named after the first long option, or else the first.
            name = next((option for option in args if len(option) > 1 and option[1] in marks), args[0])
            kwargs["dest"] = name.lstrip(marks).replace("-", "_")
            if not kwargs["dest"]:
                raise _MisuseError(f"dest= is required for options like {name!r}")
        kwargs["option_strings"] = list(args)
        return kwargs

    def add_argument_group(self, *args, **kwargs):
        """Make a group of arguments that has a heading of its own in the help."""
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        """Make a group of arguments of which no two may be given."""
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]

    def _add_container_actions(self, container):
        # Take over the arguments of another; its groups are joined with those here of the same titles.
        groups = {}
        for group in self._action_groups:
            if groups.setdefault(group.title, group) is not group:
                raise ValueError(f"cannot merge actions - two groups are named {group.title!r}")
        homes = {}
        for theirs in container._action_groups:
            if theirs.title not in groups:
                groups[theirs.title] = self.add_argument_group(theirs.title, theirs.description,
                                                               conflict_handler=theirs.conflict_handler)
            homes.update(dict.fromkeys(theirs._group_actions, groups[theirs.title]))
        for theirs in container._mutually_exclusive_groups:
            inside = self if theirs._container is container else groups[theirs._container.title]
            exclusive = inside.add_mutually_exclusive_group(required=theirs.required)
            homes.update(dict.fromkeys(theirs._group_actions, exclusive))
        for action in container._actions:
            homes.get(action, self)._add_action(action)

    def _add_action(self, action):
        self._check_conflict(action)
        action.container = self
        self._actions.append(action)
        for option in action.option_strings:
            if self._negative_number_matcher.match(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
            self._option_string_actions[option] = action
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    # Options that are there already: a conflict_handler X is the method _handle_conflict_X.

    def _get_handler(self):
        handler = getattr(self, f"_handle_conflict_{self.conflict_handler}", None)
        if handler is None:
            raise ValueError(f"invalid conflict_resolution value: {self.conflict_handler!r}")
        return handler

    def _check_conflict(self, action):
        known = self._option_string_actions
        if clashes := [(option, known[option]) for option in action.option_strings if option in known]:
            self._get_handler()(action, clashes)

    def _handle_conflict_error(self, action, conflicting_actions):
        options = [option for option, _ in conflicting_actions]
        text = ngettext("conflicting option string: %s", "conflicting option strings: %s", len(options))
        raise ArgumentError(action, text % ", ".join(options))

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for option, older in conflicting_actions:
            self._option_string_actions.pop(option, None)
            older.option_strings.remove(option)
            # Without option strings it would be a positional.
            if not older.option_strings:
                older.container._remove_action(older)


class _ArgumentGroup(_ActionsContainer):

    def __init__(self, container, title=None, description=None, **kwargs):
        if "prefix_chars" in kwargs:
            _warn_of_nesting("The use of the undocumented 'prefix_chars' parameter in "
                             "ArgumentParser.add_argument_group() is deprecated.")
        for name in "prefix_chars", "argument_default", "conflict_handler":
            kwargs.setdefault(name, getattr(container, name))
        self._container = container
        super().__init__(description, **kwargs)
        self.title, self._group_actions = title, []

    def _make_tables(self):
        for name in self._tables:
            setattr(self, name, getattr(self._container, name))

    def _keeper(self):
        # Who adds an action to the tables.
        return super()

    def _add_action(self, action):
        added = self._keeper()._add_action(action)
        self._group_actions.append(added)
        return added

    def _remove_action(self, action):
        self._keeper()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        _warn_of_nesting("Nesting argument groups is deprecated.")
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _keeper(self):
        return self._container

    def _add_action(self, action):
        if not action.required:
            return super()._add_action(action)
        raise ValueError("mutually exclusive arguments must be optional")

    def add_mutually_exclusive_group(self, **kwargs):
        _warn_of_nesting("Nesting mutually exclusive groups is deprecated.")
        return super().add_mutually_exclusive_group(**kwargs)


# ---------------------------------------------------------------- help

class HelpFormatter:
    """Lays out help. Its name alone is public; parsers call the methods without an underscore, subclasses replace others."""

    _whitespace_matcher = _re.compile(r"\s+", _re.ASCII)
    _long_break_matcher = _re.compile(r"\n{3,}")

    class _Section:
        # A heading and the calls that make what is below it, which stands as far to the right as the formatter is now.

        def __init__(self, formatter, parent, heading=None):
            self.items = []
            self.formatter, self.parent, self.heading = formatter, parent, heading
            self.indent = formatter._current_indent

        def format_help(self):
            formatter = self.formatter
            outside, formatter._current_indent = formatter._current_indent, self.indent
            body = formatter._join_parts([make(*args) for make, args in self.items])
            formatter._current_indent = outside
            # A section with nothing in it has no heading either.
            if not body:
                return ""
            if self.heading is None or self.heading is SUPPRESS:
                return f"\n{body}\n"
            title = _("%(heading)s:") % {"heading": self.heading}
            return "\n" + " " * outside + f"{title}\n{body}\n"

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            from shutil import get_terminal_size
            width = get_terminal_size().columns - 2
        self._prog, self._width, self._indent_increment = prog, width, indent_increment
        # Help texts have 20 columns at least, and begin behind two levels of indentation.
        self._max_help_position = min(max_help_position, max(width - 20, 2 * indent_increment))
        self._current_indent = self._level = self._action_max_length = 0
        self._current_section = self._root_section = self._Section(self, None)

    # What a parser says is to be in the help.

    def start_section(self, heading):
        self._indent()
        inside = self._Section(self, self._current_section, heading)
        self._add_item(inside.format_help, ())
        self._current_section = inside

    def end_section(self):
        self._dedent()
        self._current_section = self._current_section.parent

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_text(self, text):
        if not (text is None or text is SUPPRESS):
            self._add_item(self._format_text, (text,))

    def add_arguments(self, actions):
        for each in actions:
            self.add_argument(each)

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        # Help texts begin behind the longest of these.
        ends = [self._current_indent + len(self._format_action_invocation(action))]
        for inner in self._iter_indented_subactions(action):
            ends.append(self._current_indent + len(self._format_action_invocation(inner)))
        self._action_max_length = max(self._action_max_length, *ends)
        self._add_item(self._format_action, (action,))

    def format_help(self):
        text = self._root_section.format_help()
        return self._long_break_matcher.sub("\n\n", text).strip("\n") + "\n" if text else text

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def _join_parts(self, part_strings):
        return "".join([part for part in part_strings if not (part is SUPPRESS or not part)])

    def _indent(self, levels=1):
        self._level += levels
        self._current_indent += levels * self._indent_increment
        assert self._current_indent >= 0, "Indent decreased below 0."

    def _dedent(self):
        self._indent(-1)

    def _iter_indented_subactions(self, action):
        if hasattr(action, "_get_subactions"):
            self._indent()
            yield from action._get_subactions()
            self._dedent()

    # Usage.

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = _("usage: ")
        if usage is None:
            usage = self._usage_lines(prefix, *self._get_actions_usage_parts(actions, groups if actions else ()))
        else:
            usage %= {"prog": self._prog}
        return prefix + usage + "\n\n"

    def _usage_lines(self, prefix, parts, first_positional):
        prog, room = str(self._prog), self._width - self._current_indent
        usage = " ".join(filter(None, [prog, *parts]))
        if len(prefix) + len(usage) <= room:
            return usage

        def fill(words, column):
            # Lines of words; the first begins at that column and all others behind the indentation.
            lines = [[]] if words else []
            for word in words:
                if lines[-1] and column + len(word) > room:
                    column = indent
                    lines.append([])
                lines[-1].append(word)
                column += len(word) + 1
            return list(map(" ".join, lines))

        options, positionals = parts[:first_positional], parts[first_positional:]
        indent = len(prefix) + len(prog) + 1
        if indent - 1 <= 0.75 * room:
            # All beside the name of the program, options and positionals on lines of their own.
            lines = fill([prog, *(options or positionals)], len(prefix))
            if options:
                lines += fill(positionals, indent)
        else:
            # All below it, on one line if that does.
            indent = len(prefix)
            lines = fill(parts, indent)
            if len(lines) > 1:
                lines = fill(options, indent) + fill(positionals, indent)
            lines.insert(0, prog)
        return ("\n" + " " * indent).join(lines)

    def _format_actions_usage(self, actions, groups):
        parts, _ = self._get_actions_usage_parts(actions, groups)
        return " ".join(parts)

    def _get_actions_usage_parts(self, actions, groups):
        """What stands in the usage for actions, options first, as a list; and the index of the first positional."""
        ordered = sorted(actions, key=lambda action: not action.option_strings)
        shown = self._groups_in_one_piece(ordered, groups)
        together = {action for span, _ in shown for action in ordered[span.start:span.stop]}
        parts = [None if action.help is SUPPRESS else self._usage_part(action, action in together)
                 for action in ordered]
        # A group within another is done first.
        shown.sort(key=lambda item: len(item[0]))
        for span, group in shown:
            if not (visible := [i for i in span if parts[i] is not None]):
                continue
            *others, last = visible
            for i in others:
                parts[i] = parts[i].removesuffix(" |") + " |"
            if not group.required or others:
                opening, closing = "()" if group.required else "[]"
                parts[visible[0]] = opening + parts[visible[0]]
                parts[last] += closing
        options = [part for action, part in zip(ordered, parts) if part is not None and action.option_strings]
        return [part for part in parts if part is not None], len(options)

    def _groups_in_one_piece(self, ordered, groups):
        # The groups whose actions stand side by side, each with its range of indices. Others cannot be shown.
        found = []
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f"empty group {group}")
            if all(action.help is SUPPRESS for action in members) or not all(action in ordered for action in members):
                continue
            start = min(map(ordered.index, members))
            span = range(start, start + len(members))
            if set(ordered[span.start:span.stop]) == set(members):
                found.append((span, group))
        return found

    def _usage_part(self, action, in_group):
        arguments = self._format_args(action, self._default_metavar(action)) if action.nargs != 0 else ""
        if not action.option_strings:
            # A group has brackets already.
            if in_group and arguments.startswith("[") and arguments.endswith("]"):
                arguments = arguments[1:-1]
            return arguments
        part = f"{action.option_strings[0]} {arguments}" if action.nargs != 0 else action.format_usage()
        return part if in_group or action.required else f"[{part}]"

    # Arguments.

    def _format_action(self, action):
        column = min(self._max_help_position, self._action_max_length + 2)
        head = " " * self._current_indent + self._format_action_invocation(action)
        # The help text begins beside what is short enough, else on a line of its own.
        beside = action.help and len(head) + 2 <= column
        parts = [head.ljust(column) if beside else head + "\n"]
        if action.help and not action.help.isspace():
            text = self._expand_help(action)
            margin = "" if beside else " " * column
            for line in self._split_lines(text, max(self._width - column, 11)) if text else ():
                parts.append(margin + line + "\n")
                margin = " " * column
        elif beside:
            parts.append("\n")
        parts += [self._format_action(inner) for inner in self._iter_indented_subactions(action)]
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        default = self._default_metavar(action) if action.nargs != 0 or not action.option_strings else None
        if not action.option_strings:
            return " ".join(self._metavar_formatter(action, default)(1))
        names = ", ".join(action.option_strings)
        return names if action.nargs == 0 else f"{names} {self._format_args(action, default)}"

    def _format_args(self, action, default_metavar):
        nargs = action.nargs
        try:
            shape = _SHAPES.get(nargs)
            if shape is None:
                shape = " ".join(["%s"] * nargs)
        except TypeError:
            raise ValueError("invalid nargs value") from None
        if nargs == REMAINDER or nargs == SUPPRESS:
            return shape
        names = self._metavar_formatter(action, default_metavar)(shape.count("%"))
        if nargs == ZERO_OR_MORE and len(names) == 2:
            shape = "[%s [%s ...]]"
        return shape % names

    def _metavar_formatter(self, action, default_metavar):
        """A function that has a tuple of so many names for the arguments of an action."""
        name = action.metavar
        if name is None:
            name = default_metavar if action.choices is None else _listed(action.choices)
        if isinstance(name, tuple):
            return lambda count: name
        return lambda count: (name,) * count

    def _default_metavar(self, action):
        if action.option_strings:
            return self._get_default_metavar_for_optional(action)
        return self._get_default_metavar_for_positional(action)

    # Texts.

    def _expand_help(self, action):
        text = self._get_help_string(action)
        if "%" not in text:
            return text
        known = {"prog": self._prog}
        for name, value in {**vars(action), **known}.items():
            if value is not SUPPRESS:
                known[name] = getattr(value, "__name__", value)
        if known.get("choices") is not None:
            known["choices"] = ", ".join(map(str, known["choices"]))
        return text % known

    def _format_text(self, text):
        if "%(prog)" in text:
            text %= {"prog": self._prog}
        indent = self._current_indent
        return self._fill_text(text, max(11, self._width - indent), " " * indent) + "\n\n"

    def _single_spaced(self, text):
        return self._whitespace_matcher.sub(" ", text).strip()

    # What the formatters below, and those of programs, do in other ways.

    def _split_lines(self, text, width):
        from textwrap import wrap
        return wrap(self._single_spaced(text), width)

    def _fill_text(self, text, width, indent):
        from textwrap import fill
        return fill(self._single_spaced(text), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the names of types in place of those of arguments."""

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__

    _get_default_metavar_for_optional = _get_default_metavar_for_positional


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Shows defaults at the end of help texts."""

    def _get_help_string(self, action):
        text = action.help or ""
        if action.default is SUPPRESS or "%(default)" in text:
            return text
        may_be_left_out = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        return text + _(" (default: %(default)s)") if may_be_left_out else text


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions and epilogs as they are."""

    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


# ---------------------------------------------------------------- the parser

def _prog_name():
    """How the program was called: a script, "python -m module", or "python folder"."""
    script = _sys.argv[0] if _sys.argv else ""
    spec = getattr(_sys.modules.get("__main__"), "__spec__", None)
    if spec is None:
        return _os.path.basename(script)
    what = script if spec.name == "__main__" else "-m " + spec.name.removesuffix(".__main__")
    return f"{_os.path.basename(_sys.executable or '')} {what}"


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Reads command lines.

    The help has prog (the program's name), usage, description and epilog, laid out by formatter_class.
    Options begin with one of prefix_chars, and may be shortened if allow_abbrev is true; -h is there if add_help is true.
    An argument that begins with one of fromfile_prefix_chars names a file with more arguments.
    The arguments of parents are this parser's, too; argument_default is the default of arguments without one.
    An error ends the program if exit_on_error is true, and raises ArgumentError if not.
    """

    _repr_names = ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None, argument_default=None,
                 conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True,
                 *, suggest_on_error=False, color=False):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        # Of the help.
        self.prog = _prog_name() if prog is None else prog
        self.usage, self.epilog, self.formatter_class, self.color = usage, epilog, formatter_class, color
        # Of the reading.
        self.allow_abbrev, self.fromfile_prefix_chars = allow_abbrev, fromfile_prefix_chars
        self.exit_on_error, self.suggest_on_error = exit_on_error, suggest_on_error
        self.add_help = add_help
        self._subparsers = None
        self._positionals = self.add_argument_group(_("positional arguments"))
        self._optionals = self.add_argument_group(_("options"))
        if add_help:
            mark = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(f"{mark}h", f"{mark}{mark}help", action="help", default=SUPPRESS,
                              help=_("show this help message and exit"))
        for older in parents:
            if not isinstance(older, ArgumentParser):
                raise TypeError("parents must be a list of ArgumentParser")
            self._add_container_actions(older)
            self._defaults |= older._defaults

    # ---------------------------------------- arguments

    def add_subparsers(self, **kwargs):
        """Add the argument that is a sub-command. Its method add_parser() makes their parsers."""
        if self._subparsers is not None:
            raise _MisuseError("cannot have multiple subparser arguments")
        if kwargs.keys() & {"title", "description"}:
            heading = kwargs.pop("title") if "title" in kwargs else _("subcommands")
            group = self.add_argument_group(heading, kwargs.pop("description", None))
        else:
            group = self._positionals
        self._subparsers = group
        formatter = self._get_formatter()
        if kwargs.get("prog") is None:
            # A sub-command is called by this program's name and the positionals before it.
            formatter.add_usage(None, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        make = self._pop_action_class(kwargs, "parsers")
        action = make(option_strings=[], **{"parser_class": type(self), **kwargs})
        self._check_help(action, formatter)
        group._add_action(action)
        return action

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        group._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # ---------------------------------------- reading

    def parse_args(self, args=None, namespace=None):
        """Read arguments, by default the program's, into a namespace, by default a new one, and return it."""
        return self._all_understood(*self.parse_known_args(args, namespace))

    def parse_known_args(self, args=None, namespace=None):
        """Like parse_args(), but returns also a list of what it does not understand."""
        return self._read(args, namespace, False)

    def parse_intermixed_args(self, args=None, namespace=None):
        """Like parse_args(), but the arguments of one positional may have options between them."""
        return self._all_understood(*self.parse_known_intermixed_args(args, namespace))

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Like parse_intermixed_args(), but returns also a list of what it does not understand."""
        positionals = self._get_positional_actions()
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f"parse_intermixed_args: positional arg with nargs={action.nargs}")
        for group in self._mutually_exclusive_groups:
            if not set(positionals).isdisjoint(group._group_actions):
                raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
        return self._read(args, namespace, True)

    def _all_understood(self, namespace, strange):
        if strange:
            text = _("unrecognized arguments: %s") % " ".join(strange)
            if not self.exit_on_error:
                raise ArgumentError(None, text)
            self.error(text)
        return namespace

    def _read(self, args, namespace, intermixed):
        strange = list(_sys.argv[1:] if args is None else args)
        if namespace is None:
            namespace = Namespace()
        initial = [(action.dest, action.default) for action in self._actions
                   if action.dest is not SUPPRESS and action.default is not SUPPRESS]
        for dest, value in (*initial, *self._defaults.items()):
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            namespace, strange = self._parse_known_args(strange, namespace, intermixed)
        except ArgumentError as why:
            if not self.exit_on_error:
                raise
            self.error(str(why))
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            strange += getattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, strange

    def _parse_known_args(self, arg_strings, namespace, intermixed):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        return _Reading(self, arg_strings, namespace, intermixed).read()

    def _read_args_from_files(self, arg_strings):
        words = []
        for word in arg_strings:
            if not word or word[0] not in self.fromfile_prefix_chars:
                words.append(word)
                continue
            coding = {"encoding": _sys.getfilesystemencoding(), "errors": _sys.getfilesystemencodeerrors()}
            try:
                with open(word[1:], **coding) as file:
                    lines = file.read().splitlines()
            except OSError as why:
                raise ArgumentError(None, str(why))
            within = [item for line in lines for item in self.convert_arg_line_to_args(line)]
            words += self._read_args_from_files(within)
        return words

    def convert_arg_line_to_args(self, arg_line):
        """The arguments in one line of a file: all of it. Subclasses may do otherwise."""
        return [arg_line]

    def _parse_optional(self, arg_string):
        """What an argument may be as an option: (action, option string, separator, value) in a list, or None.

        The action is None where it cannot be anything else, but is not known."""
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        known = self._option_string_actions
        if arg_string in known:
            return [(known[arg_string], arg_string, None, None)]
        if len(arg_string) == 1:
            return None
        name, equals, value = arg_string.partition("=")
        if equals and name in known:
            return [(known[name], name, equals, value)]
        if meanings := self._get_option_tuples(arg_string):
            return meanings
        # A number, unless there are options like numbers, or a text.
        number = self._negative_number_matcher.match(arg_string) and not self._has_negative_number_optionals
        return None if number or " " in arg_string else [(None, arg_string, None, None)]

    def _get_option_tuples(self, option_string):
        """The options that a string abbreviates, or that it is with the value (or more letters) behind it."""
        start, equals, value = option_string.partition("=")
        if not equals:
            equals = value = None
        letter, behind = option_string[:2], option_string[2:]
        if letter[1] in self.prefix_chars:
            letter = None
        meanings = []
        for option, action in self._option_string_actions.items():
            if option == letter:
                meanings.append((action, option, "=" if behind.startswith("=") else "", behind.removeprefix("=")))
            elif self.allow_abbrev and option.startswith(start):
                meanings.append((action, option, equals, value))
        return meanings

    def _get_nargs_pattern(self, action):
        """A regular expression for the kinds of what an action takes (see _TAKES), in a group."""
        known = _TAKES.get(action.nargs)
        if known:
            return "(" + known[1 if action.option_strings else 0] + ")"
        between = "" if action.option_strings else "-*"
        return f"({between}{('A' + between) * action.nargs})"

    def _match_argument(self, action, arg_strings_pattern):
        """How many of the next arguments an action takes."""
        found = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if found:
            return found.end(1)
        count = action.nargs
        if count is None:
            text = _("expected one argument")
        elif count == OPTIONAL:
            text = _("expected at most one argument")
        elif count == ONE_OR_MORE:
            text = _("expected at least one argument")
        else:
            text = ngettext("expected %s argument", "expected %s arguments", count) % count
        raise ArgumentError(action, text)

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        """How many of the next arguments each action takes, for as many actions as can all have theirs."""
        patterns = [self._get_nargs_pattern(action) for action in actions]
        while patterns:
            found = _re.match("".join(patterns), arg_strings_pattern)
            if found:
                counts = list(map(len, found.groups()))
                if arg_strings_pattern.startswith("O", found.end()):
                    # There may be more behind the option, for those at the end that have nothing.
                    while counts and counts[-1] == 0:
                        counts.pop()
                return counts
            patterns.pop()
        return []

    # ---------------------------------------- values

    def _get_values(self, action, arg_strings):
        """What an action is called with, for its strings."""
        nargs = action.nargs
        if nargs == SUPPRESS:
            return SUPPRESS
        if not arg_strings:
            if nargs == ZERO_OR_MORE and not action.option_strings:
                return [] if action.default is None else action.default
            if nargs == OPTIONAL:
                value = action.const if action.option_strings else action.default
                convertible = isinstance(value, str) and value is not SUPPRESS
                return self._get_value(action, value) if convertible else value
        values = [self._get_value(action, string) for string in arg_strings]
        # Of the words of a sub-command only the first is a choice, of a remainder none is.
        choices = values[:1] if nargs == PARSER else () if nargs == REMAINDER else values
        for value in choices:
            self._check_value(action, value)
        return values[0] if nargs in (None, OPTIONAL) and len(values) == 1 else values

    def _get_value(self, action, arg_string):
        convert = self._get_converter(action)
        try:
            return convert(arg_string)
        except ArgumentTypeError as why:
            raise ArgumentError(action, str(why))
        except (TypeError, ValueError):
            text = _("invalid %(type)s value: %(value)r")
            kind = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, text % {"type": kind, "value": arg_string})

    def _check_value(self, action, value):
        choices = action.choices
        # The choices in a string are its letters.
        if choices is None or value in (iter(choices) if isinstance(choices, str) else choices):
            return
        details = {"value": str(value), "choices": ", ".join(map(str, choices))}
        text = _("invalid choice: %(value)r (choose from %(choices)s)")
        if self.suggest_on_error and all(isinstance(word, str) for word in (value, *choices)):
            from difflib import get_close_matches
            if closest := get_close_matches(value, choices, 1):
                details["closest"] = closest[0]
                text = _("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)")
        raise ArgumentError(action, text % details)

    # ---------------------------------------- help and the end of the program

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def _formatter_with_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter

    def format_usage(self):
        """How the program is called, in short."""
        return self._formatter_with_usage().format_help()

    def format_help(self):
        """All of the help."""
        formatter = self._formatter_with_usage()
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        """Write the usage to a file, by default the standard output."""
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Write the help to a file, by default the standard output."""
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if not message:
            return
        # There may be no standard error, or nobody behind it.
        try:
            (file or _sys.stderr).write(message)
        except (OSError, AttributeError):
            pass

    def _warning(self, message):
        text = _("%(prog)s: warning: %(message)s\n")
        self._print_message(text % {"prog": self.prog, "message": message}, _sys.stderr)

    def error(self, message):
        """Write the usage and a message to the standard error and end the program with status 2.

        One in a subclass must not return either."""
        self.print_usage(_sys.stderr)
        text = _("%(prog)s: error: %(message)s\n")
        self.exit(2, text % {"prog": self.prog, "message": message})

    def exit(self, status=0, message=None):
        """End the program, with a message on the standard error if there is one."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)
