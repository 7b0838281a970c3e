# Loggers, levels, filters, formatters and handlers of logging.
import io
import logging
import pickle
import sys
import warnings

out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)-8s %(name)s %(module)s:%(funcName)s %(message)s"))
log = logging.getLogger("app.db")
logging.getLogger("app").addHandler(handler)
logging.getLogger("app").propagate = False


def shown():
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    print(text, end="")


def work():
    log.debug("not shown")
    log.info("nor this")
    log.warning("%s and %d", "one", 2)
    log.error("less is %(less)s", {"less": "more"})
    log.critical("no arguments: 100%")
    log.log(35, "between")


work()
shown()
log.setLevel("DEBUG")
log.debug("now %r", "shown")
log.info("a tuple %s", (1, 2))
shown()
print(log, logging.getLogger("app"), logging.root, handler, log.isEnabledFor(5), log.getEffectiveLevel())
print(sorted(it.name for it in logging.getLogger("app").getChildren()), log.getChild("x").name, log.parent.name)

# where a message comes from
def outer(level):
    def inner():
        log.warning("from level %d", level, stacklevel=level)
    inner()
for level in 1, 2, 3:
    outer(level)
shown()

# exceptions
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
lines = out.getvalue().splitlines()
print(lines[0], "|", lines[1], "|", lines[-1])
out.seek(0), out.truncate()
try:
    log.handlers
    {}["key"]
except KeyError as e:
    log.warning("given", exc_info=e)
print(out.getvalue().splitlines()[-1])
out.seek(0), out.truncate()

# filters: classes, functions, and what replaces the record
class Twice:
    def filter(self, record):
        record.msg = f"{record.msg} {record.msg}"
        return True
log.addFilter(Twice())
log.addFilter(lambda record: "skip" not in record.msg)
log.warning("hear")
log.warning("skip")
shown()
log.filters.clear()
only = logging.Filter("app.db")
print([only.filter(logging.makeLogRecord({"name": n})) for n in ("app.db", "app.db.x", "app.dbx", "app")])

# extra and adapters
handler.setFormatter(logging.Formatter("{levelname}:{message}:{user:>6}", style="{", defaults={"user": "nobody"}))
log.warning("plain")
log.warning("with extra", extra={"user": "ann"})
adapter = logging.LoggerAdapter(log, {"user": "bob"})
adapter.info("adapted %s", 1)
print(adapter, adapter.name, adapter.isEnabledFor(logging.DEBUG))
shown()
try:
    log.warning("x", extra={"message": 1})
except KeyError as e:
    print(e)

# formatters
record = logging.makeLogRecord({"msg": "m %s", "args": ("a",), "name": "n", "levelname": "INFO", "created": 0.0, "msecs": 7.0})
utc = logging.Formatter("%(asctime)s|%(message)s|%(name)5s|%(levelname)s")
import time
utc.converter = time.gmtime
print(utc.format(record), "|", utc.formatTime(record, "%d.%m.%Y"))
for fmt, style in [("%(asctime)q", "%"), ("{a-b}", "{"), ("{a:.2ff}", "{"), ("{a!z}", "{"), ("plain", "{"), ("{a", "{"),
                   ("$", "$"), ("x", "$"), ("%(m)s", "?")]:
    try:
        logging.Formatter(fmt, style=style)
    except ValueError as e:
        print(repr(fmt), e)
try:
    logging.Formatter("%(nothing)s").format(record)
except ValueError as e:
    print(e)
for fmt in "%(message)s", "100%% %(message)s", "%(process)d%(custom)s", "%(name)s%%%(message)-5s|":
    record.custom = "c"
    record.process = 3
    print(logging.Formatter(fmt).format(record))
print(logging.BufferingFormatter().format([record, record]))

# levels
logging.addLevelName(15, "VERBOSE")
print(logging.getLevelName(15), logging.getLevelName("VERBOSE"), logging.getLevelName(16), logging.getLevelName("nope"))
print(sorted(logging.getLevelNamesMapping().items()))
for bad in ("nope", None, (0, 0)):
    try:
        log.setLevel(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for call in (lambda: log.log("10", "x"), lambda: logging.getLogger(3), lambda: logging.setLoggerClass(int)):
    try:
        call()
    except TypeError as e:
        print(e)

# pickling
print(pickle.loads(pickle.dumps(log)) is log, pickle.loads(pickle.dumps(logging.root)) is logging.root)
try:
    pickle.dumps(logging.Logger("app.db"))
except pickle.PicklingError as e:
    print(e)
again = pickle.loads(pickle.dumps(record))
print(type(again), again.getMessage(), record)

# handlers: errors, names, the last resort
class Bad(logging.Handler):
    pass
try:
    Bad().handle(record)
except NotImplementedError as e:
    print(e)
named = logging.NullHandler()
named.name = "quiet"
print(logging.getHandlerByName("quiet") is named, logging.getHandlerNames(), named)
named.close()
print(logging.getHandlerByName("quiet"))
real, sys.stderr = sys.stderr, io.StringIO()
try:
    logging.getLogger("elsewhere").warning("last resort")
    logging.getLogger("elsewhere").info("below it")
    log.warning("%d", "not a number")
    text = sys.stderr.getvalue().splitlines()
finally:
    sys.stderr = real
print(text[0], text[1], text[-2:], sep="\n")
out.seek(0), out.truncate()

# basicConfig, warnings, disable
target = io.StringIO()
logging.basicConfig(stream=target, format="%(levelname)s %(message)s", level=logging.INFO)
logging.basicConfig(level=logging.DEBUG)
logging.info("root says %s", "hello")
logging.captureWarnings(True)
warnings.warn("be warned")
logging.captureWarnings(False)
logging.disable(logging.ERROR)
logging.error("disabled")
logging.critical("not disabled")
logging.disable(logging.NOTSET)
print([line.split(":")[-1] if "warn" in line else line for line in target.getvalue().splitlines()])
for bad in {"stream": 1, "filename": "x"}, {"handlers": [], "stream": 1}, {"what": 1}, {"style": "?"}:
    try:
        logging.basicConfig(force=True, **bad)
    except ValueError as e:
        print(e)
for thing in logging.Logger, logging.Formatter, logging.LogRecord, logging.getLogger:
    print(thing.__module__, thing.__qualname__, bool(thing.__doc__))
