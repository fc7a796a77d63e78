import { until } from "./until";

/** Asks Dagster's GraphQL. */
async function graphql<T>(url: string, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: T; errors?: readonly { message: string }[] };
  if (errors?.[0] !== undefined) throw new Error(`Dagster: ${errors[0].message}`);
  return data;
}

const repositories = `query {
  repositoriesOrError { ... on RepositoryConnection { nodes { name location { name } } } }
}`;

const launch = `mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}`;

const runById = `query ($runId: ID!) {
  runOrError(runId: $runId) {
    ... on Run { status eventConnection { events { __typename } } }
  }
}`;

interface Repositories {
  readonly repositoriesOrError: { readonly nodes: readonly { name: string; location: { name: string } }[] };
}

/** Launches a job through GraphQL, as the page does. @returns the run's id */
export async function launchRun(url: string, job: string): Promise<string> {
  const { repositoriesOrError } = await graphql<Repositories>(url, repositories);
  const [repository] = repositoriesOrError.nodes;
  if (repository === undefined) throw new Error("Dagster: no code location is loaded");
  const selector = {
    pipelineName: job,
    repositoryName: repository.name,
    repositoryLocationName: repository.location.name,
  };
  const { launchRun: launched } = await graphql<{
    launchRun: { __typename: string; run?: { runId: string }; message?: string };
  }>(url, launch, { params: { selector, mode: "default" } });
  if (launched.run === undefined) throw new Error(`Dagster: ${launched.__typename}: ${launched.message ?? ""}`);
  return launched.run.runId;
}

/** How a run ended, and what happened to it, in Dagster's words. */
export interface FinishedRun {
  readonly status: string;
  readonly events: readonly string[];
}

const finished = ["SUCCESS", "FAILURE", "CANCELED"];

/** Waits until a run has ended. */
export function finishedRun(url: string, runId: string): Promise<FinishedRun> {
  return until(`the end of Dagster's run ${runId}`, async () => {
    const { runOrError } = await graphql<{
      runOrError: { status?: string; eventConnection?: { events: readonly { __typename: string }[] } };
    }>(url, runById, { runId });
    const { status = "", eventConnection } = runOrError;
    if (!finished.includes(status)) return undefined;
    return { status, events: eventConnection?.events.map(({ __typename }) => __typename) ?? [] };
  });
}
