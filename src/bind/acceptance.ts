import type { AzurePort } from '../azure/port.ts';
import { vaultScopeOf } from '../evidence/cloud-hosts.ts';
import { isTransient, noMatch } from '../evidence/exchange.ts';
import type { Clock } from '../evidence/question.ts';
import type { KubePort } from '../kube/port.ts';
import { WireFailure } from '../wire/failure.ts';
import type { Facts } from './facts.ts';

export type Acceptance =
  | { readonly accepted: true }
  /** Entra says no, or nobody could ask it; `lasting` where waiting does not help. */
  | { readonly accepted: false; readonly lasting: boolean; readonly why: string };

/** Whose token is tried, and as whom. */
export interface Proof extends Pick<Facts, 'identity' | 'presented'> {
  readonly account: Pick<Facts['account'], 'namespace' | 'name'>;
}

export interface ProofPorts {
  readonly kube: KubePort;
  readonly azure: AzurePort;
  readonly clock: Clock;
}

/** Refusals that a new credential or a new identity gives until it has reached every replica. */
const onItsWay = new Set([...noMatch, 700016, 7000229]);
const firstPauseMs = 1000;
const longestPauseMs = 20_000;

/** Exchanges a fresh token of the service account until Entra takes it, or says what no time heals, or the time is over. */
export async function untilAccepted(proof: Proof, ports: ProofPorts, deadline: number): Promise<Acceptance> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    const outcome = await tryOnce(proof, ports);
    if (outcome.accepted || outcome.lasting || ports.clock.now().getTime() + pause > deadline) return outcome;
    await ports.clock.wait(pause);
  }
}

async function tryOnce({ account, identity, presented }: Proof, { kube, azure }: ProofPorts): Promise<Acceptance> {
  try {
    const { token } = await kube.requestToken({ namespace: account.namespace, serviceAccount: account.name, audience: presented.audience, expirationSeconds: 600 });
    const [authorityHost = ''] = azure.cloud.authorityHosts;
    const answer = await azure.exchange({ authorityHost, tenantId: identity.tenantId ?? '', clientId: identity.clientId, scope: vaultScopeOf(authorityHost), assertion: token });
    if (answer.result === 'token') return { accepted: true };
    const heals = isTransient(answer) || (answer.aadsts !== undefined && onItsWay.has(answer.aadsts));
    return { accepted: false, lasting: !heals, why: answer.description };
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    const { fault } = error;
    return { accepted: false, lasting: fault.kind === 'not-sent' || (fault.kind === 'status' && fault.status < 500 && fault.status !== 429), why: error.message };
  }
}
