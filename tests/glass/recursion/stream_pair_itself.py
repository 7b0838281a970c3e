# expect: ok: RecursionError
# A stream whose attributes are those of another, which is itself.
import io
pair = io.BufferedRWPair(io.BytesIO(), io.BytesIO())
pair.__init__(pair, pair)
try:
    pair.closed
except RecursionError as e:
    print(type(e).__name__)
