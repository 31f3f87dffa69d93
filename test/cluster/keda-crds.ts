/** The kinds of KEDA that say how a scaler signs in, by the shape of its chart (kedacore/keda, v2.17). */
import { definition, object, text, type CustomResourceDefinition } from './secrets-store-crds.ts';

const podIdentity = object({ provider: text, identityId: text });
const spec = object({ podIdentity, azureKeyVault: object({ vaultUri: text, podIdentity }) });

const definitions = [
  definition('keda.sh', 'TriggerAuthentication', 'triggerauthentications', { spec }, { version: 'v1alpha1' }),
  definition('keda.sh', 'ClusterTriggerAuthentication', 'clustertriggerauthentications', { spec }, { version: 'v1alpha1', scope: 'Cluster' }),
];

/** What must be installed before objects of this API version can be stored; empty for every other. */
export function kedaCrdsFor(apiVersion: string): readonly CustomResourceDefinition[] {
  return apiVersion === 'keda.sh/v1alpha1' ? definitions : [];
}
