import * as z from 'zod/mini';
import { matchesGrammar, type Grammar } from '../problems/step.ts';
import type { Facts } from './facts.ts';

// its values go into requests, and anybody who may annotate can write one
const like = (grammar: Grammar): z.ZodMiniString => z.string().check(z.refine((text) => matchesGrammar(text, grammar)));
/** Resource id of a user-assigned managed identity: who matches it can be part of a path. */
export const identityIdPattern = /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/(?!\.+\/)[\w.()-]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[\w-]+$/i;

const record = z.object({
  identity: z.optional(z.string().check(z.regex(identityIdPattern))),
  /** Client id of an application, where there is no managed identity. */
  application: z.optional(like('guid')),
  serviceAccount: like('dns-name'),
  /** Where it has a name of its own. */
  credential: z.optional(like('credential-name')),
  vault: z.optional(z.object({ name: like('vault-name'), roleId: like('guid'), secret: z.optional(like('secret-name')) })),
  csi: z.optional(z.object({ name: like('dns-name'), container: z.optional(like('dns-name')) })),
  /** On an object that was not there before. */
  created: z.optional(z.literal(true)),
});

/** What `bind` wrote on an object of what it did, so that it can be undone. */
export type BoundRecord = z.infer<typeof record>;

export function recordOf({ identity, account, request, csi }: Facts, created = false): string {
  const written: BoundRecord = {
    ...(identity.kind === 'application' ? { application: identity.clientId } : { identity: identity.resourceId }),
    serviceAccount: account.name,
    ...(request.credentialName === undefined ? {} : { credential: request.credentialName }),
    ...(request.vault === undefined ? {} : { vault: request.vault }),
    ...(csi === undefined ? {} : { csi: { name: csi.request.name, ...(csi.request.container === undefined ? {} : { container: csi.request.container }) } }),
    ...(created ? { created: true } : {}),
  };
  return JSON.stringify(written);
}

/** Undefined for what is no record of ours: anybody may write an annotation. */
export function readRecord(text: string | undefined): BoundRecord | undefined {
  try {
    const read = record.parse(JSON.parse(text ?? ''));
    return (read.identity === undefined) === (read.application === undefined) ? undefined : read;
  } catch {
    return undefined;
  }
}
