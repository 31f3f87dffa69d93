import type { WireFailure } from '../wire/failure.ts';
import type { Gap } from './answer.ts';
import { describeClusterRight, type ClusterRight, type Right } from './right.ts';

export interface GapPlace {
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * Sorts what went wrong on the wire into a gap: the only place where an I/O error gets its meaning.
 *
 * A 401 of the API server is `kube-auth-expired`; a 403 names the right that the question declared.
 */
export function gapOfFailure(failure: WireFailure, rights: readonly Right[], place: GapPlace): Gap {
  const { fault, operation } = failure;
  switch (fault.kind) {
    case 'status':
      return gapOfStatus(operation, fault.status, fault.message, rights, place);
    case 'unreachable':
      return { reason: 'unreachable', needs: `an answer to ${operation}`, detail: `${fault.code}: ${fault.message}` };
    case 'timeout':
      return { reason: 'timeout', needs: `an answer to ${operation}`, detail: `none within ${fault.afterMs} ms` };
    case 'garbled':
      return { reason: 'unreachable', needs: `a usable answer to ${operation}`, detail: fault.message };
    case 'not-sent':
      return { reason: 'not-asked', needs: fault.message, ...(rights.some((right) => right.where === 'azure') ? { problem: 'doctor-rbac-partial' } : {}) };
  }
}

function gapOfStatus(operation: string, status: number, message: string, rights: readonly Right[], place: GapPlace): Gap {
  const cluster = rights.filter((right): right is ClusterRight => right.where === 'cluster');
  const azure = rights.find((right) => right.where === 'azure');
  if (status === 401 && cluster.length > 0) {
    return { reason: 'forbidden', needs: 'valid credentials for the API server', detail: message, problem: 'kube-auth-expired' };
  }
  if (status === 401 || status === 403) {
    const right = cluster[0];
    if (right !== undefined) {
      const impersonation = refusedImpersonation(message);
      if (impersonation !== undefined) return { reason: 'forbidden', needs: impersonation, detail: message, problem: 'doctor-rbac-partial' };
      const problem = right.subresource === 'token' ? 'doctor-no-tokenrequest' : 'doctor-rbac-partial';
      return { reason: 'forbidden', needs: refusedRight(message, right) ?? describeClusterRight(right, place), detail: message, problem };
    }
    const needs = azure === undefined ? `leave to ${operation}` : `${azure.action} (${azure.carriedBy})`;
    return { reason: 'forbidden', needs, detail: message, problem: 'doctor-rbac-partial' };
  }
  return { reason: 'unreachable', needs: `a usable answer to ${operation}`, detail: `${status}: ${message}` };
}

/**
 * The right to act as somebody else (`--as`), which is missing before the right of the question is looked at.
 *
 * With constrained impersonation (KEP 5284, on in 1.36) the refusal names the request, with a verb `impersonate-on:MODE:VERB`.
 */
function refusedImpersonation(message: string): string | undefined {
  const mode = / cannot impersonate-on:([\w-]+):\w+ /.exec(message)?.[1];
  return mode === undefined ? undefined : `impersonate ${mode === 'serviceaccount' ? 'serviceaccounts' : 'users'} at the cluster scope`;
}

/** The right as the API server names it in its refusal, narrowed by name where the declared right can be. */
function refusedRight(message: string, declared: ClusterRight): string | undefined {
  const refused =
    /^\S+ (?:"([^"]+)" )?is forbidden: .* cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(message);
  if (refused === null) return undefined;
  const [, name, verb, resource, group, namespace] = refused;
  const grouped = group === '' ? resource : `${resource}.${group}`;
  const narrowed = declared.nameable !== undefined && name !== undefined ? ` resourceNames=[${name}]` : '';
  return `${verb} ${grouped}${narrowed}${namespace === undefined ? ' at the cluster scope' : ` in namespace ${namespace}`}`;
}
