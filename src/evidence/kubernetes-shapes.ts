/** How Kubernetes objects are read at the edge: only what the chain needs; other fields are dropped, wrong types refused. */
import * as z from 'zod/mini';

const texts = z.record(z.string(), z.string());

export const metadata = z.object({
  name: z.string(),
  namespace: z.optional(z.string()),
  uid: z.optional(z.string()),
  creationTimestamp: z.optional(z.nullable(z.string())),
  deletionTimestamp: z.optional(z.string()),
  generation: z.optional(z.number()),
  labels: z.optional(z.nullable(texts)),
  annotations: z.optional(z.nullable(texts)),
  ownerReferences: z.optional(
    z.nullable(
      z.array(z.object({ apiVersion: z.optional(z.string()), kind: z.string(), name: z.string(), uid: z.string(), controller: z.optional(z.boolean()) })),
    ),
  ),
  managedFields: z.optional(
    z.nullable(z.array(z.object({ manager: z.optional(z.string()), operation: z.optional(z.string()), time: z.optional(z.string()), fieldsV1: z.optional(z.unknown()) }))),
  ),
});

const named = z.object({ name: z.optional(z.string()) });

const container = z.object({
  name: z.string(),
  env: z.optional(z.nullable(z.array(z.object({ name: z.string(), value: z.optional(z.string()), valueFrom: z.optional(z.nullable(z.object({ secretKeyRef: z.optional(named) }))) })))),
  envFrom: z.optional(z.nullable(z.array(z.object({ secretRef: z.optional(named) })))),
  volumeMounts: z.optional(z.nullable(z.array(z.object({ name: z.string(), mountPath: z.string(), subPath: z.optional(z.string()), subPathExpr: z.optional(z.string()) })))),
});

const volume = z.object({
  name: z.string(),
  projected: z.optional(
    z.object({
      sources: z.optional(
        z.nullable(
          z.array(
            z.object({
              serviceAccountToken: z.optional(
                z.object({ path: z.string(), audience: z.optional(z.string()), expirationSeconds: z.optional(z.number()) }),
              ),
            }),
          ),
        ),
      ),
    }),
  ),
  csi: z.optional(
    z.object({
      driver: z.string(),
      readOnly: z.optional(z.nullable(z.boolean())),
      volumeAttributes: z.optional(z.nullable(texts)),
      nodePublishSecretRef: z.optional(z.nullable(z.object({ name: z.optional(z.string()) }))),
    }),
  ),
});

export const podSpec = z.object({
  serviceAccountName: z.optional(z.string()),
  serviceAccount: z.optional(z.string()),
  hostNetwork: z.optional(z.boolean()),
  nodeName: z.optional(z.string()),
  containers: z.array(container),
  initContainers: z.optional(z.nullable(z.array(container))),
  volumes: z.optional(z.nullable(z.array(volume))),
});

const podTemplate = z.object({
  metadata: z.optional(
    z.nullable(z.object({ labels: z.optional(z.nullable(texts)), annotations: z.optional(z.nullable(texts)) })),
  ),
  spec: podSpec,
});

const containerStatus = z.object({
  name: z.string(),
  state: z.optional(
    z.object({
      waiting: z.optional(z.object({ reason: z.optional(z.string()), message: z.optional(z.string()) })),
      running: z.optional(z.object({ startedAt: z.optional(z.nullable(z.string())) })),
    }),
  ),
});

export const pod = z.object({
  metadata,
  spec: podSpec,
  status: z.optional(z.object({ phase: z.optional(z.string()), containerStatuses: z.optional(z.nullable(z.array(containerStatus))) })),
});

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.optional(z.string()),
  message: z.optional(z.string()),
});

export const labelSelector = z.object({
  matchLabels: z.optional(z.nullable(texts)),
  matchExpressions: z.optional(
    z.nullable(z.array(z.object({ key: z.string(), operator: z.string(), values: z.optional(z.nullable(z.array(z.string()))) }))),
  ),
});

/** Any of the workload kinds; which fields are there depends on the kind. */
export const workloadObject = z.looseObject({
  metadata,
  spec: z.optional(
    z.looseObject({
      replicas: z.optional(z.number()),
      paused: z.optional(z.boolean()),
      updateStrategy: z.optional(
        z.object({ type: z.optional(z.string()), rollingUpdate: z.optional(z.nullable(z.object({ partition: z.optional(z.number()) }))) }),
      ),
      selector: z.optional(z.nullable(labelSelector)),
      template: z.optional(podTemplate),
      jobTemplate: z.optional(z.object({ spec: z.object({ template: podTemplate }) })),
    }),
  ),
  status: z.optional(
    z.object({
      observedGeneration: z.optional(z.number()),
      replicas: z.optional(z.number()),
      updatedReplicas: z.optional(z.number()),
      readyReplicas: z.optional(z.number()),
      currentRevision: z.optional(z.string()),
      updateRevision: z.optional(z.string()),
      desiredNumberScheduled: z.optional(z.number()),
      updatedNumberScheduled: z.optional(z.number()),
      conditions: z.optional(z.nullable(z.array(condition))),
    }),
  ),
});

export const serviceAccount = z.object({ metadata });

export const namespace = z.object({ metadata });

export const replicaSet = z.object({ metadata });

export const mutatingWebhookConfiguration = z.object({
  metadata,
  webhooks: z.optional(
    z.nullable(
      z.array(
        z.object({
          name: z.string(),
          failurePolicy: z.optional(z.string()),
          timeoutSeconds: z.optional(z.number()),
          clientConfig: z.object({
            url: z.optional(z.string()),
            caBundle: z.optional(z.string()),
            service: z.optional(z.object({ name: z.string(), namespace: z.string() })),
          }),
          objectSelector: z.optional(labelSelector),
          namespaceSelector: z.optional(labelSelector),
        }),
      ),
    ),
  ),
});

export const deployment = z.object({
  metadata,
  spec: z.object({
    template: z.object({ spec: z.object({ containers: z.array(z.object({ name: z.string(), image: z.optional(z.string()) })) }) }),
  }),
  status: z.optional(z.object({ availableReplicas: z.optional(z.number()) })),
});

export const version = z.object({ gitVersion: z.string() });

/** Anything that is a JSON object: what is sent back must not lose fields that we do not know. */
export const rawObject = z.record(z.string(), z.unknown());

export type LabelSelector = z.infer<typeof labelSelector>;
export type PodSpec = z.infer<typeof podSpec>;
export type Metadata = z.infer<typeof metadata>;
export type WorkloadObject = z.infer<typeof workloadObject>;
