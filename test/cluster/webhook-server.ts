/**
 * The azure-wi webhook on a real API server: the objects of the AKS add-on as they are, and behind their
 * Service an HTTPS server of this process that answers with what `mutatePod` makes.
 *
 * The Service keeps its selector, the add-on's pods are "run" by the harness's node at an address of this
 * machine, and the real controllers make the EndpointSlice from them. Only the Service's `targetPort` is
 * ours, as two control planes cannot both have 9443.
 */
import type { IncomingMessage, Server as PlainServer } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import * as z from 'zod';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import type { IssuedCertificate } from '../../src/sandbox/certificates.ts';
import type { Pod } from '../../src/sandbox/kubernetes/objects.ts';
import { mutatePod, webhookNamespace, webhookObjects, webhookPath, webhookService } from '../../src/sandbox/kubernetes/webhook.ts';
import type { KubernetesObject, WebhookState } from '../../src/sandbox/scenario.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import type { Api } from './api.ts';
import { applyObject, deleteObject } from './apply.ts';
import type { ControlPlane } from './control-plane.ts';
import { until } from './deadline.ts';
import { jsonPatch } from './json-patch.ts';

export interface ClusterWebhook {
  /** Installs, changes or removes the webhook; when it returns, the API server acts by it. */
  become(state: WebhookState | 'absent'): Promise<void>;
  /** Removes it and closes the server. */
  stop(): Promise<void>;
}

const review = z.looseObject({
  request: z.looseObject({
    uid: z.string(),
    namespace: z.string().default('default'),
    object: z.custom<Pod>((value) => z.looseObject({ spec: z.looseObject({ containers: z.array(z.unknown()) }) }).safeParse(value).success),
  }),
});
const probeReview = z.looseObject({ request: z.looseObject({ uid: z.string() }) });
const texts = z.record(z.string(), z.string()).default({});
const serviceAccountParts = z.looseObject({ metadata: z.looseObject({ labels: texts, annotations: texts }) });

const podLabel = 'azure-workload-identity.io/system=true';
const probeName = 'probe.kubectl-wi.test';
const probePath = '/probe';
const probeLabel = 'kubectl-wi.test/probe';
const takeEffectDeadlineMs = 30_000;

/** Where the test's own server listens. */
export interface WebhookServer {
  readonly address: string;
  readonly port: number;
}

export interface WebhookOptions {
  /** Address to listen on, one that the cluster's pods or its API server reach; default one of this machine that is not loopback. */
  readonly address?: string;
  /** What is installed in place of each object of the add-on; default: the Service with the server's port as its `targetPort`, the rest as it is. */
  readonly adapt?: (object: KubernetesObject, server: WebhookServer) => KubernetesObject;
}

/** What a webhook needs of a control plane: `host` does nothing where real pods stand behind the Service. */
export type WebhookPlane = Pick<ControlPlane, 'api'> & { readonly node: Pick<ControlPlane['node'], 'host'> };

/** Makes a webhook for a control plane; nothing is installed before `become`. */
export async function createWebhook(plane: WebhookPlane, { address = hostAddress(), adapt = withTargetPort }: WebhookOptions = {}): Promise<ClusterWebhook> {
  const authority = createAuthority('azure-workload-identity-ca');
  const caBundle = Buffer.from(authority.certificatePem).toString('base64');
  const serverName = `${webhookService}.${webhookNamespace}.svc`;
  const trusted = authority.issueServer([serverName]);
  const untrusted = createAuthority('azure-workload-identity-ca').issueServer([serverName]);
  let state: WebhookState | 'absent' = 'absent';
  let server: AnyServer | undefined;
  let served: IssuedCertificate | 'none' = trusted;
  let port = 0;
  let probes = 0;

  const answer = async (path: string, body: unknown): Promise<unknown> => {
    if (path === probePath) return refusal(probeReview.parse(body).request.uid, 418, 'the probe arrived');
    if (state === 'absent') throw new Error('the webhook is not installed');
    if (state.server === 'silent') return new Promise(() => undefined);
    return answerReview(plane.api, state, body);
  };

  /** A webhook that is down must not answer on connections that the API server keeps (corrections, 6). */
  const serve = async (up: boolean, certificate: IssuedCertificate | 'none' = trusted): Promise<void> => {
    if (certificate !== served) await serve(false, served);
    served = certificate;
    if (up && server === undefined) {
      server = await listen(certificate, address, port, answer);
      port = (server.address() as AddressInfo).port;
    } else if (!up && server !== undefined) {
      server.closeAllConnections();
      server.close();
      server = undefined;
    }
  };

  const install = async (next: WebhookState): Promise<void> => {
    const up = next.server !== 'down';
    const distrusted = next.server === 'untrusted';
    // The port is taken at the first start, so that a webhook that begins as down has one too.
    if (port === 0) await serve(true);
    const plain = next.server === 'plain';
    await serve(up, plain ? 'none' : distrusted ? untrusted : trusted);
    plane.node.host(podLabel, { address, ready: up });
    const { configMap, serviceAccount, service, deployment, configuration } = webhookObjects(next, caBundle);
    for (const object of [configMap, serviceAccount, service, deployment]) await applyObject(plane.api, adapt(object, { address, port }));
    if (next.unconfigured === true) await deleteObject(plane.api, configuration);
    else await applyObject(plane.api, configuration);
    await probe(plain ? /server gave HTTP response to HTTPS client/ : distrusted ? /x509/ : up ? /the probe arrived/ : /no endpoints available for service/);
  };

  const uninstall = async (): Promise<void> => {
    const { configuration, ...others } = webhookObjects({ generation: 'wi', tenantId: '' }, caBundle);
    await deleteObject(plane.api, configuration);
    await Promise.all(Object.values(others).map((object) => deleteObject(plane.api, object)));
    await serve(false);
    await probe(/service "azure-wi-webhook-webhook-service" not found/);
  };

  /**
   * The API server learns of configurations and endpoints through watches. A second configuration, written
   * after the first, comes after it on the same watch; once it is obeyed and its call ends as it should
   * with the Service as it is now, the first is in effect too.
   */
  const probe = async (expected: RegExp): Promise<void> => {
    probes += 1;
    const labels = { [probeLabel]: String(probes) };
    const configuration = probeConfiguration(caBundle, labels);
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'probe-', labels } };
    await applyObject(plane.api, configuration);
    await until(`the webhook's new state (${expected.source})`, takeEffectDeadlineMs, async () => {
      const said = await plane.api.call('POST', '/api/v1/namespaces/default/configmaps?dryRun=All', { body: configMap }).then(
        () => 'admitted',
        (error: unknown) => {
          if (error instanceof WireFailure && error.fault.kind === 'status') return error.fault.message;
          throw error;
        },
      );
      if (expected.test(said)) return true;
      throw new Error(`the probe got: ${said}`);
    });
    await deleteObject(plane.api, configuration);
  };

  const become = async (next: WebhookState | 'absent'): Promise<void> => {
    const before = state;
    state = next;
    if (next !== 'absent') await install(next);
    else if (before !== 'absent') await uninstall();
  };

  return {
    become,
    stop: async () => {
      await become('absent');
      await serve(false);
    },
  };
}

async function answerReview(api: Api, state: WebhookState, body: unknown): Promise<unknown> {
  const { uid, namespace, object } = review.parse(body).request;
  const account = await api.find(`/api/v1/namespaces/${namespace}/serviceaccounts/${object.spec.serviceAccountName ?? 'default'}`);
  const { labels, annotations } = serviceAccountParts.parse(account ?? { metadata: {} }).metadata;
  const serviceAccount = account === undefined ? undefined : { metadata: { labels, annotations } };
  const mutation = mutatePod(object, { serviceAccount, state });
  if (!mutation.allowed) return refusal(uid, mutation.code, mutation.message);
  const patch = Buffer.from(JSON.stringify(jsonPatch(object, mutation.pod))).toString('base64');
  return reviewResponse({ uid, allowed: true, patchType: 'JSONPatch', patch });
}

function refusal(uid: string, code: number, message: string): unknown {
  return reviewResponse({ uid, allowed: false, status: { code, message } });
}

function reviewResponse(response: Readonly<Record<string, unknown>>): unknown {
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

type AnyServer = Server | PlainServer;

function listen(certificate: IssuedCertificate | 'none', address: string, port: number, answer: (path: string, body: unknown) => Promise<unknown>): Promise<AnyServer> {
  // who speaks no TLS answers its greeting with HTTP 400
  const server: AnyServer = certificate === 'none' ? createPlainServer() : secureServer(certificate, answer);
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}

function secureServer(certificate: IssuedCertificate, answer: (path: string, body: unknown) => Promise<unknown>): Server {
  return createServer({ cert: certificate.certificatePem, key: certificate.keyPem, minVersion: 'TLSv1.3' }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://webhook');
    const work = pathname === webhookPath || pathname === probePath ? readJson(request).then((body) => answer(pathname, body)) : Promise.reject(new Error(`no ${pathname} here`));
    work.then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error)),
    );
  });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function withTargetPort(service: KubernetesObject, { port }: WebhookServer): KubernetesObject {
  if (service.kind !== 'Service') return service;
  const { spec } = z.looseObject({ spec: z.looseObject({ ports: z.array(z.looseObject({})) }) }).parse(service);
  return { ...service, spec: { ...spec, ports: spec.ports.map((each) => ({ ...each, targetPort: port })) } };
}

function probeConfiguration(caBundle: string, labels: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: probeName },
    webhooks: [
      {
        name: probeName,
        admissionReviewVersions: ['v1'],
        clientConfig: { caBundle, service: { name: webhookService, namespace: webhookNamespace, path: probePath, port: 443 } },
        failurePolicy: 'Fail',
        objectSelector: { matchLabels: labels },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'], scope: '*' }],
        sideEffects: 'None',
      },
    ],
  };
}

/** An IPv4 address of this machine that is not loopback: EndpointSlices refuse loopback. */
function hostAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const found = addresses.find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'));
  if (found === undefined) throw new Error('the cluster tests need a network address besides loopback: an EndpointSlice takes no loopback address');
  return found.address;
}
