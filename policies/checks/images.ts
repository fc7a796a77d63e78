import { labelOf } from "./container";
import type { Policy, Violation } from "./policy";

/** What an image is called that the stack builds, where its name on the engine is not known yet. */
const built = "built";

/** `neo4j:5@sha256:…`, an image's id, or a tag made from the content: none of them can come to mean something else. */
function isPinned(reference: string): boolean {
  return reference === built || /(?:^|@)sha256:[0-9a-f]{64}$/.test(reference) || /:[0-9a-f]{12,64}$/.test(reference);
}

function unpinned(reference: string): readonly Violation[] {
  return isPinned(reference) ? [] : [{ path: "image", fact: `${reference} may be another image tomorrow` }];
}

export const imagesPinned: Policy = {
  id: "images-pinned",
  description: "Every image is named by its digest or by its content.",
  rationale: "A tag can move: the same description would run something else on the next host, or after the next pull.",
  fix: 'name the image with its digest, as in "redis:7@sha256:…"',
  severity: { relaxed: "disabled", strict: "mandatory" },
  checkService: ({ image }, { images }) => {
    const model = images[image];
    return unpinned(model?.kind === "registry" ? model.reference : built);
  },
  // The container of a pulled image is given the id of what the tag meant today; the label says the tag.
  checkContainer: (container) => unpinned(labelOf(container, "pulumi-compose.image") ?? container.image ?? built),
};
