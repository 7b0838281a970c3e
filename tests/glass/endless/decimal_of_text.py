# expect: time
from decimal import *
s = '9' * 3_000_000
while True: int(Decimal(s)); str(Decimal(s)); Decimal(s).to_eng_string()
