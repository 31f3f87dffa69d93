import { skippedContainers, tokenSourceAtFile, tokenSourceOf, valueOf, variableOf, wiredContainers } from '../../evidence/pod-shape.ts';
import type { Container, PodShape, Target } from '../../evidence/subject.ts';
import { tokenFileVariable } from '../../evidence/workload-identity-keys.ts';
import { podTokenFileEnvOverride } from '../../problems/pod/pod-token-file-env-override.ts';
import { podVolumeStripped } from '../../problems/pod/pod-volume-stripped.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import { tokenFileMissing } from '../../problems/token/token-file-missing.ts';
import { tokenDefaultSaTokenUsed } from '../../problems/token/token-default-sa-token-used.ts';
import { webhookV16PathChange } from '../../problems/webhook/webhook-v16-path-change.ts';

export const wrongTokenFileProblems: readonly AnyProblem[] = [podTokenFileEnvOverride, podVolumeStripped, webhookV16PathChange, tokenDefaultSaTokenUsed, tokenFileMissing];

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount/';

/** A container that is told to read its token where none is mounted; undefined where there is none. */
export function wrongTokenFile({ owner, template }: { readonly owner: Target; readonly template?: PodShape | undefined }, shape: PodShape): FoundProblem | undefined {
  for (const container of wiredContainers(shape)) {
    const path = valueOf(container, tokenFileVariable);
    if (path === undefined || tokenSourceOf(shape, container) !== undefined) continue;
    const data = { owner, container: container.name, path };
    const ofApiServer = tokenSourceAtFile(shape, container) !== undefined || path.startsWith(serviceAccountFolder);
    if (ofApiServer) return found(tokenDefaultSaTokenUsed, data);
    if (template !== undefined && path.startsWith('/var/run/secrets/azure/') && !setsTokenFile(template, container)) return found(podVolumeStripped, data);
    if (path.startsWith('/var/run/secrets/azure/tokens/')) return found(webhookV16PathChange, data);
    if (isBelowMount(container, path)) continue;
    return found(podTokenFileEnvOverride, data);
  }
  return undefined;
}

function setsTokenFile(template: PodShape, { name, init }: Container): boolean {
  return template.containers.some((own) => own.name === name && own.init === init && variableOf(own, tokenFileVariable) !== undefined);
}

/** A container that the webhook passes over, and that is told to read a token where it mounts nothing; undefined where there is none. */
export function tokenFileOfSkipped(owner: Target, shape: PodShape): FoundProblem | undefined {
  const skipped = skippedContainers(shape);
  for (const container of shape.containers.filter(({ name }) => skipped.includes(name))) {
    const path = valueOf(container, tokenFileVariable);
    // the token of the API server is mounted by another way; what else it mounts may be a token of its own
    if (path === undefined || path.startsWith(serviceAccountFolder) || tokenSourceOf(shape, container) !== undefined || isBelowMount(container, path)) continue;
    return found(tokenFileMissing, { owner, container: container.name, path });
  }
  return undefined;
}

/** A token file below a mount of another kind: something else may put a token there, a SPIFFE helper for one. */
export function tokenFileOfOthers(shape: PodShape): string | undefined {
  for (const container of wiredContainers(shape)) {
    const path = valueOf(container, tokenFileVariable);
    if (path !== undefined && tokenSourceOf(shape, container) === undefined && isBelowMount(container, path)) return path;
  }
  return undefined;
}

function isBelowMount({ mounts }: Container, file: string): boolean {
  return mounts.some(({ path }) => file.startsWith(`${path.replace(/\/$/, '')}/`));
}
