// Package java stands in for the Java SDK generator, whose module no proxy has. A serving provider never calls it.
package java

// PackageInfo holds what the provider sets.
type PackageInfo struct {
	BuildFiles                      string
	GradleNexusPublishPluginVersion string
	Dependencies                    map[string]string
}
