/** The profiles that a stack has unless it names its own. */
export const standardProfiles = ["dev", "test", "prod"] as const;

/** One of {@link standardProfiles}. */
export type StandardProfile = (typeof standardProfiles)[number];

/** What a description may know of the place that it is deployed from. Plain data, looked up before. */
export interface Host {
  /** The user who deploys; bind mounts are written as this user. */
  readonly uid: number;
  readonly gid: number;
  /** Images that the engine holds already. */
  readonly localImages: readonly string[];
  /** Folder with a `ca-certificates.crt` that builds need to reach package indexes, where the host has its own. */
  readonly certificates?: string;
}

/** A host of which nothing is known. */
export const unknownHost: Host = { uid: 1000, gid: 1000, localImages: [] };

/** What a description may depend on. The same context gives the same description. */
export interface DescribeContext<Profile extends string, Config> {
  /** The profile that is described. */
  readonly profile: Profile;
  /** The stack's configuration, parsed by its schema. */
  readonly config: Config;
  readonly host: Host;
  /** The value of this profile. Leaving a profile out, or naming one that is none, does not compile. */
  readonly perProfile: <const Values extends Readonly<Record<Profile, unknown>>>(
    values: Values & Readonly<Record<Exclude<keyof Values, Profile>, never>>,
  ) => Values[Profile];
}
