/** What nobody can do faster: the requests that must follow one another, each on a connection that is open already. */
import { createDefaultHttpClient, createEmptyPipeline, createHttpHeaders, createPipelineRequest, proxyPolicy } from '@azure/core-rest-pipeline';
import { connectKube } from '../../src/kube/api.ts';
import { clientId, tenantId } from '../../src/sandbox/scenarios/shop.ts';

const any = { parse: (value: unknown) => value };

function connect(): ReturnType<typeof connectKube> {
  return connectKube({
    env: process.env,
    homeDirectory: process.env['HOME'] ?? '/',
    platform: process.platform,
    arch: process.arch,
    version: 'bench',
    flags: { requestTimeout: '30s' },
    stdinIsTerminal: false,
  });
}

/** GET deployment, LIST pods, TokenRequest, exchange, authorised vault GET; milliseconds. */
async function fiveRequests(): Promise<number> {
  const kube = connect();
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const http = createDefaultHttpClient();
  const send = (url: string, method: 'GET' | 'POST', headers: Record<string, string> = {}, body?: string): Promise<{ readonly bodyAsText?: string | null }> =>
    pipeline.sendRequest(http, createPipelineRequest({ url, method, headers: createHttpHeaders(headers), timeout: 30_000, ...(body === undefined ? {} : { body }) }));
  const authority = `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`;
  const secret = 'https://kv-shop.vault.azure.net/secrets/db-password/?api-version=7.5';
  await Promise.all([kube.get('/version', any), send(authority, 'GET'), send(secret, 'GET')]);
  const started = performance.now();
  await kube.get('/apis/apps/v1/namespaces/shop/deployments/orders', any);
  await kube.list('/api/v1/namespaces/shop/pods?labelSelector=app%3Dorders', any);
  const { token } = await kube.requestToken({ namespace: 'shop', serviceAccount: 'orders', audience: 'api://AzureADTokenExchange', expirationSeconds: 600 });
  const form = new URLSearchParams({
    client_id: clientId,
    scope: 'https://vault.azure.net/.default',
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: token.reveal(),
  });
  const exchanged = await send(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
  const { access_token: access } = JSON.parse(exchanged.bodyAsText ?? '') as { readonly access_token: string };
  const read = await send(secret, 'GET', { authorization: `Bearer ${access}` });
  if (!(read.bodyAsText ?? '').includes('"value"')) throw new Error('the vault gave no secret');
  const elapsed = performance.now() - started;
  kube.close();
  return elapsed;
}

/** The lists of a whole cluster, one after another, in pages of 500; milliseconds. */
async function lists(): Promise<number> {
  const kube = connect();
  await kube.get('/version', any);
  const started = performance.now();
  for (const path of ['apps/v1/deployments', 'apps/v1/statefulsets', 'apps/v1/daemonsets', 'apps/v1/replicasets', 'batch/v1/jobs', 'batch/v1/cronjobs']) {
    await kube.list(`/apis/${path}`, any);
  }
  await kube.list('/api/v1/pods', any);
  await kube.list('/api/v1/serviceaccounts', any);
  const elapsed = performance.now() - started;
  kube.close();
  return elapsed;
}

process.stdout.write(String(process.argv[2] === 'lists' ? await lists() : await fiveRequests()));
process.exit(0);
