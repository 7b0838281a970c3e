# expect: error: KeyError: 'HOME'
import os
os.environ["HOME"]
