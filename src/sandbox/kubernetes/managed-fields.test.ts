import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject, Step } from '../scenario.ts';
import { clientId, clusterAfter, namespace, serviceAccount, shop, stored, take } from './testing/fixtures.ts';
import type { ApiObject, ManagedFieldsEntry } from './objects.ts';
import { apply, create } from './registry.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';

const annotation = 'azure.workload.identity/client-id';
const field = (entry: ManagedFieldsEntry | undefined) => entry?.fieldsV1['f:metadata']?.['f:annotations']?.[`f:${annotation}`];
const owners = (state: ClusterState, kind = 'ServiceAccount') => stored(state, kind, 'orders').metadata.managedFields ?? [];
const patched = (value: string | null): Step => ({
  do: 'patch',
  kind: 'ServiceAccount',
  namespace: 'shop',
  name: 'orders',
  patch: { metadata: { annotations: { [annotation]: value } } },
});

function applyAs(state: ClusterState, manager: string, object: KubernetesObject, force = false): void {
  apply(state, kindNamed(state, object.kind), 'shop', object as ApiObject, { manager, force });
}

describe('managed fields', () => {
  it('say when an annotation was applied, and when it was last changed', () => {
    const state = clusterAfter(shop, patched('other'), { do: 'pods', become: 'ready' });
    const [applier, patcher] = owners(state);
    assert.equal(applier?.manager, 'kubectl-client-side-apply');
    assert.equal(field(applier), undefined);
    assert.equal(patcher?.manager, 'kubectl-patch');
    assert.deepEqual(field(patcher), {});
    assert.ok(String(applier?.time) < String(patcher?.time));
    assert.ok(Date.parse(String(patcher?.time)) < Date.now());
  });

  it('keep their time when an apply changes nothing', () => {
    const state = clusterAfter(shop);
    const before = stored(state, 'ServiceAccount', 'orders');
    take(state, shop);
    assert.equal(stored(state, 'ServiceAccount', 'orders'), before);
  });

  it('forget a field that is gone', () => {
    const state = clusterAfter(shop, patched(null));
    assert.ok(owners(state).every((each) => field(each) === undefined));
  });
});

describe('server-side apply', () => {
  it('refuses to change a field of another manager, and names both', () => {
    const state = clusterAfter(shop);
    assert.throws(() => applyAs(state, 'wi', serviceAccount('orders', { [annotation]: 'mine' })), {
      code: 409,
      message: `Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .metadata.annotations.${annotation}`,
    });
    assert.equal(stored(state, 'ServiceAccount', 'orders').metadata.annotations?.[annotation], clientId);
  });

  it('takes the field over with force, and leaves the others to their owners', () => {
    const state = clusterAfter(shop);
    applyAs(state, 'wi', serviceAccount('orders', { [annotation]: 'mine' }), true);
    // Appliers come first.
    const [mine, client] = owners(state);
    assert.equal(field(client), undefined);
    assert.ok(client?.fieldsV1['f:metadata']?.['f:annotations']?.['f:kubectl.kubernetes.io/last-applied-configuration'] !== undefined);
    assert.deepEqual(mine?.fieldsV1, { 'f:metadata': { 'f:annotations': { [`f:${annotation}`]: {} } } });
    assert.equal(mine?.operation, 'Apply');
  });

  it('shares a field on whose value both agree', () => {
    const state = clusterAfter(shop);
    applyAs(state, 'wi', serviceAccount('orders'));
    assert.deepEqual(owners(state).map(field), [{}, {}]);
  });

  it('removes what its manager applied before and leaves out now', () => {
    const state = clusterAfter(shop);
    applyAs(state, 'wi', serviceAccount('orders', { mine: 'yes' }));
    applyAs(state, 'wi', serviceAccount('orders', {}));
    const annotations = stored(state, 'ServiceAccount', 'orders').metadata.annotations ?? {};
    assert.equal(annotations['mine'], undefined);
    assert.equal(annotations[annotation], clientId);
  });

  it('finds before-first-apply in the way of an object nobody had owned', () => {
    const state = clusterAfter({ do: 'apply', objects: [namespace('shop')] });
    const kind = kindNamed(state, 'ServiceAccount');
    const plain: ApiObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders' } };
    const created = create(state, kind, 'shop', plain, { manager: 'kubectl-create' });
    assert.equal(created.metadata.managedFields, undefined);
    state.store.replace(kind, created, { ...created, metadata: { ...created.metadata, annotations: { [annotation]: 'theirs' } } });
    assert.throws(() => applyAs(state, 'wi', serviceAccount('orders', { [annotation]: 'mine' })), /conflict with "before-first-apply" using v1/);
  });

  it('cannot take the service account away from a template: the deprecated name brings it back', () => {
    const state = clusterAfter(shop);
    const template = (spec: Record<string, unknown>): KubernetesObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'orders' } },
        template: { metadata: { labels: { app: 'orders' } }, spec: { ...spec, containers: [{ name: 'app', image: 'a:1' }] } },
      },
    });
    applyAs(state, 'wi', template({ serviceAccountName: 'orders' }));
    applyAs(state, 'wi', template({}));
    const spec = stored(state, 'Deployment', 'orders')['spec'] as { template: { spec: Record<string, unknown> } };
    assert.equal(spec.template.spec['serviceAccountName'], 'orders');
  });
});
