# _testlimitedcapi: CPython's test module for its C interface, which Vivarium does not have. It can be imported, so that
# tests of the language beside those of the interface run; every name in it says that it is not there.


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError(f"_testlimitedcapi.{name}: Vivarium has no C interface")
