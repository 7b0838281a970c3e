# expect: ok: ok | time | memory
# Modules of children without the grant of any.
import sys
for m in ('_interpreters', '_interpchannels', '_interpqueues', 'concurrent.interpreters', 'interpreters', 'test.support.interpreters'):
    try: mod = __import__(m, fromlist=['x'])
    except ImportError: continue
    for name in dir(mod):
        f = getattr(mod, name)
        if callable(f) and name not in ('InterpreterError',):
            for args in ((), (0,), (1,), (-1,), (2**70,), ('x',), (None,), (0, 'import os; os.system("id")'), (0, lambda: 1), (b'', b''), (0, 0, 0), (object(), {}), ('isolated',), (1.5, [])):
                try: f(*args)
                except (Exception, SystemExit): pass
try:
    from concurrent import interpreters as ci
    main = ci.get_main()
    for g in (main.close, lambda: main.exec('x = 1'), lambda: main.call(print, 1), lambda: main.prepare_main(x=object()), lambda: main.call_in_thread(print), lambda: ci.create_queue(-1).put(object()), lambda: ci.Interpreter(0).close(), lambda: ci.Interpreter(99)):
        try: g()
        except (Exception, SystemExit): pass
except ImportError: pass
print('ok')
