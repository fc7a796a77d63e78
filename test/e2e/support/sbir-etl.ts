import type { OneOffSpec } from "../../../engine";
import type { Sandbox } from "./sandbox";

/** What the stack's outputs tell about a running SBIR ETL. */
export interface SbirEtl {
  readonly dagsterUrl: string;
  readonly neo4jUrl: string;
  readonly password: string;
}

interface Outputs {
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly oneOffs: Readonly<Record<string, OneOffSpec>>;
}

/** Reads where a deployed stack answers, and the password that it was given or has made. */
export async function addressesOf(sandbox: Sandbox): Promise<SbirEtl> {
  const { endpoints, oneOffs } = await sandbox.outputs<Outputs>();
  const password = oneOffs["etl-runner"]?.files.find(({ path }) => path === "/run/secrets/neo4j_password");
  return {
    dagsterUrl: endpoints["dagster-webserver"]?.httpUrl ?? "",
    neo4jUrl: endpoints.neo4j?.httpUrl ?? "",
    password: password?.content ?? "",
  };
}

interface CypherAnswer {
  readonly results: readonly { readonly data: readonly { readonly row: readonly unknown[] }[] }[];
  readonly errors: readonly { readonly message: string }[];
}

/** Asks Neo4j over HTTP, and gives the first row of the answer. */
export async function cypher({ neo4jUrl, password }: SbirEtl, statement: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${neo4jUrl}/db/neo4j/tx/commit`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`neo4j:${password}`).toString("base64")}`,
    },
    body: JSON.stringify({ statements: [{ statement }] }),
  });
  const { results, errors } = (await answer.json()) as CypherAnswer;
  if (errors[0] !== undefined) throw new Error(`Neo4j: ${errors[0].message}`);
  return results[0]?.data[0]?.row ?? [];
}

/** How many companies and awards the graph holds. */
export async function countGraph(stack: SbirEtl): Promise<{ readonly companies: number; readonly awards: number }> {
  const [companies, awards] = await cypher(
    stack,
    "RETURN COUNT { MATCH (:Company) } AS companies, COUNT { MATCH (:Award) } AS awards",
  );
  return { companies: Number(companies), awards: Number(awards) };
}
