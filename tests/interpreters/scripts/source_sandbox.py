import interpreters

untrusted_code = "import os, sys; sys.argv.append('x'); os.environ['LEFT'] = 'behind'; secret = 1"
# The untrusted code can't access the main interpreter's
# filesystem handles, network connections, or imported modules
sandbox = interpreters.create()
sandbox.exec(untrusted_code)
sandbox.close()

import os, sys
assert "x" not in sys.argv and "LEFT" not in os.environ and "secret" not in globals()
