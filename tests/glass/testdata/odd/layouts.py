# Makes classes of builtin ones with slots, special methods and __new__ of others, and changes their bases, their instances'
# classes and dicts. sys.argv[1] is a seed.
import sys, random, io, collections, array, functools, itertools, types, weakref, threading, operator, re, struct, json, queue, contextvars, enum, random as _r
R=random.Random(int(sys.argv[1])); n = int(sys.argv[2]) * 4
bases=[object,list,dict,set,frozenset,tuple,int,float,complex,str,bytes,bytearray,type,BaseException,OSError,StopIteration,SyntaxError,UnicodeDecodeError,ImportError,BaseExceptionGroup,io.BytesIO,io.StringIO,io.RawIOBase,io.BufferedReader,io.TextIOWrapper,io.IOBase,collections.deque,collections.OrderedDict,collections.defaultdict,collections.Counter,array.array,functools.partial,functools.cached_property,itertools.chain,itertools.count,types.ModuleType,types.SimpleNamespace,weakref.ref,weakref.WeakSet,threading.local,property,classmethod,staticmethod,super,random.Random,_r.SystemRandom,enumerate,zip,map,filter,reversed,queue.SimpleQueue,struct.Struct,types.MappingProxyType,types.GenericAlias,enum.Enum,enum.IntEnum,Exception,AttributeError,NameError,KeyError,SystemExit,json.JSONDecoder,memoryview,slice,range,bool,types.FunctionType,types.MethodType,types.CodeType,types.CellType,types.TracebackType,types.FrameType,contextvars.Context,re.Pattern]
classes=list(bases); objs=[]
def sl(): return R.choice([None,None,(),('a',),('a','b'),('__dict__',),('__weakref__',),('a','__dict__'),('b','a')])
def mk():
    bs=tuple(R.sample(classes,R.choice([1,1,1,2,2,3])))
    d={}
    s=sl()
    if s is not None: d['__slots__']=s
    if R.random()<.2: d['__class__']=property(lambda s: R.choice(classes))
    if R.random()<.1: d['__getattribute__']=R.choice([object.__getattribute__,dict.__getitem__,super.__getattribute__,type.__getattribute__])
    if R.random()<.1: d['__new__']=R.choice([object.__new__,list.__new__,dict.__new__,type.__new__,lambda c,*a: R.choice(objs or [1])])
    if R.random()<.1: d['__init__']=R.choice([list.__init__,dict.__init__,OSError.__init__,io.BytesIO.__init__])
    if R.random()<.1: d[R.choice(['__eq__','__hash__','__len__','__iter__','__next__','__repr__','__getitem__','__call__','__del__','__get__'])]=R.choice([list.__len__,dict.__iter__,tuple.__hash__,str.__repr__,int.__eq__,object.__repr__,None,list.__getitem__,type.__call__])
    m=R.choice([type,type,type]+[c for c in classes if isinstance(c,type) and issubclass(c,type)])
    c=m('C%d'%len(classes),bs,d)
    classes.append(c)
    return c
for i in range(n):
    try:
        k=R.random()
        if k<.3 or len(classes)<len(bases)+5: mk()
        elif k<.55:
            c=R.choice(classes[len(bases)//2:])
            o=R.choice([lambda:c(),lambda:c.__new__(c),lambda:c([1,2]),lambda:c('a'),lambda:c(1,2),lambda:object.__new__(c),lambda:R.choice(bases).__new__(c)])()
            objs.append(o); del objs[:-60]
        elif k<.7 and objs:
            o=R.choice(objs); o.__class__=R.choice([type(R.choice(objs)),R.choice(classes)])
        elif k<.78: 
            c=R.choice(classes[len(bases):]); c.__bases__=tuple(R.sample(classes,R.choice([1,1,2])))
        elif k<.82 and objs: R.choice(objs).__dict__=R.choice([{},{'a':1},vars(R.choice(objs)),dict.fromkeys('ab')])
        elif k<.85: 
            c=R.choice(classes[len(bases):]); 
            nm=R.choice(['a','b','__slots__','__dict__','__class__','__weakref__','__init__','__new__']); R.choice([lambda: delattr(c,nm),lambda:setattr(c,nm,R.choice(classes).__dict__.get(nm,1))])()
        elif objs:
            o=R.choice(objs)
            for f in R.sample([repr,hash,len,iter,list,dict,str,bool,next,int,float,bytes,dir,vars,lambda o:o==R.choice(objs),lambda o:o+o,lambda o:o[0],lambda o:o(),lambda o:setattr(o,'a',1),lambda o:setattr(o,'b',[1]),lambda o:o.a,lambda o:o.b,lambda o:delattr(o,'a'),lambda o:weakref.ref(o),lambda o:o.__reduce_ex__(2),lambda o:o.__sizeof__(),lambda o:o.read(),lambda o:o.append(1),lambda o:o.update({1:2}),lambda o:o.add(1),lambda o:o.args,lambda o:o.__init__(),lambda o:o.__init__([1,2]),lambda o:copy.copy(o) if 0 else o.__copy__(),lambda o:getattr(o,R.choice(dir(o)))(),lambda o:getattr(o,R.choice(dir(o)))(R.choice(objs)),lambda o:R.choice(bases).__dict__[R.choice(list(R.choice(bases).__dict__))](o),lambda o:getattr(R.choice(classes),R.choice(['a','b'])).__get__(o),lambda o:getattr(R.choice(classes),R.choice(['a','b'])).__set__(o,5),lambda o:isinstance(o,R.choice(classes)),lambda o:super(R.choice(classes),o).__init__(),lambda o:R.choice(classes).__repr__(o)],8):
                try: f(o)
                except Exception: pass
                except BaseException: pass
    except Exception as e: pass
    except BaseException as e: pass
