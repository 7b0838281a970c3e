# expect: ok: ok | time
# No native function, type, method, descriptor or struct sequence of any module lets itself be changed.
import sys, types, builtins
names = [n for n in sys.builtin_module_names]
kinds = set()
changed = []
for name in names:
    try: m = __import__(name)
    except Exception: continue
    for k, v in list(vars(m).items()):
        todo = [v]
        if isinstance(v, type): todo += [x for x in vars(v).values()]
        for o in todo:
            if isinstance(o, (types.FunctionType, types.ModuleType, dict, list, set)) or isinstance(o, type) and o.__flags__ & (1 << 9): continue
            if type(o).__flags__ & (1 << 9): continue # an instance of a class of this program
            kinds.add(type(o).__name__)
            for a in ('poison', '__doc__', '__name__', '__module__', '__qualname__', '__self__', '__text_signature__', '__objclass__', '__dict__', '__class__'):
                try: old = getattr(o, a, None); setattr(o, a, 'poison')
                except (TypeError, AttributeError, ValueError): continue
                if isinstance(o, (type, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType, types.ClassMethodDescriptorType)): changed.append((name, k, a))
assert 'type' in kinds and 'builtin_function_or_method' in kinds
print('ok' if not changed else changed[:20])
