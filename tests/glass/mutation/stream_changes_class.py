# expect: ok: 1
# A stream is watched for its end by class; classes that differ in __del__ are exchanged between its ends.
import io
class S(io.TextIOWrapper): pass
class D(io.TextIOWrapper):
    def __del__(self): pass
for d in S(io.BytesIO()), D(io.BytesIO()):
    for c in (S,D,S,D,S):
        d.__class__=c
        try: d.close()
        except Exception: pass
        d.__class__=S
        try: d.__init__(io.BytesIO())
        except Exception: pass
        d.__class__=c
        try: d.__init__(io.BytesIO())
        except Exception: pass
        d.__class__=D
        try: d.detach()
        except Exception: pass
        d.__class__=c
        try: d.__init__(io.BytesIO())
        except Exception: pass
print(1)
