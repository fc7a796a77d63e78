// Command pulumi-resource-docker serves the kreuzwerker Docker provider through Pulumi's Terraform bridge,
// under the tokens that the @pulumi/docker SDK asks for. It has no docker.Image: images are docker-build's.
package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/terraform-providers/terraform-provider-docker/shim"
)

// The SDK's version: the command-line tool refuses a plugin that reports less.
const version = "5.2.0"

func main() {
	info := tfbridge.ProviderInfo{
		P:       sdkv2.NewProvider(shim.NewProvider()),
		Name:    "docker",
		Version: version,
		Resources: map[string]*tfbridge.ResourceInfo{
			// A container's name is taken until the old one is gone.
			"docker_container": {DeleteBeforeReplace: true},
			// The SDK calls it RemoteImage; its Image is another resource.
			"docker_image": {Tok: "docker:index/remoteImage:RemoteImage"},
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{
			"docker_image": {Tok: "docker:index/getRemoteImage:getRemoteImage"},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("docker_", "index", tokens.MakeStandard("docker")))
	tfbridge.Main("docker", version, info, []byte(`{"name":"docker","version":"`+version+`"}`))
}
