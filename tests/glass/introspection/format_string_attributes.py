# expect: error: AttributeError | error: KeyError | error: TypeError
"{0.__class__.__base__.__subclasses__[0].x}".format(1)
