# expect: time
import queue
queue.SimpleQueue().get()
