"""Prints complex.tsv: complex(text) and repr(complex). Any CPython from 3.11."""
def t(s):
    try: z=complex(s); r='%s %s'%(z.real.hex(),z.imag.hex())
    except ValueError as e: r='error'
    print('%s\t%s'%(s.encode().hex(), r))
S=['1','1j','+1j','-j','j','+j','1+2j','1-2j','1+j','1-j','(1+2j)','( 1+2j )',' ( 1+2j ) ','()','(1','1)','1 +2j','1+ 2j','1e5+1e-5j','1e5j','infj','inf','nan+nanj','nanj','-inf-infj','inf+j','1J','1+2J','1+2','1j+2','1jj','j1','','+','-','+-j','1++2j','1+-2j','1_0+2_0j','1_+2j','1__0j','.5+.5j','.j','1.j','e5j','1e+5j','1e5+j','infinityj','1+infinityj','1+nanj','(j)','((1))','1\x00','1e','1e+j','1+1e+j', '1+2ej','\t1+2j\n','1e400+2j','1+_2j','1_j','0x1j','i','1i','(1+2j) ) ','( )','--1j','1-','1+','-nanj','1-nanj','+nan+infj','12345678901234567890j','1e-400j','-0j','-0-0j','0-0j','-0+0j']
for s in S: t(s)
for x in [complex(1,2),complex(0,2),complex(-0.0,2),complex(1,-0.0),complex(float('inf'),float('nan')),complex(float('nan'),-float('inf')),1e16+1e-7j,complex(0,0),complex(0,-0.0),complex(-0.0,-0.0),complex(1.5,float('nan'))]:
    print('R\t%s %s\t%r'%(x.real.hex(),x.imag.hex(),x))
