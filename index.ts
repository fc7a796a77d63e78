import { deploy } from "./components";
import { sbirEtl } from "./stacks/sbir-etl";

// `pulumi up -s dev` runs this: read the configuration, build the model, check everything, deploy.
export = () => deploy(sbirEtl);
