// Package codegen stands in for the C# SDK generator, whose module no proxy has. A serving provider never calls it.
package codegen

// CSharpPackageInfo holds what the provider sets.
type CSharpPackageInfo struct {
	RespectSchemaVersion bool
	PackageReferences    map[string]string
}
