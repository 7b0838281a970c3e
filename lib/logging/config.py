# logging.config: set logging up from a dict, from an ini file, or from what comes over a socket.
# Loggers are kept, since programs hold them: a configuration changes them in place; handlers of before are closed.

"""Configuration of logging: dictConfig(), fileConfig() and listen()."""

import functools
import io
import logging.handlers
import os
import queue
import re
import threading
from errno import ECONNRESET as RESET_ERROR

DEFAULT_LOGGING_CONFIG_PORT = 9030

# ---------------------------------------------------------------- what both kinds of configuration need


class _Blaming:
    # with _Blaming("Unable to do %s", it): an exception in it is the cause of a ValueError with this text.

    def __init__(self, text, *values):
        self.text, self.values = text, values

    def __enter__(self):
        pass

    def __exit__(self, kind, error, trace):
        if isinstance(error, Exception):
            raise ValueError(self.text % self.values) from error


def _imported(path, load=__import__):
    # The object of a dotted name, importing what has to be.
    module, *attributes = path.split(".")
    found = load(module)
    for attribute in attributes:
        module += "." + attribute
        if not hasattr(found, attribute):
            load(module)
        found = getattr(found, attribute)
    return found


def _forget_handlers():
    # All handlers of before are closed and forgotten.
    logging._handlers.clear()
    old = logging._handlerList
    logging.shutdown(old[:])
    old.clear()


class _Earlier:
    # The loggers of before, parted into those that are configured, those below them, and others.

    def __init__(self):
        self.all = logging.root.manager.loggerDict
        self.others = set(self.all)
        self.configured = set()

    def configure(self, name):
        if name in self.others:
            self.others.remove(name)
            self.configured.add(name)

    def finish(self, disable):
        # The others are disabled, but those below one that is configured start anew.
        above = tuple(name + "." for name in self.configured)
        for name in self.others:
            logger = self.all[name]
            if not name.startswith(above):
                logger.disabled = disable
            elif isinstance(logger, logging.Logger):
                logger.handlers, logger.propagate = [], True
                logger.setLevel(logging.NOTSET)


def _take_handlers_off(logger):
    for old in tuple(logger.handlers):
        logger.removeHandler(old)


# ---------------------------------------------------------------- ini files

def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Set logging up from a file in configparser's format (its name, the file, or a RawConfigParser)."""
    read = _Sections(_parsed(fname, defaults, encoding))
    read.make_formatters()
    with logging._lock:
        _forget_handlers()
        read.make_handlers()
        read.set_loggers_up(disable_existing_loggers)


def _parsed(source, defaults, encoding):
    from configparser import ConfigParser, ParsingError, RawConfigParser
    if isinstance(source, RawConfigParser):
        return source
    if isinstance(source, str):
        if not os.path.exists(source):
            raise FileNotFoundError(f"{source} doesn't exist")
        if os.path.getsize(source) == 0:
            raise RuntimeError(f"{source} is an empty file")
    try:
        parser = ConfigParser(defaults)
        if hasattr(source, "readline"):
            parser.read_file(source)
        else:
            parser.read(source, encoding=io.text_encoding(encoding))
    except ParsingError as e:
        raise RuntimeError(f"{source} is invalid: {e}")
    return parser


def _names(text):
    # The names of a list with commas.
    return [name.strip() for name in text.split(",")] if text else []


def _evaluated(text):
    # Arguments in the file are expressions, with the names of logging.
    return eval(text, vars(logging))


class _Sections:
    # A parsed file, and the formatters and handlers made of it, by their names.

    def __init__(self, parser):
        self.parser = parser
        self.formatters, self.handlers = {}, {}

    def make_formatters(self):
        parser = self.parser
        for name in _names(parser["formatters"]["keys"]):
            section = "formatter_" + name
            layout, datefmt, style, defaults = [
                parser.get(section, option, raw=True, fallback=otherwise) for option, otherwise in
                (("format", None), ("datefmt", None), ("style", "%"), ("defaults", None))]
            kind = parser[section].get("class")
            factory = _imported(kind) if kind else logging.Formatter
            more = {"defaults": _evaluated(defaults)} if defaults else {}
            self.formatters[name] = factory(layout, datefmt, style, **more)

    def make_handlers(self):
        later = []
        for name in _names(self.parser["handlers"]["keys"]):
            section = self.parser["handler_" + name]
            factory = self._class(section["class"])
            positional, named = _evaluated(section.get("args", "()")), _evaluated(section.get("kwargs", "{}"))
            made = self.handlers[name] = factory(*positional, **named)
            made.name = name
            if "level" in section:
                made.setLevel(section["level"])
            if formatter := section.get("formatter"):
                made.setFormatter(self.formatters[formatter])
            if issubclass(factory, logging.handlers.MemoryHandler) and section.get("target"):
                later.append((made, section["target"]))
        # A target may come later in the file.
        for made, target in later:
            made.setTarget(self.handlers[target])

    def _class(self, text):
        # A class is named as from within logging, or by its whole path.
        try:
            return _evaluated(text)
        except (NameError, AttributeError):
            return _imported(text)

    def set_loggers_up(self, disable):
        names = _names(self.parser["loggers"]["keys"])
        names.remove("root")
        self._set_up(logging.root, self.parser["logger_root"])
        earlier = _Earlier()
        for section in [self.parser["logger_" + name] for name in names]:
            qualname = section["qualname"]
            earlier.configure(qualname)
            logger = logging.getLogger(qualname)
            self._set_up(logger, section)
            logger.propagate, logger.disabled = section.getint("propagate", fallback=1), 0
        earlier.finish(disable)

    def _set_up(self, logger, section):
        if "level" in section:
            logger.setLevel(section["level"])
        _take_handlers_off(logger)
        for name in _names(section["handlers"]):
            logger.addHandler(self.handlers[name])


# ---------------------------------------------------------------- dicts whose values are converted when asked for

IDENTIFIER = re.compile(r"^[a-z_][a-z0-9_]*$", re.I)


def valid_ident(s):
    """True; ValueError if s is no identifier."""
    if IDENTIFIER.match(s) is None:
        raise ValueError(f"Not a valid Python identifier: {s!r}")
    return True


class ConvertingMixin:
    """What containers share that convert their items when these are asked for."""

    def convert(self, value):
        """The converted value, which knows its container."""
        converted = self.configurator.convert(value)
        if converted is not value and type(converted) in _converting.values():
            converted.parent = self
        return converted

    def convert_with_key(self, key, value, replace=True):
        """The converted value, which knows its container and key; kept in its place too if replace is true."""
        converted = ConvertingMixin.convert(self, value)
        if converted is not value:
            if replace:
                self[key] = converted
            if type(converted) in _converting.values():
                converted.key = key
        return converted


def _item_of(base, replace=True):
    # The __getitem__ of a container that converts what that of base gives.
    plain = base.__getitem__

    def __getitem__(self, key):
        return self.convert_with_key(key, plain(self, key), replace)

    return __getitem__


class ConvertingDict(dict, ConvertingMixin):
    """A dict that converts its values when they are asked for."""

    __getitem__ = _item_of(dict)

    def get(self, key, default=None):
        """The converted value of a key, or of the default."""
        return self.convert_with_key(key, super().get(key, default))

    def pop(self, key, default=None):
        """Take a value out, converted."""
        return self.convert_with_key(key, super().pop(key, default), False)


class ConvertingList(list, ConvertingMixin):
    """A list that converts its items when they are asked for."""

    __getitem__ = _item_of(list)

    def pop(self, idx=-1):
        """Take an item out, converted."""
        return self.convert(super().pop(idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple that converts its items when they are asked for."""

    __getitem__ = _item_of(tuple, replace=False)


_converting = {dict: ConvertingDict, list: ConvertingList, tuple: ConvertingTuple}


class BaseConfigurator:
    """What turns a configuration's strings and dicts into objects."""

    # "prefix://suffix" in a string: the method that makes an object of the suffix.
    value_converters = {"cfg": "cfg_convert", "ext": "ext_convert"}
    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")

    # The steps of a path in the configuration: its first word, ".word" and "[index]".
    WORD_PATTERN, DOT_PATTERN, INDEX_PATTERN, DIGIT_PATTERN = map(re.compile, (
        r"^\s*(\w+)\s*", r"^\.\s*(\w+)\s*", r"^\[([^\[\]]*)\]\s*", r"^\d+$"))

    # May be replaced by what imports in another way.
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = converting = ConvertingDict(config)
        converting.configurator = self

    def convert(self, value):
        """The value, as a converting container, or as what its prefix says."""
        if isinstance(value, ConvertingMixin):
            return value
        if isinstance(value, str):
            parts = self.CONVERT_PATTERN.match(value)
            method = parts and self.value_converters.get(parts["prefix"])
            return getattr(self, method)(parts["suffix"]) if method else value
        for base, kind in _converting.items():
            # Named tuples stay what they are.
            if isinstance(value, base) and not (base is tuple and hasattr(value, "_fields")):
                value = kind(value)
                value.configurator = self
                break
        return value

    def resolve(self, s):
        """The object of a dotted name, importing what has to be."""
        try:
            return _imported(s, self.importer)
        except ImportError as e:
            raise ValueError(f"Cannot resolve {s!r}: {e}") from e

    def ext_convert(self, value):
        """What "ext://" means: an object by its dotted name."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """What "cfg://" means: a part of the configuration."""
        word = self.WORD_PATTERN.match(value)
        if not word:
            raise ValueError(f"Unable to convert {value!r}")
        part, rest = self.config[word[1]], value[word.end():]
        while rest:
            if not (step := self.DOT_PATTERN.match(rest) or self.INDEX_PATTERN.match(rest)):
                raise ValueError(f"Unable to convert {value!r} at {rest!r}")
            part = self._part(part, step[1], rest[0] == "[")
            rest = rest[step.end():]
        return part

    def _part(self, container, key, bracketed):
        # Digits in brackets are the index of a list, or else a key.
        if bracketed and self.DIGIT_PATTERN.match(key):
            try:
                return container[int(key)]
            except (KeyError, TypeError):
                pass
        return container[key]

    def configure_custom(self, config):
        """What the factory of "()" makes of the rest; "." are attributes to set."""
        made = self._call(self._factory(config), config)
        self._set_attributes(made, config)
        return made

    def _factory(self, config):
        factory = config.pop("()")
        return factory if callable(factory) else self.resolve(factory)

    def _call(self, factory, config):
        return factory(**{name: config[name] for name in config if name != "." and valid_ident(name)})

    def _set_attributes(self, made, config):
        for name, value in (config.pop(".", None) or {}).items():
            setattr(made, name, value)

    def as_tuple(self, value):
        """A list as a tuple, anything else as it is."""
        return tuple(value) if isinstance(value, list) else value


# ---------------------------------------------------------------- dictConfig

def dictConfig(config):
    """Set logging up from a dict, as its documentation describes."""
    dictConfigClass(config).configure()


def _is_queue_like_object(obj):
    # Whether it may be a queue: one of queue or multiprocessing, or what has their methods.
    import sys
    known = [queue.Queue, queue.SimpleQueue]
    if "multiprocessing.queues" in sys.modules:
        known.append(sys.modules["multiprocessing.queues"].Queue)
    methods = "empty full get get_nowait join put put_nowait qsize task_done".split()
    return isinstance(obj, tuple(known)) or all(callable(getattr(obj, name, None)) for name in methods)


_NOT_YET = " not configured yet"


def _waits(error):
    # Whether it says of a handler that another is wanted first.
    return str(error.__cause__).endswith(_NOT_YET)


def _set_level(it, level):
    it.setLevel(logging._checkLevel(level))


class DictConfigurator(BaseConfigurator):
    """Sets logging up from a dict; dictConfig() uses it."""

    def configure(self):
        """Do it."""
        settings = self.config
        if "version" not in settings:
            raise ValueError("dictionary doesn't specify a version")
        if (version := settings["version"]) != 1:
            raise ValueError("Unsupported version: %s" % version)
        with logging._lock:
            if settings.pop("incremental", False):
                self._change_handlers()
                self._configure_loggers(incremental=True)
            else:
                disable = settings.pop("disable_existing_loggers", True)
                _forget_handlers()
                self._replace("formatter", self.configure_formatter)
                self._replace("filter", self.configure_filter)
                self._replace_handlers()
                earlier = _Earlier()
                self._configure_loggers(earlier, disable)

    def _change_handlers(self):
        # Of handlers that are there, only levels can be changed.
        named = logging._handlers
        group = self.config.get("handlers", {})
        for name in group:
            if name not in named:
                raise ValueError(f"No handler found with name {name!r}")
            with _Blaming("Unable to configure handler %r", name):
                if level := group[name].get("level", None):
                    _set_level(named[name], level)

    def _replace(self, kind, make):
        # The settings of all formatters, say, give way to what is made of them.
        group = self.config.get(kind + "s", {})
        for name in group:
            with _Blaming(f"Unable to configure {kind} %r", name):
                group[name] = make(group[name])

    def _replace_handlers(self):
        group = self.config.get("handlers", {})
        todo = sorted(group)
        # Those that need one that is not there yet wait for all others, once.
        for may_wait in True, False:
            waiting = []
            for name in todo:
                with _Blaming("Unable to configure handler %r", name):
                    try:
                        made = self.configure_handler(group[name])
                    except ValueError as e:
                        if not (may_wait and _waits(e)):
                            raise
                        waiting.append(name)
                        continue
                    made.name = name
                    group[name] = made
            todo = waiting

    def _configure_loggers(self, earlier=None, disable=None, incremental=False):
        group = self.config.get("loggers", {})
        for name in group:
            with _Blaming("Unable to configure logger %r", name):
                self.configure_logger(name, group[name], incremental)
            if earlier:
                earlier.configure(name)
        if earlier:
            earlier.finish(disable)
        if settings := self.config.get("root", None):
            with _Blaming("Unable to configure root logger"):
                self.configure_root(settings, incremental)

    # ---- formatters and filters

    def configure_formatter(self, config):
        """A formatter from its settings."""
        if (factory := config.get("()", None)) is None:
            kind = config.get("class", None)
            named = {key: config[key] for key in ("validate", "defaults") if config.get(key, None) is not None}
            positional = map(config.get, ("format", "datefmt", "style"), (None, None, "%"))
            return (self.resolve(kind) if kind else logging.Formatter)(*positional, **named)
        try:
            return self.configure_custom(config)
        except TypeError as e:
            if "'format'" not in str(e):
                raise
        # A factory that calls its format "fmt", as Formatter does.
        config |= {"fmt": config.pop("format"), "()": factory}
        return self.configure_custom(config)

    def configure_filter(self, config):
        """A filter from its settings."""
        return self.configure_custom(config) if "()" in config else logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        """Give a logger or handler filters, by their names or themselves."""
        for each in filters:
            with _Blaming("Unable to add filter %r", each):
                ready = callable(each) or callable(getattr(each, "filter", None))
                filterer.addFilter(each if ready else self.config["filters"][each])

    # ---- handlers

    def configure_handler(self, config):
        """A handler from its settings."""
        whole = dict(config)
        wanted = config.pop("formatter", None)
        with _Blaming("Unable to set formatter %r", wanted):
            formatter = wanted and self.config["formatters"][wanted]
        level, filters = config.pop("level", None), config.pop("filters", None)
        try:
            factory = self._factory(config) if "()" in config else self._prepared_class(config)
        except ValueError as e:
            if _waits(e):
                # All settings are wanted again.
                config.update(whole)
            raise
        made = self._call(factory, config)
        if formatter:
            made.setFormatter(formatter)
        if level is not None:
            _set_level(made, level)
        self.add_filters(made, filters or ())
        self._set_attributes(made, config)
        return made

    def _prepared_class(self, config):
        # What makes a handler of the class in the settings, of which some may have to be replaced before.
        kind = config.pop("class")
        kind = kind if callable(kind) else self.resolve(kind)
        for base, prepare in _preparations.items() if isinstance(kind, type) else ():
            if issubclass(kind, base):
                return prepare(self, config, kind)
        return kind

    def _ready(self, name, what):
        # Another handler that this one needs.
        found = self.config["handlers"][name]
        if isinstance(found, logging.Handler):
            return found
        raise TypeError(what + _NOT_YET)

    def _prepare_memory(self, config, kind):
        if "flushLevel" in config:
            config["flushLevel"] = logging._checkLevel(config["flushLevel"])
        if "target" in config:
            name = config["target"]
            with _Blaming("Unable to set target handler %r", name):
                config["target"] = self._ready(name, "target")
        return kind

    def _prepare_queue(self, config, kind):
        for key, make in ("queue", self._queue_of), ("listener", self._listener_of):
            if key in config:
                config[key] = make(config[key])
        if "handlers" in config:
            with _Blaming("Unable to set required handler"):
                config["handlers"] = [self._ready(name, f"Required handler {name!r}") for name in config["handlers"]]
        return functools.partial(self._configure_queue_handler, kind)

    def _configure_queue_handler(self, klass, *, queue=None, listener=logging.handlers.QueueListener, handlers=(),
                                 respect_handler_level=False, **kwargs):
        # A handler of that class with its queue and its listener.
        if queue is None:
            queue = _new_queue()
        made = klass(queue, **kwargs)
        made.listener = listener(queue, *handlers, respect_handler_level=respect_handler_level)
        return made

    def _queue_of(self, spec):
        if isinstance(spec, dict) and "()" in spec:
            return self.configure_custom(dict(spec))
        if isinstance(spec, str):
            make = spec = self.resolve(spec)
            if callable(make):
                return make()
        elif _is_queue_like_object(spec):
            return spec
        raise TypeError(f"Invalid queue specifier {spec!r}")

    def _listener_of(self, spec):
        if isinstance(spec, dict) and "()" in spec:
            return self.configure_custom(dict(spec))
        make = self.resolve(spec) if isinstance(spec, str) else spec
        if isinstance(make, type):
            fits = issubclass(make, logging.handlers.QueueListener)
        else:
            fits = make is not spec and callable(make)
        if not fits:
            raise TypeError(f"Invalid listener specifier {spec!r}")
        return make

    def add_handlers(self, logger, handlers):
        """Give a logger handlers, by their names."""
        for name in handlers:
            with _Blaming("Unable to add handler %r", name):
                logger.addHandler(self.config["handlers"][name])

    # ---- loggers

    def common_logger_config(self, logger, config, incremental=False):
        """What the root and other loggers have in common."""
        if (level := config.get("level", None)) is not None:
            _set_level(logger, level)
        if not incremental:
            _take_handlers_off(logger)
            self.add_handlers(logger, config.get("handlers", None) or ())
            self.add_filters(logger, config.get("filters", None) or ())

    def configure_root(self, config, incremental=False):
        """Set the root logger up."""
        self.common_logger_config(logging.root, config, incremental)

    def configure_logger(self, name, config, incremental=False):
        """Set a logger up."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if (passes := config.get("propagate", None)) is not None:
            logger.propagate = passes


def _tuple_of(key):
    def prepare(self, config, kind):
        if key in config:
            config[key] = self.as_tuple(config[key])
        return kind

    return prepare


_new_queue = queue.Queue
_preparations = {
    logging.handlers.MemoryHandler: DictConfigurator._prepare_memory,
    logging.handlers.QueueHandler: DictConfigurator._prepare_queue,
    logging.handlers.SMTPHandler: _tuple_of("mailhost"),
    logging.handlers.SysLogHandler: _tuple_of("address"),
}

dictConfigClass = DictConfigurator

# ---------------------------------------------------------------- configurations over a socket

# The thread of listen() that serves now, or None.
_listener = None


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread that serves a port (once started) at which configurations come: four bytes of length, then
    JSON for dictConfig() or a file for fileConfig().  verify gets the bytes and gives them, or others, or None."""
    return _Listener(port, verify)


def stopListening():
    """Stop the server that listen() started, if there is one."""
    global _listener
    with logging._lock:
        serving, _listener = _listener, None
    if serving:
        serving.ended.set()


class _Listener(threading.Thread):
    # Its ready is set when it serves, and after each configuration; its port may have been 0 before.

    def __init__(self, port, verify):
        super().__init__()
        self.port, self.verify = port, verify
        self.ready, self.ended = threading.Event(), threading.Event()

    def run(self):
        global _listener
        from socketserver import ThreadingTCPServer

        class Server(ThreadingTCPServer):
            allow_reuse_address = True
            # How often it looks whether it is to stop.
            timeout = 1

        with Server(("localhost", self.port), self._receive) as server:
            self.port = server.server_address[1]
            with logging._lock:
                _listener = self
            self.ready.set()
            while not self.ended.is_set():
                server.handle_request()

    def _receive(self, connection, address, server):
        try:
            with connection.makefile("rb") as stream:
                head = stream.read(4)
                size = int.from_bytes(head)
                data = stream.read(size)
        except OSError as e:
            if e.errno != RESET_ERROR:
                raise
            return
        if len(head) == 4 and len(data) == size:
            if self.verify is not None:
                data = self.verify(data)
            if data is not None:
                _configure_by(data.decode("utf-8"))
            self.ready.set()


def _configure_by(text):
    # What is no dict for dictConfig() is a file for fileConfig(); a failure is told on stderr.
    import json
    try:
        dictConfig(json.loads(text))
    except Exception:
        try:
            fileConfig(io.StringIO(text))
        except Exception:
            import traceback
            traceback.print_exc()
