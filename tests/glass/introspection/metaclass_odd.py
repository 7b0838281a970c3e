# expect: ok: ok
for r in (5, None, 'x', type, object, int, {}, type('Q', (), {})):
    try:
        class A(metaclass=lambda *a, **k: r): x = 1
    except TypeError: pass
    for p in (5, None, [], type('D', (dict,), {'__setitem__': lambda s, k, v: None})(), __import__('collections').OrderedDict(), __import__('types').MappingProxyType({})):
        class M(type):
            @classmethod
            def __prepare__(c, *a, **k): return p
        try:
            class B(metaclass=M):
                x = 1
                def f(s): return __class__
        except (TypeError, AttributeError, RuntimeError): pass
    class M2(type):
        def mro(c): return r
    try: M2('C', (), {}).x
    except (TypeError, AttributeError): pass
    class M3(type):
        def mro(c): return [c, r, object]
    try: M3('C', (), {})
    except (TypeError,AttributeError): pass
    class M4(type):
        def mro(c): return [int, str]
    try: M4('C', (), {})()
    except (TypeError,AttributeError): pass
    class ME:
        def __mro_entries__(s, b): return r
    try:
        class C(ME()): pass
    except TypeError: pass
    class ME2:
        def __mro_entries__(s, b): return (ME2(),)
    try:
        class C(ME2()): pass
    except TypeError: pass
print('ok')
