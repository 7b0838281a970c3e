# expect: memory | time
import decimal
kept = [decimal.Decimal('9' * 100_000)]
c = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
while True: kept.append(c.multiply(kept[-1], 10**1000))
