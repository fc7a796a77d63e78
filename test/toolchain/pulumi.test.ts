/** Where Pulumi comes from. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Project, repository } from "./project";

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => {
  project.remove();
});

const { dependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const version = dependencies["@pulumi/pulumi"] ?? "";
const source = (path: string) => readFileSync(join(repository, "toolchain/pulumi", path), "utf8");

describe("versions", () => {
  it("builds the CLI of the SDK's version", () => {
    expect(source("cli/go.mod")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${version} `);
  });
  it("builds the plugins of the SDKs' versions", () => {
    expect(source("docker-provider/main.go")).toContain(`const version = "${dependencies["@pulumi/docker"] ?? ""}"`);
    expect(source("docker-build-provider/go.mod")).toContain(
      `github.com/pulumi/pulumi-docker-build v${dependencies["@pulumi/docker-build"] ?? ""} `,
    );
  });
});

describe("the user's own", () => {
  const find = 'find_pulumi; echo "$pulumi_source"';
  const install = (printed: string) => {
    project.command("pulumi", `echo ${printed}`);
    project.command("pulumi-language-nodejs", "true");
  };

  it("is used if it is new enough", async () => {
    install(`v${version}`);
    expect((await project.bash(find)).stdout).toBe("system\n");
  });
  it.each(["v3.100.0", "v4.0.0"])("is not used if it is %s", async (other) => {
    install(other);
    expect((await project.bash(find)).stdout).toBe("none\n");
  });
  it("is not used where the setting names another source", async () => {
    install(`v${version}`);
    expect((await project.bash(find, { PULUMI_COMPOSE_TOOLCHAIN: "packages" })).stdout).toBe("none\n");
  });
});

it("refuses a setting that it does not know", async () => {
  const { status, stderr } = await project.run(["toolchain/env"], { PULUMI_COMPOSE_TOOLCHAIN: "newest" });
  expect(status).toBe(1);
  expect(stderr).toBe(
    "toolchain: PULUMI_COMPOSE_TOOLCHAIN: 'newest' is not a choice; use one of: auto official packages.\n",
  );
});

describe("the official release", () => {
  const platform = `linux-${process.arch === "arm64" ? "arm64" : "x64"}`;
  const archive = `pulumi-v${version}-${platform}.tar.gz`;
  let server: Server;
  let environment: NodeJS.ProcessEnv;

  beforeEach(async () => {
    const files = join(project.root, "release");
    mkdirSync(join(files, "pulumi"), { recursive: true });
    // A CLI that installs a plugin as the real one does.
    writeFileSync(
      join(files, "pulumi/pulumi"),
      '#!/bin/sh\n[ "$1" != plugin ] || mkdir -p "$PULUMI_HOME/plugins/resource-$4-v$5"\n',
      { mode: 0o755 },
    );
    execFileSync("tar", ["-czf", archive, "pulumi"], { cwd: files });
    const sum = createHash("sha256")
      .update(readFileSync(join(files, archive)))
      .digest("hex");
    writeFileSync(
      join(files, `pulumi-${version}-checksums.txt`),
      `${"0".repeat(64)}  another.tar.gz\n${sum}  ${archive}\n`,
    );
    server = createServer((request, response) => {
      const path = join(files, (request.url ?? "").replace(`/v${version}/`, ""));
      if (!existsSync(path)) response.writeHead(404).end();
      else response.end(readFileSync(path));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    environment = { PULUMI_COMPOSE_RELEASES: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
    environment.no_proxy = "127.0.0.1";
    project.command("pulumi", "echo v0.1.0");
  });
  afterEach(() => {
    server.close();
  });

  const ensure = 'ensure_pulumi; echo "$pulumi_source"; ls "$pulumi_folder/plugins"';

  it("is taken where it can be reached", async () => {
    const { stdout, status } = await project.bash(ensure, environment);
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "official",
      `resource-docker-build-v${dependencies["@pulumi/docker-build"] ?? ""}`,
      `resource-docker-v${dependencies["@pulumi/docker"] ?? ""}`,
    ]);
  });

  it("is refused when its checksum is another", async () => {
    writeFileSync(join(project.root, "release", archive), "something else");
    const { status, stderr } = await project.bash(ensure, environment);
    expect(status).toBe(1);
    expect(stderr).toContain(`${archive}: FAILED`);
    expect(execFileSync("ls", ["-A", join(project.cache, "tools")], { encoding: "utf8" })).toBe("");
  });

  it("is named when it is asked for and can't be reached", async () => {
    const { status, stderr } = await project.bash(ensure, {
      PULUMI_COMPOSE_RELEASES: "http://127.0.0.1:9",
      PULUMI_COMPOSE_TOOLCHAIN: "official",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("PULUMI_COMPOSE_TOOLCHAIN=official: Pulumi's release downloads can't be reached");
  });
});
