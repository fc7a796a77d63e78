import { ComposeStack, type ComposeStackArgs, type SecretSource } from "../../../components";
import { openGates } from "./gatekeeper";
import { startRecording, settle, type Recording, type RunOptions } from "./recording";
import { secretValues, shop } from "./shop";

/** A user who has set every secret, encrypted. */
export const allSecretsSet: SecretSource = {
  get: (name) => (secretValues as Readonly<Record<string, string>>)[name],
  isEncrypted: () => true,
};

/** A stack and what it has sent. */
export interface Deployed {
  readonly stack: ComposeStack;
  readonly recording: Recording;
}

/** Deploys the shop into a recording, and lets everything happen that can. */
export async function deployShop(args: Partial<ComposeStackArgs> = {}, options: RunOptions = {}): Promise<Deployed> {
  const recording = await startRecording(options);
  const stack = new ComposeStack("shop", {
    model: shop(),
    secrets: allSecretsSet,
    gatekeeper: openGates,
    projectFolder: "/home/me/shop",
    ...args,
  });
  stack.ready.catch(() => undefined);
  await settle(recording);
  return { stack, recording };
}

/** The inputs of one container of the shop. */
export async function containerInputs(
  name: string,
  args: Partial<ComposeStackArgs> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const { recording } = await deployShop(args);
  return recording.one("docker:index/container:Container", name).inputs;
}
