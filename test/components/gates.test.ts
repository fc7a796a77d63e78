import { goalOf } from "../../components/gates";
import { deployShop } from "./support/deploy-shop";
import { FakeGatekeeper } from "./support/gatekeeper";
import { settle, type Recording } from "./support/recording";
import { serviceOf, shop } from "./support/shop";

const container = "docker:index/container:Container";

function containers(recording: Recording): readonly string[] {
  return recording
    .ofType(container)
    .map(({ name }) => name)
    .sort();
}

test("a dependent is registered only once each of its dependencies was let pass", async () => {
  const gatekeeper = new FakeGatekeeper();
  const { recording } = await deployShop({ gatekeeper });
  expect(containers(recording)).toEqual(["cache", "graph"]);

  gatekeeper.open("graph service_healthy");
  await settle(recording);
  expect(containers(recording)).toEqual(["cache", "graph", "migrate", "page"]);

  gatekeeper.open("page service_healthy");
  await settle(recording);
  expect(containers(recording)).toEqual(["cache", "daemon", "graph", "migrate", "page"]);

  gatekeeper.open("migrate service_completed_successfully");
  await settle(recording);
  expect(containers(recording)).toEqual(["cache", "daemon", "graph", "migrate", "page", "web"]);
});

test("a stack is ready when its last service is, and not before", async () => {
  const gatekeeper = new FakeGatekeeper();
  const { stack, recording } = await deployShop({ gatekeeper });
  let ready = false;
  void stack.ready.then(() => (ready = true));
  const order = ["graph service_healthy", "page service_healthy", "migrate service_completed_successfully"];
  for (const key of [...order, "web service_healthy", "cache service_started"]) {
    gatekeeper.open(key);
    await settle(recording);
  }
  expect(ready).toBe(false);
  gatekeeper.open("daemon service_healthy");
  await stack.ready;
});

test("each condition of a service is waited for once, however many depend on it", async () => {
  const gatekeeper = new FakeGatekeeper();
  await deployShop({ gatekeeper });
  expect([...gatekeeper.asked].sort()).toEqual(["cache service_started", "graph service_healthy"]);
});

test("where a dependency is refused, the stack fails with that reason alone and the dependents are never made", async () => {
  const gatekeeper = new FakeGatekeeper();
  const { stack, recording } = await deployShop({ gatekeeper });
  gatekeeper.refuse("graph service_healthy", "services.graph: it ended with exit status 1; mend it");
  await expect(stack.ready).rejects.toThrow(/^services\.graph: it ended with exit status 1; mend it$/);
  await settle(recording);
  expect(containers(recording)).toEqual(["cache", "graph"]);
});

test("where only a gate is refused that is not the service's own goal, the stack fails too", async () => {
  const model = shop();
  const dependsOn = { graph: "service_started" } as const;
  const gatekeeper = new FakeGatekeeper();
  const { stack } = await deployShop({
    gatekeeper,
    model: {
      ...model,
      services: { graph: serviceOf(model, "graph"), migrate: { ...serviceOf(model, "migrate"), dependsOn } },
    },
  });
  gatekeeper.open("graph service_healthy");
  gatekeeper.refuse("graph service_started", "services.graph: it was restarted");
  await expect(stack.ready).rejects.toThrow("services.graph: it was restarted");
});

test("a preview waits for nothing, and every container is in it with all its inputs known", async () => {
  const gatekeeper = new FakeGatekeeper();
  const { stack, recording } = await deployShop({ gatekeeper }, { preview: true });
  await stack.ready;
  expect(gatekeeper.asked).toEqual([]);
  expect(containers(recording)).toEqual(["cache", "daemon", "graph", "migrate", "page", "web"]);
  // The marks by which Pulumi sends a value that is not known yet.
  expect(JSON.stringify(recording.resources)).not.toMatch(/04da6b54-80e4-46f7-96ec-b56ff0331ba9/);
});

test.each([false, true])("what a container waits for is among its dependencies (preview: %s)", async (preview) => {
  const { recording } = await deployShop({}, { preview });
  const dependsOn = (name: string): readonly string[] =>
    recording.one(container, name).options.dependsOn.filter((dependency) => dependency.startsWith(`${container} `));
  expect(dependsOn("web")).toEqual([`${container} graph`, `${container} migrate`]);
  expect(dependsOn("daemon")).toEqual([`${container} page`]);
  expect(dependsOn("graph")).toEqual([]);
});

test.each([
  ["graph", "service_healthy"],
  ["cache", "service_started"],
  ["migrate", "service_completed_successfully"],
])("the goal of %s is %s", (name, goal) => {
  expect(goalOf(serviceOf(shop(), name))).toBe(goal);
});
