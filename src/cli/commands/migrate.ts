import { audienceOf, changeFlags, changeWishesOf, plannedTargets, plannedWords, restartOf, templateFlags, vaultFlags, vaultOf } from '../binding-flags.ts';
import type { Command } from '../command.ts';
import { connectionFlags } from '../flag.ts';
import { placeFlags, placeOf } from '../place-flags.ts';
import { readTargets } from '../targets.ts';
import { UsageError } from '../usage-error.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Move workloads from pod identity v1 to workload identity',
  usage: '[plan] [TYPE/NAME… | -A | -l SELECTOR] [flags]',
  description: [
    'Takes every workload whose pods carry the label aadpodidbinding, finds the managed identity that pod identity v1 gives them (AzureIdentityBinding, AzureIdentity), and plans for each what bind would: a credential, a service account, the label of its template. Then it asks, and goes about it as bind does. A workload without a service account of its own gets one. What the identity may do stays as it is; --vault adds a role.',
    'Nothing of pod identity v1 is removed: both work beside each other. Once the doctor finds nothing, the commands are printed that take away the labels, the bindings and the identities.',
    'A workload that has several identities, or a service principal, is a reason to change nothing; the report says how to choose. Name the others, or choose them with -n or -l.',
  ],
  examples: [
    { comment: 'What would have to be done in the whole cluster', line: 'migrate plan -A' },
    { comment: 'Do it for one workload first, after a question', line: 'migrate deploy/orders -n shop' },
  ],
  flags: [...placeFlags('workloads'), ...vaultFlags, ...templateFlags, ...changeFlags(), ...connectionFlags],

  complete: plannedTargets,

  async run(parsed, host) {
    const { plans, words } = plannedWords(parsed.words);
    const { everywhere, selector } = placeOf(parsed);
    const targets = words.length === 0 ? [] : readTargets(words, host.commandName.join(' '));
    if (targets.length > 0 && (everywhere || selector !== undefined)) throw new UsageError('a target is named, and -A or -l given', 'either name targets, or search for them by -A or -l');
    const { binding: vault, reads } = vaultOf(parsed);
    const wishes = changeWishesOf(parsed, plans, reads);
    const binding = { restart: restartOf(parsed, wishes, host), audience: audienceOf(parsed), ...vault };
    const { runMigrate } = await import('../migrate-run.ts');
    return runMigrate({ ...wishes, everywhere, labelSelector: selector ?? null, targets, binding }, host);
  },
};
