# logging.handlers and logging.config: files that rotate, buffers, queues, configuration by a dict.
import io
import logging
import logging.config
import logging.handlers
import os
import queue
import sys
import tempfile
import time

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "app.log")
    log = logging.getLogger("files")
    log.propagate = False
    log.setLevel(logging.DEBUG)
    rotating = logging.handlers.RotatingFileHandler(path, maxBytes=30, backupCount=2)
    log.addHandler(rotating)
    for i in range(8):
        log.info("message %d", i)
    rotating.close()
    log.removeHandler(rotating)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as f:
            print(name, f.read().split("\n"))
        os.remove(os.path.join(folder, name))

    timed = logging.handlers.TimedRotatingFileHandler(path, when="midnight", utc=True, delay=True)
    print([timed.computeRollover(t) for t in (0, 86399, 86400)], timed.suffix)
    weekly = logging.handlers.TimedRotatingFileHandler(path, when="W0", interval=2, utc=True, delay=True)
    print(weekly.computeRollover(0), weekly.interval, weekly.dayOfWeek)
    for when in "W", "W9", "Q":
        try:
            logging.handlers.TimedRotatingFileHandler(path, when=when, delay=True)
        except ValueError as e:
            print(e)

    watched = logging.handlers.WatchedFileHandler(path)
    log.addHandler(watched)
    log.info("first")
    os.rename(path, path + ".old")
    log.info("second")
    log.removeHandler(watched)
    watched.close()
    print([open(p).read() for p in (path + ".old", path)])

memory = logging.handlers.MemoryHandler(3, target=logging.StreamHandler(sys.stdout))
log.addHandler(memory)
log.info("kept")
print("then")
log.error("flushes")
log.removeHandler(memory)
memory.close()

q = queue.Queue()
sender = logging.handlers.QueueHandler(q)
listener = logging.handlers.QueueListener(q, logging.StreamHandler(sys.stdout))
log.addHandler(sender)
listener.start()
log.warning("through %s", "a queue")
listener.stop()
log.removeHandler(sender)

syslog = logging.handlers.SysLogHandler
print(syslog.encodePriority(syslog, "mail", "err"), syslog.mapPriority(syslog, "INFO"), syslog.mapPriority(syslog, "x"))
for bad in ({"method": "PUT"}, {"context": 1}):
    try:
        logging.handlers.HTTPHandler("h", "/u", **bad)
    except ValueError as e:
        print(e)


class Shout(logging.Formatter):
    def format(self, record):
        return super().format(record).upper()


stream = io.StringIO()
logging.config.dictConfig({
    "version": 1,
    "formatters": {"plain": {"format": "%(name)s:%(message)s"}, "loud": {"()": Shout, "fmt": "%(message)s!"}},
    "filters": {"only": {"name": "a"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "plain", "stream": stream, "filters": ["only"]},
        "err": {"class": "logging.StreamHandler", "formatter": "loud", "level": "ERROR", "stream": "cfg://handlers.out.stream"},
        "buffer": {"class": "logging.handlers.MemoryHandler", "capacity": 10, "target": "late", "flushLevel": "WARNING"},
        "late": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
    },
    "loggers": {"a.b": {"level": "DEBUG", "handlers": ["out", "err"], "propagate": False}, "c": {"handlers": ["buffer"]}},
    "root": {"level": "INFO"},
})
logging.getLogger("a.b").debug("one")
logging.getLogger("a.b").error("two")
print(stream.getvalue().splitlines())
logging.getLogger("c").warning("buffered")
print(log.disabled, logging.getHandlerNames() == {"out", "err", "buffer", "late"})
logging.config.dictConfig({"version": 1, "incremental": True, "loggers": {"a.b": {"level": "ERROR"}}})
print(logging.getLogger("a.b").level)


def causes(e):
    while e is not None:
        yield f"{type(e).__name__}: {e}"
        e = e.__cause__


for bad in (
    {}, {"version": 2}, {"version": 1, "handlers": {"h": {"class": "logging.Nothing"}}},
    {"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "nope"}}},
    {"version": 1, "handlers": {"h": {"class": "logging.StreamHandler", "bad key": 1}}},
    {"version": 1, "loggers": {"x": {"handlers": ["nope"]}}},
    {"version": 1, "root": {"level": "LOUD"}},
    {"version": 1, "formatters": {"f": {"format": "%(x)q"}}},
    {"version": 1, "handlers": {"m": {"class": "logging.handlers.MemoryHandler", "capacity": 1, "target": "m"}}},
):
    try:
        logging.config.dictConfig(bad)
    except Exception as e:
        print(list(causes(e)))
