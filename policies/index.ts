import { PolicyPack } from "@pulumi/policy";
import { policies } from "./checks";
import { toResourcePolicies } from "./resource-policies";

// `pulumi preview --policy-pack policies` runs this.
new PolicyPack("pulumi-compose", { policies: policies.flatMap(toResourcePolicies) });
