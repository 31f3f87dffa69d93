/** A test process that is about to be killed: starts a node, runs a pod on it, says where all of it is, and waits. */
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';
import { startNodelessControlPlane } from '../cluster/control-plane.ts';
import { until } from '../cluster/deadline.ts';
import { nodeImage } from './image.ts';
import { startMachine } from './machine.ts';
import { requireNodeHost } from './requirements.ts';

await requireNodeHost();
const plane = await startNodelessControlPlane({ issuer, authority: createAuthority('kubernetes') });
const machine = await startMachine(plane);
const spec = { containers: [{ name: 'app', image: nodeImage, imagePullPolicy: 'Never' }] };
await plane.api.call('POST', '/api/v1/namespaces/default/pods', { body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' }, spec } });
await until('the pod to run', 60_000, async () => (JSON.stringify(await plane.api.get('/api/v1/namespaces/default/pods/one')).includes('"phase":"Running"') ? true : undefined));
process.stdout.write(`${JSON.stringify(machine.traces)}\n`);
setInterval(() => undefined, 60_000);
