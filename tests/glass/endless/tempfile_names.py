# expect: time
import os, tempfile
tempfile.tempdir = '/nowhere'
os.path.lexists = lambda p: True
tempfile.TMP_MAX = 10**12
tempfile.mktemp()
