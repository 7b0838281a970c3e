import interpreters

def run_plugin(plugin_code):
    interp = interpreters.create()
    try:
        interp.exec(plugin_code)
    except Exception as e:
        print(f"Plugin failed safely: {e}")
    finally:
        interp.close()

before = interpreters.list_all()
run_plugin("print('fine')")
run_plugin("import sys; sys.modules.clear(); 1 / 0")
run_plugin("raise SystemExit(3)")
run_plugin("raise KeyboardInterrupt")
run_plugin("import os; os._exit(1)")
run_plugin("def f(): f()\nf()")
run_plugin("x = (")
assert interpreters.list_all() == before
