# expect: time
import tempfile
tempfile.tempdir = '/nowhere'
tempfile._exists = lambda p: True
tempfile.TMP_MAX = 10**12
tempfile.mktemp()
