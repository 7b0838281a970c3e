# Tracebacks of generated functions, each of which fails somewhere: lines and carets.
import traceback
class R:
    def __getattr__(s,n): raise AttributeError(n)
    def __getitem__(s,k): raise KeyError(k)
    def __setitem__(s,k,v): raise IndexError(k)
    def __delitem__(s,k): raise IndexError(k)
    def __add__(s,o): raise TypeError('add')
    def __radd__(s,o): raise TypeError('radd')
    def __iadd__(s,o): raise TypeError('iadd')
    def __neg__(s): raise ValueError('neg')
    def __bool__(s): raise ValueError('bool')
    def __contains__(s,x): raise ValueError('contains')
    def __lt__(s,x): raise ValueError('lt')
    def __iter__(s): raise ValueError('iter')
    def __call__(s,*a,**k): raise ValueError('call')
    def __format__(s,x): raise ValueError('format')
    def __repr__(s): raise ValueError('repr')
    def __enter__(s): raise ValueError('enter')
    def __exit__(s,*a): raise ValueError('exit')
    def __hash__(s): raise ValueError('hash')
    def __await__(s): raise ValueError('await')
    def __index__(s): raise ValueError('index')
class OK:
    def __enter__(s): return s
    def __exit__(s,*a): raise OSError('exit')
    def m(s,*a,**k): return s
    z = None
class N: pass
r=R(); ok=OK(); n=N(); none=None; one=1; d={}; l=[1,2,3]; s='abc'
def bad(*a,**k): raise RuntimeError('bad')
def idf(x=0,*a,**k): return x
def gen():
    yield 1
    raise RuntimeError('gen')
async def co(): raise RuntimeError('co')
class AI:
    def __aiter__(s): return s
    async def __anext__(s): raise RuntimeError('anext')
class ACM:
    async def __aenter__(s): raise RuntimeError('aenter')
    async def __aexit__(s,*a): raise RuntimeError('aexit')


def f0():
    return idf(f"x{(undefined)!r}", k=l[idf():"é" + 1])

def f1():
    raise ValueError from r

def f2():
    x = (lambda: "é" + 1)()
    x += idf()

def f3():
    for x in 1/0:
        d

def f4():
    del (s)[("é" * 2 + (w := l[10]))]

def f5():
    x = [x for x in "é" + 1]
    x += int("x")

def f6():
    raise ValueError from ("é" * 2 + none.x)

def f7():
    @max(int("x"), key=bad)
    def q(a=(not getattr(n, "q"))): pass

def f8():
    del (("é" * 2 + n)).attr

def f9():
    with ok:
        ("é" * 2 + bad())

def f10():
    return [x for x in l if max(1/0, key=bad)]

def f11():
    return next(gen()) + sum(gen())

def f12():
    raise ValueError from undefined

def f13():
    return l[(ok.m((l and r)).m((ok.m(d).m(d["k"])))):((n % r) and none.x)]

def f14():
    return (ok.m(
            (lambda: none.x)(),
            next(gen()) + sum(gen()),
        ).attr if {x: s for x in l} else (r if one else one))

def f15():
    x = d
    y = x + none.x

def f16():
    try:
        ((w := none)).attr
    except (not ok):
        l[{n.attr: l}:(r and 1/0)]

def f17():
    return (-(list(x + undefined for x in l)))

def f18():
    with ok:
        l[(n.attr is l):l[10]]

def f19():
    return next(gen()) + sum(gen())

def f20():
    x = (ok.m(n.attr).m(n))
    x += r

def f21():
    class C(n.attr):
        a = {x: (r is r) for x in l}

def f22():
    x = idf(undefined, l[10])
    x += list(x + d["k"] for x in l)

def f23():
    return (idf(undefined, k=getattr(int("x"), "q")) if idf(**l[10]) else ok.m(
            n.attr,
            n,
        ).attr)

def f24():
    if d:
        pass
    elif (none == none != d): pass

def f25():
    x, y = idf(s, d["k"])

def f26():
    try:
        idf(*next(gen()) + sum(gen()))
    except s:
        l["é" + 1:("é" * 2 + d)]

def f27():
    @(s and none.x)
    def q(a=d | "é" + 1): pass

def f28():
    return ok.m(
            (l[10] if none else idf()),
            [*(lambda: d)(), 1],
        ).attr

def f29():
    return max(undefined, key=bad) @ ok.z.y.a

def f30():
    raise ValueError from ({x: r for x in l} is int("x"))

def f31():
    raise max(undefined, key=bad)

def f32():
    return idf(**sorted(l, key=lambda q: bad()))

def f33():
    @("é" * 2 + none)
    def q(a=idf(**ok)): pass

def f34():
    x = d
    y = x + ok.z.y.c

def f35():
    assert r, l.index(l[10])

def f36():
    return sorted(l, key=lambda q: (-(s)))

def f37():
    import nonexistent_8

def f38():
    del (ok).attr

def f39():
    del (idf(*"é" + 1))["é" + 1]

def f40():
    with ok:
        ("é" + 1 == n != 1/0)

def f41():
    @(not one)
    def q(a=l): pass

def f42():
    ok.q = 1
    ok.q += (-(none))
    l[list(x + int("x") for x in l)] += (none.x in ok)

def f43():
    del (l)[int("x")]

def f44():
    with (ok.m(s).m((d["k"] < ok < d["k"]))) as q:
        ((ok.m(int("x")).m(l[10])) in int("x"))

def f45():
    return [[l[10], none] for x in l]

def f46():
    match idf():
        case {"a": 1}: pass
        case [x, *_] if (idf() and int("x")): pass
        case N(a=2): pass
        case 1 | 2: {undefined: l}
        case _: undefined

def f47():
    ({ok: bad()}).attr = 1/0

def f48():
    try:
        getattr(l[10], "q")
    finally:
        getattr([none.x for x in l], "q")

def f49():
    raise ValueError from bad()

def f50():
    def q():
        x = yield from (1/0)([*bad(), 1])
    list(q())

def f51():
    return ([*n.attr, 1] is next(gen()) + sum(gen()))

def f52():
    return bad((idf(none.x, ok))(idf(**r)))

def f53():
    x, y = idf(
        int("x"), k=int("x"))

def f54():
    x = ("é" + 1)["é" + 1] * [r, 1/0]
    y = x + none.x

def f55():
    with ok:
        undefined

def f56():
    ok.q = 1
    ok.q += getattr("é" + 1, "q")
    l[s] += (-(undefined))

def f57():
    del (l[s:bad()]).attr

def f58():
    del (idf()).attr

def f59():
    return ok.m(
            next(gen()) + sum(gen()),
            (not idf()),
        ).attr

def f62():
    del (({**none.x} < l < r))[n.attr]

def f63():
    (sorted(l, key=lambda q: n.attr)).attr = d

def f64():
    class C(idf(**ok)):
        a = [x for x in l if none.x]

def f65():
    with max(none, key=bad) as q:
        l[10]

def f66():
    import nonexistent_3

def f67():
    x = f"x{(idf())!r}"
    y = x + bad(undefined)

def f68():
    del (bad())[(none if int("x") else (undefined in d))]

def f69():
    ok.q = 1
    ok.q += idf(ok, {x: s for x in l})
    l[f"x{(undefined)!r}"] += idf(*"é" + 1)

def f70():
    while undefined: break
    else:
        ([n.attr, d["k"]])[int("x")]

def f71():
    ok.q = 1
    ok.q += (-(one))
    l[next(gen()) + sum(gen())] += sorted(l, key=lambda q: ok.z.y.b)

def f72():
    try:
        ("é" + 1 < "é" + 1 < none)
    except list(x + r for x in l):
        int("x")

def f73():
    return [(lambda: getattr(l, "q"))(), l[f"x{(ok)!r}":one]]

def f74():
    (bad(l))[idf(**int("x"))] = ("é" * 2 + r)

def f75():
    return idf(*idf(**idf(n.attr, 1/0)))

def f76():
    for x in one:
        l[10]

def f77():
    for x in 1/0 + none:
        (1/0)(idf())

def f78():
    with r as q:
        [*1/0, 1]

def f79():
    return next(gen()) + sum(gen())

def f80():
    def q():
        x = yield from l[n.attr:none.x]
    list(q())

def f81():
    x = d
    x += (w := d)

def f82():
    from sys import nonexist

def f83():
    x = {d: n.attr}
    y = x + (none.x if l[1/0:one] else r)

def f84():
    match ok << 1/0:
        case {"a": 1}: pass
        case [x, *_] if list(x + 1/0 for x in l): pass
        case N(a=2): pass
        case 1 | 2: sorted(l, key=lambda q: n)
        case _: {**d["k"]}

def f85():
    return l[getattr(none, "q"):(w := idf())]

def f86():
    (s)[d] = (w := n.attr)

def f87():
    raise max(ok, key=bad)

def f88():
    del (((-(l)) @ bad()))[(lambda: (lambda: d["k"])())()]

def f89():
    try:
        bad(l[10])
    finally:
        n

def f90():
    from sys import nonexist

def f91():
    x = (d["k"])[r]
    y = x + max(bad(), key=bad)

def f92():
    x, *y, z = f"x{(int('x'))!r}"

def f93():
    @idf(1/0, k=d)
    def q(a=idf()): pass

def f94():
    try:
        none.x
    except d["k"]:
        (r is int("x"))

def f95():
    x = [{x: s for x in l} for x in l]
    x += undefined

def f96():
    return getattr([x for x in l if d["k"]], "q")

def f97():
    return (f"x{(l[10])!r}" %
         (d)(none.x))

def f98():
    return (sorted(l, key=lambda q: n) < l.index(idf(d, none.x)) < (one).attr)

def f99():
    x, y = l[10]

def f100():
    del (bad((not l))).attr

def f101():
    raise ValueError from l[10]

def f102():
    return ("é" * 2 + idf(**undefined))

def f103():
    del (s + sorted(l, key=lambda q: int("x"))).attr

def f104():
    while idf(**n): break
    else:
        s

def f105():
    return (idf(**idf()) - (not idf(*n.attr)))

def f106():
    with ok:
        (int("x")).attr

def f107():
    ("é" + 1)[one] = d["k"]

def f108():
    x, y = (not none)

def f110():
    if l:
        pass
    elif (idf(*one) if [x for x in d["k"]] else bad(none.x)): pass

def f111():
    return (bad(l[d["k"]:s]))((1/0 < n < int("x")))

def f112():
    import nonexistent_6

def f113():
    assert [none.x for x in l], l[idf():max(n.attr, key=bad)]

def f114():
    @idf(
        d, k=l)
    def q(a=(not s)): pass

def f116():
    x, *y, z = [*max(idf(), key=bad), 1]

def f117():
    raise ValueError from (getattr(one, "q") if undefined else n)

def f118():
    return list(x + (w := (ok.m(ok).m(bad()))) for x in l)

def f119():
    return {**ok.z.y.a}

def f120():
    match ((idf())[r] in (ok.m(n.attr).m(r))):
        case {"a": 1}: pass
        case [x, *_] if undefined: pass
        case N(a=2): pass
        case 1 | 2: "é" + 1
        case _: (r in l[10]) * l

def f121():
    ok.q = 1
    ok.q += [(n.attr and ok) for x in l]
    l[1/0] += ((d and undefined) and (undefined in 1/0))

def f122():
    return (ok.m((-(n))).m((not l[10])))

def f123():
    assert f"x{(n)!r}", int("x")

def f125():
    try:
        (r if (n - "é" + 1) else (-(one)))
    finally:
        l

def f126():
    ok.q = 1
    ok.q += n.attr
    l[(undefined * none is "é" + 1)] += ((none == r != l) < none.x < (bad() is 1/0))

def f127():
    raise ValueError from d

def f128():
    with n.attr as q:
        {x: s for x in l}

def f129():
    del ((not undefined))[(w := d["k"])]

def f130():
    del ((l[idf():idf()])[next(gen()) + sum(gen())])[(n)(1/0)]

def f131():
    x, *y, z = ((d["k"] < one < one) and (-(idf())))

def f132():
    for x in int("x"):
        idf(n.attr, k=r)

def f133():
    with ok:
        (int("x"))[none.x]

def f134():
    return (next(gen()) + sum(gen())).attr

def f135():
    def q():
        x = yield from n.attr
    list(q())

def f137():
    return next(gen()) + sum(gen())

def f138():
    return idf(*[*none, 1])

def f139():
    try:
        bad()
    finally:
        (lambda: (l[10] == r != d["k"]))()

def f140():
    x, y = (none)[d]

def f141():
    def q():
        x = yield from (ok and int("x"))
    list(q())

def f142():
    raise ValueError from (-(r))

def f143():
    return {**getattr(n.attr, "q")}

def f144():
    return ([x for x in undefined] if idf(bad(), k=idf(*s)) else (n if "é" + 1 else n.attr))

def f145():
    ok.q = 1
    ok.q += d["k"]
    l["é" + 1] += l

def f146():
    del (ok.m(
            n.attr,
            none.x,
        ).attr)[(l.index(n.attr) < (d == r != one) < n)]

def f147():
    if (d["k"] and ok):
        pass
    elif ok: pass

def f148():
    for x in (undefined / ok):
        [x for x in l if s]

def f149():
    return ({**n})[(one < n.attr < none)]

def f150():
    with ok:
        {d["k"]: ok}

def f151():
    try:
        list(x + ok for x in l)
    except int("x"):
        n // undefined

def f152():
    while none: break
    else:
        d

def f153():
    x, *y, z = (undefined in l)

def f156():
    match sorted(l, key=lambda q: s):
        case {"a": 1}: pass
        case [x, *_] if f"x{(1/0)!r}": pass
        case N(a=2): pass
        case 1 | 2: max(sorted(l, key=lambda q: idf()), key=bad)
        case _: r

def f157():
    return l.index([*n.attr, 1])

def f158():
    del (r)[next(gen()) + sum(gen())]

def f159():
    @d["k"]
    def q(a=[x for x in (bad())(none)]): pass

def f160():
    del (l).attr

def f161():
    raise ValueError from bad(d["k"])

def f162():
    with max(undefined, key=bad) as q:
        s

def f163():
    return (ok.m(idf(**ok)).m(("é" * 2 + r)))

def f164():
    def q():
        x = yield from {(n.attr and n): f"x{(n.attr)!r}"}
    list(q())

def f166():
    import nonexistent_0

def f167():
    for x in l[10]:
        (lambda: ok)()

def f168():
    @{**next(gen()) + sum(gen())}
    def q(a=undefined): pass

def f169():
    with ok:
        (-((d["k"])[d]))

def f170():
    del ([d["k"], 
        d])[f"x{(l)!r}"]

def f171():
    return [[x for x in l if one] for x in l]

def f172():
    try:
        (bad()).attr
    finally:
        "é" + 1

def f173():
    assert s, (one and n)

def f174():
    from sys import nonexist

def f175():
    def q():
        x = yield from d
    list(q())

def f176():
    try:
        l[10]
    finally:
        int("x")

def f177():
    return l[ok.z.y.c:bad(none)]

def f179():
    ({l: {r: d}})[(none).attr] = {x: one for x in l}

def f180():
    try:
        (none.x if none else n)
    finally:
        none

def f181():
    return idf(*l.index(l[10]))

def f182():
    x = ok.m(
            s,
            idf(),
        ).attr
    x += [x for x in ok]

def f183():
    x, y = [*"é" + 1, 1] @ n.attr

def f184():
    del ((lambda: n)())[(int("x") in d)]

def f185():
    return {**next(gen()) + sum(gen())}

def f186():
    return (w := [x for x in l if (w := 1/0)])

def f187():
    try:
        next(gen()) + sum(gen())
    finally:
        f"x{(s)!r}"

def f188():
    with ok:
        list(x + int("x") for x in l)

def f189():
    return {(r and max(d["k"], key=bad)): ("é" * 2 + l[10])}

def f190():
    try:
        (d["k"] + none.x)
    except none.x:
        idf()

def f191():
    class C([x for x in n]):
        a = (s == n != (idf() < d < s))

def f192():
    del ([*none, 1]).attr

def f193():
    raise list(x + sorted(l, key=lambda q: n) for x in l)

def f194():
    return ((undefined | undefined == idf() != none.x) == (ok.m(r)
        .m(int("x"))) != l.index((d["k"])(d)))

def f195():
    if (n @ l):
        pass
    elif idf(): pass

def f196():
    raise (r + d["k"])

def f197():
    match s:
        case {"a": 1}: pass
        case [x, *_] if (none.x).attr: pass
        case N(a=2): pass
        case 1 | 2: undefined
        case _: ok.m(
            l,
            n.attr,
        ).attr

def f198():
    del ((lambda: idf())()).attr

def f199():
    match l:
        case {"a": 1}: pass
        case [x, *_] if [x for x in l if none]: pass
        case N(a=2): pass
        case 1 | 2: getattr(l[10], "q")
        case _: sorted(l, key=lambda q: ok)

def f200():
    return [x for x in l if l.index("é" + 1)]

def f201():
    if l[undefined:d["k"]]:
        pass
    elif (undefined)["é" + 1]: pass

def f202():
    x = [idf(*l[10]), [none.x, l]]
    x += bad()

def f203():
    return {x: (undefined if none.x else undefined) for x in l}

def f204():
    ok.q = 1
    ok.q += (idf(*n) if n else l[10])
    l[(d < none.x < l)] += [*idf(), 1]

def f205():
    from sys import nonexist

def f206():
    return [x for x in l if (idf(d, k=idf()) - idf(ok, k=one))]

def f207():
    x, *y, z = idf(**n.attr)

def f208():
    if [x for x in l if int("x")]:
        pass
    elif [1/0 for x in l]: pass

def f209():
    with ok:
        idf()

def f210():
    while (1/0)(d): break
    else:
        (one and r)

def f211():
    assert undefined, [int("x") for x in l]

def f212():
    def q():
        x = yield from ok.m(
            d,
            (none.x).attr,
        ).attr
    list(q())

def f213():
    return idf(*(ok == sorted(l, key=lambda q: idf()) != d))

def f214():
    ("é" + 1)[[*d, 1]] = ok

def f215():
    class C((ok and (-(none)))):
        a = {x: n.attr for x in l}

def f216():
    assert (ok < one < undefined), idf(
        l, k="é" + 1)

def f217():
    return (lambda: [l[s:int("x")], l[none:d]])()

def f218():
    while idf(): break
    else:
        l[1/0:int("x")]

def f219():
    return ((idf())[(ok.m(n).m(n.attr))] < {(none.x and idf()): undefined} < [bad() for x in l])

def f220():
    while (undefined == n.attr != undefined): break
    else:
        (next(gen()) + sum(gen()) is 1/0)

def f221():
    from sys import nonexist

def f222():
    ((r in n.attr)).attr = d["k"] // "é" + 1

def f223():
    with ok:
        int("x")

def f224():
    for x in list(x + idf() for x in l):
        undefined

def f225():
    try:
        (1/0)(n)
    finally:
        bad((s == none.x != 1/0))

def f226():
    (getattr(ok, "q"))[[x for x in l if 1/0]] = bad()

def f227():
    if (not f"x{(none.x)!r}"):
        pass
    elif (l[10] < n.attr < none): pass

def f228():
    return [x for x in {**r}]

def f229():
    @int("x")
    def q(a=idf(1/0, k="é" + 1)): pass


for name in [n for n in globals() if n[0] == "f" and n[1:].isdigit()]:
    try:
        globals()[name]()
    except BaseException as e:
        print(name)
        lines = traceback.format_exception(e.with_traceback(e.__traceback__.tb_next))
        print("".join(lines).replace(__file__, "carets.py"))
