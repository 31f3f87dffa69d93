import { az, kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenIssuer: readonly Unseen[] = [
  {
    name: 'issuer-rotated-aks-key',
    title: 'The signing key of AKS was rotated twice, and a pod still holds a token of the first',
    why:
      'After one rotation AKS publishes the old key beside the new one; after a second within a day the first is gone. A token that was made before is then refused (AADSTS7000272, or an invalid signature). ' +
      'Every new token is right, also the one that is tried from here, and which key signed the one in a running pod cannot be seen from outside.',
    look: [
      az('see when the keys were rotated: look for rotateServiceAccountSigningKeys', 'monitor', 'activity-log', 'list', '-g', 'RESOURCE-GROUP', '--offset', '3d', '-o', 'table'),
      kubectl('make the pods that hold an old token anew', 'rollout', 'restart', 'deployment/NAME', '-n', 'NAMESPACE'),
      note('Leave a day between two rotations.'),
    ],
  },
  {
    name: 'issuer-enable-breaks-old-tokens',
    title: 'Programs in the cluster kept a token of the time before the issuer was changed',
    why:
      'Turning the OIDC issuer on, or changing it, gives tokens another issuer. A program that keeps the token that it read before is refused by the API server (401 Unauthorized). ' +
      'This is about their access to Kubernetes, not to Azure, and what a process keeps in its memory cannot be seen from outside.',
    look: [
      kubectl('look for refusals in what such a program writes', 'logs', 'POD', '-n', 'NAMESPACE', '--tail=200'),
      kubectl('make its pods anew', 'rollout', 'restart', 'deployment/NAME', '-n', 'NAMESPACE'),
    ],
  },
];
