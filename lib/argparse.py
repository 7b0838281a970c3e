# argparse: parses command lines and writes their help.
# The order of things: classes that format help, actions, containers of actions, the parser.

import os as _os
import re as _re
import sys as _sys

__all__ = [
    "ArgumentParser",
    "ArgumentError",
    "ArgumentTypeError",
    "BooleanOptionalAction",
    "FileType",
    "HelpFormatter",
    "ArgumentDefaultsHelpFormatter",
    "RawDescriptionHelpFormatter",
    "RawTextHelpFormatter",
    "MetavarTypeHelpFormatter",
    "Namespace",
    "Action",
    "ONE_OR_MORE",
    "OPTIONAL",
    "PARSER",
    "REMAINDER",
    "SUPPRESS",
    "ZERO_OR_MORE",
]

SUPPRESS = "==SUPPRESS=="

OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."
_UNRECOGNIZED_ARGS_ATTR = "_unrecognized_args"


def _(message):
    # Translations are only looked for when there is something to say.
    try:
        from gettext import gettext
    except ImportError:
        return message
    return gettext(message)


def ngettext(singular, plural, n):
    try:
        from gettext import ngettext
    except ImportError:
        return singular if n == 1 else plural
    return ngettext(singular, plural, n)


class _AttributeHolder:
    """Shows its attributes in its repr, which a subclass lists with _get_kwargs()."""

    def __repr__(self):
        args = [repr(arg) for arg in self._get_args()]
        odd = {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                args.append(f"{name}={value!r}")
            else:
                odd[name] = value
        if odd:
            args.append(f"**{odd!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


def _copy_items(items):
    # A default is not to be changed by the values appended to it.
    if items is None:
        return []
    if type(items) is list:
        return items[:]
    import copy
    return copy.copy(items)


# ---------------------------------------------------------------- help

class HelpFormatter:
    """Formats help.  Only the name is public; parsers know the methods."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            from shutil import get_terminal_size
            width = get_terminal_size().columns
            width -= 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position,
                                      max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._level = 0
        self._action_max_length = 0
        self._root_section = self._Section(self, None)
        self._current_section = self._root_section
        self._whitespace_matcher = _re.compile(r"\s+", _re.ASCII)
        self._long_break_matcher = _re.compile(r"\n\n\n+")

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        assert self._current_indent >= 0, "Indent decreased below 0."
        self._level -= 1

    class _Section:
        # A heading and what stands under it, as functions to be called with arguments.

        def __init__(self, formatter, parent, heading=None):
            self.formatter = formatter
            self.parent = parent
            self.heading = heading
            self.items = []

        def format_help(self):
            formatter = self.formatter
            if self.parent is not None:
                formatter._indent()
            item_help = formatter._join_parts([func(*args) for func, args in self.items])
            if self.parent is not None:
                formatter._dedent()
            if not item_help:
                return ""
            heading = ""
            if self.heading is not SUPPRESS and self.heading is not None:
                heading_text = _("%(heading)s:") % {"heading": self.heading}
                heading = f"{' ' * formatter._current_indent}{heading_text}\n"
            return formatter._join_parts(["\n", heading, item_help, "\n"])

    def _add_item(self, func, args):
        self._current_section.items.append((func, args))

    def start_section(self, heading):
        self._indent()
        section = self._Section(self, self._current_section, heading)
        self._add_item(section.format_help, [])
        self._current_section = section

    def end_section(self):
        self._current_section = self._current_section.parent
        self._dedent()

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._add_item(self._format_text, [text])

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        # The longest invocation decides where help texts begin.
        invocation_length = len(self._format_action_invocation(action)) + self._current_indent
        for subaction in self._iter_indented_subactions(action):
            length = len(self._format_action_invocation(subaction)) + self._current_indent
            invocation_length = max(invocation_length, length)
        self._action_max_length = max(self._action_max_length, invocation_length)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        help = self._root_section.format_help()
        if help:
            help = self._long_break_matcher.sub("\n\n", help)
            help = help.strip("\n") + "\n"
        return help

    def _join_parts(self, part_strings):
        return "".join([part for part in part_strings if part and part is not SUPPRESS])

    # ---------------------------------------- usage

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = _("usage: ")
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = "%(prog)s" % dict(prog=self._prog)
        else:
            prog = "%(prog)s" % dict(prog=self._prog)
            parts, pos_start = self._get_actions_usage_parts(actions, groups)
            usage = " ".join(filter(None, [prog, *parts]))
            text_width = self._width - self._current_indent
            if len(prefix) + len(usage) > text_width:
                usage = self._wrap_usage(prog, prefix, parts[:pos_start], parts[pos_start:],
                                         text_width)
        return f"{prefix}{usage}\n\n"

    def _wrap_usage(self, prog, prefix, opt_parts, pos_parts, text_width):
        def get_lines(parts, indent, start=None):
            # Fill lines; start is how far the first one is filled already.
            lines, line = [], []
            length = len(indent) - 1 if start is None else start - 1
            for part in parts:
                if length + 1 + len(part) > text_width and line:
                    lines.append(indent + " ".join(line))
                    line = []
                    length = len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + " ".join(line))
            if start is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(prog) <= 0.75 * text_width:
            # Arguments stand behind a short program name.
            indent = " " * (len(prefix) + len(prog) + 1)
            if opt_parts:
                lines = get_lines([prog] + opt_parts, indent, len(prefix))
                lines.extend(get_lines(pos_parts, indent))
            elif pos_parts:
                lines = get_lines([prog] + pos_parts, indent, len(prefix))
            else:
                lines = [prog]
        else:
            # Under a long one.
            indent = " " * len(prefix)
            lines = get_lines(opt_parts + pos_parts, indent)
            if len(lines) > 1:
                lines = get_lines(opt_parts, indent) + get_lines(pos_parts, indent)
            lines = [prog] + lines
        return "\n".join(lines)

    def _format_actions_usage(self, actions, groups):
        return " ".join(self._get_actions_usage_parts(actions, groups)[0])

    def _get_actions_usage_parts(self, actions, groups):
        """Return the parts of the usage, optionals first, and where positionals begin."""
        optionals = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        actions = optionals + positionals

        # Groups whose actions stand together here are shown as such.
        group_actions = set()
        spans = []
        for group in groups:
            if not group._group_actions:
                raise ValueError(f"empty group {group}")
            if all(action.help is SUPPRESS for action in group._group_actions):
                continue
            try:
                start = min(actions.index(item) for item in group._group_actions)
            except ValueError:
                continue
            end = start + len(group._group_actions)
            if set(actions[start:end]) == set(group._group_actions):
                group_actions.update(group._group_actions)
                spans.append((start, end, group))

        parts = []
        for action in actions:
            if action.help is SUPPRESS:
                parts.append(None)
                continue
            in_group = action in group_actions
            if not action.option_strings:
                default = self._get_default_metavar_for_positional(action)
                part = self._format_args(action, default)
                # The group's brackets are enough.
                if in_group and part[:1] == "[" and part[-1:] == "]":
                    part = part[1:-1]
            else:
                if action.nargs == 0:
                    part = action.format_usage()
                else:
                    default = self._get_default_metavar_for_optional(action)
                    part = "%s %s" % (action.option_strings[0],
                                      self._format_args(action, default))
                if not action.required and not in_group:
                    part = f"[{part}]"
            parts.append(part)

        # A group inside another one comes first.
        for start, end, group in sorted(spans, key=lambda span: span[1] - span[0]):
            shown = [i for i in range(start, end) if parts[i] is not None]
            if not shown:
                continue
            first, last = shown[0], shown[-1]
            if not group.required:
                parts[first] = "[" + parts[first]
                parts[last] += "]"
            elif len(shown) > 1:
                parts[first] = "(" + parts[first]
                parts[last] += ")"
            for i in shown[:-1]:
                if not parts[i].endswith(" |"):
                    parts[i] += " |"
        pos_start = len([part for part in parts[:len(optionals)] if part is not None])
        return [part for part in parts if part is not None], pos_start

    # ---------------------------------------- texts and arguments

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % dict(prog=self._prog)
        text_width = max(self._width - self._current_indent, 11)
        indent = " " * self._current_indent
        return self._fill_text(text, text_width, indent) + "\n\n"

    def _format_action(self, action):
        help_position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - help_position, 11)
        action_width = help_position - self._current_indent - 2
        indent = " " * self._current_indent
        header = self._format_action_invocation(action)
        # The help text begins beside a short header, under a long one.
        if not action.help:
            parts = [f"{indent}{header}\n"]
        elif len(header) <= action_width:
            parts = [f"{indent}{header:<{action_width}}  "]
            first_indent = ""
        else:
            parts = [f"{indent}{header}\n"]
            first_indent = " " * help_position
        if action.help and action.help.strip():
            help_text = self._expand_help(action)
            if help_text:
                lines = self._split_lines(help_text, help_width)
                parts.append(f"{first_indent}{lines[0]}\n")
                for line in lines[1:]:
                    parts.append(f"{' ' * help_position}{line}\n")
        elif not parts[0].endswith("\n"):
            parts.append("\n")
        for subaction in self._iter_indented_subactions(action):
            parts.append(self._format_action(subaction))
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return " ".join(self._metavar_formatter(action, default)(1))
        text = ", ".join(action.option_strings)
        if action.nargs != 0:
            default = self._get_default_metavar_for_optional(action)
            text += " " + self._format_args(action, default)
        return text

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = "{%s}" % ",".join(map(str, action.choices))
        else:
            result = default_metavar

        def format(tuple_size):
            if isinstance(result, tuple):
                return result
            return (result,) * tuple_size
        return format

    def _format_args(self, action, default_metavar):
        get_metavar = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return "%s" % get_metavar(1)
        if nargs == OPTIONAL:
            return "[%s]" % get_metavar(1)
        if nargs == ZERO_OR_MORE:
            metavar = get_metavar(1)
            if len(metavar) == 2:
                return "[%s [%s ...]]" % metavar
            return "[%s ...]" % metavar
        if nargs == ONE_OR_MORE:
            return "%s [%s ...]" % get_metavar(2)
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return "%s ..." % get_metavar(1)
        if nargs == SUPPRESS:
            return ""
        try:
            formats = ["%s" for _ in range(nargs)]
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return " ".join(formats) % get_metavar(nargs)

    def _expand_help(self, action):
        help_string = self._get_help_string(action)
        if "%" not in help_string:
            return help_string
        params = dict(vars(action), prog=self._prog)
        for name, value in list(params.items()):
            if value is SUPPRESS:
                del params[name]
            elif hasattr(value, "__name__"):
                params[name] = value.__name__
        if params.get("choices") is not None:
            params["choices"] = ", ".join(map(str, params["choices"]))
        return help_string % params

    def _iter_indented_subactions(self, action):
        try:
            get_subactions = action._get_subactions
        except AttributeError:
            return
        self._indent()
        yield from get_subactions()
        self._dedent()

    # What the other formatters change.

    def _split_lines(self, text, width):
        text = self._whitespace_matcher.sub(" ", text).strip()
        import textwrap
        return textwrap.wrap(text, width)

    def _fill_text(self, text, width, indent):
        text = self._whitespace_matcher.sub(" ", text).strip()
        import textwrap
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps descriptions as they are written."""

    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps all texts as they are written."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds default values to help texts."""

    def _get_help_string(self, action):
        help = action.help
        if help is None:
            help = ""
        if "%(default)" not in help and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                help += _(" (default: %(default)s)")
        return help


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows an argument's type in place of its name."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__


# ---------------------------------------------------------------- errors

def _get_action_name(argument):
    """What an argument is called in messages."""
    if argument is None:
        return None
    if argument.option_strings:
        return "/".join(argument.option_strings)
    if argument.metavar not in (None, SUPPRESS):
        metavar = argument.metavar
        if not isinstance(metavar, tuple):
            return metavar
        if argument.nargs == ZERO_OR_MORE and len(metavar) == 2:
            return "%s[, %s]" % metavar
        if argument.nargs == ONE_OR_MORE:
            return "%s[, %s]" % metavar
        return ", ".join(metavar)
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return "{%s}" % ",".join(map(str, argument.choices))
    return None


class ArgumentError(Exception):
    """An error in making or using an argument; its text names the argument."""

    def __init__(self, argument, message):
        self.argument_name = _get_action_name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return "%s" % self.message
        return _("argument %(argument_name)s: %(message)s") % dict(
            message=self.message, argument_name=self.argument_name)


class _MisuseError(ArgumentError, TypeError, ValueError):
    # An error of the program that makes the parser.  Releases differ in which kind it is.

    def __init__(self, message):
        super().__init__(None, message)


class ArgumentTypeError(Exception):
    """A string that a type function cannot take; its text is the message."""


# ---------------------------------------------------------------- actions

class Action(_AttributeHolder):
    """What is known of an argument and what is done when it is met."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None,
                 type=None, choices=None, required=False, help=None, metavar=None,
                 deprecated=False):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.deprecated = deprecated

    def _get_kwargs(self):
        names = ("option_strings", "dest", "nargs", "const", "default", "type", "choices",
                 "required", "help", "metavar", "deprecated")
        return [(name, getattr(self, name)) for name in names]

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(_(".__call__() not defined"))


_deprecated_default = object()


class BooleanOptionalAction(Action):
    """An option --foo that also has a form --no-foo."""

    def __init__(self, option_strings, dest, default=None, type=_deprecated_default,
                 choices=_deprecated_default, required=False, help=None,
                 metavar=_deprecated_default, deprecated=False):
        all_strings = []
        for option_string in option_strings:
            all_strings.append(option_string)
            if option_string.startswith("--"):
                if option_string.startswith("--no-"):
                    raise ValueError(f"invalid option name {option_string!r} "
                                     "for BooleanOptionalAction")
                all_strings.append("--no-" + option_string[2:])
        given = {}
        for name, value in ("type", type), ("choices", choices), ("metavar", metavar):
            if value is _deprecated_default:
                value = None
            else:
                import warnings
                warnings.warn(f"{name!r} is deprecated as of Python 3.12 and will be "
                              "removed in Python 3.14.", DeprecationWarning, stacklevel=2)
            given[name] = value
        super().__init__(option_strings=all_strings, dest=dest, nargs=0, default=default,
                         required=required, help=help, deprecated=deprecated, **given)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class _StoreAction(Action):

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None,
                 type=None, choices=None, required=False, help=None, metavar=None,
                 deprecated=False):
        if nargs == 0:
            raise ValueError("nargs for store actions must be != 0; if you "
                             "have nothing to store, actions such as store "
                             "true or store const may be more appropriate")
        if const is not None and nargs != OPTIONAL:
            raise ValueError("nargs must be %r to supply const" % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, default, type, choices,
                         required, help, metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):

    def __init__(self, option_strings, dest, const=None, default=None,
                 required=False, help=None, metavar=None, deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, nargs=0, const=const,
                         default=default, required=required, help=help,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):

    def __init__(self, option_strings, dest, default=False, required=False, help=None,
                 deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, const=True,
                         deprecated=deprecated, required=required, help=help,
                         default=default)


class _StoreFalseAction(_StoreConstAction):

    def __init__(self, option_strings, dest, default=True, required=False, help=None,
                 deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, const=False,
                         default=default, required=required, help=help,
                         deprecated=deprecated)


class _AppendAction(Action):

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None,
                 type=None, choices=None, required=False, help=None, metavar=None,
                 deprecated=False):
        if nargs == 0:
            raise ValueError("nargs for append actions must be != 0; if arg "
                             "strings are not supplying the value to append, "
                             "the append const action may be more appropriate")
        if const is not None and nargs != OPTIONAL:
            raise ValueError("nargs must be %r to supply const" % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, default, type, choices,
                         required, help, metavar, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        items = _copy_items(getattr(namespace, self.dest, None))
        items.append(values)
        setattr(namespace, self.dest, items)


class _AppendConstAction(Action):

    def __init__(self, option_strings, dest, const=None, default=None, required=False,
                 help=None, metavar=None, deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, nargs=0, const=const,
                         default=default, required=required, help=help, metavar=metavar,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        items = _copy_items(getattr(namespace, self.dest, None))
        items.append(self.const)
        setattr(namespace, self.dest, items)


class _CountAction(Action):

    def __init__(self, option_strings, dest, default=None, required=False, help=None,
                 deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, nargs=0,
                         default=default, required=required, help=help,
                         deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        count = getattr(namespace, self.dest, None)
        setattr(namespace, self.dest, (0 if count is None else count) + 1)


class _HelpAction(Action):

    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None,
                 deprecated=False):
        super().__init__(option_strings=option_strings, dest=dest, default=default,
                         nargs=0, help=help, deprecated=deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):

    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help=None, deprecated=False):
        if help is None:
            help = _("show program's version number and exit")
        super().__init__(option_strings=option_strings, dest=dest, default=default,
                         nargs=0, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = self.version
        if version is None:
            version = parser.version
        formatter = parser._get_formatter()
        formatter.add_text(version)
        parser._print_message(formatter.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    """The positional that chooses a parser for the rest."""

    class _ChoicesPseudoAction(Action):
        # A subparser's line in the help.

        def __init__(self, name, aliases, help):
            metavar = dest = name
            if aliases:
                metavar += " (%s)" % ", ".join(aliases)
            super().__init__(option_strings=[], dest=dest, help=help, metavar=metavar)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS,
                 required=False, help=None, metavar=None):
        self._prog_prefix = prog
        self._parser_class = parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        self._deprecated = set()
        super().__init__(option_strings=option_strings, dest=dest, nargs=PARSER,
                         choices=self._name_parser_map, required=required, help=help,
                         metavar=metavar)

    def add_parser(self, name, *, deprecated=False, **kwargs):
        """Make the parser of a sub-command; the arguments are ArgumentParser's, and help and
        aliases."""
        if kwargs.get("prog") is None:
            kwargs["prog"] = "%s %s" % (self._prog_prefix, name)
        aliases = kwargs.pop("aliases", ())
        if name in self._name_parser_map:
            raise _MisuseError(f"conflicting subparser: {name}")
        for alias in aliases:
            if alias in self._name_parser_map:
                raise _MisuseError(f"conflicting subparser alias: {alias}")
        if "help" in kwargs:
            help = kwargs.pop("help")
            self._choices_actions.append(self._ChoicesPseudoAction(name, aliases, help))
        parser = self._parser_class(**kwargs)
        self._name_parser_map[name] = parser
        for alias in aliases:
            self._name_parser_map[alias] = parser
        if deprecated:
            self._deprecated.add(name)
            self._deprecated.update(aliases)
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        parser_name = values[0]
        arg_strings = values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, parser_name)
        try:
            subparser = self._name_parser_map[parser_name]
        except KeyError:
            args = {"parser_name": parser_name,
                    "choices": ", ".join(self._name_parser_map)}
            msg = _("unknown parser %(parser_name)r (choices: %(choices)s)") % args
            raise ArgumentError(self, msg)
        if parser_name in self._deprecated:
            parser._warning(_("command '%(parser_name)s' is deprecated")
                            % {"parser_name": parser_name})
        # A namespace of its own, so that the subparser's defaults win over the parser's.
        subnamespace, arg_strings = subparser.parse_known_args(arg_strings, None)
        for key, value in vars(subnamespace).items():
            setattr(namespace, key, value)
        if arg_strings:
            if not hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
                setattr(namespace, _UNRECOGNIZED_ARGS_ATTR, [])
            getattr(namespace, _UNRECOGNIZED_ARGS_ATTR).extend(arg_strings)


class _ExtendAction(_AppendAction):

    def __call__(self, parser, namespace, values, option_string=None):
        items = _copy_items(getattr(namespace, self.dest, None))
        items.extend(values)
        setattr(namespace, self.dest, items)


# ---------------------------------------------------------------- values

class FileType:
    """A type that opens files; '-' stands for the standard streams.  Deprecated."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode
        self._bufsize = bufsize
        self._encoding = encoding
        self._errors = errors

    def __call__(self, string):
        if string == "-":
            binary = "b" in self._mode
            if "r" in self._mode:
                return _sys.stdin.buffer if binary else _sys.stdin
            if any(c in self._mode for c in "wax"):
                return _sys.stdout.buffer if binary else _sys.stdout
            raise ValueError(_('argument "-" with mode %r') % self._mode)
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError(_("can't open '%(filename)s': %(error)s")
                                    % {"filename": string, "error": e})

    def __repr__(self):
        args = [repr(arg) for arg in (self._mode, self._bufsize) if arg != -1]
        args += ["%s=%r" % (kw, arg) for kw, arg in (("encoding", self._encoding),
                                                     ("errors", self._errors))
                 if arg is not None]
        return "%s(%s)" % (type(self).__name__, ", ".join(args))


class Namespace(_AttributeHolder):
    """An object whose attributes are the values of the arguments."""

    def __init__(self, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


# ---------------------------------------------------------------- containers of actions

class _ActionsContainer:
    # What arguments can be added to: parsers and groups.

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        super().__init__()
        self.description = description
        self.argument_default = argument_default
        self.prefix_chars = prefix_chars
        self.conflict_handler = conflict_handler
        self._registries = {}
        for name, action in (
                (None, _StoreAction), ("store", _StoreAction),
                ("store_const", _StoreConstAction), ("store_true", _StoreTrueAction),
                ("store_false", _StoreFalseAction), ("append", _AppendAction),
                ("append_const", _AppendConstAction), ("count", _CountAction),
                ("help", _HelpAction), ("version", _VersionAction),
                ("parsers", _SubParsersAction), ("extend", _ExtendAction)):
            self.register("action", name, action)
        # An unknown handler is an error now, not at the first conflict.
        self._get_handler()
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._negative_number_matcher = _re.compile(r"-\.?\d")
        # Not empty if some option looks like a negative number (shared with groups).
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    def set_defaults(self, **kwargs):
        """Set default values, also of names that no argument has."""
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The default value of a name."""
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest, None)

    def add_argument(self, *args, **kwargs):
        """
        add_argument(dest, ..., name=value, ...)
        add_argument(option_string, option_string, ..., name=value, ...)
        """
        chars = self.prefix_chars
        if not args or len(args) == 1 and args[0][0] not in chars:
            if args and "dest" in kwargs:
                raise _MisuseError("dest supplied twice for positional argument,"
                                   " did you mean metavar?")
            kwargs = self._get_positional_kwargs(*args, **kwargs)
        else:
            kwargs = self._get_optional_kwargs(*args, **kwargs)
        if "default" not in kwargs:
            dest = kwargs["dest"]
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        action_name = kwargs.get("action")
        action_class = self._pop_action_class(kwargs)
        if not callable(action_class):
            raise ValueError(f"unknown action {action_class!r}")
        action = action_class(**kwargs)
        if not action.option_strings and action.nargs == 0:
            raise ValueError(f"action {action_name!r} is not valid for positional arguments")
        type_func = self._registry_get("type", action.type, action.type)
        if not callable(type_func):
            raise _MisuseError(f"{type_func!r} is not callable")
        if type_func is FileType:
            raise _MisuseError(f"{type_func!r} is a FileType class object, "
                               "instance of it must be passed")
        # A metavar that does not fit the number of arguments is an error now.
        if hasattr(self, "_get_formatter"):
            formatter = self._get_formatter()
            try:
                formatter._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs")
        self._check_help(action)
        return self._add_action(action)

    def _check_help(self, action):
        if action.help and hasattr(self, "_get_formatter"):
            formatter = self._get_formatter()
            try:
                formatter._expand_help(action)
            except (ValueError, TypeError, KeyError) as exc:
                raise ValueError("badly formed help string") from exc

    def add_argument_group(self, *args, **kwargs):
        """Make a group with a heading of its own in the help."""
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        """Make a group of which only one argument may be given."""
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option_string in action.option_strings:
            self._option_string_actions[option_string] = action
        for option_string in action.option_strings:
            if self._negative_number_matcher.match(option_string):
                if not self._has_negative_number_optionals:
                    self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        # Take over a parent's arguments, in groups of the same titles.
        title_group_map = {}
        for group in self._action_groups:
            if group.title in title_group_map:
                # Two of the same title cannot be told apart.
                raise ValueError(f"cannot merge actions - two groups are named {group.title!r}")
            title_group_map[group.title] = group
        group_map = {}
        for group in container._action_groups:
            if group.title not in title_group_map:
                title_group_map[group.title] = self.add_argument_group(
                    title=group.title, description=group.description,
                    conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                group_map[action] = title_group_map[group.title]
        for group in container._mutually_exclusive_groups:
            if group._container is container:
                cont = self
            else:
                cont = title_group_map[group._container.title]
            mutex_group = cont.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                group_map[action] = mutex_group
        for action in container._actions:
            group_map.get(action, self)._add_action(action)

    def _get_positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs == 0:
            raise ValueError("nargs for positionals must be != 0")
        # It is required if there is no default to use in its place.
        if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS):
            kwargs["required"] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _get_optional_kwargs(self, *args, **kwargs):
        option_strings = []
        long_option_strings = []
        for option_string in args:
            if option_string[0] not in self.prefix_chars:
                raise ValueError(
                    f"invalid option string {option_string!r}: "
                    f"must start with a character {self.prefix_chars!r}")
            option_strings.append(option_string)
            if len(option_string) > 1 and option_string[1] in self.prefix_chars:
                long_option_strings.append(option_string)
        dest = kwargs.pop("dest", None)
        if dest is None:
            # Of the first long option, or else the first.
            name = (long_option_strings or option_strings)[0]
            dest = name.lstrip(self.prefix_chars)
            if not dest:
                raise _MisuseError(f"dest= is required for options like {name!r}")
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=option_strings)

    def _pop_action_class(self, kwargs, default=None):
        action = kwargs.pop("action", default)
        return self._registry_get("action", action, action)

    def _get_handler(self):
        handler_func_name = "_handle_conflict_%s" % self.conflict_handler
        try:
            return getattr(self, handler_func_name)
        except AttributeError:
            raise ValueError(
                f"invalid conflict_resolution value: {self.conflict_handler!r}") from None

    def _check_conflict(self, action):
        conflicts = []
        for option_string in action.option_strings:
            if option_string in self._option_string_actions:
                conflicts.append((option_string, self._option_string_actions[option_string]))
        if conflicts:
            self._get_handler()(action, conflicts)

    def _handle_conflict_error(self, action, conflicting_actions):
        message = ngettext("conflicting option string: %s", "conflicting option strings: %s",
                           len(conflicting_actions))
        names = ", ".join([option_string for option_string, action in conflicting_actions])
        raise ArgumentError(action, message % names)

    def _handle_conflict_resolve(self, action, conflicting_actions):
        # The old argument loses the option, and goes if it had no other.
        for option_string, action in conflicting_actions:
            action.option_strings.remove(option_string)
            self._option_string_actions.pop(option_string, None)
            if not action.option_strings:
                action.container._remove_action(action)


def _deprecated_nesting(what):
    import warnings
    warnings.warn(what, category=DeprecationWarning, stacklevel=3)


class _ArgumentGroup(_ActionsContainer):

    def __init__(self, container, title=None, description=None, **kwargs):
        if "prefix_chars" in kwargs:
            _deprecated_nesting("The use of the undocumented 'prefix_chars' parameter in "
                                "ArgumentParser.add_argument_group() is deprecated.")
        # What is not given is the container's.
        kwargs.setdefault("conflict_handler", container.conflict_handler)
        kwargs.setdefault("prefix_chars", container.prefix_chars)
        kwargs.setdefault("argument_default", container.argument_default)
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        # Arguments are the container's, too.
        self._registries = container._registries
        self._actions = container._actions
        self._option_string_actions = container._option_string_actions
        self._defaults = container._defaults
        self._has_negative_number_optionals = container._has_negative_number_optionals
        self._mutually_exclusive_groups = container._mutually_exclusive_groups

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        _deprecated_nesting("Nesting argument groups is deprecated.")
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)

    def add_mutually_exclusive_group(self, **kwargs):
        _deprecated_nesting("Nesting mutually exclusive groups is deprecated.")
        return super().add_mutually_exclusive_group(**kwargs)


# ---------------------------------------------------------------- the parser

def _prog_name():
    # How the program was called: a script, python -m module, or python directory.
    arg0 = _sys.argv[0] if _sys.argv else ""
    spec = getattr(_sys.modules.get("__main__"), "__spec__", None)
    if spec is None:
        return _os.path.basename(arg0)
    python = _os.path.basename(_sys.executable or "")
    if spec.name != "__main__":
        return f"{python} -m {spec.name.removesuffix('.__main__')}"
    return f"{python} {arg0}"


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines into objects.

    prog, usage, description and epilog are texts of the help, which formatter_class formats;
    parents are parsers whose arguments are taken over; fromfile_prefix_chars begin names of
    files with more arguments; argument_default is the default of all arguments.
    """

    def __init__(self, prog=None, usage=None, description=None, epilog=None,
                 parents=[], formatter_class=HelpFormatter, prefix_chars="-",
                 fromfile_prefix_chars=None, argument_default=None,
                 conflict_handler="error", add_help=True, allow_abbrev=True,
                 exit_on_error=True, *, suggest_on_error=False, color=False):
        _ActionsContainer.__init__(self, description=description, prefix_chars=prefix_chars,
                                   argument_default=argument_default,
                                   conflict_handler=conflict_handler)
        self.prog = _prog_name() if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self.suggest_on_error = suggest_on_error
        self.color = color
        self._positionals = self.add_argument_group(_("positional arguments"))
        self._optionals = self.add_argument_group(_("options"))
        self._subparsers = None

        def identity(string):
            return string
        self.register("type", None, identity)

        if self.add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + "h", prefix * 2 + "help", action="help",
                              default=SUPPRESS, help=_("show this help message and exit"))
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError("parents must be a list of ArgumentParser")
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        names = ("prog", "usage", "description", "formatter_class", "conflict_handler",
                 "add_help")
        return [(name, getattr(self, name)) for name in names]

    # ---------------------------------------- making arguments

    def add_subparsers(self, **kwargs):
        """Make the argument that chooses a sub-command; add_parser() of it makes parsers."""
        if self._subparsers is not None:
            raise _MisuseError("cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            title = kwargs.pop("title", _("subcommands"))
            description = kwargs.pop("description", None)
            self._subparsers = self.add_argument_group(title, description)
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            # With the positionals that come before.
            formatter = self._get_formatter()
            formatter.add_usage(None, self._get_positional_actions(),
                                self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        parsers_class = self._pop_action_class(kwargs, "parsers")
        action = parsers_class(option_strings=[], **kwargs)
        self._check_help(action)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        if action.option_strings:
            self._optionals._add_action(action)
        else:
            self._positionals._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # ---------------------------------------- parsing

    def parse_args(self, args=None, namespace=None):
        """Parse arguments, by default of sys.argv; return a namespace."""
        args, argv = self.parse_known_args(args, namespace)
        if argv:
            msg = _("unrecognized arguments: %s") % " ".join(argv)
            if self.exit_on_error:
                self.error(msg)
            else:
                raise ArgumentError(None, msg)
        return args

    def parse_known_args(self, args=None, namespace=None):
        """As parse_args(), returning the arguments not understood, too."""
        return self._parse_known_args2(args, namespace, intermixed=False)

    def parse_intermixed_args(self, args=None, namespace=None):
        """As parse_args(), with positionals anywhere between options."""
        args, argv = self.parse_known_intermixed_args(args, namespace)
        if argv:
            msg = _("unrecognized arguments: %s") % " ".join(argv)
            if self.exit_on_error:
                self.error(msg)
            else:
                raise ArgumentError(None, msg)
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """As parse_intermixed_args(), returning the arguments not understood, too."""
        positionals = self._get_positional_actions()
        a = [action for action in positionals if action.nargs in (PARSER, REMAINDER)]
        if a:
            raise TypeError("parse_intermixed_args: positional arg"
                            " with nargs=%s" % a[0].nargs)
        if any(action in positionals for group in self._mutually_exclusive_groups
               for action in group._group_actions):
            raise TypeError("parse_intermixed_args: positional in"
                            " mutuallyExclusiveGroup")
        return self._parse_known_args2(args, namespace, intermixed=True)

    def _parse_known_args2(self, args, namespace, intermixed):
        args = _sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if (action.dest is not SUPPRESS and not hasattr(namespace, action.dest)
                    and action.default is not SUPPRESS):
                setattr(namespace, action.dest, action.default)
        for dest in self._defaults:
            if not hasattr(namespace, dest):
                setattr(namespace, dest, self._defaults[dest])
        if self.exit_on_error:
            try:
                namespace, args = self._parse_known_args(args, namespace, intermixed)
            except ArgumentError as err:
                self.error(str(err))
        else:
            namespace, args = self._parse_known_args(args, namespace, intermixed)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            args.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, args

    def _parse_known_args(self, arg_strings, namespace, intermixed):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        return _Run(self, arg_strings, namespace, intermixed).parse()

    def _read_args_from_files(self, arg_strings):
        new_arg_strings = []
        for arg_string in arg_strings:
            if not arg_string or arg_string[0] not in self.fromfile_prefix_chars:
                new_arg_strings.append(arg_string)
                continue
            try:
                with open(arg_string[1:], encoding=_sys.getfilesystemencoding(),
                          errors=_sys.getfilesystemencodeerrors()) as args_file:
                    lines = args_file.read().splitlines()
            except OSError as err:
                raise ArgumentError(None, str(err))
            more = []
            for line in lines:
                more.extend(self.convert_arg_line_to_args(line))
            new_arg_strings.extend(self._read_args_from_files(more))
        return new_arg_strings

    def convert_arg_line_to_args(self, arg_line):
        """The arguments in a line of a file; to be overridden."""
        return [arg_line]

    def _match_argument(self, action, arg_strings_pattern):
        """How many of the arguments an action takes."""
        match = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if match is not None:
            return len(match.group(1))
        nargs_errors = {
            None: _("expected one argument"),
            OPTIONAL: _("expected at most one argument"),
            ONE_OR_MORE: _("expected at least one argument"),
        }
        msg = nargs_errors.get(action.nargs)
        if msg is None:
            msg = ngettext("expected %s argument", "expected %s arguments",
                           action.nargs) % action.nargs
        raise ArgumentError(action, msg)

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        """How many of the arguments each of the actions takes, for as many as can."""
        for i in range(len(actions), 0, -1):
            pattern = "".join([self._get_nargs_pattern(action) for action in actions[:i]])
            match = _re.match(pattern, arg_strings_pattern)
            if match is None:
                continue
            result = [len(string) for string in match.groups()]
            if (match.end() < len(arg_strings_pattern)
                    and arg_strings_pattern[match.end()] == "O"):
                # Those that got nothing may get something behind the option.
                while result and not result[-1]:
                    del result[-1]
            return result
        return []

    def _parse_optional(self, arg_string):
        """What an argument is as an option: a list of (action, option, separator, value).

        None for a positional; the action is None for an unknown option."""
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        if arg_string in self._option_string_actions:
            return [(self._option_string_actions[arg_string], arg_string, None, None)]
        if len(arg_string) == 1:
            return None
        option_string, sep, explicit_arg = arg_string.partition("=")
        if sep and option_string in self._option_string_actions:
            action = self._option_string_actions[option_string]
            return [(action, option_string, sep, explicit_arg)]
        option_tuples = self._get_option_tuples(arg_string)
        if option_tuples:
            return option_tuples
        # A negative number, unless there are options that look like one.
        if self._negative_number_matcher.match(arg_string):
            if not self._has_negative_number_optionals:
                return None
        if " " in arg_string:
            return None
        return [(None, arg_string, None, None)]

    def _get_option_tuples(self, option_string):
        """What options a string may be an abbreviation of, or a short one with a value."""
        result = []
        chars = self.prefix_chars
        prefix, sep, explicit_arg = option_string.partition("=")
        if not sep:
            sep = explicit_arg = None
        if option_string[1] in chars:
            if self.allow_abbrev:
                for option in self._option_string_actions:
                    if option.startswith(prefix):
                        result.append((self._option_string_actions[option], option,
                                       sep, explicit_arg))
        else:
            short, short_value = option_string[:2], option_string[2:]
            short_sep = ""
            if short_value.startswith("="):
                short_sep, short_value = "=", short_value[1:]
            for option in self._option_string_actions:
                if option == short:
                    result.append((self._option_string_actions[option], option,
                                   short_sep, short_value))
                elif self.allow_abbrev and option.startswith(prefix):
                    result.append((self._option_string_actions[option], option,
                                   sep, explicit_arg))
        return result

    def _get_nargs_pattern(self, action):
        """The regular expression for the arguments of an action.

        In what it matches, A is a positional, O an option and - stands for '--'."""
        nargs = action.nargs
        if nargs is None:
            pattern = "(-*A-*)"
        elif nargs == OPTIONAL:
            pattern = "(-*A?-*)"
        elif nargs == ZERO_OR_MORE:
            pattern = "(-*[A-]*)"
        elif nargs == ONE_OR_MORE:
            pattern = "(-*A[A-]*)"
        elif nargs == REMAINDER:
            pattern = "([AO-]*)" if not action.option_strings else "(.*)"
        elif nargs == PARSER:
            pattern = "(-*A[-AO]*)"
        elif nargs == SUPPRESS:
            pattern = "(-*)"
        else:
            pattern = "(-*%s-*)" % "-*".join("A" * nargs)
        if action.option_strings:
            # The arguments of an option do not go over '--'.
            pattern = pattern.replace("-*", "").replace("-", "")
        return pattern

    # ---------------------------------------- values

    def _get_values(self, action, arg_strings):
        nargs = action.nargs
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._get_value(action, value)
            return value
        if not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else []
        if len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, v) for v in arg_strings]
        if nargs == PARSER:
            # Only the name is this parser's business.
            self._check_value(action, values[0])
        elif nargs != REMAINDER:
            for v in values:
                self._check_value(action, v)
        return values

    def _get_value(self, action, arg_string):
        type_func = self._registry_get("type", action.type, action.type)
        if not callable(type_func):
            raise _MisuseError(f"{type_func!r} is not callable")
        try:
            return type_func(arg_string)
        except ArgumentTypeError as err:
            raise ArgumentError(action, str(err))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            args = {"type": name, "value": arg_string}
            raise ArgumentError(action, _("invalid %(type)s value: %(value)r") % args)

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if isinstance(choices, str):
            # One character each.
            choices = iter(choices)
        if value in choices:
            return
        args = {"value": str(value), "choices": ", ".join(map(str, action.choices))}
        msg = _("invalid choice: %(value)r (choose from %(choices)s)")
        if self.suggest_on_error and isinstance(value, str):
            if all(isinstance(choice, str) for choice in action.choices):
                import difflib
                suggestions = difflib.get_close_matches(value, action.choices, 1)
                if suggestions:
                    args["closest"] = suggestions[0]
                    msg = _("invalid choice: %(value)r, maybe you meant %(closest)r? "
                            "(choose from %(choices)s)")
        raise ArgumentError(action, msg % args)

    # ---------------------------------------- help and errors

    def format_usage(self):
        """The usage lines."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """The whole help text."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for action_group in self._action_groups:
            formatter.start_section(action_group.title)
            formatter.add_text(action_group.description)
            formatter.add_arguments(action_group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        """Print the usage lines, by default to stdout."""
        if file is None:
            file = _sys.stdout
        self._print_message(self.format_usage(), file)

    def print_help(self, file=None):
        """Print the whole help text, by default to stdout."""
        if file is None:
            file = _sys.stdout
        self._print_message(self.format_help(), file)

    def _print_message(self, message, file=None):
        if message:
            file = file or _sys.stderr
            try:
                file.write(message)
            except (AttributeError, OSError):
                pass

    def exit(self, status=0, message=None):
        """End the program, perhaps with a message on stderr."""
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Print usage and a message on stderr and end with status 2.

        A subclass that overrides it should exit or raise."""
        self.print_usage(_sys.stderr)
        args = {"prog": self.prog, "message": message}
        self.exit(2, _("%(prog)s: error: %(message)s\n") % args)

    def _warning(self, message):
        args = {"prog": self.prog, "message": message}
        self._print_message(_("%(prog)s: warning: %(message)s\n") % args, _sys.stderr)


class _Run:
    # One parsing of one list of arguments.

    def __init__(self, parser, arg_strings, namespace, intermixed):
        self.parser = parser
        self.args = arg_strings
        self.namespace = namespace
        self.intermixed = intermixed
        self.extras = []
        # The kinds of the extras, as in the pattern.
        self.extras_pattern = []
        self.seen = set()
        self.seen_non_default = set()
        self.warned = set()
        self.positionals = parser._get_positional_actions()
        # What an argument must not be given with.
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            actions = group._group_actions
            for i, action in enumerate(actions):
                others = self.conflicts.setdefault(action, [])
                others.extend(actions[:i])
                others.extend(actions[i + 1:])
        # The options by index, and the kinds of all arguments as a string: O for options, A
        # for others, - for '--'.
        self.options = {}
        kinds = []
        it = iter(enumerate(arg_strings))
        for i, arg in it:
            if arg == "--":
                kinds.append("-")
                kinds.extend("A" for _ in it)
                break
            tuples = parser._parse_optional(arg)
            if tuples is None:
                kinds.append("A")
            else:
                self.options[i] = tuples
                kinds.append("O")
        self.pattern = "".join(kinds)

    def parse(self):
        start = 0
        last_option = max(self.options, default=-1)
        while start <= last_option:
            next_option = start
            while next_option not in self.options:
                next_option += 1
            if not self.intermixed and start != next_option:
                end = self.take_positionals(start)
                if end > start:
                    # They may have taken options, too.
                    start = end
                    continue
            if start not in self.options:
                self.extras.extend(self.args[start:next_option])
                self.extras_pattern.extend(self.pattern[start:next_option])
                start = next_option
            start = self.take_option(start)
        if self.intermixed:
            self.take_intermixed(start)
        else:
            start = self.take_positionals(start)
            self.extras.extend(self.args[start:])
        self.check_required()
        return self.namespace, self.extras

    def take_intermixed(self, start):
        # Now all that is not for options is among the extras: give positionals theirs, and
        # leave unknown options and what is too much.
        extras = self.extras + self.args[start:]
        kinds = "".join(self.extras_pattern) + self.pattern[start:]
        candidates = [i for i, kind in enumerate(kinds) if kind != "O"]
        self.args = [extras[i] for i in candidates]
        self.pattern = kinds.replace("O", "")
        taken = set(candidates[:self.take_positionals(0)])
        self.extras = [arg for i, arg in enumerate(extras) if i not in taken]

    def take(self, action, strings, option_string=None):
        # Give an action its arguments.
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        # A default in its own place is as good as nothing.
        if values is not action.default or (strings and action.option_strings):
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, _("not allowed with argument %s")
                                        % _get_action_name(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def take_option(self, start):
        # Give an option its arguments; return the index behind them.
        parser = self.parser
        tuples = self.options[start]
        if len(tuples) > 1:
            args = {"option": self.args[start],
                    "matches": ", ".join([option for _, option, _, _ in tuples])}
            raise ArgumentError(None, _("ambiguous option: %(option)s could match %(matches)s")
                                % args)
        action, option, sep, value = tuples[0]
        found = []
        while True:
            if action is None:
                self.extras.append(self.args[start])
                self.extras_pattern.append("O")
                return start + 1
            if value is None:
                stop = start + 1
                count = parser._match_argument(action, self.pattern[stop:])
                found.append((action, self.args[stop:stop + count], option))
                stop += count
                break
            count = parser._match_argument(action, "A")
            if count == 0 and option[1] not in parser.prefix_chars and value != "":
                # Several short options in one: what follows is the next.
                if sep or value[0] in parser.prefix_chars:
                    raise ArgumentError(action, _("ignored explicit argument %r") % value)
                found.append((action, [], option))
                prefix = option[0]
                option = prefix + value[0]
                if option not in parser._option_string_actions:
                    self.extras.append(prefix + value)
                    self.extras_pattern.append("O")
                    stop = start + 1
                    break
                action = parser._option_string_actions[option]
                value = value[1:]
                if not value:
                    sep = value = None
                elif value[0] == "=":
                    sep, value = "=", value[1:]
                else:
                    sep = ""
            elif count == 1:
                stop = start + 1
                found.append((action, [value], option))
                break
            else:
                raise ArgumentError(action, _("ignored explicit argument %r") % value)
        for action, args, option in found:
            if action.deprecated and option not in self.warned:
                parser._warning(_("option '%(option)s' is deprecated") % {"option": option})
                self.warned.add(option)
            self.take(action, args, option)
        return stop

    def take_positionals(self, start):
        # Give positionals as much as they take; return the index behind it.
        parser = self.parser
        counts = parser._match_arguments_partial(self.positionals, self.pattern[start:])
        for action, count in zip(self.positionals, counts):
            args = self.args[start:start + count]
            # The '--' is not an argument, unless the rest is taken as it is.
            if action.nargs == PARSER:
                if self.pattern[start:start + 1] == "-":
                    args.remove("--")
            elif action.nargs != REMAINDER:
                if self.pattern.find("-", start, start + count) >= 0:
                    args.remove("--")
            start += count
            if args and action.deprecated:
                parser._warning(_("argument '%(argument_name)s' is deprecated")
                                % {"argument_name": action.dest})
            self.take(action, args)
        self.positionals = self.positionals[len(counts):]
        return start

    def check_required(self):
        parser, namespace = self.parser, self.namespace
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif (action.default is not None and isinstance(action.default, str)
                    and hasattr(namespace, action.dest)
                    and action.default is getattr(namespace, action.dest)):
                # A default in text is converted, now that it is needed.
                setattr(namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            raise ArgumentError(None, _("the following arguments are required: %s")
                                % ", ".join(missing))
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default
                                          for action in group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                raise ArgumentError(None, _("one of the arguments %s is required")
                                    % " ".join(names))
