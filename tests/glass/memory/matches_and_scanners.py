# expect: memory | time
import re
p=re.compile('(a)'*90);s='a'*90
k=[]
while True: k.append(p.match(s)); k.append(p.scanner(s)); k.append(p.finditer(s))
