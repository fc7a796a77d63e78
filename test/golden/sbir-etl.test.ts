import { toComposeYaml, toEnvExample } from "../../compose";
import { sbirEtl } from "../../stacks/sbir-etl";
import { expectGolden } from "./golden";

describe.each(["dev", "test", "prod"])("the SBIR ETL stack in %s", (profile) => {
  const model = sbirEtl.build({ profile, project: `sbir-etl-${profile}` });

  it("renders as the Compose file that was reviewed", () => {
    expectGolden(`sbir-etl.${profile}.compose.yaml`, toComposeYaml(model));
  });

  it("reads the variables that were reviewed", () => {
    expectGolden("sbir-etl.env.example", toEnvExample(model));
  });
});
