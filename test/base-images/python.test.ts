import { docker, ensureBaseImages, mustDocker, removeAll, run, start } from "./docker";

let image: string;

beforeAll(() => {
  image = ensureBaseImages().python;
});
afterAll(removeAll);

const python = (code: string): string => mustDocker("run", "--rm", image, "python", "-c", code);

test("declares no user, folder or entrypoint, and starts python3", () => {
  const config = JSON.parse(mustDocker("image", "inspect", "--format", "{{json .Config}}", image)) as Record<
    string,
    unknown
  >;
  expect(config).toMatchObject({ User: "", WorkingDir: "", Entrypoint: null, Cmd: ["python3"] });
  expect(config.Env).toContain("LANG=C.UTF-8");
});

test("runs Python 3.11 when nothing else is asked for", () => {
  const { stdout } = run("docker", ["run", "--rm", "-i", image], { input: "import sys; print(sys.version_info[:2])" });
  expect(stdout).toBe("(3, 11)");
});

test.each(["python", "python3", "pip", "pip3"])("has %s in /usr/local/bin", (command) => {
  expect(mustDocker("run", "--rm", image, "sh", "-c", `command -v ${command}`)).toBe(`/usr/local/bin/${command}`);
});

test("lets pip install for the whole system", () => {
  expect(docker("run", "--rm", image, "pip", "install", "--no-index", "pip").status).toBe(0);
});

test("runs a virtual environment that another stage of a build made", () => {
  const dockerfile = [
    `FROM ${image} AS build`,
    "RUN python -m venv /app/.venv",
    `FROM ${image}`,
    "COPY --from=build /app/.venv /app/.venv",
    'RUN ["/app/.venv/bin/pip", "--version"]',
    'CMD ["/app/.venv/bin/python", "-c", "import sys; print(sys.prefix)"]',
  ].join("\n");
  const built = run("docker", ["buildx", "build", "--builder", mustDocker("context", "show"), "--quiet", "-"], {
    input: dockerfile,
  });
  expect(built.output).toMatch(/sha256:/);
  expect(mustDocker("run", "--rm", built.stdout)).toBe("/app/.venv");
  mustDocker("image", "rm", "--force", built.stdout);
});

test("has the libraries that data work takes for granted", () => {
  expect(python("import bz2, ctypes, lzma, sqlite3, ssl, uuid, zlib; print('all')")).toBe("all");
});

test("knows time zones, services and certificate authorities", () => {
  expect(python("from zoneinfo import ZoneInfo; print(ZoneInfo('America/New_York').key)")).toBe("America/New_York");
  expect(python("import socket; print(socket.getservbyname('https'))")).toBe("443");
  expect(Number(python("import ssl; print(len(ssl.create_default_context().get_ca_certs()))"))).toBeGreaterThan(100);
});

test("speaks UTF-8", () => {
  expect(python("import sys; print(sys.getfilesystemencoding(), sys.stdout.encoding)")).toBe("utf-8 utf-8");
});

test("keeps nothing of the host that built it", () => {
  const leftovers =
    "ls -A /run/secrets /etc/hostname.orig /var/lib/apt/lists 2>/dev/null; cat /etc/machine-id 2>/dev/null";
  expect(docker("run", "--rm", image, "sh", "-c", leftovers).stdout.replace("/var/lib/apt/lists:", "").trim()).toBe("");
  const trusted = mustDocker(
    "run",
    "--rm",
    image,
    "grep",
    "-c",
    "BEGIN CERTIFICATE",
    "/etc/ssl/certs/ca-certificates.crt",
  );
  const listed = mustDocker("run", "--rm", image, "grep", "-c", "^mozilla/", "/etc/ca-certificates.conf");
  expect(trusted).toBe(listed);
});

test("installs further Debian packages", () => {
  const container = start(image, "sleep", "infinity");
  mustDocker("exec", container, "apt-get", "-qq", "update");
  mustDocker("exec", container, "apt-get", "-qq", "install", "--yes", "--no-install-recommends", "tini");
  expect(docker("exec", container, "tini", "--version").status).toBe(0);
});
