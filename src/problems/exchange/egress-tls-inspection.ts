import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { linesOf, type SeenFromPod } from './from-pod.ts';

export interface EgressTlsInspection extends SeenFromPod {
  /** Who issued the certificate that was shown. */
  readonly issuer?: string;
}

export const egressTlsInspection = defineProblem<EgressTlsInspection>({
  code: 'WI621',
  name: 'egress-tls-inspection',
  link: 'exchange',
  title: 'Somebody in between shows a certificate of his own',
  brief: 'a certificate that is not Azure\'s',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host, issuer }) => `${host} is answered with a certificate${issuer === undefined ? '' : ` of ${issuer}`} that no public authority stands behind`,
  why: () => 'A firewall that looks into TLS shows certificates of its own authority. An application whose image or SDK does not trust that authority refuses them; no token was sent to whoever shows it.',
  evidence: (data) => [...(data.issuer === undefined ? [] : [{ label: 'issuer', value: data.issuer, of: data.host }]), ...linesOf(data)],
  fix: ({ host }) => [
    note(`Let ${host} pass the firewall without being looked into: Microsoft asks for that.`),
    note('Or, if that is not allowed, put the certificate of its authority into the image, where the SDK of the application looks for it.'),
  ],
  example: { host: 'login.microsoftonline.com', issuer: 'CN=Example Corp Inspection CA', detail: 'SSL certificate problem: unable to get local issuer certificate', pod: 'orders-7c9f-abcde', worksHere: true },
});
