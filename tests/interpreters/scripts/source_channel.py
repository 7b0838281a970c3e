import interpreters

# Create a channel
channel = interpreters.create_channel()
send_end, recv_end = channel

# Run code in a subinterpreter that sends data
interp = interpreters.create()
interp.exec(f"""
import interpreters
channel = interpreters.SendChannel({send_end.id})
channel.send(b"result from subinterpreter")
""")

# Receive in the main interpreter
data = recv_end.recv()
print(data)  # b"result from subinterpreter"
