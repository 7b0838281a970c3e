# expect: memory | time
import symtable
k=[]
while True: k.append(symtable.symtable('\n'.join('def f%d(a,b,c): x=a;y=b'%i for i in range(300)),'f','exec'))
