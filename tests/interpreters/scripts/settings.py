# What no limit or grant can be is refused where the interpreter is made, by name; nothing too small becomes no limit.
import interpreters
from interpreters import Limits, Policy

nan = float("nan")
for limits, error, about in [
    (dict(time="0"), ValueError, "time"), (dict(time="0.0000000001"), ValueError, "time"), (dict(cpu=-1), ValueError, "cpu"),
    (dict(life=nan), ValueError, "life"), (dict(run_cpu=""), ValueError, "run_cpu"), (dict(time=[]), TypeError, "time"),
    (dict(memory="0"), ValueError, "memory"), (dict(memory="0.2"), ValueError, "memory"), (dict(memory=1.5), TypeError, "memory"),
    (dict(memory=2**70), OverflowError, "memory"), (dict(output=0), ValueError, "output"), (dict(output="1e9G"), ValueError, "output"),
    (dict(threads="3"), TypeError, "threads"), (dict(handles=0), ValueError, "handles"), (dict(children=-1), ValueError, "children"),
    (dict(recursion=1.5), TypeError, "recursion"), (dict(instructions=2**64), OverflowError, "instructions"),
]:
    try:
        interpreters.create(limits=Limits(**limits))
    except error as e:
        assert str(e).startswith(f"limits: {about}"), e
    else:
        raise AssertionError(limits)

for grants, error, about in [
    (dict(read="x"), TypeError, "read"), (dict(read=5), TypeError, "read"), (dict(write=[5]), TypeError, "write"),
    (dict(read=[""]), ValueError, "invalid read grant"), (dict(net=["x:y"]), ValueError, "invalid net grant"),
    (dict(env=["A=B"]), ValueError, "invalid env grant"), (dict(run=[""]), ValueError, "invalid run grant"),
    (dict(modules=["json.*"]), ValueError, "invalid module grant"), (dict(children="no"), TypeError, "children"),
    (dict(children=1), TypeError, "children"), (dict(clock=nan), ValueError, "clock"), (dict(clock=1e10), ValueError, "clock"),
    (dict(seed="a"), TypeError, "seed"), (dict(seed=2**70), OverflowError, "seed"),
]:
    try:
        interpreters.create(policy=Policy(**grants))
    except error as e:
        assert str(e).startswith(f"policy: {about}"), e
    else:
        raise AssertionError(grants)

# The smallest limit that a number can say is one.
for limits, what in [(dict(cpu=1e-12), interpreters.CPULimitExceeded), (dict(time=1e-12), interpreters.TimeLimitExceeded)]:
    interp = interpreters.create(limits=Limits(**limits))
    try:
        interp.exec("while True: pass")
    except what as e:
        assert e.limit == 1e-9 and e.used >= e.limit
    interp.close()
print("ok")
