/** The two kinds of pod identity v1 that its users write, by the shape of its chart (Azure/aad-pod-identity, v1.8). */
import { definition, object, text, type CustomResourceDefinition } from './secrets-store-crds.ts';

const group = 'aadpodidentity.k8s.io';
/** The API server wants this for a group of `k8s.io`. */
const unapproved = { 'api-approved.kubernetes.io': 'unapproved' };
const integer = { type: 'integer' };

const definitions = [
  definition(group, 'AzureIdentity', 'azureidentities', {
    spec: object({
      type: integer,
      resourceID: text,
      clientID: text,
      clientPassword: object({ name: text, namespace: text }),
      tenantID: text,
      adResourceID: text,
      adEndpoint: text,
    }),
  }),
  definition(group, 'AzureIdentityBinding', 'azureidentitybindings', { spec: object({ azureIdentity: text, selector: text, weight: integer }) }),
].map((one) => ({ ...one, metadata: { ...one.metadata, annotations: unapproved } }));

/** What must be installed before objects of this API version can be stored; empty for every other. */
export function podIdentityCrdsFor(apiVersion: string): readonly CustomResourceDefinition[] {
  return apiVersion === `${group}/v1` ? definitions : [];
}
