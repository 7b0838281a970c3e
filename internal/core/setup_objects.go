// This file sets up the types of one area: object, type, descriptors.
package core

func setupObjects() {
	setupHeapCtors()
	setupObjectType()
	setupTypeType()
	setupNativeTypes()
	setupMemberTypes()
	setupSingletons()
	setupCellType()
	setupMethodType()
	setupMethodWrappers()
	setupPropertyType()
	setupSuperType()
	setupMappingProxyType()
	setupNamespaceType()
	setupGenericAliasType()
	setupUnionType()
	setupWeakrefTypes()
}
