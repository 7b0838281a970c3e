// This file lists the builtin exception classes.
package core

// The builtin exception classes.
var (
	ExcBaseException, ExcException, ExcBaseExceptionGroup, ExcExceptionGroup                          Type
	ExcGeneratorExit, ExcKeyboardInterrupt, ExcSystemExit                                             Type
	ExcArithmeticError, ExcFloatingPointError, ExcOverflowError, ExcZeroDivisionError                 Type
	ExcAssertionError, ExcAttributeError, ExcBufferError, ExcEOFError                                 Type
	ExcImportError, ExcModuleNotFoundError, ExcLookupError, ExcIndexError, ExcKeyError                Type
	ExcMemoryError, ExcNameError, ExcUnboundLocalError                                                Type
	ExcOSError, ExcBlockingIOError, ExcChildProcessError, ExcConnectionError, ExcBrokenPipeError      Type
	ExcConnectionAbortedError, ExcConnectionRefusedError, ExcConnectionResetError, ExcFileExistsError Type
	ExcFileNotFoundError, ExcInterruptedError, ExcIsADirectoryError, ExcNotADirectoryError            Type
	ExcPermissionError, ExcProcessLookupError, ExcTimeoutError                                        Type
	ExcReferenceError, ExcRuntimeError, ExcNotImplementedError, ExcRecursionError                     Type
	ExcPythonFinalizationError, ExcStopAsyncIteration, ExcStopIteration                               Type
	ExcSyntaxError, ExcIndentationError, ExcTabError, ExcIncompleteInputError, ExcSystemError         Type
	ExcTypeError, ExcValueError, ExcUnicodeError, ExcUnicodeDecodeError, ExcUnicodeEncodeError        Type
	ExcUnicodeTranslateError                                                                          Type
	ExcWarning, ExcBytesWarning, ExcDeprecationWarning, ExcEncodingWarning, ExcFutureWarning          Type
	ExcImportWarning, ExcPendingDeprecationWarning, ExcResourceWarning, ExcRuntimeWarning             Type
	ExcSyntaxWarning, ExcUnicodeWarning, ExcUserWarning                                               Type
)

// excFields is how many fields of its own a builtin exception class (or the builtin base of a subclass) has.
func (typ *Type) excFields() int { return int(typ.excN) }

// excFieldCount gives the number of fields (Exception.f) by class; each class's setup names them.
var excFieldCount = map[*Type]int{
	&ExcAttributeError:        2, // name, obj
	&ExcNameError:             1, // name
	&ExcImportError:           4, // msg, name, path, name_from
	&ExcStopIteration:         1, // value
	&ExcSystemExit:            1, // code
	&ExcOSError:               5, // errno, strerror, filename, filename2, characters_written
	&ExcSyntaxError:           9, // msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line, _metadata
	&ExcUnicodeDecodeError:    5, // encoding, object, start, end, reason
	&ExcUnicodeEncodeError:    5,
	&ExcUnicodeTranslateError: 5, // encoding unused
	&ExcBaseExceptionGroup:    2, // message, exceptions (tuple)
}
