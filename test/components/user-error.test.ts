import { RunError } from "@pulumi/pulumi";
import { userError } from "../../components/user-error";

test("a user's error is one that Pulumi prints without a trace, and has none that would have to be formatted", () => {
  const error = userError("services.web: it ended");
  expect(RunError.isInstance(error)).toBe(true);
  expect(error.message).toBe("services.web: it ended");
  expect(error.stack).toBe("Error: services.web: it ended");
});
