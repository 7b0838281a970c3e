# expect: error: RuntimeError: cannot clear an executing frame
import sys
sys._getframe().clear()
