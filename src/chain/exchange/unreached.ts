import type { HostView } from '../../evidence/pod-view.ts';
import { egressDns } from '../../problems/exchange/egress-dns.ts';
import { egressEntraBlocked } from '../../problems/exchange/egress-entra-blocked.ts';
import { egressProxyEnv } from '../../problems/exchange/egress-proxy-env.ts';
import { egressTlsInspection } from '../../problems/exchange/egress-tls-inspection.ts';
import type { SeenFromPod } from '../../problems/exchange/from-pod.ts';
import { kvEgressBlocked } from '../../problems/exchange/kv-egress-blocked.ts';
import { found, type AnyProblem } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { fail, undecided, type Outcome } from '../check.ts';

export const unreachedProblems: readonly AnyProblem[] = [egressDns, egressTlsInspection, egressProxyEnv];

export interface Circumstances {
  readonly pod: string;
  readonly namespace: string;
  readonly kind: 'entra' | 'vault';
  readonly worksHere: boolean;
}

/** Why the pod does not come to a host; undefined where it does. */
export function unreached(view: HostView, { pod, namespace, kind, worksHere }: Circumstances): Outcome | undefined {
  const { host, reach, detail, addresses, proxy, issuer } = view;
  const data: SeenFromPod = { host, detail, pod, addresses, worksHere };
  const brief = { note: `pod/${pod}: ${detail}`, basis: 'proved' } as const;
  if (reach === 'answers') return undefined;
  if (reach === 'untrusted') {
    // the image of the probe trusts public authorities alone; that of the application may trust one more
    return undecided(
      [found(egressTlsInspection, { ...data, ...(issuer === undefined ? {} : { issuer }) })],
      [note(`See whether the image of the application trusts ${issuer ?? 'the issuer of that certificate'}; if so, only the probe was kept out.`)],
      brief.note,
    );
  }
  if (proxy !== undefined) return fail(egressProxyEnv, { ...data, variable: proxy }, brief);
  if (reach === 'no-name') return fail(egressDns, data, brief);
  return kind === 'entra' ? fail(egressEntraBlocked, data, brief) : fail(kvEgressBlocked, { ...data, namespace }, brief);
}
