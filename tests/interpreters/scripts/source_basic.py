import interpreters

# Create a new subinterpreter
interp = interpreters.create()

# Run code in the subinterpreter
interp.exec("print('Hello from subinterpreter!')")

# Each interpreter has its own state
interp.exec("x = 42")
# x doesn't exist in the main interpreter
assert "x" not in globals()
