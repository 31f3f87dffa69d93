/** `doctor --from=pod` where pods really run: what it says of their network and their token file is so. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { namespace, serviceAccount, tenantId, vaultEnv } from '../../src/sandbox/scenarios/shop.ts';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { until } from '../cluster/deadline.ts';
import { diagnose, resultOf, summary } from './doctor.ts';
import type { Diagnosis } from './doctor.ts';
import { bareImage, curlImage, distrustfulImage, nodeImage } from './image.ts';
import { serveNames } from './name-server.ts';
import { useNodeWorld } from './one-world.ts';
import { orders, ordersPods, rolledOut } from './shop.ts';
import type { NodeWorld } from './world.ts';

const run = promisify(execFile);
const soon = { timeout: 180_000 };
const entra = 'login.microsoftonline.com';
const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const objects = z.looseObject({ items: z.array(z.custom<KubernetesObject>()) });
const podParts = z.looseObject({
  spec: z.looseObject({
    ephemeralContainers: z.array(z.looseObject({ name: z.string(), env: z.array(z.looseObject({ name: z.string() })).optional(), securityContext: z.looseObject({}), command: z.array(z.string()) })).default([]),
  }),
  status: z.looseObject({ ephemeralContainerStatuses: z.array(z.looseObject({ state: z.looseObject({}) })).default([]) }),
});
let world: NodeWorld;

useNodeWorld((started) => {
  world = started;
});

test('a pod without a shell is looked from: its own token is exchanged and the secret read there, and nothing of them comes out', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  const diagnosis = await fromPod();
  assert.deepEqual(summary(diagnosis), { verdict: 'ok', exitCode: 0, rootCauses: [], warnings: [] });
  const pod = await looked();
  assert.match(noteOf(diagnosis, 'exchange/from-pod'), /^Entra gives a token to pod\/orders-/);
  assert.match(noteOf(diagnosis, 'key-vault/from-pod'), /^pod\/orders-\S+ reads kv-shop\/db-password$/);
  assert.equal(resultOf(diagnosis, 'exchange/from-pod').vantage, 'pod');

  const { spec, status } = await partsOf(pod);
  assert.equal(spec.ephemeralContainers.length, 1);
  assert.ok(status.ephemeralContainerStatuses.every(({ state }) => 'terminated' in state), 'something still runs');
  const log = await world.kubectl('logs', '-n', 'shop', pod, '-c', 'kubectl-wi-1');
  assert.match(log, /^wi exchange token \d+ /m);
  for (const text of [log, JSON.stringify(spec), JSON.stringify(diagnosis.report)]) {
    assert.doesNotMatch(text, /eyJ[A-Za-z0-9_-]{8,}/);
    assert.doesNotMatch(text, /Bearer [A-Za-z0-9]/);
  }
});

test('a container that has a shell and curl is looked from itself, and nothing is added', soon, async () => {
  await begin();
  await applied(orders({ image: curlImage, env: withProxy() }));
  const diagnosis = await diagnose(world, '--from=pod', '--yes', '--image=127.0.0.1:1/nobody/curl:1');
  assert.deepEqual(summary(diagnosis), { verdict: 'ok', exitCode: 0, rootCauses: [], warnings: [] });
  assert.match(noteOf(diagnosis, 'key-vault/from-pod'), /reads kv-shop\/db-password$/);
  for (const pod of await ordersPods(world)) assert.deepEqual((await partsOf(pod)).spec.ephemeralContainers, []);
  assert.doesNotMatch(JSON.stringify(diagnosis.report), /eyJ[A-Za-z0-9_-]{8,}|stays in their spec/);
});

test('without an answer on a terminal, or --yes, nothing is added', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  await assert.rejects(diagnose(world, '--from=pod', `--image=${curlImage}`), /runs a script in a pod, or adds a container to it, and asks first.*\n.*--yes/s);
  assert.equal((await partsOf((await ordersPods(world))[0] ?? '')).spec.ephemeralContainers.length, 0);
});

test('a pod that runs as a user of its own, in a namespace that enforces restricted, is looked from as that user', soon, async () => {
  await begin();
  await world.kubectl('label', 'namespace', 'shop', 'pod-security.kubernetes.io/enforce=restricted');
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  await applied(orders({ image: nodeImage, env: withProxy(), securityContext }, { spec: { securityContext: { runAsUser: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } } }));
  const diagnosis = await fromPod();
  assert.equal(summary(diagnosis).verdict, 'ok', JSON.stringify(diagnosis.target.checks));
  assert.match(noteOf(diagnosis, 'key-vault/from-pod'), /reads kv-shop\/db-password$/);
  const [added] = (await partsOf(await looked())).spec.ephemeralContainers;
  assert.deepEqual(added?.securityContext, {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('the rights that rbac --from=pod prints are enough, and without them the right that is missing is named', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  const asDev = ['--as=dev', '--from=pod', '--yes', `--image=${curlImage}`];
  await grant();
  const refused = await diagnose(world, ...asDev);
  assert.match(JSON.stringify(resultOf(refused, 'exchange/from-pod').missing), /"needs":"patch pods\/ephemeralcontainers in namespace shop"/);
  assert.equal(resultOf(refused, 'key-vault/readable').outcome, 'ok');
  await grant('--from=pod');
  const diagnosis = await diagnose(world, ...asDev);
  assert.match(noteOf(diagnosis, 'key-vault/from-pod'), /reads kv-shop\/db-password$/);
});

test('a pod in a crash loop is looked from', soon, async () => {
  await begin();
  await world.apply(orders({ image: nodeImage, command: ['sh', '-c', 'exit 1'], env: withProxy() }));
  await until('a crash loop', 60_000, async () => ((await world.kubectl('get', 'pods', '-n', 'shop')).includes('CrashLoopBackOff') ? true : undefined));
  const diagnosis = await fromPod();
  assert.match(noteOf(diagnosis, 'exchange/from-pod'), /^Entra gives a token to pod\/orders-/);
});

test('egress to the proxy that a firewall drops is named, although this machine reaches Entra', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  const rule = ['INPUT', '-i', world.machine.traces.bridge, '-p', 'tcp', '--dport', new URL(world.env['HTTPS_PROXY'] ?? '').port, '-j', 'DROP'];
  await run('iptables', ['-I', ...rule]);
  try {
    const diagnosis = await fromPod();
    assert.deepEqual(summary(diagnosis), { verdict: 'problems', exitCode: 1, rootCauses: ['egress-proxy-env'], warnings: [] });
    const { what, evidence, vantage } = resultOf(diagnosis, 'exchange/from-pod');
    assert.equal(what, `The proxy that HTTPS_PROXY of the container names does not lead to ${entra}`);
    assert.equal(vantage, 'pod');
    assert.match(JSON.stringify(evidence), /"from here","value":"works: this machine stands elsewhere"/);
    assert.equal(resultOf(diagnosis, 'exchange/succeeds').outcome, 'ok');
    assert.equal(resultOf(diagnosis, 'key-vault/from-pod').outcome, 'unknown');
  } finally {
    await run('iptables', ['-D', ...rule]);
  }
});

test('a DNS of the pod that knows no Entra, and one that leads elsewhere, are told apart', soon, async () => {
  await begin();
  const names = await serveNames(world.machine.address);
  try {
    const dns = { dnsPolicy: 'None', dnsConfig: { nameservers: [world.machine.address] } };
    await applied(orders({ image: bareImage }, { spec: dns }));
    const unknown = await fromPod();
    assert.deepEqual(summary(unknown), { verdict: 'problems', exitCode: 1, rootCauses: ['egress-dns'], warnings: [] });
    assert.equal(resultOf(unknown, 'exchange/from-pod').what, `In the pod the name ${entra} leads nowhere`);
    assert.ok(names.asked.includes(entra));

    names.answers.set(entra, world.machine.address);
    const elsewhere = await fromPod();
    assert.deepEqual(summary(elsewhere), { verdict: 'problems', exitCode: 1, rootCauses: ['egress-entra-blocked'], warnings: [] });
    const address = resultOf(elsewhere, 'exchange/from-pod').evidence?.find(({ label }) => label === 'address');
    assert.equal(address?.value, world.machine.address);
  } finally {
    await names.close();
  }
});

test('a certificate that the image of the probe does not trust is undecided, names its issuer, and no token is sent', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  const diagnosis = await diagnose(world, '--from=pod', '--yes', `--image=${distrustfulImage}`);
  assert.equal(summary(diagnosis).verdict, 'undecided');
  const { candidates } = resultOf(diagnosis, 'exchange/from-pod');
  assert.deepEqual(candidates?.map(({ problem }) => problem), ['egress-tls-inspection']);
  assert.match(JSON.stringify(candidates), /a certificate of CN ?= ?kubernetes/);
  assert.match(await world.kubectl('logs', '-n', 'shop', await looked(), '-c', 'kubectl-wi-1'), /^wi exchange failed 60$/m);
});

test('an image that cannot be had is a gap that says so, and what was seen from here stands', soon, async () => {
  await begin();
  await applied(orders({ image: bareImage, env: withProxy() }));
  const diagnosis = await diagnose(world, '--from=pod', '--yes', '--image=127.0.0.1:1/nobody/curl:1');
  assert.equal(summary(diagnosis).verdict, 'undecided');
  assert.match(JSON.stringify(resultOf(diagnosis, 'exchange/from-pod').missing), /an image that the node can run \(--image\)/);
  assert.equal(resultOf(diagnosis, 'key-vault/readable').outcome, 'ok');
});

/** Gives the user dev what `rbac` prints. */
async function grant(...flags: readonly string[]): Promise<void> {
  const { stdout } = await run(process.execPath, [program, 'rbac', '-n', 'shop', '-o', 'json', ...flags]);
  await world.apply(...objects.parse(JSON.parse(stdout)).items);
  await world.kubectl('create', 'rolebinding', `dev${flags.length}`, '-n', 'shop', '--role=kubectl-wi-doctor', '--user=dev');
  await world.kubectl('delete', 'clusterrolebinding', 'dev', '--ignore-not-found');
  await world.kubectl('create', 'clusterrolebinding', 'dev', '--clusterrole=kubectl-wi-doctor-shop', '--user=dev');
}

function fromPod(): Promise<Diagnosis> {
  return diagnose(world, '--from=pod', '--yes', `--image=${curlImage}`);
}

/** Env of the application, which reaches Azure through a proxy, as the pods here must. */
function withProxy(): readonly unknown[] {
  return [...vaultEnv, { name: 'HTTPS_PROXY', value: world.env['HTTPS_PROXY'] }];
}

async function begin(): Promise<void> {
  await world.webhook.become({ generation: 'wi', tenantId });
  await world.apply(namespace);
  await world.apply(serviceAccount());
}

async function applied(deployment: KubernetesObject): Promise<void> {
  await world.apply(deployment);
  await rolledOut(world);
}

function noteOf(diagnosis: Diagnosis, id: string): string {
  const { note, outcome, what, missing } = resultOf(diagnosis, id);
  assert.equal(outcome, 'ok', JSON.stringify({ what, note, missing }));
  return note ?? '';
}

/** The pod that a container was added to. */
async function looked(): Promise<string> {
  for (const pod of await ordersPods(world)) if ((await partsOf(pod)).spec.ephemeralContainers.length > 0) return pod;
  throw new Error('nothing was added to any pod');
}

async function partsOf(pod: string): Promise<z.infer<typeof podParts>> {
  return podParts.parse(JSON.parse(await world.kubectl('get', 'pod', pod, '-n', 'shop', '-o', 'json')));
}
