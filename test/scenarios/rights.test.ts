import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lookable, losses, tryWithout } from './rights.ts';

const looked = [
  'healthy',
  'pod-stale-client-id',
  'pod-stale-but-working',
  'fic-subject-mismatch',
  'kv-rbac-missing',
  'pod-label-missing',
  'webhook-not-installed',
  'webhook-no-endpoints',
  'webhook-removed',
  'webhook-ns-selector',
  'pod-env-client-id-override',
  'sa-client-id-missing',
  'sa-tenant-empty',
  'identity-not-found',
  'healthy-csi',
  'healthy-csi-node-identity',
  'csi-provider-missing',
  'csi-provider-gone',
  'csi-tokenrequests-missing',
  'csi-mounted-empty',
  'csi-rotation-off',
  'csi-role-missing',
  'spc-not-found',
  'spc-clientid-missing',
  'spc-clientid-wrong',
];

const whole = lookable.filter(({ name }) => looked.includes(name));

tryWithout('a right that is missing', whole, () => losses);

/** Of the rights that a scenario uses every fourth, another one in the next: all of them are `npm run test:rights`. */
tryWithout(
  'a right that is missing, now and again',
  lookable.filter((scenario) => !whole.includes(scenario)),
  (scenario, used) => used.filter((loss) => (losses.indexOf(loss) + lookable.indexOf(scenario)) % 4 === 0),
);

it('is tried in scenarios that there are', () => {
  assert.equal(whole.length, looked.length);
});
