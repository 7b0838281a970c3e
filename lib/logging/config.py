# logging.config: set logging up from a dict, from an ini file, or from what comes over a socket.

"""Configuration of logging: dictConfig(), fileConfig() and listen()."""

import errno
import functools
import logging
import logging.handlers
import os
import queue
import re
import threading

DEFAULT_LOGGING_CONFIG_PORT = 9030

RESET_ERROR = errno.ECONNRESET

# The server that listen() started, or None.
_listener = None


def _forget_handlers():
    # All handlers of before are closed and forgotten.
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def _resolve(name):
    # The object of a dotted name, importing what has to be.
    first, *rest = name.split(".")
    used = first
    found = __import__(first)
    for part in rest:
        used = f"{used}.{part}"
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _disable_others(names, below, disable):
    # Loggers of before that the configuration does not name are disabled, but those below one that it names start anew.
    for name in names:
        logger = logging.root.manager.loggerDict[name]
        if name in below:
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True
        else:
            logger.disabled = disable


class _Existing:
    # The loggers of before, to be parted into those that are configured, those below them, and others.

    def __init__(self):
        self.names = sorted(logging.root.manager.loggerDict)
        self.below = []

    def configured(self, name):
        if name in self.names:
            self.below += [it for it in self.names if it.startswith(name + ".")]
            self.names.remove(name)


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Set logging up from a file in configparser's format (its name, the file, or a RawConfigParser)."""
    import configparser
    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError(f"{fname} doesn't exist")
        if not os.path.getsize(fname):
            raise RuntimeError(f"{fname} is an empty file")
    if isinstance(fname, configparser.RawConfigParser):
        settings = fname
    else:
        try:
            settings = configparser.ConfigParser(defaults)
            if hasattr(fname, "readline"):
                settings.read_file(fname)
            else:
                import io
                settings.read(fname, encoding=io.text_encoding(encoding))
        except configparser.ParsingError as e:
            raise RuntimeError(f"{fname} is invalid: {e}")
    formatters = _file_formatters(settings)
    with logging._lock:
        _forget_handlers()
        handlers = _file_handlers(settings, formatters)
        _file_loggers(settings, handlers, disable_existing_loggers)


def _names(text):
    return [name.strip() for name in text.split(",")]


def _evaluated(text):
    # Arguments in the file are expressions, with the names of logging.
    return eval(text, vars(logging))


def _file_formatters(settings):
    keys = settings["formatters"]["keys"]
    formatters = {}
    for name in _names(keys) if keys else ():
        section = f"formatter_{name}"

        def given(option, fallback=None):
            return settings.get(section, option, raw=True, fallback=fallback)

        kwargs = {}
        if defaults := given("defaults"):
            kwargs["defaults"] = _evaluated(defaults)
        factory = _resolve(kind) if (kind := settings[section].get("class")) else logging.Formatter
        formatters[name] = factory(given("format"), given("datefmt"), given("style", "%"), **kwargs)
    return formatters


def _file_handlers(settings, formatters):
    keys = settings["handlers"]["keys"]
    handlers, targets = {}, []
    for name in _names(keys) if keys else ():
        section = settings[f"handler_{name}"]
        kind = section["class"]
        try:
            factory = _evaluated(kind)
        except (AttributeError, NameError):
            factory = _resolve(kind)
        args, kwargs = _evaluated(section.get("args", "()")), _evaluated(section.get("kwargs", "{}"))
        handlers[name] = handler = factory(*args, **kwargs)
        handler.name = name
        if "level" in section:
            handler.setLevel(section["level"])
        if formatter := section.get("formatter", ""):
            handler.setFormatter(formatters[formatter])
        if issubclass(factory, logging.handlers.MemoryHandler) and (target := section.get("target", "")):
            targets.append((handler, target))
    # The target may come later in the file.
    for handler, target in targets:
        handler.setTarget(handlers[target])
    return handlers


def _file_logger(logger, section, handlers):
    if "level" in section:
        logger.setLevel(section["level"])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    if names := section["handlers"]:
        for name in _names(names):
            logger.addHandler(handlers[name])


def _file_loggers(settings, handlers, disable_existing):
    names = _names(settings["loggers"]["keys"])
    names.remove("root")
    _file_logger(logging.root, settings["logger_root"], handlers)
    existing = _Existing()
    for name in names:
        section = settings[f"logger_{name}"]
        qualname = section["qualname"]
        logger = logging.getLogger(qualname)
        existing.configured(qualname)
        _file_logger(logger, section, handlers)
        logger.propagate = section.getint("propagate", fallback=1)
        logger.disabled = 0
    _disable_others(existing.names, existing.below, disable_existing)


IDENTIFIER = re.compile(r"^[a-z_][a-z0-9_]*$", re.I)


def valid_ident(s):
    """True; ValueError if s is no identifier."""
    if not IDENTIFIER.match(s):
        raise ValueError(f"Not a valid Python identifier: {s!r}")
    return True


class ConvertingMixin:
    """What containers share that convert their items when these are asked for."""

    def convert_with_key(self, key, value, replace=True):
        """The converted value, kept in its place too if replace is true."""
        result = self.configurator.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            self._adopt(result, key)
        return result

    def convert(self, value):
        """The converted value."""
        result = self.configurator.convert(value)
        if result is not value:
            self._adopt(result, None)
        return result

    def _adopt(self, value, key):
        if type(value) in (ConvertingDict, ConvertingList, ConvertingTuple):
            value.parent = self
            if key is not None:
                value.key = key


class ConvertingDict(dict, ConvertingMixin):
    """A dict that converts its values when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        """The converted value of a key, or of the default."""
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        """Take a value out, converted."""
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list that converts its items when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        """Take an item out, converted."""
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple that converts its items when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator:
    """What turns a configuration's strings and dicts into objects."""

    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")
    WORD_PATTERN = re.compile(r"^\s*(\w+)\s*")
    DOT_PATTERN = re.compile(r"^\.\s*(\w+)\s*")
    INDEX_PATTERN = re.compile(r"^\[([^\[\]]*)\]\s*")
    DIGIT_PATTERN = re.compile(r"^\d+$")

    # Prefix of a string: the method for the rest of it.
    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}

    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object of a dotted name, importing what has to be."""
        first, *rest = s.split(".")
        used = first
        try:
            found = self.importer(first)
            for part in rest:
                used = f"{used}.{part}"
                try:
                    found = getattr(found, part)
                except AttributeError:
                    self.importer(used)
                    found = getattr(found, part)
            return found
        except ImportError as e:
            raise ValueError(f"Cannot resolve {s!r}: {e}") from e

    def ext_convert(self, value):
        """What "ext://" means: an object by its dotted name."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """What "cfg://" means: a part of the configuration."""
        step = self.WORD_PATTERN.match(value)
        if step is None:
            raise ValueError(f"Unable to convert {value!r}")
        rest = value[step.end():]
        found = self.config[step[1]]
        while rest:
            if step := self.DOT_PATTERN.match(rest):
                found = found[step[1]]
            elif step := self.INDEX_PATTERN.match(rest):
                index = step[1]
                if not self.DIGIT_PATTERN.match(index):
                    found = found[index]
                else:
                    # An index of a list, or else a key.
                    try:
                        found = found[int(index)]
                    except (TypeError, KeyError):
                        found = found[index]
            if not step:
                raise ValueError(f"Unable to convert {value!r} at {rest!r}")
            rest = rest[step.end():]
        return found

    def convert(self, value):
        """The value, as a converting container, or as what its prefix says."""
        if isinstance(value, (ConvertingDict, ConvertingList, ConvertingTuple)):
            return value
        if isinstance(value, dict):
            value = ConvertingDict(value)
        elif isinstance(value, list):
            value = ConvertingList(value)
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            value = ConvertingTuple(value)
        else:
            if isinstance(value, str) and (found := self.CONVERT_PATTERN.match(value)):
                if converter := self.value_converters.get(found["prefix"]):
                    return getattr(self, converter)(found["suffix"])
            return value
        value.configurator = self
        return value

    def configure_custom(self, config):
        """What the factory of "()" makes of the rest; "." are attributes to set."""
        factory = config.pop("()")
        if not callable(factory):
            factory = self.resolve(factory)
        kwargs = {key: config[key] for key in config if key != "." and valid_ident(key)}
        result = factory(**kwargs)
        if attributes := config.pop(".", None):
            for name, value in attributes.items():
                setattr(result, name, value)
        return result

    def as_tuple(self, value):
        """A list as a tuple, anything else as it is."""
        return tuple(value) if isinstance(value, list) else value


_QUEUE_METHODS = ("empty", "full", "get", "get_nowait", "join", "put", "put_nowait", "qsize", "task_done")


def _is_queue_like_object(obj):
    # Whether it may be a queue: one of queue or multiprocessing, or what has their methods.
    if isinstance(obj, (queue.Queue, queue.SimpleQueue)):
        return True
    import sys
    if (queues := sys.modules.get("multiprocessing.queues")) is not None and isinstance(obj, queues.Queue):
        return True
    return all(callable(getattr(obj, name, None)) for name in _QUEUE_METHODS)


def _too_early(e):
    # Whether a handler could not be made since it needs another that is not configured yet.
    return isinstance(e.__cause__, TypeError) and str(e.__cause__).endswith(" not configured yet")


class DictConfigurator(BaseConfigurator):
    """Sets logging up from a dict; dictConfig() uses it."""

    def configure(self):
        """Do it."""
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        with logging._lock:
            if config.pop("incremental", False):
                self._change(config)
            else:
                self._set_up(config)

    def _loggers(self, config, incremental):
        loggers = config.get("loggers", {})
        for name in loggers:
            try:
                self.configure_logger(name, loggers[name], incremental)
            except Exception as e:
                raise ValueError(f"Unable to configure logger {name!r}") from e
            yield name

    def _root(self, config, incremental):
        if root := config.get("root", None):
            try:
                self.configure_root(root, incremental)
            except Exception as e:
                raise ValueError("Unable to configure root logger") from e

    def _change(self, config):
        # Only levels, and whether loggers propagate.
        handlers = config.get("handlers", {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError(f"No handler found with name {name!r}")
            try:
                if level := handlers[name].get("level", None):
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as e:
                raise ValueError(f"Unable to configure handler {name!r}") from e
        for _ in self._loggers(config, True):
            pass
        self._root(config, True)

    def _made(self, kind, plural, make):
        # Replaces the settings of all formatters, say, by what is made of them.
        settings = self.config.get(plural, {})
        for name in settings:
            try:
                settings[name] = make(settings[name])
            except Exception as e:
                raise ValueError(f"Unable to configure {kind} {name!r}") from e

    def _set_up(self, config):
        disable_existing = config.pop("disable_existing_loggers", True)
        _forget_handlers()
        self._made("formatter", "formatters", self.configure_formatter)
        self._made("filter", "filters", self.configure_filter)
        handlers = config.get("handlers", {})
        waiting = []
        for name in sorted(handlers):
            try:
                self._handler(handlers, name)
            except Exception as e:
                if not _too_early(e):
                    raise ValueError(f"Unable to configure handler {name!r}") from e
                waiting.append(name)
        for name in waiting:
            try:
                self._handler(handlers, name)
            except Exception as e:
                raise ValueError(f"Unable to configure handler {name!r}") from e
        existing = _Existing()
        for name in self._loggers(config, False):
            existing.configured(name)
        _disable_others(existing.names, existing.below, disable_existing)
        self._root(config, False)

    def _handler(self, handlers, name):
        handler = self.configure_handler(handlers[name])
        handler.name = name
        handlers[name] = handler

    def configure_formatter(self, config):
        """A formatter from its settings."""
        if "()" in config:
            factory = config["()"]
            try:
                return self.configure_custom(config)
            except TypeError as e:
                # A factory that calls its format "fmt", as Formatter does.
                if "'format'" not in str(e):
                    raise
                config["fmt"] = config.pop("format")
                config["()"] = factory
                return self.configure_custom(config)
        kind = config.get("class", None)
        factory = self.resolve(kind) if kind else logging.Formatter
        kwargs = {}
        if "validate" in config:
            kwargs["validate"] = config["validate"]
        if (defaults := config.get("defaults", None)) is not None:
            kwargs["defaults"] = defaults
        return factory(config.get("format", None), config.get("datefmt", None), config.get("style", "%"), **kwargs)

    def configure_filter(self, config):
        """A filter from its settings."""
        if "()" in config:
            return self.configure_custom(config)
        return logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        """Give a logger or handler filters, by their names or themselves."""
        for each in filters:
            try:
                if not callable(each) and not callable(getattr(each, "filter", None)):
                    each = self.config["filters"][each]
                filterer.addFilter(each)
            except Exception as e:
                raise ValueError(f"Unable to add filter {each!r}") from e

    def _configure_queue_handler(self, klass, **kwargs):
        # A handler of that class with its queue and its listener.
        its_queue = kwargs.pop("queue") if "queue" in kwargs else queue.Queue()
        respect = kwargs.pop("respect_handler_level", False)
        make_listener = kwargs.pop("listener", logging.handlers.QueueListener)
        handlers = kwargs.pop("handlers", [])
        listener = make_listener(its_queue, *handlers, respect_handler_level=respect)
        handler = klass(its_queue, **kwargs)
        handler.listener = listener
        return handler

    def _queue_of(self, spec):
        # A queue, or what makes one, from the settings of a handler.
        if isinstance(spec, str):
            spec = self.resolve(spec)
            if not callable(spec):
                raise TypeError(f"Invalid queue specifier {spec!r}")
            return spec()
        if isinstance(spec, dict):
            if "()" not in spec:
                raise TypeError(f"Invalid queue specifier {spec!r}")
            return self.configure_custom(dict(spec))
        if not _is_queue_like_object(spec):
            raise TypeError(f"Invalid queue specifier {spec!r}")
        return spec

    def _listener_of(self, spec):
        # What makes a listener, from the settings of a handler.
        listener = logging.handlers.QueueListener
        if isinstance(spec, type):
            if not issubclass(spec, listener):
                raise TypeError(f"Invalid listener specifier {spec!r}")
            return spec
        if isinstance(spec, str):
            made = self.resolve(spec)
            if isinstance(made, type) and not issubclass(made, listener):
                raise TypeError(f"Invalid listener specifier {spec!r}")
            if not callable(made):
                raise TypeError(f"Invalid listener specifier {spec!r}")
            return made
        if isinstance(spec, dict):
            if "()" not in spec:
                raise TypeError(f"Invalid listener specifier {spec!r}")
            return self.configure_custom(dict(spec))
        raise TypeError(f"Invalid listener specifier {spec!r}")

    def _ready(self, settings, config, name, what):
        # Another handler that this one needs.
        handler = self.config["handlers"][name]
        if not isinstance(handler, logging.Handler):
            # The settings are wanted again.
            config.update(settings)
            raise TypeError(f"{what} not configured yet")
        return handler

    def _class_factory(self, settings, config):
        # What makes a handler of the class in the settings, which may need some of them changed.
        kind = config.pop("class")
        klass = kind if callable(kind) else self.resolve(kind)
        if not isinstance(klass, type):
            return klass
        kinds = logging.handlers
        if issubclass(klass, kinds.MemoryHandler):
            if "flushLevel" in config:
                config["flushLevel"] = logging._checkLevel(config["flushLevel"])
            if "target" in config:
                target = config["target"]
                try:
                    config["target"] = self._ready(settings, config, target, "target")
                except Exception as e:
                    raise ValueError(f"Unable to set target handler {target!r}") from e
        elif issubclass(klass, kinds.QueueHandler):
            if "queue" in config:
                config["queue"] = self._queue_of(config["queue"])
            if "listener" in config:
                config["listener"] = self._listener_of(config["listener"])
            if "handlers" in config:
                try:
                    config["handlers"] = [self._ready(settings, config, name, f"Required handler {name!r}")
                                          for name in config["handlers"]]
                except Exception as e:
                    raise ValueError("Unable to set required handler") from e
            return functools.partial(self._configure_queue_handler, klass)
        elif issubclass(klass, kinds.SMTPHandler) and "mailhost" in config:
            config["mailhost"] = self.as_tuple(config["mailhost"])
        elif issubclass(klass, kinds.SysLogHandler) and "address" in config:
            config["address"] = self.as_tuple(config["address"])
        return klass

    def configure_handler(self, config):
        """A handler from its settings."""
        settings = dict(config)
        if formatter := config.pop("formatter", None):
            try:
                formatter = self.config["formatters"][formatter]
            except Exception as e:
                raise ValueError(f"Unable to set formatter {formatter!r}") from e
        level = config.pop("level", None)
        filters = config.pop("filters", None)
        if "()" in config:
            factory = config.pop("()")
            if not callable(factory):
                factory = self.resolve(factory)
        else:
            factory = self._class_factory(settings, config)
        kwargs = {key: config[key] for key in config if key != "." and valid_ident(key)}
        handler = factory(**kwargs)
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(handler, filters)
        if attributes := config.pop(".", None):
            for name, value in attributes.items():
                setattr(handler, name, value)
        return handler

    def add_handlers(self, logger, handlers):
        """Give a logger handlers, by their names."""
        for name in handlers:
            try:
                logger.addHandler(self.config["handlers"][name])
            except Exception as e:
                raise ValueError(f"Unable to add handler {name!r}") from e

    def common_logger_config(self, logger, config, incremental=False):
        """What the root and other loggers have in common."""
        if (level := config.get("level", None)) is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        if handlers := config.get("handlers", None):
            self.add_handlers(logger, handlers)
        if filters := config.get("filters", None):
            self.add_filters(logger, filters)

    def configure_logger(self, name, config, incremental=False):
        """Set a logger up."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        if (propagate := config.get("propagate", None)) is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        """Set the root logger up."""
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Set logging up from a dict, as its documentation describes."""
    dictConfigClass(config).configure()


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread that serves a port (once started) at which configurations come: four bytes of length, then
    JSON for dictConfig() or a file for fileConfig().  verify gets the bytes and gives them, or others, or None."""
    import json
    import struct
    from socketserver import StreamRequestHandler, ThreadingTCPServer

    class ConfigStreamHandler(StreamRequestHandler):
        # One connection, with one configuration.

        def handle(self):
            try:
                connection = self.connection
                head = connection.recv(4)
                if len(head) != 4:
                    return
                length, = struct.unpack(">L", head)
                data = connection.recv(length)
                while len(data) < length:
                    data += connection.recv(length - len(data))
                if self.server.verify is not None:
                    data = self.server.verify(data)
                if data is not None:
                    self.configure(data.decode("utf-8"))
                if self.server.ready:
                    self.server.ready.set()
            except OSError as e:
                if e.errno != RESET_ERROR:
                    raise

        def configure(self, text):
            import traceback
            try:
                settings = json.loads(text)
                dictConfig(settings)
            except Exception:
                import io
                try:
                    fileConfig(io.StringIO(text))
                except Exception:
                    traceback.print_exc()

    class ConfigSocketReceiver(ThreadingTCPServer):
        # Serves until it is told to stop.

        allow_reuse_address = True
        allow_reuse_port = False

        def __init__(self, host="localhost", port=DEFAULT_LOGGING_CONFIG_PORT, handler=None, ready=None, verify=None):
            ThreadingTCPServer.__init__(self, (host, port), handler)
            with logging._lock:
                self.abort = False
            self.timeout = 1
            self.ready = ready
            self.verify = verify

        def serve_until_stopped(self):
            import select
            stop = False
            while not stop:
                if select.select([self.socket.fileno()], [], [], self.timeout)[0]:
                    self.handle_request()
                with logging._lock:
                    stop = self.abort
            self.server_close()

    class Server(threading.Thread):
        # The thread; its ready is set when it serves, its port may have been 0 before.

        def __init__(self, rcvr, hdlr, port, verify):
            super().__init__()
            self.rcvr = rcvr
            self.hdlr = hdlr
            self.port = port
            self.verify = verify
            self.ready = threading.Event()

        def run(self):
            global _listener
            server = self.rcvr(port=self.port, handler=self.hdlr, ready=self.ready, verify=self.verify)
            if self.port == 0:
                self.port = server.server_address[1]
            self.ready.set()
            with logging._lock:
                _listener = server
            server.serve_until_stopped()

    return Server(ConfigSocketReceiver, ConfigStreamHandler, port, verify)


def stopListening():
    """Stop the server that listen() started, if there is one."""
    global _listener
    with logging._lock:
        if _listener:
            _listener.abort = True
            _listener = None
