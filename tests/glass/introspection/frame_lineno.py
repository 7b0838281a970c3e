# expect: error: ValueError | error: AttributeError
import sys
sys._getframe().f_lineno = 1
