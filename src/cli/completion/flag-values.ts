import type { Flag, ValueSource } from '../flag.ts';
import type { Host } from '../host.ts';
import type { Parsed } from '../parse.ts';
import { directive, nothing, only, type Answer } from './answer.ts';

/** What a flag can be given; `before` leads to the kubeconfig and the cluster. */
export async function flagValues(flag: Flag, before: Parsed, host: Host): Promise<Answer> {
  if (flag.value === undefined) return only([{ text: 'true' }, { text: 'false' }]);
  if (flag.choices !== undefined) return only(flag.choices.map((text) => ({ text })));
  return flag.valuesFrom === undefined ? nothing : valuesFrom(flag.valuesFrom, before, host);
}

async function valuesFrom(source: ValueSource, before: Parsed, host: Host): Promise<Answer> {
  switch (source) {
    case 'file':
      return { choices: [], directive: 0 };
    case 'directory':
      return { choices: [], directive: directive.onlyDirectories };
    case 'context':
    case 'cluster':
    case 'user': {
      const { kubeconfigNames } = await import('./kubeconfig-names.ts');
      return only(kubeconfigNames(source, before, host).map((text) => ({ text })));
    }
    case 'namespace': {
      const { namespaces } = await import('./cluster-names.ts');
      return namespaces(before, host);
    }
    case 'serviceaccount': {
      const { objectsOf } = await import('./cluster-names.ts');
      return objectsOf('serviceaccount', before, host);
    }
  }
}
