// Package shim reaches the provider, which is internal to its module: its import path lies under the module's own.
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// NewProvider makes the Docker provider.
func NewProvider() *schema.Provider { return provider.New("dev")() }
