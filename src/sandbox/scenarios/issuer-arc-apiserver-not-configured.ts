import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, steps, tenantId } from './shop.ts';

const arc = `https://europe.oic.prod-arc.azure.com/${tenantId}/22222222-2222-4222-8222-222222222222/`;

export const issuerArcApiserverNotConfigured: Scenario = {
  name: 'issuer-arc-apiserver-not-configured',
  title: 'Azure Arc has an issuer for the cluster, and its API server was not told',
  story:
    'The cluster is in a factory and connected to Azure by Arc. The feature was enabled there and the credential names its issuer; the API server still signs with the one of before. The closest that is not of Arc is issuer-disabled.',
  cluster: { issuer: 'https://kubernetes.default.svc.cluster.local', steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: arc }])] }),
  command: doctorOrders,
  expect: { ...broken('issuer-arc-apiserver-not-configured'), consequences: ['fic-issuer-mismatch'] },
};
