import { UsageError } from '../usage-error.ts';

/** The plugin's own file names, from the name that the user calls it by. */
export interface Program {
  /** `kubectl-wi`, or the name of the link. */
  readonly name: string;
  /** What kubectl starts to complete it, and by which file that is called; undefined for what is no plugin of kubectl. */
  readonly completer?: string;
}

/** Throws UsageError for a name that has no place in a script. */
export function programOf(commandName: readonly string[]): Program {
  const [first = '', plugin] = commandName;
  // kubectl looks for underscores where the plugin's name has dashes
  const file = plugin === undefined ? first : `kubectl-${plugin.replaceAll('-', '_')}`;
  if (!/^[A-Za-z0-9][\w.-]*$/.test(file)) throw new UsageError(`"${file}" is no name that a completion script can have`, 'call it by a name of letters, digits, dashes and underscores');
  return plugin === undefined ? { name: file } : { name: file, completer: file.replace('kubectl-', 'kubectl_complete-') };
}
