# How deep blocks may nest statically, and where the error is.

def t(name, mk):
    lo=None
    for n in range(1,30):
        try: compile(mk(n),'x','exec')
        except SyntaxError as e: print(name,n,e.msg,e.lineno,e.offset,e.end_lineno,e.end_offset); return
    print(name,'none')
I=lambda i:' '*i
def nest(head, tail='pass', pre=''):
    def mk(n):
        s=pre; b=1 if pre else 0
        for i in range(n): s+=I(i+b)+head+'\n'
        return s+I(n+b)+tail+'\n'
    return mk
def nex(h, pre='', tail='pass'):
    def mk(n):
        s=pre; b=1 if pre else 0
        for i in range(n): s+=I(i+b)+'try: x\n'+I(i+b)+h+'\n'
        return s+I(n+b)+tail
    return mk
t('for',nest('for a in b:'))
t('while',nest('while a:'))
t('with',nest('with a:'))
t('with2',nest('with a, b:'))
t('if',nest('if a:'))
t('gen for',nest('for a in b:','yield','def f():\n'))
t('def for',nest('for a in b:','x','def f():\n'))
t('async for',nest('async for a in b:','x','async def f():\n'))
t('async with',nest('async with a:','x','async def f():\n'))
t('async gen with',nest('async with a:','yield x','async def f():\n'))
t('exc',nex('except:'))
t('exc E',nex('except E:'))
t('exc E as e',nex('except E as e:'))
t('exc* E as e',nex('except* E as e:'))
t('exc* E',nex('except* E:'))
t('gen exc',nex('except E as e:','def f():\n','yield'))
def tb(x):
  def mk(n):
    s=''
    for i in range(n): s+=I(i)+'try:\n'
    s+=I(n)+'pass\n'
    for i in range(n-1,-1,-1): s+=I(i)+x+': pass\n'
    return s
  return mk
t('try body',tb('except E'))
t('try body',tb('except* E'))
t('lambda',nest('for a in b:','lambda: (yield)'))
t('ge',nest('for a in b:','(a for x in (yield) for y in y for z in t)'  ,'def f():\n'))
t('lc',nest('for a in b:','[a for x in y for y in y for z in t]'  ,'def f():\n'))
