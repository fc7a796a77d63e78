import { explainFailure, redact } from "../../../engine/explain";
import { exited, health } from "./support/fake-container";

const subject = { service: "web", container: "shop-dev-web-1", reason: "it ended with exit status 1" };

test("values of secrets are shown as stars, the longest first, so that nothing of them is left", () => {
  expect(redact("user:pass and user:password", ["pass", "password"])).toBe("user:*** and user:***");
});

test("a secret is hidden in the form that a URL gives it, too", () => {
  expect(redact("http://me:a%2Fb%3Fc@host and a/b?c", ["a/b?c"])).toBe("http://me:***@host and ***");
});

test("each line of a secret with several is hidden", () => {
  expect(redact("one\n  two", ["one\ntwo"])).toBe("***\n  ***");
});

test("an empty secret hides nothing", () => {
  expect(redact("all is well", ["", "\n"])).toBe("all is well");
});

test("no secret shows in reason, probe or log", () => {
  const info = { RestartCount: 0, State: exited(1, { Health: health("unhealthy", { Output: "denied: s3cret" }) }) };
  const message = explainFailure({ ...subject, reason: "it could not start: s3cret" }, info, "token s3cret\n", [
    "s3cret",
  ]);
  expect(message).not.toContain("s3cret");
  expect(message.match(/\*\*\*/g)).toHaveLength(3);
});

test("a secret that stands across the cut of a long probe is hidden as a whole", () => {
  const Output = `s3cret-value${"x".repeat(995)}`;
  const info = { RestartCount: 0, State: exited(1, { Health: health("unhealthy", { Output }) }) };
  expect(explainFailure(subject, info, "", ["s3cret-value"])).not.toContain("alue");
});

test("only the end of a long probe is shown", () => {
  const info = {
    RestartCount: 0,
    State: exited(1, { Health: health("unhealthy", { Output: `begin${"x".repeat(5_000)}end` }) }),
  };
  const message = explainFailure(subject, info, "", []);
  expect(message).toContain("xend");
  expect(message).not.toContain("begin");
});
