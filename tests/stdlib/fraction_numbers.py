# Fractions: making, arithmetic, comparison, rounding and formatting.
import copy
import math
import numbers
import pickle
import sys
from decimal import Decimal as D
from fractions import Fraction as F


class S(F):
    pass


def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''F()
F(6,4)
F(-6,4)
F(6,-4)
F(0,5)
F(1,0)
F("3/7")
F(" -3/7 ")
F("1_000/3")
F("3 / 4")
F("1.25")
F("-.5e-3")
F("1e3")
F(".")
F("1/0")
F("")
F("nan")
F("3/-4")
F("١/٢")
F(0.1)
F(float("inf"))
F(float("nan"))
F(D("1.1"))
F(D("inf"))
F(F(1,2),F(3,4))
F(1.5,2)
F("1",2)
F(True)
F(F(1,3))
F.from_float(0.3)
F.from_float(3)
F.from_float("a")
F.from_decimal(D("0.3"))
F.from_decimal(2)
F.from_decimal(0.5)
F(22,7).limit_denominator(5)
F("3.141592653589793").limit_denominator(1000)
F(1,3).limit_denominator(0)
F(-5,2).as_integer_ratio(),F(4,2).is_integer(),F(1,2).is_integer()
F(1,2)+F(1,3),F(1,2)-F(1,3),F(1,2)*F(2,3),F(1,2)/F(1,3)
F(1,2)+1,1+F(1,2),F(1,2)-1,1-F(1,2),2*F(1,2),F(1,2)*2,F(1,2)/2,2/F(1,2)
F(1,2)+0.5,0.5+F(1,2),F(1,2)*1j,1j-F(1,2),F(1,2)/0.25
F(1,2)/0
1/F(0)
F(7,2)//F(1,3),F(-7,2)//2,7//F(2,3),F(7,2)//0.3
F(7,2)%F(1,3),F(-7,2)%2,7%F(2,3),F(7,2)%0.3
divmod(F(7,2),F(1,3)),divmod(F(-7,2),2),divmod(7,F(2,3)),divmod(F(7,2),0.5)
F(1,2)%1j
1j//F(1,2)
F(2,3)**2,F(2,3)**-2,F(-2,3)**-3,F(0)**-1
F(2,3)**F(1,2),F(4)**F(1,2),F(2,3)**0.5,2**F(2),2**F(1,2),2.0**F(2),F(-8)**F(1,3)
F(0)**0,F(2,3)**True
pow(F(2,3),2.0),F(1,2)**"a"
+F(-1,2),-F(-1,2),abs(F(-1,2))
int(F(-7,2)),math.trunc(F(7,2)),math.floor(F(-7,2)),math.ceil(F(-7,2)),float(F(1,3)),complex(F(1,2))
round(F(5,2)),round(F(7,2)),round(F(-5,2)),round(F(22,7),2),round(F(12345),-2),round(F(2,3),0)
F(1,2)==0.5,F(1,3)==1/3,F(2)==2,F(1,2)==F(2,4),F(1,2)==D("0.5"),F(1,2)==0.5+0j,F(1,2)=="a",F(1,2)!=1
F(1,2)<1,F(1,2)<=0.5,F(1,2)>float("-inf"),F(1,2)<float("nan"),F(1,2)>=F(1,3)
F(1,2)<"a"
F(1,2)<1j
1<F(3,2),2.5>F(1,2)
hash(F(1,2))==hash(0.5),hash(F(-7))==hash(-7),hash(F(1,sys.hash_info.modulus)),hash(F(-1))
bool(F(0)),bool(F(1,9))
repr(F(1,2)),str(F(1,2)),str(F(3))
{F(1,2):1}[0.5]
isinstance(F(1),numbers.Rational),F(1).real,F(1).imag,F(1).conjugate()
copy.copy(F(1,2)) is not None,copy.deepcopy([F(1,2)]),pickle.loads(pickle.dumps(F(3,4)))
F(1,2).__reduce__()
sum([F(1,n) for n in range(1,30)],F(0))
sorted([F(1,2),F(1,3),0.4,1])
F.__module__,F.__slots__,F.__mro__[1].__name__
F(1,2)+"a"
[]*F(1,2)
F(1,2)@2
F(1,2)+D(1)
S(1,2),S(1,2)+1,type(S(1,2)+1),type(-S(1,2)),S.from_float(0.5),type(copy.copy(S(1,2)))'''.splitlines():
    show(line)

for spec in ("Q%", "-Q", ".%", "z%", ".", ".f", "=+z.3", "z.2", ",.2", "_e", "010.3", "<010", "<010f", "010f", "010", "0", "00", "000f",
             "=>+#z012,.3f", "x^12", "0>5", ".f", "8", "<8", "^+9", "*>+12", ",", "_", "#", " ", ".0f", "#.0f", ".3g", "#.3g", ".10g",
             "e", ".2E", "G", ".1%", "z.0f", "+.3e", "020,.2f", "X<10.1f", "Z", "5.f", "d", ".3", "1.2.3f", ".02f"):
    for number in F(12345, 7), F(-1, 1000000), F(4):
        try:
            print(spec, number, repr(format(number, spec)))
        except ValueError as e:
            print(spec, number, e)
