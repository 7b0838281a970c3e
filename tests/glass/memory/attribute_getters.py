# expect: memory | time
import operator
k=[];n=0
while True: n+=1;k.append(operator.attrgetter('.'.join('a%d'%(n*100+i) for i in range(100))))
