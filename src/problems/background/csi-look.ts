/** Looks and sources that the backgrounds of the secrets store driver share, with the names of the examples. */
import { kubectl, type Step } from '../step.ts';
import { manual, seen, source } from './source.ts';

/** A field of the class. */
export function ofClass(title: string, jsonpath: string): Step {
  return kubectl(title, 'get', 'secretproviderclass/orders', '-n', 'shop', '-o', `jsonpath=${jsonpath}`);
}

/** A field of the CSIDriver. */
export function ofDriver(title: string, jsonpath: string): Step {
  return kubectl(title, 'get', 'csidriver/secrets-store.csi.k8s.io', '-o', `jsonpath=${jsonpath}`);
}

/** What kept volumes from being mounted. */
export function mountEvents(title: string): Step {
  return kubectl(title, 'get', 'events', '-n', 'shop', '--field-selector', 'reason=FailedMount', '-o', 'jsonpath={range .items[*]}{.lastTimestamp} {.involvedObject.name}: {.message}{"\\n"}{end}');
}

export function providerPods(title: string): Step {
  return kubectl(title, 'get', 'pods', '-n', 'kube-system', '-l', 'app in (secrets-store-provider-azure,csi-secrets-store-provider-azure)', '-o', 'wide');
}

export const realNode = seen('a real node with driver 1.6.0 and provider 1.8.2');
export const nodeServer = source('csi-driver', 'pkg/secrets-store/nodeserver.go');
export const providerClient = source('csi-driver', 'pkg/secrets-store/provider_client.go');
export const provider = source('csi-provider', 'pkg/provider/provider.go');
export const providerAuth = source('csi-provider', 'pkg/auth/auth.go');
export const providerTrouble = manual('provider', 'troubleshooting');
export const driverTrouble = manual('driver', 'troubleshooting');

/** Healing of what stands in the class: driver and provider read it at each mount. */
export const nextMount = 'It counts from the next mount on: the kubelet tries again for a pod that waits, and driver and provider need no restart.';
