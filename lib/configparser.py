# configparser: sections of options in text files.
#
# A parser keeps plain dicts of raw values, by section; what the user sees of a section is a proxy, made with it and dropped
# with it.  _Reader knows the syntax, an Interpolation what values refer to; while a file is read its values are lists of lines.

"""Configuration files: sections of options, with values that may refer to one another"""

from collections import ChainMap
from collections.abc import MutableMapping
from functools import partial
from io import StringIO, text_encoding
from operator import attrgetter
from os import PathLike, fspath
import re

DEFAULTSECT = "DEFAULT"

# How often a value may refer to one that refers to others.
MAX_INTERPOLATION_DEPTH = 10

_default_dict = dict
# Stands for an argument that was not given.
_UNSET = object()


class _UnnamedSection:
    def __repr__(self):
        return "<UNNAMED_SECTION>"


# The name of the section before the first header.
UNNAMED_SECTION = _UnnamedSection()


# ---------------------------------------------------------------- exceptions

class Error(Exception):
    """The base of this module's exceptions; message has the text."""

    def __init__(self, msg=""):
        Exception.__init__(self, msg)
        self.message = msg

    def _tell(self, message, **given):
        # What was given makes args, so that a pickle can make the exception again, and attributes, but for texts.
        self.message = message
        self.args = tuple(given.values())
        for name, value in given.items():
            if name not in ("msg", "rawval"):
                setattr(self, name, value)

    def __str__(self):
        return self.message

    __repr__ = __str__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        self._tell(f"No section: {section!r}", section=section)


class NoOptionError(Error):
    """There is no such option."""

    def __init__(self, option, section):
        self._tell(f"No option {option!r} in section: {section!r}", option=option, section=section)


def _tell_duplicate(error, what, source, lineno, **given):
    if source is None:
        text = what[0].upper() + what[1:]
    else:
        place = repr(source) if lineno is None else f"{source!r} [line {lineno:2d}]"
        text = f"While reading from {place}: {what}"
    error._tell(text + " already exists", **given, source=source, lineno=lineno)


class DuplicateSectionError(Error):
    """A section is there twice in one source, or was there already."""

    def __init__(self, section, source=None, lineno=None):
        _tell_duplicate(self, f"section {section!r}", source, lineno, section=section)


class DuplicateOptionError(Error):
    """An option is there twice in one section of one source."""

    def __init__(self, section, option, source=None, lineno=None):
        _tell_duplicate(self, f"option {option!r} in section {section!r}", source, lineno, section=section, option=option)


class InterpolationError(Error):
    """A value cannot be worked out."""

    def __init__(self, option, section, msg):
        self._tell(msg, option=option, section=section, msg=msg)


class InterpolationSyntaxError(InterpolationError):
    """A value does not refer to others in the right way."""


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that is not there."""

    def __init__(self, option, section, rawval, reference):
        self._tell(f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation "
                   f"key {reference!r} which is not a valid option name. Raw value: {rawval!r}",
                   option=option, section=section, rawval=rawval, reference=reference)


class InterpolationDepthError(InterpolationError):
    """Values refer to one another too often, maybe in a circle."""

    def __init__(self, option, section, rawval):
        self._tell(f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains "
                   f"an interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. "
                   f"Raw value: {rawval!r}", option=option, section=section, rawval=rawval)


class ParsingError(Error):
    """A source is no configuration file; errors has the numbers of lines and the lines."""

    def __init__(self, source, *args):
        self._tell(f"Source contains parsing errors: {source!r}", source=source)
        self.errors = []
        if args:
            self.append(*args)

    def append(self, lineno, line):
        """Add a line to the errors."""
        self.message += f"\n\t[line {lineno:2d}]: {line!r}"
        self.errors.append((lineno, line))

    def combine(self, others):
        """Add the lines of other errors."""
        for lineno, line in [pair for other in others for pair in other.errors]:
            self.append(lineno, line)
        return self


class MissingSectionHeaderError(ParsingError):
    """An option comes before the first section."""

    _problem = "File contains no section headers."

    def __init__(self, filename, lineno, line):
        self._tell(f"{self._problem}\nfile: {filename!r}, line: {lineno}\n{line!r}",
                   source=filename, lineno=lineno, line=line)


class MultilineContinuationError(ParsingError):
    """An option without a value goes on in the next line."""

    _problem = "Key without value continued with an indented line."
    __init__ = MissingSectionHeaderError.__init__


class UnnamedSectionDisabledError(Error):
    """UNNAMED_SECTION is used by a parser that does not allow it."""

    def __init__(self):
        Error.__init__(self, "Support for UNNAMED_SECTION is disabled.")


class InvalidWriteError(Error):
    """What was to be written would not be read as the same."""


# ---------------------------------------------------------------- interpolation

class Interpolation:
    """What happens to values on their way in and out: nothing."""

    def before_get(self, parser, section, option, value, defaults):
        """The value that get() gives; defaults has all that the section's values may refer to."""
        return value

    def before_set(self, parser, section, option, value):
        """The value that set() keeps."""
        return value

    def before_read(self, parser, section, option, value):
        """The value that is kept when a file was read."""
        return value

    def before_write(self, parser, section, option, value):
        """The value that is written to a file."""
        return value


class _References(Interpolation):
    # A subclass says what a reference looks like: it begins with _mark, which written twice stands for itself.  _token
    # matches at each mark: group 1 is the second mark, group 2 what a whole reference names, neither is a mistake.

    def before_get(self, parser, section, option, value, defaults):
        if self._mark in value:
            return self._expand(value, parser, section, option, defaults, MAX_INTERPOLATION_DEPTH)
        return value

    def before_set(self, parser, section, option, value):
        if self._mark in value:
            stray = self._token.sub(lambda token: token[0] if token.lastindex is None else "", value).find(self._mark)
            if stray >= 0:
                raise ValueError(f"invalid interpolation syntax in {value!r} at position {stray}")
        return value

    def _expand(self, text, parser, section, option, names, steps):
        rawval = parser.get(section, option, raw=True, fallback=text)
        if not steps:
            raise InterpolationDepthError(option, section, rawval)

        def replacement(token):
            doubled, reference = token.groups()
            if doubled:
                return doubled
            if not reference:
                rest = text[token.start():]
                if rest[1:2] == self._opening:
                    problem = f"bad interpolation variable reference {rest!r}"
                else:
                    problem = f"{self._mark!r} must be followed by {self._mark!r} or {self._opening!r}, found: {rest!r}"
                raise InterpolationSyntaxError(option, section, problem)
            try:
                value, to_section, to_option, to_names = self._follow(reference, parser, section, option, names)
            except (KeyError, NoSectionError, NoOptionError):
                raise InterpolationMissingOptionError(option, section, rawval, self._shown(parser, reference)) from None
            except _TooLong:
                raise InterpolationSyntaxError(option, section, f"More than one ':' found: {text[token.end():]!r}") from None
            if value is None:
                return ""
            if self._mark in value:
                return self._expand(value, parser, to_section, to_option, to_names(), steps - 1)
            return value

        return self._token.sub(replacement, text)

    def _shown(self, parser, reference):
        # A reference as an error tells of it.
        return reference


class _TooLong(Exception):
    # A reference has more parts than section and option.
    pass


class BasicInterpolation(_References):
    """%(name)s stands for the value of an option of the same section, or of the defaults."""

    _mark, _opening = "%("
    _token = re.compile(r"%(?:(%)|\(([^)]+)\)s)?")

    def _follow(self, reference, parser, section, option, names):
        return names[parser.optionxform(reference)], section, option, lambda: names

    def _shown(self, parser, reference):
        return parser.optionxform(reference)


class ExtendedInterpolation(_References):
    """${name} stands for the value of an option, ${section:name} for one of another section."""

    _mark, _opening = "${"
    _token = re.compile(r"\$(?:(\$)|\{([^}]+)\})?")

    def _follow(self, reference, parser, section, option, names):
        *elsewhere, name = reference.split(":")
        name = parser.optionxform(name)
        if not elsewhere:
            value = names[name]
        elif len(elsewhere) == 1:
            section, = elsewhere
            value = parser.get(section, name, raw=True)
        else:
            raise _TooLong
        return value, section, name, lambda: dict(parser.items(section, raw=True))


# ---------------------------------------------------------------- reading

class _Reader:
    # Takes lines into a parser.  What is wrong with single lines is gathered and raised in the end.

    def __init__(self, parser, source):
        self.parser = parser
        self.source = source
        # The sections' names and pairs of these with options' that came in this source.
        self.seen = set()
        # Where we are: the section's name and dict, and the lines of the option that may go on, which are None
        # if it has no value; no line goes on where option is empty, or that is not deeper than indent.
        self.name = self.options = None
        self.option = ""
        self.indent = 0

    def read(self, lines):
        parser, wrong = self.parser, None
        inline, whole = parser._inline_comment, parser._comment_prefixes
        for lineno, line in enumerate(lines, 1):
            text = line.strip()
            commented = False
            if whole and text.startswith(whole):
                text, commented = "", True
            elif inline is not None and (found := inline.search(line)):
                text, commented = line[:found.start()].strip(), True
            depth = len(line) - len(line.lstrip()) if text else 0
            if not text:
                if not parser._empty_lines_in_values:
                    # Whatever comes next begins something new.
                    self.option = ""
                elif self.option and not commented and (value := self.options[self.option]) is not None:
                    value.append("")
            elif self.option and depth > self.indent:
                value = self.options[self.option]
                if value is None:
                    raise MultilineContinuationError(self.source, lineno, line)
                value.append(text)
            else:
                self.indent = depth
                if not self.begin(text, lineno, line):
                    if wrong is None:
                        wrong = ParsingError(self.source)
                    wrong.append(lineno, line)
        if wrong is not None:
            raise wrong

    def begin(self, text, lineno, line):
        # A header or an option; whether it is right.
        parser = self.parser
        if self.options is None and parser._allow_unnamed_section:
            self.enter(UNNAMED_SECTION, lineno)
        if header := parser.SECTCRE.match(text):
            self.enter(header["header"], lineno)
            return True
        if self.options is None:
            raise MissingSectionHeaderError(self.source, lineno, line)
        found = parser._optcre.match(text)
        if found is None:
            return False
        name, _, value = found.group("option", "vi", "value")
        option = self.option = parser.optionxform(name.rstrip())
        if parser._strict and (self.name, option) in self.seen:
            raise DuplicateOptionError(self.name, option, self.source, lineno)
        self.seen.add((self.name, option))
        self.options[option] = None if value is None else [value.strip()]
        return name != ""

    def enter(self, name, lineno):
        parser = self.parser
        self.name, self.option = name, ""
        if name == parser.default_section and name not in parser._sections:
            self.options = parser._defaults
            return
        if name not in parser._sections:
            parser._new_section(name)
        elif parser._strict and name in self.seen:
            raise DuplicateSectionError(name, self.source, lineno)
        self.seen.add(name)
        self.options = parser._sections[name]


# ---------------------------------------------------------------- parsers

def _typed_get(name, conv, doc):
    # A method that gives values as what conv, or the parser's method of that name, makes of them.
    def typed(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        how = getattr(self, conv) if isinstance(conv, str) else conv
        return self._get_conv(section, option, how, raw=raw, vars=vars, fallback=fallback, **kwargs)

    typed.__name__, typed.__qualname__, typed.__doc__ = name, f"RawConfigParser.{name}", doc
    return typed


class RawConfigParser(MutableMapping):
    """A mapping of sections, which are mappings of options; values are as they stand."""

    _OPTION = r"(?P<option>.*?)\s*(?P<vi>%s)\s*(?P<value>.*)$"
    _OPTION_ALONE = r"(?P<option>.*?)\s*(?:(?P<vi>%s)\s*(?P<value>.*))?$"

    NONSPACECRE = re.compile(r"\S")
    SECTCRE = re.compile(r"\[(?P<header>.+)\]")
    OPTCRE, OPTCRE_NV = [re.compile(pattern % "=|:") for pattern in (_OPTION, _OPTION_ALONE)]
    BOOLEAN_STATES = dict.fromkeys(("1", "yes", "true", "on"), True) | dict.fromkeys(("0", "no", "false", "off"), False)

    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *,
                 delimiters=("=", ":"), comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True,
                 empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET,
                 allow_unnamed_section=False):
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        if not (interpolation is None or isinstance(interpolation, Interpolation)):
            raise TypeError("interpolation= must be None or an instance of Interpolation;"
                            f" got an object of type {type(interpolation)}")
        self._interpolation = Interpolation() if interpolation is None else interpolation
        # The syntax.
        self._strict, self._allow_no_value = strict, allow_no_value
        self._empty_lines_in_values, self._allow_unnamed_section = empty_lines_in_values, allow_unnamed_section
        if delimiters == ("=", ":"):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            any_of = "|".join(map(re.escape, delimiters))
            self._optcre = re.compile((self._OPTION_ALONE if allow_no_value else self._OPTION) % any_of)
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment = None
        if inline_comment_prefixes:
            # At the beginning of a line, or after a space.
            self._inline_comment = re.compile(r"(?:^|(?<=\s))(?:%s)" % "|".join(map(re.escape, inline_comment_prefixes)))
        # The contents.
        self.default_section = default_section
        self._dict = dict_type
        self._defaults, self._sections, self._proxies = dict_type(), dict_type(), dict_type()
        self._converters = ConverterMapping(self)
        self._proxies[default_section] = SectionProxy(self, default_section)
        if converters is not _UNSET:
            self.converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    converters = property(attrgetter("_converters"), doc="The converters, for which there are methods get<name>().")

    # ------------------------------------------------------------ sections

    def sections(self):
        """The names of the sections, without that of the defaults."""
        return [*self._sections]

    def has_section(self, section):
        """Whether there is a section of that name; the defaults are none."""
        return section in self._sections

    def add_section(self, section):
        """Make a new section."""
        if section is UNNAMED_SECTION and not self._allow_unnamed_section:
            raise UnnamedSectionDisabledError
        if section in self._sections:
            raise DuplicateSectionError(section)
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        self._new_section(section)

    def _new_section(self, name):
        self._sections[name] = self._dict()
        self._proxies[name] = SectionProxy(self, name)

    def remove_section(self, section):
        """Remove a section; returns whether it was there."""
        if not self.has_section(section):
            return False
        for mapping in self._sections, self._proxies:
            del mapping[section]
        return True

    def defaults(self):
        """The options that all sections have."""
        return self._defaults

    def _own(self, section):
        # The dict of a section, or of the defaults.
        if section in self._sections:
            return self._sections[section]
        if section == self.default_section:
            return self._defaults
        raise NoSectionError(section) from None

    # ------------------------------------------------------------ reading

    def read(self, filenames, encoding=None):
        """Read a file, or all of an iterable of files, and return those that could be opened."""
        encoding = text_encoding(encoding)
        done = []
        for filename in (filenames,) if isinstance(filenames, (str, bytes, PathLike)) else filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, filename)
            except OSError:
                pass
            else:
                done.append(fspath(filename) if isinstance(filename, PathLike) else filename)
        return done

    def read_file(self, f, source=None):
        """Read an iterable of lines; source is its name for errors."""
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        """Read a str."""
        self.read_file(StringIO(string), source)

    def read_dict(self, dictionary, source="<dict>"):
        """Take over a mapping of sections, which are mappings of options."""
        names, pairs = set(), set()
        for name, options in dictionary.items():
            if name is not UNNAMED_SECTION:
                name = str(name)
            try:
                self.add_section(name)
            except (DuplicateSectionError, ValueError):
                # It may be there from before, but not from this mapping.
                if self._strict and name in names:
                    raise
            names.add(name)
            for option, value in options.items():
                option = self.optionxform(str(option))
                if self._strict and (name, option) in pairs:
                    raise DuplicateOptionError(name, option, source)
                pairs.add((name, option))
                self.set(name, option, value if value is None else str(value))

    def _read(self, fp, fpname):
        try:
            _Reader(self, fpname).read(fp)
        finally:
            # Also what came before an error is made whole.
            before_read = self._interpolation.before_read
            for name in self:
                options = self._own(name)
                for option, value in options.items():
                    if type(value) is list:
                        value = "\n".join(value).rstrip()
                    options[option] = before_read(self, name, option, value)

    def _read_defaults(self, defaults):
        for option, value in defaults.items():
            self._defaults[self.optionxform(option)] = value

    # ------------------------------------------------------------ options

    def optionxform(self, optionstr):
        """The form in which the name of an option is kept: in lower case."""
        return optionstr.lower()

    def options(self, section):
        """The names of a section's options, with the defaults."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        names = self._sections[section].copy()
        names.update(self._defaults)
        return [*names]

    def has_option(self, section, option):
        """Whether a section, or the defaults, has an option."""
        option = self.optionxform(option)
        if section and section != self.default_section:
            own = self._sections.get(section)
            if own is None or option in own:
                return own is not None
        return option in self._defaults

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option.

        vars, a mapping, goes before the section, and that before the defaults.  raw leaves
        references in values alone.  Without an option, fallback is the result, if given."""
        try:
            names = self._unify_values(section, vars)
        except NoSectionError:
            if fallback is not _UNSET:
                return fallback
            raise
        option = self.optionxform(option)
        try:
            value = names[option]
        except KeyError:
            if fallback is not _UNSET:
                return fallback
            raise NoOptionError(option, section)
        if value is not None and not raw:
            value = self._interpolation.before_get(self, section, option, value, names)
        return value

    def _unify_values(self, section, vars):
        given = {}
        for option, value in vars.items() if vars else ():
            given[self.optionxform(option)] = None if value is None else str(value)
        return ChainMap(given, self._own(section), self._defaults)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            value = self.get(section, option, raw=raw, vars=vars, **kwargs)
        except (NoOptionError, NoSectionError):
            if fallback is not _UNSET:
                return fallback
            raise
        return conv(value)

    def _convert_to_boolean(self, value):
        state = self.BOOLEAN_STATES.get(value.lower())
        if state is None:
            raise ValueError(f"Not a boolean: {value}")
        return state

    getint = _typed_get("getint", int, "The value of an option as an int.")
    getfloat = _typed_get("getfloat", float, "The value of an option as a float.")
    getboolean = _typed_get("getboolean", "_convert_to_boolean", "The value of an option as a bool, by BOOLEAN_STATES.")

    def items(self, section=_UNSET, raw=False, vars=None):
        """The pairs of a section's options and values, as get() gives them; without a section,
        the pairs of names and sections."""
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        values.update(self._own(section))
        own = list(values)
        for option, value in vars.items() if vars else ():
            values[self.optionxform(option)] = value
        if not raw:
            worked_out = partial(self._interpolation.before_get, self, section)
            return [(name, None if values[name] is None else worked_out(name, values[name], values)) for name in own]
        return [(name, values[name]) for name in own]

    def set(self, section, option, value=None):
        """Set an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._own(section or self.default_section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Remove an option; returns whether it was there."""
        own, option = self._own(section or self.default_section), self.optionxform(option)
        if option not in own:
            return False
        del own[option]
        return True

    def _validate_value_types(self, *, section="", option="", value=""):
        if self._allow_no_value and not value:
            value = ""
        for what, given in ("section names", section), ("option keys", option), ("option values", value):
            if not isinstance(given, str):
                raise TypeError(what + " must be strings")

    # ------------------------------------------------------------ writing

    def write(self, fp, space_around_delimiters=True):
        """Write all to a text file, as it can be read again, without comments."""
        between = self._delimiters[0]
        if space_around_delimiters:
            between = f" {between} "
        # What has no header must come before the first that has, the defaults excepted.
        names = sorted(self._sections, key=lambda name: name is not UNNAMED_SECTION)
        if self._defaults:
            names.insert(0, self.default_section)
        for name in names:
            if name is not UNNAMED_SECTION:
                fp.write(f"[{name}]\n")
            for option, value in self._own(name).items():
                self._check_key(option)
                value = self._interpolation.before_write(self, name, option, value)
                if value is None and self._allow_no_value:
                    fp.write(f"{option}\n")
                else:
                    # Further lines are indented, else they were options.
                    fp.write(f"{option}{between}{str(value).replace('\n', '\n\t')}\n")
            fp.write("\n")

    def _check_key(self, key):
        if isinstance(key, str):
            why = "begins with section pattern" if self.SECTCRE.match(key) else None
            for delimiter in () if why else self._delimiters:
                if delimiter in key:
                    why = f"contains delimiter {delimiter}"
                    break
            if why:
                raise InvalidWriteError(f"Cannot write key {key}; {why}")

    # ------------------------------------------------------------ the mapping

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    def __len__(self):
        return 1 + len(self._sections)

    def __contains__(self, key):
        return self.has_section(key) or key == self.default_section

    def __getitem__(self, key):
        if key in self:
            return self._proxies[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        # What is set takes the place of all there was; a section set to itself stays.
        if key in self:
            if value is self._proxies[key]:
                return
            self._own(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.remove_section(key):
            raise KeyError(key)

    def popitem(self):
        """Take out a section; the defaults stay."""
        name = next(iter(self._sections), _UNSET)
        if name is _UNSET:
            raise KeyError
        section = self[name]
        del self[name]
        return name, section


class ConfigParser(RawConfigParser):
    """A parser whose values are str and may refer to one another, by %(name)s as it comes."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def add_section(self, section):
        """Make a new section; its name is a str."""
        self._validate_value_types(section="" if section is UNNAMED_SECTION else section)
        RawConfigParser.add_section(self, section)

    def set(self, section, option, value=None):
        """Set an option, to a str."""
        self._validate_value_types(option=option, value=value)
        RawConfigParser.set(self, section, option, value)

    def _read_defaults(self, defaults):
        # As they come, also those that refer to what is not there yet.
        usual = self._interpolation
        self._interpolation = Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = usual


# ---------------------------------------------------------------- what a parser shows of itself

class SectionProxy(MutableMapping):
    """A section of a parser, as a mapping of its options."""

    def __init__(self, parser, name):
        self._name = name
        self._parser = parser
        for converter in parser.converters:
            self._add_getter("get" + converter)

    def _add_getter(self, method):
        setattr(self, method, partial(self.get, _impl=getattr(self._parser, method)))

    name = property(attrgetter("_name"), doc="The section's name.")
    parser = property(attrgetter("_parser"), doc="The parser that the section is of.")

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, or fallback; the arguments are those of the parser's get()."""
        return (_impl or self._parser.get)(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def _names(self):
        parser, name = self._parser, self._name
        return list(parser.defaults()) if name == parser.default_section else parser.options(name)

    def __iter__(self):
        return iter(self._names())

    def __len__(self):
        return len(self._names())

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __getitem__(self, key):
        if key in self:
            return self._parser.get(self._name, key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        parser = self._parser
        parser._validate_value_types(option=key, value=value)
        parser.set(self._name, key, value)

    def __delitem__(self, key):
        # An option that only the defaults have cannot be removed here.
        if key not in self or not self._parser.remove_option(self._name, key):
            raise KeyError(key)

    def __repr__(self):
        return f"<Section: {self._name}>"


class ConverterMapping(MutableMapping):
    """The converters of a parser: for each name there is a method get<name>() of the parser and
    of its sections."""

    GETTERCRE = re.compile(r"^get(?P<name>.+)$")

    def __init__(self, parser):
        self._parser = parser
        # Methods of the parser's class know how to convert; theirs are None.
        found = filter(None, map(self.GETTERCRE.match, dir(parser)))
        self._converters = {match["name"]: None for match in found if callable(getattr(parser, match[0]))}

    def __len__(self):
        return len(self._converters)

    def __iter__(self):
        return iter(self._converters)

    def __getitem__(self, key):
        return self._converters[key]

    def __setitem__(self, key, value):
        if not isinstance(key, str):
            raise ValueError(f"Incompatible key: {key} (type: {type(key)})")
        if not key:
            raise ValueError('Incompatible key: cannot use "" as a name')
        method = partial(self._parser._get_conv, conv=value)
        method.converter = value
        self._converters[key] = value
        setattr(self._parser, "get" + key, method)
        for section in self._parser.values():
            section._add_getter("get" + key)

    def __delitem__(self, key):
        if not isinstance(key, str) or not key:
            raise KeyError(key)
        del self._converters[key]
        for holder in self._parser, *self._parser.values():
            # A method of the class stays.
            vars(holder).pop("get" + key, None)


__all__ = """
    ConfigParser RawConfigParser SectionProxy ConverterMapping
    Interpolation BasicInterpolation ExtendedInterpolation
    NoSectionError NoOptionError DuplicateSectionError DuplicateOptionError ParsingError MissingSectionHeaderError
    MultilineContinuationError UnnamedSectionDisabledError InvalidWriteError InterpolationError
    InterpolationDepthError InterpolationMissingOptionError InterpolationSyntaxError
    DEFAULTSECT MAX_INTERPOLATION_DEPTH UNNAMED_SECTION
""".split()
