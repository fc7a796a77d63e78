/** What a run of every test says in the end. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, repository } from "./project";

let project: Project;
beforeEach(() => {
  project = new Project();
  writeFileSync(join(project.folder, "toolchain/lint.sh"), "#!/bin/sh\n", { mode: 0o755 });
  pytest({ tests: 10, failures: 0, errors: 0, skipped: 1 });
});
afterEach(() => {
  project.remove();
});

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

/** An npm whose Jest scripts report these numbers, and end with this status. */
function npm(report: { passed: number; failed: number; broken?: number; status?: number } | undefined): void {
  const json = JSON.stringify({
    numPassedTests: report?.passed,
    numFailedTests: report?.failed,
    numRuntimeErrorTestSuites: report?.broken ?? 0,
  });
  project.command(
    "npm",
    `for argument; do case $argument in --outputFile=*) ${
      report ? `echo '${json}' >"\${argument#*=}"` : "true"
    }; exit ${String(report?.status ?? 0)} ;; esac; done`,
  );
}

/** The ETL's tests, whose pytest reports these numbers. */
function pytest({
  tests,
  failures,
  errors,
  skipped,
}: Record<"tests" | "failures" | "errors" | "skipped", number>): void {
  const counts = `errors="${String(errors)}" failures="${String(failures)}" skipped="${String(skipped)}" tests="${String(tests)}"`;
  const report = `<?xml version="1.0"?><testsuites><testsuite name="pytest" ${counts} time="0.1"></testsuite></testsuites>`;
  writeFileSync(
    join(project.folder, "toolchain/test-app.sh"),
    `#!/bin/sh\necho '${report}' >"\${1#*=}"\nexit ${String(failures + errors > 0 ? 1 : 0)}\n`,
    { mode: 0o755 },
  );
}
const ofPytest = 9;

const run = () => project.run(["toolchain/test.sh"]);

/** The checks that are no tests: each counts as one. */
async function checks(): Promise<number> {
  npm({ passed: 1, failed: 0 });
  const { stdout } = await run();
  return stdout.split("\n").filter((line) => /^-- .*: 1 passed, 0 failed$/.test(line)).length - suites();
}
const suites = () => readFileSync(join(project.folder, "toolchain/test.sh"), "utf8").split("\njest_tests ").length - 1;

it("ends with the sum over all runners", async () => {
  const others = await checks();
  npm({ passed: 20, failed: 0 });
  const { status, stdout } = await run();
  expect(lastLine(stdout)).toBe(`${String(20 * suites() + ofPytest + others)} passed, 0 failed`);
  expect(status).toBe(0);
});

it("goes on after a failure, counts it, and fails", async () => {
  const others = await checks();
  npm({ passed: 20, failed: 3, status: 1 });
  const { status, stdout } = await run();
  expect(lastLine(stdout)).toBe(`${String(20 * suites() + ofPytest + others)} passed, ${String(3 * suites())} failed`);
  expect(status).toBe(1);
});

it("counts the failures and errors of pytest, and not what it skipped", async () => {
  const others = await checks();
  npm({ passed: 1, failed: 0 });
  pytest({ tests: 10, failures: 1, errors: 2, skipped: 3 });
  const { status, stdout } = await run();
  expect(lastLine(stdout)).toBe(`${String(suites() + others + 4)} passed, 3 failed`);
  expect(status).toBe(1);
});

it.each([
  ["a file of tests that does not load", { passed: 20, failed: 0, broken: 1, status: 1 }],
  ["a runner that fails after its tests", { passed: 20, failed: 0, status: 1 }],
  ["a runner that runs no test", { passed: 0, failed: 0 }],
  ["a runner that reports nothing", undefined],
])("counts %s as a failure", async (_name, report) => {
  npm(report);
  const { status, stdout } = await run();
  expect(lastLine(stdout)).toMatch(new RegExp(` passed, ${String(suites())} failed$`));
  expect(status).toBe(1);
});

describe(".ci/run", () => {
  const engine = (status: number) => {
    writeFileSync(
      join(project.folder, "toolchain/engine.sh"),
      `#!/bin/sh\n[ "$1" != status ] || exit ${String(status)}\necho "$1" >>"${project.root}/engine"\n`,
      { mode: 0o755 },
    );
  };
  beforeEach(() => {
    cpSync(join(repository, ".ci"), join(project.folder, ".ci"), { recursive: true });
    writeFileSync(join(project.root, "engine"), "");
  });
  const asked = () => readFileSync(join(project.root, "engine"), "utf8");

  it("ends with the count and with the status of make test, and stops the engine that it started", async () => {
    engine(1);
    project.command("make", 'echo "7 passed, 1 failed"; echo "make: *** [test] Error 1" >&2; exit 2');
    const { status, stdout } = await project.run([".ci/run"]);
    expect(status).toBe(2);
    expect(lastLine(stdout)).toBe("7 passed, 1 failed");
    expect(asked()).toBe("stop\n");
  });

  it("leaves an engine alone that was there", async () => {
    engine(0);
    project.command("make", 'echo "7 passed, 0 failed"');
    expect(await project.run([".ci/run"])).toMatchObject({ status: 0 });
    expect(asked()).toBe("");
  });

  it("says that it failed where no test ran", async () => {
    engine(0);
    project.command("make", "exit 2");
    const { status, stdout } = await project.run([".ci/run"]);
    expect(status).toBe(2);
    expect(lastLine(stdout)).toBe("0 passed, 1 failed");
  });
});
