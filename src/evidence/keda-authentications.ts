import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known, type Answer } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { TargetSubject } from './subject.ts';

/** How KEDA signs in for a scaler, as one of its objects says. */
export interface KedaAuthentication {
  readonly kind: 'triggerauthentication' | 'clustertriggerauthentication';
  /** Absent for one of the cluster. */
  readonly namespace?: string;
  readonly name: string;
  /** `azure`: pod identity v1; `azure-workload`: workload identity. */
  readonly providers: readonly string[];
}

const podIdentity = z.optional(z.nullable(z.object({ provider: z.optional(z.string()) })));
const authentication = z.object({ metadata, spec: z.optional(z.nullable(z.object({ podIdentity, azureKeyVault: z.optional(z.nullable(z.object({ podIdentity }))) }))) });

const group = 'keda.sh';
const listAll = (resource: string): ClusterRight => ({ where: 'cluster', verb: 'list', group, resource, scope: 'cluster', power: 'read' });

/** Every TriggerAuthentication and ClusterTriggerAuthentication; absent where the kinds are not served. */
export const kedaAuthentications = defineQuestion({
  name: 'authentications of KEDA',
  rights: [listAll('triggerauthentications'), listAll('clustertriggerauthentications')],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<readonly KedaAuthentication[]>> {
    const listOf = (kind: KedaAuthentication['kind']): Promise<readonly KedaAuthentication[]> =>
      world.kube.list(`/apis/${group}/v1alpha1/${kind}s`, {
        parse: (value) => {
          const { metadata: { namespace, name }, spec } = authentication.parse(value);
          const providers = [spec?.podIdentity?.provider, spec?.azureKeyVault?.podIdentity?.provider].flatMap((provider) => provider ?? []);
          return { kind, ...(namespace === undefined ? {} : { namespace }), name, providers };
        },
      });
    try {
      return known((await Promise.all([listOf('triggerauthentication'), listOf('clustertriggerauthentication')])).flat());
    } catch (error) {
      if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return absent(`${group} is not served`);
      throw error;
    }
  },
});
