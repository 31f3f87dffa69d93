import { defineProblem } from '../problem.ts';
import { exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { az, kubectl, note, word } from '../step.ts';

export interface CsiTokenrequestsMissing extends MountRef {
  readonly audience: string;
  readonly addOn: boolean;
}

export const csiTokenrequestsMissing = defineProblem<CsiTokenrequestsMissing>({
  code: 'WI805',
  name: 'csi-tokenrequests-missing',
  link: 'csi',
  title: 'The driver is given no service account token',
  brief: 'no service account token for the driver',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['csi-k8s-too-old', 'csi-clientid-but-no-token-other-mode'],
  what: () => 'CSIDriver secrets-store.csi.k8s.io has no tokenRequests',
  why: ({ audience }) => `Workload identity needs a token of the pod's service account, and the kubelet hands one to the driver only where tokenRequests asks for it (audience ${audience}). The upstream chart of the driver asks for none.`,
  fix: ({ owner, audience, addOn }) =>
    addOn
      ? [az('let AKS put its add-on right', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster')), ...mountAgain(owner)]
      : [
          kubectl('ask for the token', 'patch', 'csidriver', 'secrets-store.csi.k8s.io', '--type', 'merge', '-p', JSON.stringify({ spec: { tokenRequests: [{ audience: word(audience, 'audience', 'audience') }] } })),
          note('Put it into the values of the chart too (tokenRequests), or the next upgrade takes it away.'),
          ...mountAgain(owner),
        ],
  example: { ...exampleMount, audience: 'api://AzureADTokenExchange', addOn: false },
});
