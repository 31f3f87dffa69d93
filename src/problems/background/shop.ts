/** Looks at the workload that the examples speak of, which several problems share. */
import { kubectl, type Step } from '../step.ts';
import type { SeenText } from './background.ts';

const clientIdKey = 'azure\\.workload\\.identity/client-id';

/** What each pod of the namespace has under these names of variables. */
export function podsEnv(title: string, ...variables: readonly string[]): Step {
  const columns = variables.map((name) => `${name}:.spec.containers[*].env[?(@.name=="${name}")].value`);
  return kubectl(title, 'get', 'pods', '-n', 'shop', '-o', `custom-columns=${['POD:.metadata.name', ...columns].join(',')}`);
}

export function podsWithLabel(title: string): Step {
  return kubectl(title, 'get', 'pods', '-n', 'shop', '-L', 'azure.workload.identity/use');
}

/** A part of the pod template: `metadata.labels`. */
export function template(title: string, ...fields: readonly string[]): Step {
  return kubectl(title, 'get', 'deployment/orders', '-n', 'shop', '-o', `jsonpath=${fields.map((field) => `{.spec.template.${field}}`).join('{"\\n"}')}`);
}

/** What the template itself sets a variable to. */
export function templateEnv(title: string, variable: string): Step {
  return template(title, `spec.containers[*].env[?(@.name=="${variable}")].value`);
}

export function accountClientId(title: string): Step {
  return kubectl(title, 'get', 'serviceaccount/orders', '-n', 'shop', '-o', `jsonpath={.metadata.annotations.${clientIdKey}}`);
}

export function accountAnnotations(title: string): Step {
  return kubectl(title, 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations}');
}

/** What the events with this reason say. */
export function events(title: string, reason: string): Step {
  return kubectl(title, 'get', 'events', '-n', 'shop', '--field-selector', `reason=${reason}`, '-o', 'custom-columns=OBJECT:.involvedObject.name,MESSAGE:.message');
}

/** The issuer of the cluster, and where its keys are. */
export function issuerDocument(title: string): Step {
  return kubectl(title, 'get', '--raw', '/.well-known/openid-configuration');
}

/** What SDKs say where the client id is missing. */
export const noClientId: readonly SeenText[] = [
  { where: 'application', text: 'no client ID specified. Check pod configuration or set ClientID in the options' },
];

/** What SDKs say in a container that was not injected. */
export const notInjected: readonly SeenText[] = [
  ...noClientId,
  { where: 'application', text: 'no token file specified. Check pod configuration' },
  { where: 'application', text: 'WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.' },
  { where: 'application', text: 'WorkloadIdentityCredential: is unavailable. tenantId, clientId, and federatedTokenFilePath are required parameters.' },
];
