# expect: error: ModuleNotFoundError: No module named 'apt_inst' | error: ModuleNotFoundError | error: ImportError
import sys
sys.path[:] = ["/usr/lib/python3/dist-packages", "/usr/lib/python3.13", "/usr/lib/python3.12", "/etc", "/"]
import wave
