# expect: error: ImportError: sys.meta_path is None
import sys
sys.meta_path = None
import difflib
