import { answerId } from './answer-id.ts';
import { known, type Answer, type AnswerId, type Gap } from './answer.ts';
import { exchange, exchangeKeyOf } from './exchange.ts';
import { logins } from './logins.ts';
import { defineQuestion } from './question.ts';
import type { MountSubject, Target, VaultObject, Wishes } from './subject.ts';
import { namedVaults, vaultRead, type VaultRead } from './vault.ts';

/** What became of the sign-in and of each read that a mount stands on, tried from here. */
export interface MountAccess {
  /** Whether Entra gives the driver a token; undefined where that could not be tried. */
  readonly signedIn?: boolean;
  readonly objects: readonly { readonly object: VaultObject; readonly read?: VaultRead }[];
  /** The answers that tell: of the exchange, and of the reads that were refused. */
  readonly exchange?: AnswerId;
  readonly refused: readonly AnswerId[];
  /** Why it could not be tried, of the exchange and of each read. */
  readonly untried: { readonly exchange: readonly Gap[]; readonly reads: readonly Gap[] };
}

type AccessKey = { readonly target: Target; readonly wishes: Wishes; readonly mount: string };

/** The exchange and the reads of one mount: the same that the login and its objects are judged by. */
export const mountAccess = defineQuestion({
  name: 'access of a mount',
  rights: [],
  uses: [exchange, vaultRead],
  key: ({ target, wishes, mount }: MountSubject): AccessKey => ({ target, wishes, mount: mount.id }),
  async ask({ target, wishes, mount }, world): Promise<Answer<MountAccess>> {
    const [all, named] = await Promise.all([world.need(logins, logins.key({ target, wishes })), world.need(namedVaults, namedVaults.key({ target, wishes }))]);
    const login = all.find(({ mounts }) => mounts.includes(mount));
    const listed = named.objects.filter((object) => object.mount === mount);
    if (login === undefined) return known({ objects: listed.map((object) => ({ object })), refused: [], untried: { exchange: [], reads: [] } });
    const exchangeKey = exchangeKeyOf({ login, wishes });
    const [said, reads] = await Promise.all([
      world.get(exchange, exchangeKey),
      Promise.all(
        listed.map(async (vaultObject) => {
          const key = vaultRead.key({ target, wishes, login, vaultObject });
          return { object: vaultObject, id: answerId(vaultRead, key), read: await world.get(vaultRead, key) };
        }),
      ),
    ]);
    return known({
      ...(said.state === 'known' ? { signedIn: said.value.result === 'token' } : {}),
      exchange: answerId(exchange, exchangeKey),
      objects: reads.map(({ object, read }) => ({ object, ...(read.state === 'known' ? { read: read.value } : {}) })),
      refused: reads.flatMap(({ id, read }) => (read.state === 'known' && read.value.result === 'refused' ? [id] : [])),
      untried: { exchange: gapsOf(said), reads: reads.flatMap(({ read }) => gapsOf(read)) },
    });
  },
});

function gapsOf(answer: Answer<unknown>): readonly Gap[] {
  return answer.state === 'unknown' ? [answer.gap] : [];
}
