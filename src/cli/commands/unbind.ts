import { audienceOf, bindingFlags, changeFlags, changeWishesOf, credentialNameOf, identityOf, plannedTargets, plannedWords, serviceAccountOf, vaultOf } from '../binding-flags.ts';
import type { Command } from '../command.ts';
import { connectionFlags } from '../flag.ts';
import { readBindable } from '../targets.ts';

export const unbind: Command = {
  name: 'unbind',
  summary: 'Take back what bind did, and nothing else',
  usage: '[plan] TYPE/NAME… [flags]',
  description: [
    'Reads what bind wrote down on the workload and its service account, and shows what it would take back, the latest first: the label and the account of the pod template, the annotation of the service account, the role on the vault, the federated credential. Then it asks.',
    'Only what is known to be of bind is touched: fields that its manager owns, and the credential and the role assignment of the names that it gives. What another workload, service account or cluster still uses stays, and so does a credential that bind only put right. An identity is never deleted.',
    'The flags that name the identity and the vault are for what a bind left behind that was stopped before it wrote anything down.',
  ],
  examples: [
    { comment: 'What would be taken back', line: 'unbind plan deploy/orders -n shop' },
    { comment: 'Take it back, after a question', line: 'unbind deploy/orders -n shop' },
  ],
  flags: [...bindingFlags, ...changeFlags(), ...connectionFlags],

  complete: plannedTargets,

  async run(parsed, host) {
    const { plans, words } = plannedWords(parsed.words);
    const targets = readBindable(words, host.commandName.join(' '));
    const identity = identityOf(parsed);
    const unbinding = {
      audience: audienceOf(parsed),
      ...serviceAccountOf(parsed),
      ...(identity === undefined ? {} : { identity }),
      ...credentialNameOf(parsed, targets),
      ...vaultOf(parsed).binding,
    };
    const { runUnbind } = await import('../unbind-run.ts');
    return runUnbind({ ...changeWishesOf(parsed, plans), targets, unbinding }, host);
  },
};
