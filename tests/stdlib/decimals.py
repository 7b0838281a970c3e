# Operations of decimal on numbers and contexts of every kind, drawn at random, as CPython has them.
import random
from decimal import *
random.seed(5)
N = 900
def num():
    k=random.random()
    if k<.04: return random.choice(['Inf','-Inf','NaN','-NaN12','sNaN','sNaN345','-sNaN'])
    if k<.12: return random.choice(['0','-0','0E+5','-0E-7','1','-1','1.000','10','100','1E+3','0.5','2','5','9.99999','1E-10','-1E+9'])
    n=random.choice([1,2,3,5,9,10,18,19,20,21,30,60])
    s=random.choice(['','-'])+''.join(random.choice(random.choice(['0123456789','09','05','01'])) for _ in range(n))
    e=random.choice([0,0,0,-1,1,-n,-n//2,5,-5,random.randint(-40,40),random.randint(-400,400)])
    return s+'E%d'%e
R=[ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP]
un=['abs','plus','minus','next_minus','next_plus','normalize','sqrt','logb','to_integral_value','to_integral_exact','logical_invert','number_class','to_sci_string','to_eng_string','is_normal','is_subnormal','exp','ln','log10','create_decimal','copy_negate']
bi=['add','subtract','multiply','divide','divide_int','remainder','remainder_near','divmod','compare','compare_signal','compare_total','compare_total_mag','max','min','max_mag','min_mag','next_toward','quantize','rotate','shift','scaleb','same_quantum','logical_and','logical_or','logical_xor','copy_sign']
which = []
U=[x for x in un if not which or x in which]; B=[x for x in bi if not which or x in which]; T=not which or 'fma' in which
for i in range(N):
    c=Context(prec=random.choice([1,2,3,5,9,16,28,40]),rounding=random.choice(R),Emin=-random.choice([0,5,30,383,999999]),Emax=random.choice([0,5,30,384,999999]),clamp=random.choice([0,0,0,1]),capitals=random.choice([0,1,1]),traps=[])
    a,b,d=Decimal(num()),Decimal(num()),Decimal(num())
    if random.random()<.3: b=Decimal(random.randint(-30,30))
    k=random.random()
    if U and (k<.4 or not B): m=random.choice(U); args=(a,)
    elif B and (k<.9 or not T): m=random.choice(B); args=(a,b)
    elif T: m=random.choice(['fma']); args=(a,b,d)
    if m in('power','exp') and (abs(args[-1].adjusted())>6): continue
    if m=='power' and (a.adjusted()>30 or a.adjusted()<-30): continue
    try: r=getattr(c,m)(*args)
    except Exception as e: r=type(e).__name__+str(e)
    print(m,*[[str(x) for x in args],c.prec,c.rounding,c.Emin,c.Emax,c.clamp,'->',r,c.flags and [s.__name__ for s,v in c.flags.items() if v]])
