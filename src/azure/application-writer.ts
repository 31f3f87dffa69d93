/** Writes to Microsoft Graph with the operator's token. */
import { WireFailure } from '../wire/failure.ts';
import { notSent } from './failures.ts';
import { isGuid } from './grammar.ts';
import { tellApi, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import type { ApplicationWriter, NewCredential } from './write-port.ts';

const headers = { 'content-type': 'application/json' };

export function createApplicationWriter(graph: RestApi): ApplicationWriter {
  return {
    async putApplicationCredential(objectId, credential, tenantId) {
      // Graph's POST creates only and its PATCH changes only: a write whose answer was lost is not made twice this way
      const changed = await unlessNotFound(() => change(graph, objectId, credential, tenantId));
      if (changed) return;
      const { name, issuer, subject, audience } = credential;
      const body = JSON.stringify({ name, issuer, subject, audiences: [audience] });
      await tellApi(graph, { method: 'POST', url: urlOf(graph, credentialsOf(objectId)), headers, body }, tenantId);
    },
    async deleteApplicationCredential(objectId, name, tenantId) {
      await unlessNotFound(() => tellApi(graph, { method: 'DELETE', url: urlOf(graph, `${credentialsOf(objectId)}/${encodeURIComponent(name)}`) }, tenantId));
    },
  };
}

async function change(graph: RestApi, objectId: string, { name, issuer, subject, audience }: NewCredential, tenantId: string | undefined): Promise<void> {
  const body = JSON.stringify({ issuer, subject, audiences: [audience] });
  await tellApi(graph, { method: 'PATCH', url: urlOf(graph, `${credentialsOf(objectId)}/${encodeURIComponent(name)}`), headers, body }, tenantId);
}

function credentialsOf(objectId: string): string {
  if (!isGuid(objectId)) throw notSent('a credential of an application', 'its object id is no GUID');
  return `/v1.0/applications/${objectId}/federatedIdentityCredentials`;
}

/** Whether it was done; false where there is nothing to do it to. */
async function unlessNotFound(tell: () => Promise<void>): Promise<boolean> {
  try {
    await tell();
    return true;
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return false;
    throw error;
  }
}
