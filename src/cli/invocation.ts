/** What the name means that this program was started under. */
export interface Invocation {
  /** How the user calls us: `['kubectl', 'wi']`, or the name of the link. */
  readonly commandName: readonly string[];
  /** Started as `kubectl_complete-…`, as kubectl does for completion: the arguments are those of `__complete`. */
  readonly completes: boolean;
}

/**
 * Reads argv[0], a path or a bare name (krew's naming rules: a dash of the plugin's name is an underscore in the file's).
 *
 * The file names of the sources and of Node itself are no names of ours.
 */
export function readInvocation(path: string): Invocation {
  const file = path.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const name = file.replace(/\.(exe|ts|js|cjs|mjs)$/i, '');
  const [, start, plugin] = /^(kubectl-|kubectl_complete-)(.+)$/.exec(name) ?? [];
  if (plugin !== undefined) return { commandName: ['kubectl', plugin.replaceAll('_', '-')], completes: start === 'kubectl_complete-' };
  return { commandName: name === 'main' || name === 'node' || name === '' ? ['kubectl', 'wi'] : [name], completes: false };
}
