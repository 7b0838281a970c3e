// Token kinds, the token itself and the keyword tables.
package syntax

// tokKind is what a token is; keywords have kinds of their own, soft keywords are names.
type tokKind uint8

const (
	tEnd tokKind = iota // end of input
	tName
	tNumber
	tString
	tNewline
	tIndent
	tDedent
	tFStart // f-string start; tTStart is the t-string's
	tFMiddle
	tFEnd
	tTStart
	tTMiddle
	tTEnd
	tComment // only for tokenize
	tNL      // only for tokenize
	tTypeComment
	tError // a character that is no token, or the lexer failed

	tLPar
	tRPar
	tLSqb
	tRSqb
	tLBrace
	tRBrace
	tColon
	tComma
	tSemi
	tDot
	tEqual
	tArrow
	tEllipsis
	tWalrus
	tExclam

	// Binary operators, in the order of binPrec.
	tPlus
	tMinus
	tStar
	tSlash
	tDoubleSlash
	tPercent
	tAt
	tLeftShift
	tRightShift
	tAmper
	tVBar
	tCaret
	tDoubleStar
	tTilde

	tEqEqual
	tNotEqual
	tLess
	tGreater
	tLessEqual
	tGreaterEqual

	// Augmented assignments, in the order of augOps.
	tPlusEqual
	tMinusEqual
	tStarEqual
	tAtEqual
	tSlashEqual
	tPercentEqual
	tAmperEqual
	tVBarEqual
	tCaretEqual
	tLeftShiftEqual
	tRightShiftEqual
	tDoubleStarEqual
	tDoubleSlashEqual

	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield
	numTokKinds
)

// token is one lexical token: its bytes are src[start:end]. noPos marks indents and dedents, which have
// no place of their own; inParens that a bracket was open where it ended.
type token struct {
	kind            tokKind
	inParens, noPos bool
	spec            bool // a colon that starts a format spec
	start, end      int32
	line, endLine   int32
	col, endCol     int32
	lineStart       int32 // where the line of start begins
}

var keywords = map[string]tokKind{
	"False": kwFalse, "None": kwNone, "True": kwTrue, "and": kwAnd, "as": kwAs, "assert": kwAssert,
	"async": kwAsync, "await": kwAwait, "break": kwBreak, "class": kwClass, "continue": kwContinue,
	"def": kwDef, "del": kwDel, "elif": kwElif, "else": kwElse, "except": kwExcept, "finally": kwFinally,
	"for": kwFor, "from": kwFrom, "global": kwGlobal, "if": kwIf, "import": kwImport, "in": kwIn, "is": kwIs,
	"lambda": kwLambda, "nonlocal": kwNonlocal, "not": kwNot, "or": kwOr, "pass": kwPass, "raise": kwRaise,
	"return": kwReturn, "try": kwTry, "while": kwWhile, "with": kwWith, "yield": kwYield,
}

// Keywords lists the reserved words, sorted as Python's keyword.kwlist.
var Keywords = []string{"False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
	"continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
	"in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"}

// SoftKeywords lists the words that are keywords only in some places.
var SoftKeywords = []string{"_", "case", "match", "type"}

func isKeywordKind(k tokKind) bool { return k >= kwFalse && k < numTokKinds }
