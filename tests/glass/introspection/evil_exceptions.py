# expect: ok: ok
# grant: children
import interpreters
i = interpreters.create()
bad = ['''
class E(Exception):
    def __str__(s): raise E
    __repr__ = __str__
raise E
''', '''
class E(Exception):
    def __str__(s): return 5
    __repr__ = __str__
raise E
''', '''
class M(type):
    def __repr__(c): raise SystemExit
    @property
    def __name__(c): raise KeyError
    @property
    def __qualname__(c): return 5
    @property
    def __module__(c): raise KeyError
class E(Exception, metaclass=M): pass
raise E
''', '''
e = ValueError(); e.__cause__ = e; e.__context__ = e; e.__notes__ = [e] * 100; raise e
''', 'raise ValueError("x" * 10**6)', 'raise SystemExit(5)', 'raise SystemExit("x" * 10**5)', 'raise KeyboardInterrupt', 'raise GeneratorExit', 'raise BaseExceptionGroup("a", [KeyboardInterrupt()])', '''
class E(Exception):
    __class__ = property(lambda s: int)
    __traceback__ = property(lambda s: 5)
raise E
''', '''
class E(Exception):
    def __getattribute__(s, n): raise s
raise E
''', '''
def f(n): 
    if n == 0: raise ValueError
    f(n - 1)
f(900)
''', 'import sys; sys.excepthook = None; del sys.modules["sys"]; sys.modules.clear(); raise ValueError', 'raise type("\\ud800", (Exception,), {})("\\ud800")', 'import sys; sys.tracebacklimit = object(); 1/0', 'import builtins; builtins.__dict__.clear(); raise_']
for b in bad:
    try: i.exec(b)
    except interpreters.ExecutionFailed as e: str(e); repr(e); e.excinfo
    except BaseException as e: print(type(e))
    def fn(): raise ValueError(ValueError)
    try: i.call(fn)
    except interpreters.ExecutionFailed as e: str(e)
print('ok')
