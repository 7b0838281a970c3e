# expect: ok: ok | time
import _casyncio, types
for c in (_casyncio.Future, _casyncio.Task):
    for name, v in (('poison', 1), ('result', 1), ('__init__', 1), ('__class__', int), ('__bases__', (object,)), ('__dict__', {})):
        try: setattr(c, name, v); print('changed', c, name)
        except (TypeError, AttributeError): pass
for f in (_casyncio._get_running_loop, _casyncio.Future.result):
    for name in ('__name__', '__doc__', '__module__', 'poison', '__text_signature__'):
        try: setattr(f, name, 'poison')
        except (TypeError, AttributeError): pass
_casyncio._current_tasks()['poison'] = 1
_casyncio._set_running_loop('poison')
_casyncio.Future = None
print('ok')
