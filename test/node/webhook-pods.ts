/**
 * The webhook's Deployment as pods that really run: what listens in them hands each connection to the test's own
 * server, so that the API server's way is the real one, from the Service over its endpoints to a pod.
 */
import * as z from 'zod';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import type { WebhookServer } from '../cluster/webhook-server.ts';
import { nodeImage } from './image.ts';

const deployment = z.looseObject({
  spec: z.looseObject({ template: z.looseObject({ spec: z.looseObject({ containers: z.array(z.looseObject({})) }) }) }),
});

/** Selects the pods of the webhook, as its Service does. */
export const webhookPodLabel = 'azure-workload-identity.io/system=true';

/** The add-on's objects as they are, but for the Deployment's container, whose image nobody can pull here. */
export function asRunningPods(object: KubernetesObject, { address, port }: WebhookServer): KubernetesObject {
  if (object.kind !== 'Deployment') return object;
  const { spec } = deployment.parse(object);
  const containers = spec.template.spec.containers.map((container) => ({
    ...container,
    image: nodeImage,
    imagePullPolicy: 'Never',
    env: [
      { name: 'UPSTREAM_ADDRESS', value: address },
      { name: 'UPSTREAM_PORT', value: String(port) },
    ],
    // The add-on's own asks /readyz; a TCP connect says the same of a program that only listens.
    readinessProbe: { tcpSocket: { port: 9443 }, periodSeconds: 1, failureThreshold: 1 },
  }));
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } } };
}
