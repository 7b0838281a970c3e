# expect: ok: ok
# library
import asyncio, decimal, email.message, enum, fractions, logging, numbers, string, typing
for c in (asyncio.Future, asyncio.Task, asyncio.BaseEventLoop, decimal.Decimal, email.message.Message, enum.Enum, fractions.Fraction, logging.Logger, numbers.Number, string.Template, typing.Generic):
    for n in ('__init__', '__new__', '__str__', '__eq__', '__hash__', 'poison', '__class__', '__bases__'):
        try: setattr(c, n, lambda *a: 1 / 0)
        except (AttributeError, TypeError): pass
numbers.Number.register(str)
class Poison(logging.Logger): pass
try: logging.setLoggerClass(Poison); logging.getLogger('poison').addFilter(lambda r: 1 / 0)
except ZeroDivisionError: pass
print('ok')
