import { readExchangeAnswer } from '../azure/entra-answer.ts';
import { readVaultRefusal } from '../azure/key-vault-answer.ts';
import type { Exchange } from '../evidence/exchange.ts';
import type { HostView, PodView, Reach, TokenFile, Tried } from '../evidence/pod-view.ts';
import { readToken } from '../evidence/token.ts';
import type { VaultRead } from '../evidence/vault.ts';

/** What the probe was told, to read its output by. */
export interface Asked {
  readonly pod: string;
  readonly tenantId: string;
  readonly hosts: readonly string[];
  readonly objects: readonly { readonly vaultHost: string; readonly path: string }[];
}

/** What the script said, a fact a line; undefined where it did not come to its end. */
export function readOutput(output: string, { pod, tenantId, hosts, objects }: Asked): PodView | undefined {
  const facts = output.split('\n').flatMap((line) => {
    const [, word, rest = ''] = /^wi ([a-z]+) ?(.*)$/.exec(line) ?? [];
    return word === undefined ? [] : [{ word, rest }];
  });
  if (facts.at(-1)?.word !== 'end') return undefined;
  const first = (wanted: string): string | undefined => facts.find(({ word }) => word === wanted)?.rest;
  const seconds = Number(first('time'));
  const exchanged = first('exchange');
  const answers = facts.flatMap(({ word, rest }) => (word === 'vault' ? rest : []));
  return {
    pod,
    file: fileOf(first('file'), first('header'), first('claims')),
    ...(Number.isSafeInteger(seconds) && seconds > 0 ? { at: seconds * 1000 } : {}),
    // 77: the image has no certificates to trust by
    couldAsk: first('tool') === 'curl' && !facts.some(({ word, rest }) => word === 'curl' && rest === '77'),
    hosts: hostsOf(facts).filter(({ host }) => hosts.includes(host)),
    ...(exchanged === undefined ? {} : { exchange: exchangeOf(exchanged, tenantId) }),
    reads: objects.flatMap(({ vaultHost, path }) => {
      const answer = answers.find((text) => text.startsWith(`${vaultHost}${path} `));
      return answer === undefined ? [] : [{ vaultHost, path, read: readOf(answer.slice(vaultHost.length + path.length + 1), `${vaultHost}${path}`) }];
    }),
  };
}

interface Fact {
  readonly word: string;
  readonly rest: string;
}

function fileOf(state: string | undefined, header: string | undefined, claims: string | undefined): TokenFile {
  if (state === 'missing' || state === 'unreadable' || state === 'empty') return { state };
  try {
    return { state: 'read', token: readToken(JSON.parse(header ?? ''), JSON.parse(claims ?? '')) };
  } catch {
    return { state: 'read' };
  }
}

/** Each host with the facts that follow it. */
function hostsOf(facts: readonly Fact[]): readonly HostView[] {
  const found: { host: string; own: Fact[] }[] = [];
  for (const fact of facts) {
    if (fact.word === 'host') found.push({ host: fact.rest, own: [] });
    else found.at(-1)?.own.push(fact);
  }
  return found.map(({ host, own }) => {
    const first = (wanted: string): string | undefined => own.find(({ word }) => word === wanted)?.rest;
    const [proxy, issuer, error = ''] = ['proxy', 'issuer', 'error'].map(first);
    const ended = Number(first('curl'));
    return {
      host,
      reach: reachOf(ended, error, proxy !== undefined),
      addresses: [...new Set(own.flatMap(({ word, rest }) => (word === 'address' ? rest : [])))],
      ...(proxy === undefined ? {} : { proxy }),
      ...(issuer === undefined ? {} : { issuer }),
      detail: error === '' ? `curl ended with ${ended}` : error,
    };
  });
}

/** By curl's exit codes (`man curl`): a refused CONNECT is 56, the same as a connection that breaks. */
function reachOf(ended: number, error: string, proxied: boolean): Reach {
  switch (ended) {
    case 0:
      return 'answers';
    case 5:
    case 6:
      return 'no-name';
    case 28:
      return /^resolving /i.test(error) ? 'no-name' : 'no-connection';
    case 51:
    case 60:
      return 'untrusted';
    case 56:
    case 97:
      return proxied ? 'proxy-refuses' : 'no-tls';
    case 35:
    case 52:
      return 'no-tls';
    default:
      return 'no-connection';
  }
}

const response = (status: string, body: string): { readonly status: number; readonly body: string; header(): undefined } => ({ status: Number(status), body, header: () => undefined });

function exchangeOf(text: string, tenantId: string): Tried<Exchange> {
  const [how, second = '', ...more] = text.split(' ');
  if (how === 'token') {
    const [objectId = ''] = more;
    return { result: 'token', tenantId, tries: 1, expiresInSeconds: Number(second) || 0, ...(objectId === '' ? {} : { objectId }) };
  }
  if (how === 'failed') return { result: 'failed', detail: `curl ended with ${second}` };
  try {
    const said = readExchangeAnswer('POST of the pod', response(second, more.join(' ')));
    if (said.result === 'refused') {
      const { status, aadsts, error, description, traceId } = said;
      return { result: 'refused', tenantId, tries: 1, status, error, description, ...(aadsts === undefined ? {} : { aadsts }), ...(traceId === undefined ? {} : { traceId }) };
    }
  } catch {
    // somebody else than Entra answered
  }
  return { result: 'failed', detail: `HTTP ${second} that is not Entra's` };
}

function readOf(text: string, operation: string): Tried<VaultRead> {
  const [how, second = '', ...more] = text.split(' ');
  if (how === 'read') return { result: 'read' };
  if (how === 'failed') return { result: 'failed', detail: `curl ended with ${second}` };
  try {
    return readVaultRefusal(operation, response(second, more.join(' ')));
  } catch {
    return { result: 'failed', detail: `HTTP ${second} that is not a vault's` };
  }
}
