import * as z from 'zod/mini';
import { known } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { TargetSubject } from './subject.ts';

const document = z.object({ issuer: z.string() });

/** The issuer as the API server itself says; every service account of the cluster may read it, other callers by a ClusterRole. */
export const targetIssuer = defineQuestion({
  name: "cluster's issuer",
  rights: [],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world) {
    return known((await world.kube.get('/.well-known/openid-configuration', document)).issuer);
  },
});
