import type { Flag } from '../flag.ts';
import type { Parsed } from '../parse.ts';
import { only, type Answer } from './answer.ts';

/** The long flags of a command, without those that are given already and count once. */
export function flagNames(flags: readonly Flag[], before: Parsed): Answer {
  const open = flags.filter(({ name, repeated }) => repeated === true || before.value(name) === undefined);
  return only(open.map(({ name, summary }) => ({ text: `--${name}`, summary })));
}
