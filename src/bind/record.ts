import * as z from 'zod/mini';
import type { Facts } from './facts.ts';

const record = z.object({
  identity: z.string(),
  serviceAccount: z.string(),
  vault: z.optional(z.object({ name: z.string(), roleId: z.string() })),
  /** On an account that was not there before. */
  created: z.optional(z.literal(true)),
});

/** What `bind` wrote on an object of what it did, so that it can be undone. */
export type BoundRecord = z.infer<typeof record>;

export function recordOf({ identity, account, request }: Facts, created = false): string {
  const written: BoundRecord = {
    identity: identity.resourceId,
    serviceAccount: account.name,
    ...(request.vault === undefined ? {} : { vault: request.vault }),
    ...(created ? { created: true } : {}),
  };
  return JSON.stringify(written);
}

/** Undefined for what is no record of ours: anybody may write an annotation. */
export function readRecord(text: string | undefined): BoundRecord | undefined {
  try {
    return record.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
