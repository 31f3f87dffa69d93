import { defineProblem } from '../problem.ts';
import { exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note } from '../step.ts';

export interface CsiTokenrequestsAudience extends MountRef {
  readonly audience: string;
  readonly given: readonly string[];
}

export const csiTokenrequestsAudience = defineProblem<CsiTokenrequestsAudience>({
  code: 'WI806',
  name: 'csi-tokenrequests-audience',
  link: 'csi',
  title: 'The driver is given tokens for other audiences only',
  brief: 'tokens for other audiences only',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ audience }) => `CSIDriver secrets-store.csi.k8s.io asks for no token with the audience ${audience}`,
  why: () => 'The provider takes exactly the token of this audience to Entra, and looks at no other.',
  evidence: ({ audience, given }) => [
    { label: 'needed', value: audience },
    { label: 'given', value: given.map((one) => JSON.stringify(one)).join(', ') },
  ],
  fix: ({ owner, audience }) => [
    kubectl(`add the audience ${audience} to spec.tokenRequests, beside the others`, 'edit', 'csidriver', 'secrets-store.csi.k8s.io'),
    note('Put it into the values of the chart too (tokenRequests), or the next upgrade takes it away.'),
    ...mountAgain(owner),
  ],
  example: { ...exampleMount, audience: 'api://AzureADTokenExchange', given: ['vault'] },
});
