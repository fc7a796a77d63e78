import { checkProviderLimits } from "../../components/provider-limits";
import { secret, type ServiceSpec } from "../../compose";
import { shop } from "./support/shop";

const token = secret("apiToken", { description: "Token of the API", minLength: 8 });

test("what the provider can do is no finding", () => {
  expect(checkProviderLimits(shop())).toEqual([]);
});

test.each<[string, Partial<ServiceSpec>, string, string]>([
  [
    "a file of a secret in a read-only container",
    { readOnly: true },
    "services.web.readOnly",
    "the provider can't place files of secrets into a container whose root file system is read-only",
  ],
  [
    "a file of a secret below a volume",
    { secrets: { "/data/token": token } },
    'services.web.secrets["/data/token"]',
    "the file would be written into what is mounted on /data, and stay there",
  ],
  [
    "an IPv6 address of another host",
    { extraHosts: { registry: "fd00::7" } },
    "services.web.extraHosts.registry",
    "the provider takes an IPv6 address apart at its colons",
  ],
])("%s is refused before anything is made", (_what, changes, path, fact) => {
  expect(checkProviderLimits(shop(changes))).toEqual([expect.objectContaining({ path, fact })]);
});

test("a path that only begins like a volume's is outside of it", () => {
  expect(checkProviderLimits(shop({ secrets: { "/data-token": token } }))).toEqual([]);
});
