# expect: ok: done
# grant: read
import os, sys
os.chdir(sys.argv[1])
os.umask(0o777)
print("done")
