import type { Host } from '../host.ts';
import type { Parsed } from '../parse.ts';
import { kindNames, kindOf } from '../targets.ts';
import { directive, inTypedCase, nothing, only, type Answer, type Choice } from './answer.ts';
import type { TypedLine } from './typed-line.ts';

/** `TYPE NAME…` or `TYPE/NAME…`, in the form that the words before have chosen; `bind` has no use for a SecretProviderClass. */
export async function targets({ before, typing }: TypedLine, host: Host, command: 'doctor' | 'bind' = 'doctor'): Promise<Answer> {
  const text = typing.what === 'word' ? typing.text : '';
  const [first, ...more] = before.words;
  const search = before.on('all-namespaces') || before.value('selector') !== undefined;
  const offered = types(text, search || command === 'bind');
  if (first === undefined && (search || !text.includes('/'))) return only(offered);
  if (search) return nothing;
  if (first !== undefined && !first.includes('/')) return text.includes('/') ? nothing : names(first, '', more, before, host);
  const [type = '', name] = text.split('/');
  if (name !== undefined) return names(type, `${type}/`, before.words, before, host);
  return { choices: offered.map((choice) => ({ text: `${choice.text}/` })), directive: directive.noFiles + directive.noSpace };
}

/** Own names of the kinds; one of the others where only it begins with what was typed, as in `sts` and `pods`. */
function types(text: string, ofWorkloads: boolean): readonly Choice[] {
  const kinds = Object.entries(kindNames).flatMap(([kind, names]) => (ofWorkloads && kind === 'secretproviderclass' ? [] : [names]));
  return kinds.flatMap((kind) => inTypedCase(kind.map((name) => ({ text: name })), text).slice(0, 1));
}

/** Names of a type in the cluster, without those that are given already. Throws UsageError for what is no type. */
async function names(type: string, prefix: string, given: readonly string[], before: Parsed, host: Host): Promise<Answer> {
  const kind = kindOf(type);
  const { objectsOf } = await import('./cluster-names.ts');
  const answer = await objectsOf(kind, before, host);
  return { ...answer, choices: answer.choices.map(({ text }) => ({ text: `${prefix}${text}` })).filter(({ text }) => !given.includes(text)) };
}
