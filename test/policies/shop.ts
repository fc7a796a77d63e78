import { compose, job, publish, run, secret, service, type ServiceSpec, type StackModel } from "../../compose";
import type { ContainerProperties } from "../../policies/checks";

const digest = "037cf5756f0135cbfd66b739b6df7c7c4bb100f9ce11602f6f9538e17e02c74d";

export const token = secret("apiToken", { description: "Token of the API" });

/** A service that keeps to every policy; a test changes what it is about. */
const web = {
  image: `redis:7@sha256:${digest}`,
  ports: [publish(80)],
  environment: { API_TOKEN: token, API_KEY_FILE: "/run/secrets/key" },
  healthcheck: run(["true"]),
} satisfies ServiceSpec;

/** A stack that keeps to every policy, but for what the test changes. */
export function shop(changes: Partial<ServiceSpec> = {}, profile = "prod"): StackModel {
  return compose("shop", { profiles: ["dev", "test", "prod", "staging"] as const }, () => {
    return {
      web: service("web", { ...web, ...changes }),
      migrate: job("migrate", { image: web.image }),
    };
  }).build({ profile, project: `shop-${profile}` });
}

/** The same as a container. */
export function container(changes: Partial<ContainerProperties> = {}): ContainerProperties {
  return {
    image: web.image,
    ports: [{ internal: 80, ip: "127.0.0.1" }],
    envs: ["API_TOKEN=s3cret", "API_KEY_FILE=/run/secrets/key"],
    healthcheck: { tests: ["CMD", "true"] },
    mustRun: true,
    volumes: [{ containerPath: "/data" }],
    networksAdvanced: [{ name: "a1b2c3" }],
    labels: [{ label: "pulumi-compose.secret-variables", value: "API_TOKEN" }],
    ...changes,
  };
}
