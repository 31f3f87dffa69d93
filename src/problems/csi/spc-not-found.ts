import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note, word } from '../step.ts';

export interface SpcNotFound extends MountRef {
  /** Namespaces that have one of this name. */
  readonly elsewhere: readonly string[];
  /** Names in this namespace that are close to it. */
  readonly near: readonly string[];
}

export const spcNotFound = defineProblem<SpcNotFound>({
  code: 'WI809',
  name: 'spc-not-found',
  link: 'csi',
  title: 'There is no such SecretProviderClass in the namespace',
  brief: 'no such SecretProviderClass here',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ secretProviderClass, namespace, elsewhere }) => `Namespace ${namespace} has no SecretProviderClass ${secretProviderClass}${elsewhere.length === 0 ? '' : `; namespace ${elsewhere.join(', ')} has one`}`,
  why: () => 'A pod mounts classes of its own namespace only, and by their exact name.',
  evidence: ({ near, elsewhere }) => [...near.map((value) => ({ label: 'near', value })), ...elsewhere.map((value) => ({ label: 'namespace', value }))],
  fix: ({ namespace, secretProviderClass, elsewhere, near }) => [
    ...(near.length === 0 ? [] : [note(`Is ${near.map((name) => word(name, 'dns-name', 'name')).join(' or ')} meant? Correct the name in the template.`)]),
    ...(elsewhere[0] === undefined
      ? [kubectl('see which there are', 'get', 'secretproviderclasses', '-n', word(namespace, 'dns-name', 'namespace'))]
      : [
          kubectl('look at the other one', 'get', `secretproviderclass/${word(secretProviderClass, 'dns-name', 'secret-provider-class')}`, '-n', word(elsewhere[0], 'dns-name', 'namespace'), '-o', 'yaml'),
          note(`Create it in namespace ${word(namespace, 'dns-name', 'namespace')} too, with clientID and vault of this workload.`),
        ]),
  ],
  example: { ...exampleMount, elsewhere: ['other'], near: [] },
});
