# expect: ok: ok
import decimal
for o in (decimal.Decimal, decimal.Context, decimal.DefaultContext, decimal.BasicContext, decimal.ExtendedContext, decimal.Inexact):
    for n, v in (('prec', 1), ('poison', 1), ('__str__', None), ('traps', {}), ('Emax', 0), ('rounding', 'ROUND_UP'), ('__class__', int)):
        try: setattr(o, n, v)
        except (TypeError, AttributeError, ValueError, KeyError): pass
decimal.getcontext().prec = 1
decimal.setcontext(decimal.Context(prec=1, traps=list(decimal.getcontext().traps)))
decimal.MAX_PREC = decimal.Decimal = None
print('ok')
