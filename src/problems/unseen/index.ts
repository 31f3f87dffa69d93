/** Every cause that is known and cannot be seen from here, by the group of the catalogue that it is in. */
import { unseenPod } from './pod.ts';
import { unseenProxy } from './proxy.ts';
import { unseenPodIdentity } from './pod-identity.ts';
import type { Unseen } from './unseen.ts';

export const unseen: readonly Unseen[] = [
  ...unseenPod,
  ...unseenProxy,
  ...unseenPodIdentity,
];

export type { Unseen } from './unseen.ts';
