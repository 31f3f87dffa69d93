import { changeFlags, changeWishesOf, checked, plannedWords } from '../binding-flags.ts';
import type { Command } from '../command.ts';
import { connectionFlags, type Flag } from '../flag.ts';
import { placeFlags, placeOf } from '../place-flags.ts';
import { UsageError } from '../usage-error.ts';

const ownFlags: readonly Flag[] = [
  { name: 'from-issuer', value: 'URL', summary: 'issuer of the cluster that the accounts were bound to, byte for byte as the credentials name it; without it the command says which there are' },
  { name: 'replace', summary: 'delete the credential of that issuer, once Entra takes the token of this cluster' },
  ...placeFlags('service accounts'),
];

export const rebind: Command = {
  name: 'rebind',
  summary: 'Let identities trust this cluster as they trusted another',
  usage: '[plan] --from-issuer URL [-A | -l SELECTOR] [flags]',
  description: [
    'For a cluster that was recreated, or that joins a second one: its issuer is another, and no credential names it. Takes every service account that is annotated with a client id, used or not, and whose identity has a credential for it of the issuer that --from-issuer names; plans one credential each for the issuer of this cluster, and asks.',
    'Identities are written to beside each other, and one identity one write after another. Each new credential is proved by an exchange of a token. Nothing in the cluster is changed: its pods hold tokens of its own issuer. It ends with what the doctor says of these accounts, and with its exit code. The same command again goes on from where it stopped.',
    'An identity has at most 20 credentials. Where there is no room, nothing at all is changed. With --replace one free place is enough: each old credential is deleted once the new one is proved, and makes room for the next. Only a credential of exactly that issuer and of the account is deleted.',
    'An identity that cannot be read is a reason to change nothing; -n and -l leave its account out. Applications are not written to.',
  ],
  examples: [
    { comment: 'Which issuers the accounts of the cluster are bound to', line: 'rebind -A' },
    { comment: 'What would have to be done', line: 'rebind plan -A --from-issuer https://oidc.example/former/' },
    { comment: 'After the old cluster is gone, in its place', line: 'rebind -A --replace --from-issuer https://oidc.example/former/' },
  ],
  flags: [...ownFlags, ...changeFlags(), ...connectionFlags],

  async run(parsed, host) {
    const { plans, words } = plannedWords(parsed.words);
    const [word] = words;
    if (word !== undefined) throw new UsageError(`rebind takes no targets: "${word}"`, '-n, -A and -l say which service accounts');
    const fromIssuer = checked(parsed, 'from-issuer', 'https-url');
    const replaces = parsed.on('replace');
    if (replaces && fromIssuer === null) throw new UsageError('--replace deletes credentials of --from-issuer: name it');
    const { everywhere, selector } = placeOf(parsed);
    const { runRebind } = await import('../rebind-run.ts');
    const wishes = changeWishesOf(parsed, plans);
    return runRebind({ ...wishes, doctor: { ...wishes.doctor, full: false }, everywhere, rebinding: { fromIssuer, replaces, labelSelector: selector ?? null } }, host);
  },
};
