// Package stdlib lists the native modules of the standard library.
package stdlib

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/stdlib/accounts"
	"github.com/vivarium-py/vivarium/internal/stdlib/array"
	"github.com/vivarium-py/vivarium/internal/stdlib/asyncio_"
	"github.com/vivarium-py/vivarium/internal/stdlib/atexit_"
	"github.com/vivarium-py/vivarium/internal/stdlib/binascii_"
	"github.com/vivarium-py/vivarium/internal/stdlib/bisect_"
	"github.com/vivarium-py/vivarium/internal/stdlib/bz2_"
	"github.com/vivarium-py/vivarium/internal/stdlib/cmath_"
	"github.com/vivarium-py/vivarium/internal/stdlib/codecs_"
	"github.com/vivarium-py/vivarium/internal/stdlib/collections_"
	"github.com/vivarium-py/vivarium/internal/stdlib/contextvars_"
	"github.com/vivarium-py/vivarium/internal/stdlib/csv_"
	"github.com/vivarium-py/vivarium/internal/stdlib/datetime_"
	"github.com/vivarium-py/vivarium/internal/stdlib/decimal_"
	"github.com/vivarium-py/vivarium/internal/stdlib/errno"
	"github.com/vivarium-py/vivarium/internal/stdlib/faulthandler_"
	"github.com/vivarium-py/vivarium/internal/stdlib/fcntl_"
	"github.com/vivarium-py/vivarium/internal/stdlib/functools_"
	"github.com/vivarium-py/vivarium/internal/stdlib/hashlib_"
	"github.com/vivarium-py/vivarium/internal/stdlib/heapq_"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpchannels_"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpqueues_"
	"github.com/vivarium-py/vivarium/internal/stdlib/interpreters_"
	"github.com/vivarium-py/vivarium/internal/stdlib/itertools"
	"github.com/vivarium-py/vivarium/internal/stdlib/json_"
	"github.com/vivarium-py/vivarium/internal/stdlib/lzma_"
	"github.com/vivarium-py/vivarium/internal/stdlib/marshal"
	"github.com/vivarium-py/vivarium/internal/stdlib/math"
	"github.com/vivarium-py/vivarium/internal/stdlib/mmap"
	"github.com/vivarium-py/vivarium/internal/stdlib/multibyte_"
	"github.com/vivarium-py/vivarium/internal/stdlib/multiprocessing_"
	"github.com/vivarium-py/vivarium/internal/stdlib/opcode_"
	"github.com/vivarium-py/vivarium/internal/stdlib/operator_"
	"github.com/vivarium-py/vivarium/internal/stdlib/pickle_"
	"github.com/vivarium-py/vivarium/internal/stdlib/posix"
	"github.com/vivarium-py/vivarium/internal/stdlib/posixsubprocess_"
	"github.com/vivarium-py/vivarium/internal/stdlib/queue_"
	"github.com/vivarium-py/vivarium/internal/stdlib/random_"
	"github.com/vivarium-py/vivarium/internal/stdlib/re"
	"github.com/vivarium-py/vivarium/internal/stdlib/resource_"
	"github.com/vivarium-py/vivarium/internal/stdlib/select_"
	"github.com/vivarium-py/vivarium/internal/stdlib/signal_"
	"github.com/vivarium-py/vivarium/internal/stdlib/socket_"
	"github.com/vivarium-py/vivarium/internal/stdlib/ssl_"
	"github.com/vivarium-py/vivarium/internal/stdlib/statistics_"
	"github.com/vivarium-py/vivarium/internal/stdlib/string_"
	"github.com/vivarium-py/vivarium/internal/stdlib/struct_"
	"github.com/vivarium-py/vivarium/internal/stdlib/symtable_"
	"github.com/vivarium-py/vivarium/internal/stdlib/termios_"
	"github.com/vivarium-py/vivarium/internal/stdlib/testcalls_"
	"github.com/vivarium-py/vivarium/internal/stdlib/time_"
	"github.com/vivarium-py/vivarium/internal/stdlib/tokenize_"
	"github.com/vivarium-py/vivarium/internal/stdlib/unicodedata_"
	"github.com/vivarium-py/vivarium/internal/stdlib/vchannels_"
	"github.com/vivarium-py/vivarium/internal/stdlib/zlib_"
)

// table has one line a module, in alphabetical order of its file's folder; the groups are by who needs them.
func table() []*core.ModuleDef {
	return append(append(core.ImportModules(), multibyte_.Modules()...), []*core.ModuleDef{
		// the core's own
		core.ABCModule(),
		core.WarningsModule(),
		core.ThreadModule(),
		core.TypingModule(),
		core.ASTModule(),
		core.WeakrefModule(),
		core.GCModule(),
		core.IOModule(),

		// containers and functional programming
		bisect_.Module(),
		collections_.Module(),
		functools_.Module(),
		heapq_.Module(),
		itertools.Module(),
		operator_.Module(),
		queue_.Module(),

		// other interpreters
		interpreters_.Module(),
		interpreters_.Vivarium(),

		// text and numbers
		unicodedata_.Module(),
		datetime_.Module(),
		json_.Module(),
		array.Module(),
		string_.Module(),
		binascii_.Module(),
		binascii_.BaseN(),
		binascii_.Percent(),
		zlib_.Module(),
		bz2_.Module(),
		lzma_.Module(),
		csv_.Module(),
		hashlib_.MD5(),
		hashlib_.SHA1(),
		hashlib_.SHA2(),
		hashlib_.SHA3(),
		hashlib_.BLAKE2(),
		hashlib_.Hashlib(),
		cmath_.Module(),
		decimal_.Module(),
		struct_.Module(),
		math.Module(),
		statistics_.Module(),
		random_.Module(),
		codecs_.Module(),

		// between interpreters
		interpchannels_.Module(),
		interpqueues_.Module(),
		vchannels_.Module(),

		// the system
		faulthandler_.Module(),
		accounts.Grp(),
		accounts.Pwd(),
		fcntl_.Module(),
		mmap.Module(),
		multiprocessing_.Module(),
		resource_.Module(),
		termios_.Module(),
		contextvars_.Module(),
		asyncio_.Module(),
		atexit_.Module(),
		errno.Module(),
		posix.Module(),
		posixsubprocess_.Module(),
		select_.Module(),
		signal_.Module(),
		socket_.Module(),
		ssl_.Module(),
		time_.Module(),

		// language services
		marshal.Module(),
		pickle_.Module(),
		re.Module(),
		opcode_.Module(),
		core.TypesModule(),
		core.SuggestionsModule(),
		symtable_.Module(),
		testcalls_.Module(),
		tokenize_.Module(),
	}...)
}

// Modules gives the native modules by name; the map is the caller's.
func Modules() map[string]*core.ModuleDef {
	m := map[string]*core.ModuleDef{}
	for _, d := range table() {
		m[d.Name] = d
	}
	return m
}
