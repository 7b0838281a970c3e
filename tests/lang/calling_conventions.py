# Natives of every calling convention, bound in every way: what they get, and how wrong arguments are worded.
import _testcapi


def show(f):
    try:
        return f()
    except TypeError as e:
        return str(e).rpartition(".")[2]  # which classes and modules are named is not the point


for obj, self in ((_testcapi, _testcapi), (_testcapi.MethClass, _testcapi.MethClass), (_testcapi.MethStatic(), None),
                  (_testcapi.MethStatic, None), (_testcapi.MethClass(), _testcapi.MethClass)):
    print(obj.meth_varargs(1, 2) == (self, (1, 2)), obj.meth_varargs(*[]) == (self, ()),
          obj.meth_varargs_keywords(1, a=2, **{"b": 3}) == (self, (1,), {"a": 2, "b": 3}),
          obj.meth_o(1) == (self, 1), obj.meth_noargs() is self, obj.meth_fastcall(*(1, 2)) == (self, (1, 2)),
          obj.meth_fastcall_keywords(1, k=2) == (self, (1,), {"k": 2}))
instance = _testcapi.MethInstance()
print(instance.meth_varargs(1) == (instance, (1,)), instance.meth_o(2) == (instance, 2), instance.meth_noargs() is instance)
print(show(lambda: _testcapi.MethInstance.meth_noargs()))
for name, args, kw in (("varargs", (), {"k": 1}), ("o", (), {}), ("o", (1, 2), {}), ("o", (), {"k": 1}), ("noargs", (1,), {}),
                       ("noargs", (), {"k": 1}), ("fastcall", (1,), {"k": 1})):
    for obj in (_testcapi, instance, _testcapi.MethClass):
        print(show(lambda: getattr(obj, "meth_" + name)(*args, **kw)))
