// This file declares module _weakref.
package core

// WeakrefModule declares _weakref.
func WeakrefModule() *ModuleDef {
	return &ModuleDef{
		Name: "_weakref",
		Doc:  "Weak-reference support module.",
		Funcs: []Func{
			{Name: "getweakrefcount", Sig: "(object, /)", Flags: Pure, Doc: "Return how many weak references and proxies an object has.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(int64(len(t.Weakrefs(a[0])))), nil
			}},
			{Name: "getweakrefs", Sig: "(object, /)", Flags: Charges, Doc: "List the weak references to an object.", Fn: func(t *Thread, a []Value) (Value, error) {
				return NewList(t.Weakrefs(a[0])), nil
			}},
			{Name: "proxy", Sig: "(object, callback=None, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return t.NewProxy(a[0], a[1]) },
				Doc: "Make a proxy that acts as the object does, without keeping it alive.\n\ncallback, if there is one, is called with the proxy once the object is gone."},
			{Name: "_remove_dead_weakref", Sig: "(dct, key, /)", Flags: Pure, Doc: "Remove a key if its value is a dead weak reference, in one step.", Fn: func(t *Thread, a []Value) (Value, error) {
				d := AsDict(a[0])
				if d == nil {
					return Unbound, t.TypeError("_remove_dead_weakref() argument 1 must be dict, not %s", a[0].argTypeName())
				}
				v, ok, err := d.Get(t, a[1])
				if err != nil || !ok {
					return None, err
				}
				if !v.isA(&WeakrefType) {
					return Unbound, t.TypeError("not a weakref")
				}
				if As[weakRef](v).get().IsUnbound() {
					_, _, err = d.Delete(t, a[1])
				}
				return None, err
			}},
		},
		Attrs: []Attr{
			{"ref", WeakrefType.Val()}, {"ReferenceType", WeakrefType.Val()},
			{"ProxyType", WeakProxyType.Val()}, {"CallableProxyType", WeakCallableProxyType.Val()},
		},
	}
}
